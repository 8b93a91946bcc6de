#include "app/actions.hpp"
#include "app/backup.hpp"
#include "ui/views/parts.hpp"

#include <array>

namespace cairn::ui {
namespace {

constexpr std::array rows{std::string_view("wall"),    std::string_view("submit"), std::string_view("badges"),
                          std::string_view("check"),   std::string_view("skills"), std::string_view("trash"),
                          std::string_view("settings")};

} // namespace

void draw_more(View& view) {
    Kit& kit = view.kit;
    page_heading(view, view.tr("nav.more"), app::backup_brief(view.state));
    action_button(view, "search", {.full_width = true});
    if (view.state.session.vault) {
        kit.space(8);
        action_button(view, "lock", {.full_width = true});
    }
    kit.space(16);
    kit.begin_card("more", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("nav.more"));
    for (const std::string_view id : rows) {
        const app::Action& action = *app::find_action(id);
        if (id != rows.front()) kit.rule();
        kit.begin_item(id);
        kit.row_link(app::to_hash(std::get<app::GoTo>(action.command(view.state)).route),
                     {.title = view.tr(action.label), .icon = action.icon});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
}

} // namespace cairn::ui
