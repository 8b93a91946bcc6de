#include "ui/views/parts.hpp"
#include "ui/views/submit_parts.hpp"

#include <algorithm>
#include <ranges>

namespace cairn::ui {
namespace {

// The one that the address names, else the first that is not behind the learner.
const LevelStatus& chosen_level(const View& view) {
    for (const auto* const part : {&view.progress.levels, &view.progress.skills}) {
        const auto named = std::ranges::find(*part, view.state.session.route.id,
                                             [](const LevelStatus& level) { return level.level->root.id; });
        if (named != part->end()) return *named;
    }
    const LevelStatus* under_way = level_under_way(view);
    return under_way != nullptr ? *under_way : view.levels.back();
}

void overview(View& view, const LevelStatus& chosen) {
    Kit& kit = view.kit;
    kit.heading(2, view.tr("submit.levels"), type_title);
    kit.space(8);
    kit.begin_card("levels", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("submit.levels"));
    for (const LevelStatus& level : view.levels) {
        if (&level != &view.levels.front()) kit.rule();
        const std::string title = level_title(view, *level.level);
        const std::string words = level_state_words(view, level);
        kit.begin_item(level.level->root.id);
        if (&level == &chosen)
            kit.row_text({.title = title,
                          .detail = words,
                          .chip = view.tr("submit.shown"),
                          .chip_tone = Tone::primary,
                          .mark = mark_of(level)});
        else
            kit.row_link(app::to_hash({app::Screen::submit, level.level->root.id}),
                         {.title = title, .detail = words, .mark = mark_of(level)});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
}

void export_button(View& view, const LevelStatus& level, bool zip) {
    Kit& kit = view.kit;
    kit.text(view.tr("submit.key"), type_small, Tone::muted);
    kit.space(6);
    kit.text(view.tr("submit.waits"), type_small, Tone::muted);
    kit.space(16);
    const bool under_way = view.state.session.pending_export.has_value();
    const std::string_view label =
        under_way ? "submit.exporting" : (zip ? "submit.exportZip" : "submit.export");
    if (kit.button(view.tr(label), {.look = ButtonLook::primary,
                                    .icon = "download",
                                    .id = "export",
                                    .disabled = under_way || !view.editable(),
                                    .full_width = kit.phone()}))
        view.emit(app::ExportLevel{level.level->root.id});
}

void earlier_submissions(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    std::vector<const Submission*> earlier;
    for (const Submission& submission : view.document().submissions | std::views::reverse)
        if (submission.level == level.level->root.uri) earlier.push_back(&submission);
    if (earlier.empty()) return;
    kit.space(28);
    kit.heading(2, view.tr("submit.earlier"), type_title);
    kit.space(4);
    kit.text(view.tr("submit.earlierLead"), type_small, Tone::muted);
    kit.space(8);
    kit.begin_list(view.tr("submit.earlier"));
    const int offset = view.state.session.utc_offset_minutes;
    for (const Submission* submission : earlier) {
        kit.begin_item(submission->id);
        kit.row_text(
            {.title = view.tr("submit.earlierOne",
                              {{"date", app::day_text(*view.state.catalog, submission->time, offset)},
                               {"time", app::clock_text(submission->time, offset)}}),
             .detail = view.tr("submit.digest", {{"digest", submission->sha256}, {"id", submission->id}}),
             .icon = "send"});
        kit.end_item();
    }
    kit.end_list();
}

void chosen(View& view, const LevelStatus& level) {
    const app::Preflight preflight = app::preflight(view.state, level);
    if (level.state == LevelState::earned || level.state == LevelState::accepted) {
        view.kit.text(view.tr("submit.behind"), type_body, Tone::ink);
        view.kit.space(20);
    } else {
        draw_missing(view, level, preflight);
    }
    if (level.state != LevelState::open && !preflight.plan.claims.empty()) {
        draw_before(view, preflight);
        draw_travels(view, preflight);
        export_button(view, level, !preflight.plan.files.empty());
    }
    earlier_submissions(view, level);
}

} // namespace

void draw_submit(View& view) {
    if (view.levels.empty()) return page_heading(view, view.tr("path.none"));
    const LevelStatus& level = chosen_level(view);
    page_heading(view, view.tr("submit.title", {{"level", view.words(level.level->root.name)}}),
                 view.tr("submit.lead"));
    view.kit.text(level_state_words(view, level), type_body, level_tone(level));
    view.kit.space(20);
    two_columns(view, 0.62F, [&] { chosen(view, level); }, [&] { overview(view, level); });
}

} // namespace cairn::ui
