#include "app/points.hpp"
#include "ui/views/dialog_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

using Kind = app::PointDifference::Kind;

constexpr std::size_t most_shown = 50; // records of a comparison

std::string moment(const View& view, Instant at) {
    const int offset = view.state.session.utc_offset_minutes;
    return view.tr("points.moment", {{"day", app::day_text(*view.state.catalog, at, offset)},
                                     {"time", app::clock_text(at, offset)}});
}

std::string point_detail(const View& view, const PointInfo& point) {
    return moment(view, point.made) + " · " + view.count("points.records", point.records);
}

std::string_view words_of(Kind kind) {
    switch (kind) {
    case Kind::gone:
        return "points.gone";
    case Kind::back:
        return "points.back";
    case Kind::changed:
        break;
    }
    return "points.changed";
}

void draw_differences(View& view, const app::PointComparison& compared) {
    Kit& kit = view.kit;
    const auto part = [&](bool differs, std::string_view key) {
        if (differs) kit.row_text({.title = view.tr(key), .icon = "pencil"});
    };
    part(compared.profile, "points.profile");
    part(compared.claims, "points.claims");
    part(compared.badges, "points.badges");
    part(compared.wall, "points.wall");
    if (compared.records.empty()) return;
    kit.space(8);
    kit.begin_list(view.tr("points.differences"));
    std::size_t shown = 0;
    for (const app::PointDifference& one : compared.records) {
        if (shown++ == most_shown) break;
        kit.begin_item(one.record);
        kit.row_text({.title = one.title, .detail = view.tr(words_of(one.kind)), .icon = "file"});
        kit.end_item();
    }
    kit.end_list();
    if (compared.records.size() > most_shown)
        kit.text(view.count("points.more", compared.records.size() - most_shown), type_body, Tone::muted);
}

void draw_comparison(View& view, const app::PointComparison& compared) {
    Kit& kit = view.kit;
    kit.begin_card("compared", {.padding = 18});
    kit.heading(2,
                view.tr("points.compared", {{"name", app::point_name(*view.state.catalog, compared.info)}}),
                type_title);
    kit.space(8);
    const bool same = app::is_same(compared);
    kit.text(view.tr(same ? "points.same" : "points.would"), type_body, Tone::muted);
    kit.space(8);
    draw_differences(view, compared);
    kit.space(16);
    if (!same) {
        if (kit.button(view.tr("points.restore"), {.look = ButtonLook::primary,
                                                   .focus_key = "point-compared",
                                                   .disabled = !view.editable(),
                                                   .full_width = kit.phone()}))
            view.emit(app::OpenDialog{{app::DialogKind::restore_point, {}, compared.info.id}});
        between_buttons(view);
    }
    if (kit.button(view.tr("dialog.close"),
                   {.focus_key = same ? "point-compared" : "", .full_width = kit.phone()}))
        view.emit(app::LookAtPoint{});
    between_buttons(view);
    if (kit.button(view.tr("points.drop"),
                   {.look = ButtonLook::danger, .disabled = !view.editable(), .full_width = kit.phone()}))
        view.emit(app::DropPoint{compared.info.id});
    kit.end_card();
    kit.space(20);
}

void draw_point(View& view, const PointInfo& point) {
    Kit& kit = view.kit;
    const std::string name = app::point_name(*view.state.catalog, point);
    kit.begin_item(point.id);
    kit.begin_card(point.id, {.padding = 16});
    kit.row_text({.title = name, .detail = point_detail(view, point), .icon = "archive"});
    if (kit.button(
            view.tr("points.compare"),
            {.name = view.tr("points.compareNamed", {{"name", name}, {"when", moment(view, point.made)}}),
             .full_width = kit.phone()}))
        view.emit(app::LookAtPoint{point.id});
    kit.end_card();
    kit.end_item();
    kit.space(12);
}

} // namespace

void draw_history(View& view) {
    Kit& kit = view.kit;
    const app::Points& points = view.state.session.points;
    back_link(view, view.tr("nav.settings"), "#/settings");
    page_heading(view, view.tr("points.title"), view.tr("points.lead"));
    if (!points.listed && points.effect == 0) view.emit(app::ListPoints{});
    if (kit.button(view.tr("points.keep"),
                   {.icon = "plus", .disabled = !view.editable(), .full_width = kit.phone()}))
        view.emit(app::OpenDialog{{app::DialogKind::keep_point, {}, {}}});
    kit.space(20);
    if (points.compared) draw_comparison(view, *points.compared);
    if (!points.listed) return kit.text(view.tr("points.reading"), type_body, Tone::muted);
    if (points.listed->empty()) return kit.text(view.tr("points.none"), type_body, Tone::muted);
    kit.begin_list(view.tr("points.list"));
    for (const PointInfo& point : *points.listed)
        draw_point(view, point);
    kit.end_list();
}

bool draw_history_dialog(View& view) {
    Kit& kit = view.kit;
    const app::Dialog& dialog = *view.state.session.dialog;
    bool open = true;
    switch (dialog.kind) {
    case app::DialogKind::keep_point:
        open = kit.begin_dialog(view.tr("points.keepTitle"));
        kit.text(view.tr("points.keepWhat"), type_body, Tone::muted);
        kit.space(16);
        if (auto text = kit.text_field(view.tr("points.name"), dialog.typed,
                                       {.autocomplete = "off", .max_length = 100}))
            view.emit(app::TypeInDialog{*std::move(text)});
        kit.space(20);
        if (kit.button(view.tr("dialog.close"))) view.emit(app::CloseDialog{});
        kit.same_line(12);
        if (kit.button(view.tr("points.keepNow"), {.look = ButtonLook::primary}))
            view.emit(app::KeepPoint{dialog.typed});
        break;
    case app::DialogKind::restore_point:
        open = kit.begin_dialog(view.tr("points.restoreTitle"));
        kit.text(view.tr("points.restoreWhat"));
        kit.space(20);
        if (kit.button(view.tr("points.stay"))) view.emit(app::CloseDialog{});
        kit.same_line(12);
        if (kit.button(view.tr("points.restore"), {.look = ButtonLook::primary}))
            view.emit(app::RestorePoint{dialog.record});
        break;
    case app::DialogKind::empty_trash:
        open = kit.begin_dialog(view.tr("trash.emptyTitle"));
        kit.text(view.count("trash.emptyWhat", app::trashed_records(view.state).size()));
        kit.space(20);
        if (kit.button(view.tr("dialog.keep"))) view.emit(app::CloseDialog{});
        kit.same_line(12);
        if (kit.button(view.tr("trash.empty"), {.look = ButtonLook::danger})) view.emit(app::EmptyTrash{});
        break;
    default:
        return false;
    }
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
    return true;
}

} // namespace cairn::ui
