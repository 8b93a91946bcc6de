// What several tabs and newer versions of the page ask of the person.
#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_take_over(View& view) {
    const bool asking = view.state.session.asks_to_write;
    if (view.kit.button(view.tr(asking ? "tabs.asking" : "tabs.edit"),
                        {.look = ButtonLook::primary, .disabled = asking}))
        view.emit(app::TakeOver{});
}

void draw_tab_banners(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    if (!session.writer) {
        std::string_view words = "banner.readOnly";
        if (session.fenced) words = session.stranded.empty() ? "banner.fenced" : "banner.stranded";
        kit.begin_card("read-only", {.padding = 14});
        kit.row_text({.title = view.tr(words), .icon = session.stranded.empty() ? "lock" : "triangle-alert"});
        draw_take_over(view);
        kit.end_card();
        kit.space(16);
    }
    // What the path shows is read first.
    if (session.loading && session.route.screen != app::Screen::path) {
        kit.text(view.tr("banner.loading"), type_small, Tone::muted);
        kit.space(8);
    }
    if (session.update_waits) {
        kit.begin_card("update", {.padding = 14});
        kit.row_text(
            {.title = view.tr("update.ready"), .detail = view.tr("update.detail"), .icon = "download"});
        if (kit.button(view.tr(session.updating ? "update.loading" : "update.load"),
                       {.disabled = session.updating}))
            view.emit(app::LoadUpdate{});
        kit.end_card();
        kit.space(16);
    }
}

} // namespace cairn::ui
