#include "ui/views/cairn_layout.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/plan_parts.hpp"
#include "ui/views/recovery_parts.hpp"
#include "ui/views/skill_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

void draw_cairn(View& view) {
    Kit& kit = view.kit;
    const float height = kit.phone() ? std::min(kit.width() * 1.0F, 400.0F) : 560;
    const ImVec2 origin = kit.cursor();
    const gl::Scene scene = layout_cairn(view, kit.width(), height);
    kit.begin_list(view.tr("path.cairn"), true);
    kit.cairn(scene);
    std::size_t index = 0;
    for (const LevelStatus& level : view.levels) {
        if (index >= scene.count) break;
        const gl::Stone& stone = scene.stones[index++];
        kit.described_item(
            level.level->root.id, level_title(view, *level.level) + ": " + level_state_words(view, level),
            {origin.x + stone.x - stone.rx, origin.y + stone.y - stone.ry}, {2 * stone.rx, 2 * stone.ry});
    }
    for (const LevelStatus& skill : view.progress.skills) {
        if (index >= scene.count) break;
        const gl::Stone& stone = scene.stones[index++];
        kit.described_item(skill.level->badge, pebble_words(view, skill),
                           {origin.x + stone.x - stone.rx, origin.y + stone.y - stone.ry},
                           {2 * stone.rx, 2 * stone.ry});
    }
    kit.end_list();
}

// Why the plan's activity is next: it stands there, its date, what it may count for.
std::string activity_reason(const View& view, const Activity& activity, const PathwayNode& leaf) {
    const std::string_view key = activity.due.empty()             ? "path.nextPlanned"
                                 : is_overdue(view, activity.due) ? "path.nextOverdue"
                                                                  : "path.nextDue";
    return view.tr(key, {{"date", app::date_field_text(*view.state.catalog, activity.due)},
                         {"goal", view.words(leaf.name)}});
}

void next_card(View& view, const std::optional<NextStep>& step, const LevelStatus* level) {
    const PathwayNode* next = step ? step->node : nullptr;
    Kit& kit = view.kit;
    kit.begin_card("next", {.tinted = true});
    std::string title;
    std::string reason;
    std::string href;
    std::string label;
    if (step && step->activity) {
        title = app::record_title(view.state, *step->activity->record);
        reason = activity_reason(view, *step->activity, *next);
        href = app::to_hash({app::Screen::plan, ""});
        label = view.tr("path.seePlan");
    } else if (next != nullptr) {
        title = view.words(next->action.empty() ? next->name : next->action);
        reason = view.tr("path.nextReason",
                         {{"goal", view.words(next->name)},
                          {"level", level == nullptr ? "" : view.words(level->level->root.name)}});
        href = app::to_hash({app::Screen::criterion, next->id});
        label = view.tr("path.start");
    } else if (level != nullptr && level->state == LevelState::ready_to_submit) {
        title = view.tr("path.submitTitle", {{"level", view.words(level->level->root.name)}});
        reason = view.tr("path.submitReason");
        href = "#/submit";
        label = view.tr("path.submitButton");
    } else if (level != nullptr) {
        title = view.tr("path.waitTitle");
        reason = view.tr("path.waitReason");
        href = "#/badges";
        label = view.tr("badges.addThe");
    } else {
        title = view.tr("path.doneTitle");
        reason = view.tr("path.doneReason");
        href = "#/badges";
        label = view.tr("badges.see");
    }
    const float label_width = kit.text_width(label, type_strong) + 64;
    const bool stacked = kit.width() < 480;
    const float start = kit.cursor().y;
    kit.begin_column(0, stacked ? kit.width() : kit.width() - label_width - 16);
    kit.text(view.tr("path.next"), type_small, Tone::primary);
    kit.space(4);
    kit.heading(2, title, type_title);
    kit.space(4);
    kit.text(reason, type_body, Tone::muted);
    const float height = kit.end_column();
    if (stacked) {
        kit.space(height + 12);
        kit.link(label, href, LinkLook::primary_button, "arrow-right");
    } else {
        kit.set_cursor({kit.cursor().x, start + std::max(0.0F, (height - control_height) / 2)});
        kit.begin_column(kit.width() - label_width, label_width);
        kit.link(label, href, LinkLook::primary_button, "arrow-right");
        kit.end_column();
        kit.set_cursor({kit.cursor().x, start});
        kit.space(height);
    }
    kit.end_card();
}

void level_card(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    kit.begin_card(level.level->root.id, {.bottom = 10});
    kit.heading(2, level_title(view, *level.level), type_title);
    kit.space(4);
    kit.text(level_state_words(view, level), type_small, level_tone(level));
    kit.space(10);
    kit.progress(view.tr("path.progress", {{"level", view.words(level.level->root.name)}}), level.met,
                 level.need);
    kit.space(8);
    kit.begin_list(view.tr("path.goals", {{"level", view.words(level.level->root.name)}}));
    bool first = true;
    for (const PathwayNode* goal : goals_of(*level.level)) {
        const auto status = level.nodes.find(goal->id);
        if (status == level.nodes.end()) continue;
        if (!first) kit.rule();
        first = false;
        node_row(view, status->second);
    }
    kit.end_list();
    kit.end_card();
}

