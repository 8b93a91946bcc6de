#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_welcome(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const float room = std::min(kit.width(), 560.0F);
    const float left = (kit.width() - room) / 2;
    kit.space(kit.phone() ? 24 : 72);
    kit.begin_column(left, room);
    kit.logo(kit.cursor(), 72);
    kit.space(92);
    page_heading(view, view.tr("welcome.title"));
    if (session.store_problem) {
        kit.text(app::tr_error(*view.state.catalog, *session.store_problem), type_body, Tone::rust);
    } else {
        kit.text(view.tr("welcome.what"));
        kit.space(12);
        kit.text(view.tr("welcome.where"));
        kit.space(28);
        if (!session.writer) {
            kit.text(view.tr("banner.readOnly"), type_body, Tone::gold);
        } else if (kit.button(view.tr("welcome.startEmpty"),
                              {.look = ButtonLook::primary, .full_width = kit.phone()})) {
            view.emit(app::StartEmpty{});
        }
    }
    if (session.notice) {
        kit.space(16);
        kit.text(session.notice->text, type_body, Tone::rust);
    }
    const float height = kit.end_column();
    kit.space(height);
}

} // namespace cairn::ui
