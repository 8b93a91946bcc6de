#include "ui/views/cairn_layout.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/settings_parts.hpp"

namespace cairn::ui {
namespace {

void draw_choices(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const std::vector<Pathway>& pathways = view.state.catalog->pathways;
    const bool phone = kit.phone();
    if (pathways.size() > 1) {
        const std::string& chosen =
            session.new_revision.empty() ? pathways.back().revision : session.new_revision;
        draw_revision_choice(view, view.tr("welcome.revision"), view.tr("welcome.revisionHint"), chosen,
                             false);
        kit.space(20);
    }
    if (kit.button(view.tr("welcome.startEmpty"), {.look = ButtonLook::primary, .full_width = phone}))
        view.emit(app::StartEmpty{});
    if (phone)
        kit.space(10);
    else
        kit.same_line(12);
    if (kit.button(view.tr("welcome.openSample"), {.icon = "eye", .full_width = phone}))
        view.emit(app::OpenSample{});
    kit.space(10);
    const bool opening = session.whole.sample != 0 || (session.whole.import && !session.dialog);
    kit.text(view.tr(opening && session.whole.sample != 0 ? "welcome.sampleOpening" : "welcome.sampleHint"),
             type_small, Tone::muted);
    kit.space(32);
    kit.heading(2, view.tr("welcome.haveFile"), type_strong);
    kit.space(8);
    draw_open_file(view, view.tr("welcome.openFile"), view.tr("welcome.openFileHint"));
    kit.space(24);
    kit.heading(2, view.tr("welcome.check"), type_strong);
    kit.space(4);
    kit.text(view.tr("welcome.checkHint"), type_small, Tone::muted);
    kit.space(8);
    kit.link(view.tr("look.title"), "#/check", LinkLook::secondary_button, "search-check");
}

void draw_words(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    kit.logo(kit.cursor(), 56);
    kit.space(76);
    page_heading(view, view.tr("welcome.title"));
    if (session.notice) {
        kit.text(session.notice->text, type_body, session.notice->problem ? Tone::rust : Tone::moss);
        kit.space(16);
    }
    if (session.store_problem)
        return kit.text(app::tr_error(*view.state.catalog, *session.store_problem), type_body, Tone::rust);
    kit.text(view.tr("welcome.what"));
    kit.space(12);
    kit.text(view.tr("welcome.where"));
    kit.space(28);
    if (!session.writer) {
        kit.text(view.tr("banner.readOnly"), type_body, Tone::gold);
        kit.space(16);
        return draw_take_over(view);
    }
    draw_choices(view);
}

} // namespace

void draw_welcome(View& view) {
    Kit& kit = view.kit;
    if (!kit.phone()) kit.space(40);
    two_columns(
        view, 0.5F, [&] { draw_words(view); },
        [&] { kit.cairn(ornament(view, kit.width(), kit.phone() ? 320 : 560)); });
}

} // namespace cairn::ui