void other_levels(View& view, const LevelStatus* under_way) {
    Kit& kit = view.kit;
    kit.begin_card("levels", {.bottom = 10});
    kit.heading(2, view.tr("path.otherLevels"), type_title);
    kit.space(4);
    kit.begin_list(view.tr("path.otherLevels"));
    bool first = true;
    for (const LevelStatus& level : view.levels) {
        if (&level == under_way) continue;
        if (!first) kit.rule();
        first = false;
        const std::string& id = level.level->root.id;
        kit.begin_item(id);
        kit.row_link(app::to_hash({app::Screen::criterion, id}), {.title = level_title(view, *level.level),
                                                                  .detail = level_state_words(view, level),
                                                                  .mark = mark_of(level)});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
}

void skills_card(View& view) {
    Kit& kit = view.kit;
    kit.begin_card("skills", {.bottom = 10});
    kit.heading(2, view.tr("skill.title"), type_title);
    kit.space(4);
    skill_rows(view);
    kit.end_card();
}

// Claims for what this revision does not ask for: kept, and said.
void elsewhere_card(View& view) {
    Kit& kit = view.kit;
    const Pathway* pathway = app::current_pathway(view.state);
    std::vector<const Claim*> claims;
    for (const Claim& claim : view.document().claims) {
        const Record* record = find_record(view.document(), claim.record);
        if (record != nullptr && !record->trashed && find_node(*pathway, claim.criterion) == nullptr)
            claims.push_back(&claim);
    }
    if (claims.empty()) return;
    kit.space(16);
    kit.begin_card("elsewhere", {.bottom = 10});
    kit.heading(2, view.tr("elsewhere.title"), type_title);
    kit.space(4);
    kit.text(view.tr("elsewhere.lead"), type_small, Tone::muted);
    kit.space(4);
    kit.begin_list(view.tr("elsewhere.title"));
    for (const Claim* claim : claims) {
        if (claim != claims.front()) kit.rule();
        const Record& record = *find_record(view.document(), claim->record);
        const std::string criterion = criterion_elsewhere(view, claim->criterion);
        kit.begin_item(claim->id);
        kit.row_link(app::to_hash({app::Screen::record, record.id}),
                     {.title = app::record_title(view.state, record), .detail = criterion});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
}

void badges_card(View& view) {
    Kit& kit = view.kit;
    const HeldBadges& held = app::held_badges(view.state);
    const auto earned = static_cast<std::size_t>(std::ranges::count_if(held, &HeldBadge::earned));
    const std::string_view words = held.empty()            ? "path.badgesNone"
                                   : earned == 0           ? "path.badgesUncounted"
                                   : earned == held.size() ? "path.badgesEarned"
                                                           : "path.badgesSome";
    const std::string detail = view.tr(
        words, {{"held", view.count("badges.count", held.size())}, {"earned", std::to_string(earned)}});
    kit.begin_card("badges", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("badges.held"));
    kit.begin_item("badges");
    kit.row_link("#/badges", {.title = view.tr("badges.held"), .detail = detail, .icon = "award"});
    kit.end_item();
    kit.end_list();
    kit.end_card();
}

// Where the learner left off on this device, and how much there is.
void records_card(View& view) {
    Kit& kit = view.kit;
    const Record* last = find_record(view.document(), view.state.notes.last_opened);
    if (last == nullptr || last->trashed) return;
    kit.begin_card("records", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("path.records"));
    kit.begin_item("records");
    std::string detail = view.tr("path.lastOpened");
    if (!view.state.session.loading)
        detail = view.count("path.lastOpenedOf", app::live_records(view.state).size());
    kit.row_link(app::to_hash({app::Screen::record, last->id}),
                 {.title = view.tr("path.goOn", {{"title", app::record_title(view.state, *last)}}),
                  .detail = detail,
                  .icon = "folder-open"});
    kit.end_item();
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

} // namespace

void draw_path(View& view) {
    Kit& kit = view.kit;
    const Pathway* pathway = app::current_pathway(view.state);
    if (pathway == nullptr) return page_heading(view, view.tr("path.none"));
    const LevelStatus* under_way = level_under_way(view);
    page_heading(view, view.words(pathway->name),
                 view.tr("path.lead", {{"issuer", view.words(pathway->issuer_name)},
                                       {"revision", view.words(pathway->revision_name)}}));
    draw_conflict_banner(view);
    two_columns(
        view, 0.4F, [&] { draw_cairn(view); },
        [&] {
            next_card(view, next_step(*pathway, view.progress, view.document()), under_way);
            kit.space(16);
            records_card(view);
            if (under_way != nullptr) {
                level_card(view, *under_way);
                kit.space(16);
            }
            other_levels(view, under_way);
            kit.space(16);
            if (!view.progress.skills.empty()) {
                skills_card(view);
                kit.space(16);
            }
            badges_card(view);
            elsewhere_card(view);
        });
}

} // namespace cairn::ui
