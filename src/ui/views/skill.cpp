#include "ui/views/badge_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/skill_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

// Everything that the learner can give is claimed; the rest is for others.
bool is_all_claimed(const LevelStatus& skill) {
    return skill.state == LevelState::ready_to_submit || skill.state == LevelState::submitted;
}

void all_skills(View& view) {
    back_link(view, view.tr("nav.path"), "#/path");
    page_heading(view, view.tr("skill.title"), view.tr("skill.lead"));
    if (view.progress.skills.empty()) return view.kit.text(view.tr("skill.none"), type_body, Tone::muted);
    view.kit.begin_card("skills", {.padding = 12, .bottom = 6});
    skill_rows(view);
    view.kit.end_card();
}

} // namespace

std::string skill_state_words(const View& view, const LevelStatus& skill) {
    if (skill.state == LevelState::ready_to_submit) return view.tr("skill.ready");
    if (skill.state == LevelState::open && skill.met == 0) return view.tr("state.open");
    return level_state_words(view, skill);
}

std::string pebble_words(const View& view, const LevelStatus& skill) {
    const std::string_view key = skill.state == LevelState::earned ? "path.pebbleEarned"
                                 : is_all_claimed(skill)           ? "path.pebbleReady"
                                 : skill.met > 0                   ? "path.pebbleBegun"
                                                                   : "path.pebble";
    return view.tr(key, {{"badge", view.words(skill.level->root.name)},
                         {"met", std::to_string(skill.met)},
                         {"need", std::to_string(skill.need)}});
}

void skill_rows(View& view) {
    Kit& kit = view.kit;
    kit.begin_list(view.tr("skill.title"));
    bool first = true;
    for (const LevelStatus& skill : view.progress.skills) {
        if (!first) kit.rule();
        first = false;
        const std::string& badge = skill.level->badge;
        const std::string state = skill_state_words(view, skill);
        kit.begin_item(badge);
        kit.row_link(app::to_hash({app::Screen::skill, badge}),
                     {.title = view.words(skill.level->root.name), .detail = state, .mark = mark_of(skill)});
        kit.end_item();
    }
    kit.end_list();
}

void skill_page(View& view, const LevelStatus& skill) {
    Kit& kit = view.kit;
    const PathwayNode& root = skill.level->root;
    back_link(view, view.tr("skill.title"), app::to_hash({app::Screen::skill, ""}));
    page_heading(view, view.words(root.name), view.words(root.description));
    kit.chip(skill_state_words(view, skill), level_tone(skill));
    kit.space(12);
    if (!skill.level->issuer_name.empty()) {
        kit.text(view.tr("skill.issuer", {{"issuer", view.words(skill.level->issuer_name)}}), type_body,
                 Tone::muted);
        kit.space(8);
    }
    if (!root.inferred.empty()) {
        kit.text(view.tr("criterion.inferred", {{"what", view.words(root.inferred)}}), type_small,
                 Tone::muted);
        kit.space(8);
    }
    kit.space(12);
    if (!root.children.empty()) {
        kit.progress(view.tr("path.progress", {{"level", view.words(root.name)}}), skill.met, skill.need);
        kit.space(12);
        kit.begin_card(root.id, {.padding = 12, .bottom = 6});
        kit.begin_list(view.tr("path.goals", {{"level", view.words(root.name)}}));
        for (const PathwayNode& child : root.children) {
            const NodeStatus* status = view.status_of(child);
            if (status == nullptr) continue;
            if (&child != &root.children.front()) kit.rule();
            node_row(view, *status);
        }
        kit.end_list();
        kit.end_card();
        kit.space(20);
    }
    if (is_all_claimed(skill)) {
        kit.link(view.tr("path.submitButton"), app::to_hash({app::Screen::submit, root.id}),
                 LinkLook::primary_button, "arrow-right");
        kit.space(20);
    }
    kit.text(view.tr(skill.state == LevelState::earned ? "badges.leafHeld" : "skill.toEarn"), type_body,
             Tone::muted);
    kit.space(12);
    const bool held = skill.state == LevelState::earned;
    kit.link(view.tr(held ? "badges.see" : "badges.addThe"), "#/badges", LinkLook::secondary_button, "award");
}

void draw_skill(View& view) {
    const std::string& id = view.state.session.route.id;
    if (id.empty()) return all_skills(view);
    const auto& skills = view.progress.skills;
    const auto found =
        std::ranges::find(skills, id, [](const LevelStatus& skill) { return skill.level->badge; });
    if (found != skills.end()) return skill_page(view, *found);
    back_link(view, view.tr("skill.title"), app::to_hash({app::Screen::skill, ""}));
    page_heading(view, view.tr("skill.unknown"), view.tr("skill.unknownWhy"));
}

std::string criterion_elsewhere(const View& view, const Id& uri) {
    for (const Pathway& pathway : view.state.catalog->pathways) {
        const PathwayNode* node = find_node(pathway, uri);
        if (node == nullptr) continue;
        return view.tr("elsewhere.criterion", {{"criterion", view.words(node->name)},
                                               {"revision", view.words(pathway.revision_name)}});
    }
    return view.tr("elsewhere.unknown");
}

} // namespace cairn::ui
