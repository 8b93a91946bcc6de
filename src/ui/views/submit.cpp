#include "core/credentials/bundle.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>
#include <ranges>

namespace cairn::ui {
namespace {

void what_is_missing(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    kit.heading(2, view.tr("submit.missing"), type_title);
    kit.space(4);
    kit.text(view.tr("submit.missingLead"), type_body, Tone::muted);
    kit.space(8);
    kit.begin_card("missing", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("submit.missing"));
    bool first = true;
    for (const PathwayNode* goal : goals_of(*level.level)) {
        const auto status = level.nodes.find(goal->id);
        if (status == level.nodes.end() || mark_of(status->second) == Mark::claimed ||
            mark_of(status->second) == Mark::accepted)
            continue;
        if (!first) kit.rule();
        first = false;
        node_row(view, status->second, why_not_yet(view, status->second));
    }
    kit.end_list();
    kit.end_card();
}

// One sentence about some files; none where there are none.
void name_files(View& view, std::string_view key, const std::vector<std::string>& files) {
    if (files.empty()) return;
    std::string names;
    for (const std::string& name : files)
        names += (names.empty() ? "" : ", ") + name;
    view.kit.space(12);
    view.kit.people_s_text(view.tr(key, {{"files", names}}), type_body, Tone::gold);
}

void what_travels(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    const BundlePlan plan = plan_bundle(view.document(), *level.level);
    kit.heading(2, view.tr("submit.inside"), type_title);
    kit.space(8);
    kit.begin_card("inside", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("submit.inside"));
    std::vector<std::string> undescribed;
    bool first = true;
    for (const PlannedClaim& claim : plan.claims) {
        if (!first) kit.rule();
        first = false;
        kit.begin_item(claim.claim->id);
        std::string detail = app::record_title(view.state, *claim.record);
        if (!claim.record->files.empty())
            detail += ", " + view.count("files.count", claim.record->files.size());
        kit.row_text({.title = view.words(claim.leaf->name), .detail = detail, .mark = Mark::claimed});
        kit.end_item();
        for (const FileRef& file : claim.record->files)
            if (file.media_type.starts_with("image/") && file.alt.empty()) undescribed.push_back(file.name);
    }
    kit.end_list();
    kit.end_card();
    name_files(view, "submit.undescribed", undescribed);
    name_files(view, "submit.leftOut", plan.left_out);
}

void earlier_submissions(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    std::vector<const Submission*> earlier;
    for (const Submission& submission : view.document().submissions | std::views::reverse)
        if (submission.level == level.level->root.uri) earlier.push_back(&submission);
    if (earlier.empty()) return;
    kit.space(28);
    kit.heading(2, view.tr("submit.earlier"), type_title);
    kit.space(8);
    kit.begin_list(view.tr("submit.earlier"));
    const int offset = view.state.session.utc_offset_minutes;
    for (const Submission* submission : earlier) {
        kit.begin_item(submission->id);
        kit.row_text(
            {.title = view.tr("submit.earlierOne",
                              {{"date", app::day_text(*view.state.catalog, submission->time, offset)},
                               {"time", app::clock_text(submission->time, offset)}}),
             .detail = view.tr("submit.digest", {{"digest", submission->sha256.substr(0, 16)}}),
             .icon = "send"});
        kit.end_item();
    }
    kit.end_list();
}

} // namespace

void draw_submit(View& view) {
    Kit& kit = view.kit;
    if (view.levels.empty()) return page_heading(view, view.tr("path.none"));
    const LevelStatus& level = view.levels.front();
    const std::string& name = view.words(level.level->root.name);
    page_heading(view, view.tr("submit.title", {{"level", name}}), view.tr("submit.lead"));
    if (level.state == LevelState::open) {
        what_is_missing(view, level);
        earlier_submissions(view, level);
        return;
    }
    what_travels(view, level);
    kit.space(16);
    kit.text(view.tr("submit.key"), type_small, Tone::muted);
    kit.space(6);
    kit.text(view.tr("submit.waits"), type_small, Tone::muted);
    kit.space(16);
    const bool under_way = view.state.session.pending_export.has_value();
    if (kit.button(view.tr(under_way ? "submit.exporting" : "submit.export"),
                   {.look = ButtonLook::primary,
                    .icon = "download",
                    .disabled = under_way || !view.editable(),
                    .full_width = kit.phone()}))
        view.emit(app::ExportLevel{level.level->root.id});
    earlier_submissions(view, level);
}

} // namespace cairn::ui
