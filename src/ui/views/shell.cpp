#include "ui/views/parts.hpp"

#include <array>

namespace cairn::ui {
namespace {

constexpr float rail_width = 236;
constexpr float top_bar_height = 56;
constexpr float bottom_bar_height = 64;
constexpr float widest_content = 1180;
constexpr float narrow_content = 760;
constexpr float notice_frame = 210; // what padding, icon and button leave no room for

struct Entry {
    app::Screen screen;
    std::string_view key, icon;
};
constexpr std::array entries{
    Entry{app::Screen::path, "nav.path", "mountain"},
    Entry{app::Screen::evidence, "nav.evidence", "folder-open"},
    Entry{app::Screen::submit, "nav.submit", "send"},
    Entry{app::Screen::settings, "nav.settings", "settings"},
};

bool is_current(app::Screen entry, app::Screen now) {
    using app::Screen;
    switch (now) {
    case Screen::criterion:
    case Screen::badges:
        return entry == Screen::path;
    case Screen::record:
    case Screen::new_record:
    case Screen::trash:
        return entry == Screen::evidence;
    default:
        return entry == now;
    }
}

struct SaveWords {
    std::string text;
    Tone tone;
    std::string_view icon;
};

SaveWords save_words(const View& view, bool brief = false) {
    const app::Session& session = view.state.session;
    if (!session.writer) return {view.tr("save.readOnly"), Tone::gold, "lock"};
    switch (session.save.phase) {
    case app::SavePhase::saving:
        return {view.tr("save.saving"), Tone::muted, "loader"};
    case app::SavePhase::failed:
        return {view.tr("save.failed"), Tone::rust, "triangle-alert"};
    case app::SavePhase::saved:
        if (brief) break;
        return {view.tr("save.saved",
                        {{"time", app::clock_text(session.save.saved_at, session.utc_offset_minutes)}}),
                Tone::moss, "check"};
    case app::SavePhase::nothing:
        break;
    }
    return {view.tr("save.stored"), Tone::moss, "check"};
}

void undo_buttons(View& view) {
    Kit& kit = view.kit;
    const app::HistoryEntry* undo = view.state.history.undoable();
    const app::HistoryEntry* redo = view.state.history.redoable();
    const auto name = [&](std::string_view key, const app::HistoryEntry* entry) {
        return entry == nullptr ? view.tr(std::string(key) + ".nothing")
                                : view.tr(std::string(key) + ".named", {{"change", view.tr(entry->label)}});
    };
    const std::string undo_name = name("undo", undo);
    const std::string redo_name = name("redo", redo);
    kit.begin_id("undo");
    if (kit.button(view.tr("undo.short"), {.look = ButtonLook::quiet,
                                           .icon = "undo-2",
                                           .name = undo_name,
                                           .shortcut = "Control+Z",
                                           .id = "undo",
                                           .disabled = undo == nullptr || !view.editable(),
                                           .icon_only = true}))
        view.emit(app::Undo{});
    kit.end_id();
    kit.same_line(4);
    kit.begin_id("redo");
    if (kit.button(view.tr("redo.short"), {.look = ButtonLook::quiet,
                                           .icon = "redo-2",
                                           .name = redo_name,
                                           .shortcut = "Control+Shift+Z",
                                           .id = "redo",
                                           .disabled = redo == nullptr || !view.editable(),
                                           .icon_only = true}))
        view.emit(app::Redo{});
    kit.end_id();
}

void draw_rail(View& view) {
    Kit& kit = view.kit;
    kit.panel({0, 0}, {rail_width, kit.view_height()});
    kit.begin_region(semantics::Role::navigation, view.tr("nav.name"), {0, 0},
                     {rail_width, kit.view_height()});
    kit.logo({24, 24}, 28);
    kit.set_cursor({62, 22});
    kit.text(view.tr("app.name"), type_title);
    for (std::size_t index = 0; index < entries.size(); ++index) {
        const Entry& entry = entries[index];
        const bool last = index + 1 == entries.size();
        const float y = last ? kit.view_height() - 60 : 68 + static_cast<float>(index) * 48;
        kit.set_cursor({14, y});
        kit.begin_column(0, rail_width - 28);
        kit.link(view.tr(entry.key), app::to_hash({entry.screen, ""}), LinkLook::rail, entry.icon,
                 is_current(entry.screen, view.state.session.route.screen));
        kit.end_column();
    }
    const float foot = kit.view_height() - 150;
    kit.set_cursor({14, foot});
    undo_buttons(view);
    const SaveWords save = save_words(view);
    kit.set_cursor({26, foot + 52});
    kit.begin_column(0, rail_width - 40);
    kit.text(save.text, type_small, save.tone);
    kit.end_column();
    kit.end_region();
}

void draw_top_bar(View& view) {
    Kit& kit = view.kit;
    kit.begin_region(semantics::Role::region, view.tr("app.bar"), {0, 0}, {kit.view_width(), top_bar_height});
    kit.logo({16, 12}, 30);
    const SaveWords save = save_words(view, true);
    const float chip_width = kit.text_width(save.text, type_small) + 40;
    const std::string name = view.tr("app.name");
    const float name_width = kit.text_width(name, type_title) + 2;
    // The logo stands for the name where there is no room for both.
    if (56 + name_width <= kit.view_width() - 16 - chip_width - 100) {
        kit.set_cursor({56, 14});
        kit.begin_column(0, name_width);
        kit.text(name, type_title);
        kit.end_column();
    }
    kit.set_cursor({kit.view_width() - 16 - chip_width, 15});
    kit.chip(save.text, save.tone, save.icon);
    kit.set_cursor({kit.view_width() - 16 - chip_width - 100, 6});
    undo_buttons(view);
    kit.end_region();
}

void draw_bottom_bar(View& view) {
    Kit& kit = view.kit;
    const float top = kit.view_height() - bottom_bar_height;
    kit.panel({0, top}, {kit.view_width(), bottom_bar_height});
    kit.begin_region(semantics::Role::navigation, view.tr("nav.name"), {0, top},
                     {kit.view_width(), bottom_bar_height});
    const float each = kit.view_width() / static_cast<float>(entries.size());
    for (std::size_t index = 0; index < entries.size(); ++index) {
        kit.set_cursor({each * static_cast<float>(index), top + 4});
        kit.begin_column(0, each);
        kit.link(view.tr(entries[index].key), app::to_hash({entries[index].screen, ""}), LinkLook::bar,
                 entries[index].icon, is_current(entries[index].screen, view.state.session.route.screen));
        kit.end_column();
    }
    kit.end_region();
}

// What keeps the person from working as they expect stands above everything else.
void draw_banners(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    if (!session.writer) {
        kit.begin_card("read-only", {.padding = 14});
        kit.row_text({.title = view.tr("banner.readOnly"), .icon = "lock"});
        kit.end_card();
        kit.space(16);
    }
    if (session.save.phase == app::SavePhase::failed) {
        kit.begin_card("not-saved", {.padding = 14});
        kit.row_text(
            {.title = app::tr_error(*view.state.catalog, session.save.error), .icon = "triangle-alert"});
        if (kit.button(view.tr("save.again"), {.look = ButtonLook::primary})) view.emit(app::SaveAgain{});
        kit.end_card();
        kit.space(16);
    }
}

// The notice has a strip of its own below the page: nothing moves when it comes, and it covers no field.
float notice_height(const View& view, float width) {
    if (!view.state.session.notice) return 0;
    return 24 + std::max(control_height, view.kit.text_height(view.state.session.notice->text, type_body,
                                                              width - notice_frame));
}

void draw_notice(View& view, ImVec2 position, ImVec2 size) {
    if (!view.state.session.notice) return;
    Kit& kit = view.kit;
    const app::Notice& notice = *view.state.session.notice;
    constexpr float action = 114;
    const float left = position.x + (kit.phone() ? 16 : 36);
    kit.panel(position, size);
    kit.begin_region(semantics::Role::region, view.tr("notice.name"), position, size);
    const float room = size.x - notice_frame;
    const float words = kit.text_height(notice.text, type_body, room);
    kit.draw_icon({left, position.y + (size.y - icon_size) / 2}, notice.problem ? "triangle-alert" : "check",
                  icon_size, kit.color_of(notice.problem ? Tone::rust : Tone::moss));
    kit.set_cursor({left + 32, position.y + (size.y - words) / 2});
    kit.begin_column(0, room);
    kit.people_s_text(notice.text);
    kit.end_column();
    kit.set_cursor({position.x + size.x - action - 12, position.y + (size.y - control_height) / 2});
    kit.begin_column(0, action);
    if (kit.button(view.tr("notice.dismiss"), {.look = ButtonLook::quiet, .full_width = true}))
        view.emit(app::DismissNotice{});
    kit.end_column();
    kit.end_region();
}

void draw_screen(View& view) {
    using app::Screen;
    switch (view.state.session.route.screen) {
    case Screen::path:
        return draw_path(view);
    case Screen::criterion:
        return draw_criterion(view);
    case Screen::evidence:
        return draw_evidence(view);
    case Screen::new_record:
        return draw_new_record(view);
    case Screen::record:
        return draw_record(view);
    case Screen::skill:
        return draw_skill(view);
    case Screen::reflections:
        return draw_reflections(view);
    case Screen::plan:
        return draw_plan(view);
    case Screen::wall:
        return draw_wall(view);
    case Screen::more:
        return draw_more(view);
    case Screen::submit:
        return draw_submit(view);
    case Screen::settings:
        return draw_settings(view);
    case Screen::trash:
        return draw_trash(view);
    case Screen::badges:
        return draw_badges(view);
    }
}

bool is_wide(const View& view) {
    const app::Screen screen = view.state.session.route.screen;
    return screen == app::Screen::path || screen == app::Screen::record || screen == app::Screen::badges ||
           !view.state.document;
}

void draw_main(View& view, ImVec2 position, ImVec2 size) {
    Kit& kit = view.kit;
    const float notice = view.state.document ? notice_height(view, size.x) : 0;
    size.y -= notice;
    const bool phone = kit.phone();
    const float padding_x = phone ? 16 : 36;
    const float padding_y = phone ? 12 : 28;
    kit.begin_region(semantics::Role::main, view.tr("nav.main"), position, size, true);
    const float room = std::min(size.x - 2 * padding_x, is_wide(view) ? widest_content : narrow_content);
    kit.space(padding_y);
    kit.begin_column(view.state.document ? padding_x : (size.x - room) / 2, room);
    if (view.state.document) {
        draw_banners(view);
        draw_screen(view);
    } else {
        draw_welcome(view);
    }
    const float height = kit.end_column();
    kit.space(height);
    kit.end_region();
    if (notice > 0) draw_notice(view, {position.x, position.y + size.y}, {size.x, notice});
}

} // namespace

void draw_program(const app::State& state, Kit& kit, Motion& motion, std::vector<app::Command>& commands) {
    const std::vector<LevelStatus> levels = app::level_statuses(state);
    View view{state, kit, motion, commands, levels};
    if (!state.document) {
        draw_main(view, {0, 0}, {kit.view_width(), kit.view_height()});
    } else if (kit.phone()) {
        draw_top_bar(view);
        draw_main(view, {0, top_bar_height},
                  {kit.view_width(), kit.view_height() - top_bar_height - bottom_bar_height});
        draw_bottom_bar(view);
    } else {
        draw_rail(view);
        draw_main(view, {rail_width, 0}, {kit.view_width() - rail_width, kit.view_height()});
    }
    if (state.document && state.session.dialog) draw_dialog(view);
}

} // namespace cairn::ui
