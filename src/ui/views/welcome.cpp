#include "ui/views/cairn_layout.hpp"
#include "ui/views/parts.hpp"

namespace cairn::ui {
namespace {

void draw_words(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    if (kit.width() < kit.view_width() / 2) kit.space(72); // beside the cairn, at the height of its middle
    kit.logo(kit.cursor(), 56);
    kit.space(76);
    page_heading(view, view.tr("welcome.title"));
    if (session.store_problem)
        return kit.text(app::tr_error(*view.state.catalog, *session.store_problem), type_body, Tone::rust);
    kit.text(view.tr("welcome.what"));
    kit.space(12);
    kit.text(view.tr("welcome.where"));
    kit.space(28);
    if (!session.writer)
        kit.text(view.tr("banner.readOnly"), type_body, Tone::gold);
    else if (kit.button(view.tr("welcome.startEmpty"),
                        {.look = ButtonLook::primary, .full_width = kit.phone()}))
        view.emit(app::StartEmpty{});
    if (session.notice) {
        kit.space(16);
        kit.text(session.notice->text, type_body, Tone::rust);
    }
}

} // namespace

void draw_welcome(View& view) {
    Kit& kit = view.kit;
    if (!kit.phone()) kit.space(56);
    two_columns(
        view, 0.5F, [&] { draw_words(view); },
        [&] { kit.cairn(ornament(view, kit.width(), kit.phone() ? 320 : 520)); });
}

} // namespace cairn::ui
