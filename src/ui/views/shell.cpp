#include "app/actions.hpp"
#include "app/backup.hpp"
#include "ui/views/backup_parts.hpp"
#include "ui/views/lock_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/recovery_parts.hpp"

#include <algorithm>
#include <array>

namespace cairn::ui {
namespace {

constexpr float rail_width = 236;
constexpr float top_bar_height = 56;
constexpr float bottom_bar_height = 64;
constexpr float widest_content = 1180;
constexpr float narrow_content = 760;
constexpr float notice_frame = 210; // what padding, icon and button leave no room for

// Ids of the actions table. The rail has Settings at its foot.
constexpr std::array rail_entries{std::string_view("path"),        std::string_view("evidence"),
                                  std::string_view("reflections"), std::string_view("plan"),
                                  std::string_view("wall"),        std::string_view("submit"),
                                  std::string_view("check")};
constexpr std::array bar_entries{std::string_view("path"), std::string_view("evidence"),
                                 std::string_view("reflections"), std::string_view("plan")};

// The section that a page belongs to.
app::Screen section_of(const View& view) {
    using app::Screen;
    const app::Route& route = view.state.session.route;
    switch (route.screen) {
    case Screen::criterion:
    case Screen::skill:
    case Screen::badges:
        return Screen::path;
    case Screen::record: {
        const Record* record = find_record(view.document(), route.id);
        if (record == nullptr) return Screen::evidence;
        if (record->type.starts_with("reflection.") || record->type.starts_with("journal."))
            return Screen::reflections;
        return record->type.starts_with("plan.") ? Screen::plan : Screen::evidence;
    }
    case Screen::new_record:
    case Screen::trash:
        return Screen::evidence;
    default:
        return route.screen;
    }
}

void section_link(View& view, std::string_view id, LinkLook look) {
    const app::Action& action = *app::find_action(id);
    const app::Route route = std::get<app::GoTo>(action.command(view.state)).route;
    view.kit.link(view.tr(action.label), app::to_hash(route), look, action.icon,
                  section_of(view) == route.screen);
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

void icon_button(View& view, std::string_view id, std::string_view name) {
    action_button(view, id, {.look = ButtonLook::quiet, .name = name, .id = id, .icon_only = true});
}

void undo_buttons(View& view) {
    const auto name = [&](std::string_view key, const app::HistoryEntry* entry) {
        return entry == nullptr ? view.tr(std::string(key) + ".nothing")
                                : view.tr(std::string(key) + ".named", {{"change", view.tr(entry->label)}});
    };
    icon_button(view, "undo", name("undo", view.state.history.undoable()));
    view.kit.same_line(4);
    icon_button(view, "redo", name("redo", view.state.history.redoable()));
}

void draw_rail(View& view) {
    constexpr float first = 68;
    constexpr float each = 48;
    constexpr float foot_height = 168;
    Kit& kit = view.kit;
    const float needed = first + each * static_cast<float>(rail_entries.size()) + foot_height + 8;
    const bool scrolls = needed > kit.view_height();
    kit.panel({0, 0}, {rail_width, kit.view_height()});
    kit.begin_region(semantics::Role::navigation, view.tr("nav.name"), {0, 0},
                     {rail_width, kit.view_height()}, scrolls);
    const ImVec2 top = kit.cursor(); // moves where the rail is scrolled
    const auto entry = [&](std::string_view id, float y) {
        kit.set_cursor({14, top.y + y});
        kit.begin_column(0, rail_width - 28);
        section_link(view, id, LinkLook::rail);
        kit.end_column();
    };
    kit.logo({24, top.y + 24}, 28);
    kit.set_cursor({62, top.y + 22});
    kit.begin_column(0, 110);
    kit.text(view.tr("app.name"), type_title);
    kit.end_column();
    kit.set_cursor({rail_width - 58, top.y + 14});
    icon_button(view, "search", view.tr("action.search"));
    if (view.state.session.vault) {
        kit.set_cursor({rail_width - 106, top.y + 14});
        icon_button(view, "lock", view.tr("action.lock"));
    }
    float y = first;
    for (const std::string_view id : rail_entries) {
        entry(id, y);
        y += each;
    }
    const float height = std::max(kit.view_height(), needed);
    const float foot = height - foot_height;
    kit.set_cursor({14, top.y + foot});
    undo_buttons(view);
    const SaveWords save = save_words(view);
    kit.set_cursor({26, top.y + foot + 52});
    kit.begin_column(0, rail_width - 40);
    kit.text(save.text, type_small, save.tone);
    kit.space(2);
    kit.text(app::backup_brief(view.state), type_small, Tone::muted);
    kit.end_column();
    entry("settings", foot + 108);
    kit.set_cursor({14, top.y + height - 40}); // the region adds as much
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
    if (56 + name_width <= kit.view_width() - 16 - chip_width - 148) {
        kit.set_cursor({56, 14});
        kit.begin_column(0, name_width);
        kit.text(name, type_title);
        kit.end_column();
    }
    kit.set_cursor({kit.view_width() - 16 - chip_width, 15});
    kit.chip(save.text, save.tone, save.icon);
    kit.set_cursor({kit.view_width() - 16 - chip_width - 148, 6});
    icon_button(view, "search", view.tr("action.search"));
    kit.same_line(4);
    undo_buttons(view);
    kit.end_region();
}

void draw_bottom_bar(View& view) {
    Kit& kit = view.kit;
    const float top = kit.view_height() - bottom_bar_height;
    kit.panel({0, top}, {kit.view_width(), bottom_bar_height});
    kit.begin_region(semantics::Role::navigation, view.tr("nav.name"), {0, top},
                     {kit.view_width(), bottom_bar_height});
    const float each = kit.view_width() / static_cast<float>(bar_entries.size() + 1);
    float x = 0;
    const auto next = [&] {
        kit.set_cursor({x, top + 4});
        kit.begin_column(0, each);
        x += each;
    };
    bool current = false;
    for (const std::string_view id : bar_entries) {
        next();
        section_link(view, id, LinkLook::bar);
        kit.end_column();
        current = current || section_of(view) == app::parse_route(id).screen;
    }
    next();
    kit.link(view.tr("nav.more"), app::to_hash({app::Screen::more, ""}), LinkLook::bar, "ellipsis", !current);
    kit.end_column();
    kit.end_region();
}

// What keeps the person from working as they expect stands above everything else.
void draw_banners(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    draw_sample_banner(view);
    if (view.state.session.route.screen == app::Screen::path) draw_backup_banner(view);
    draw_tab_banners(view);
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
    case Screen::history:
        return draw_history(view);
    case Screen::conflicts:
        return draw_conflicts(view);
    case Screen::check:
        return draw_check(view);
    }
}

// Whether there is a portfolio to walk around in.
bool has_shell(const app::State& state) {
    return state.document && !state.session.recovery && !state.session.locked;
}

bool is_wide(const View& view) {
    if (!has_shell(view.state)) return !view.state.session.recovery;
    const app::Screen screen = view.state.session.route.screen;
    return screen == app::Screen::path || screen == app::Screen::record || screen == app::Screen::badges ||
           screen == app::Screen::wall || screen == app::Screen::conflicts || screen == app::Screen::check;
}

void draw_main(View& view, ImVec2 position, ImVec2 size) {
    Kit& kit = view.kit;
    const bool in_shell = has_shell(view.state);
    const float notice = in_shell ? notice_height(view, size.x) : 0;
    size.y -= notice;
    const bool phone = kit.phone();
    const float padding_x = phone ? 16 : 36;
    const float padding_y = phone ? 12 : 28;
    kit.begin_region(semantics::Role::main, view.tr("nav.main"), position, size, true);
    const float room = std::min(size.x - 2 * padding_x, is_wide(view) ? widest_content : narrow_content);
    kit.space(padding_y);
    kit.begin_column(in_shell ? padding_x : (size.x - room) / 2, room);
    if (in_shell) {
        draw_banners(view);
        draw_screen(view);
    } else if (view.state.session.locked) {
        draw_lock(view);
    } else if (view.state.session.recovery) {
        draw_recovery(view);
    } else if (view.state.session.route.screen == app::Screen::check) {
        draw_check(view);
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
    const Progress progress = app::progress(state);
    View view{state, kit, motion, commands, progress, progress.levels};
    if (!has_shell(state)) {
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
    if (state.session.dialog && !draw_whole_dialog(view) && !draw_recovery_dialog(view) &&
        !draw_lock_dialog(view) && state.document)
        draw_dialog(view);
}

} // namespace cairn::ui
