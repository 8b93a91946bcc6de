#include "app/lock.hpp"

#include "ui/views/cairn_layout.hpp"
#include "ui/views/lock_parts.hpp"
#include "ui/views/parts.hpp"

namespace cairn::ui {
namespace {

// What the last try came to, and what goes on now.
void draw_state(View& view) {
    const app::Session& session = view.state.session;
    if (session.locking == 0) return;
    view.kit.space(12);
    view.kit.text(session.lock_wait > 0 ? waiting_words(view) : view.tr("lock.trying"), type_small,
                  Tone::muted);
}

void draw_forgotten(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("lock.forgotten"), view.tr("lock.forgottenText"));
    kit.text(view.tr("lock.forgottenBackup"), type_body, Tone::muted);
    kit.space(12);
    if (!view.state.session.writer) return kit.text(view.tr("banner.readOnly"), type_small, Tone::muted);
    if (kit.button(view.tr("lock.startOver"), {.full_width = kit.phone()}))
        view.emit(app::OpenDialog{{.kind = app::DialogKind::start_over, .node = {}, .record = {}}});
}

void draw_words(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    kit.logo(kit.cursor(), 56);
    kit.space(76);
    page_heading(view, view.tr("lock.title"), view.tr("lock.what"));
    if (session.notice) {
        kit.text(session.notice->text, type_body, session.notice->problem ? Tone::rust : Tone::moss);
        kit.space(16);
    }
    const std::string error =
        session.lock_error ? app::tr_error(*view.state.catalog, *session.lock_error) : std::string();
    bool entered = false;
    if (auto text = kit.search_field(view.tr("lock.passphrase"), session.typed_here, entered,
                                     {.error = error,
                                      .autocomplete = passphrase_kind(view, "current-password"),
                                      .max_length = app::most_passphrase,
                                      .focus_key = "passphrase",
                                      .revision = session.lock_tries}))
        view.emit(app::TypeHere{*std::move(text)});
    kit.space(4);
    draw_show_passphrase(view);
    kit.space(12);
    const bool ready = session.locking == 0 && !session.typed_here.empty();
    const bool pressed = kit.button(
        view.tr("lock.unlock"),
        {.look = ButtonLook::primary, .disabled = session.locking != 0, .full_width = kit.phone()});
    if (ready && (pressed || entered)) view.emit(app::Unlock{session.typed_here});
    draw_state(view);
    kit.space(40);
    draw_forgotten(view);
}

} // namespace

std::string_view passphrase_kind(const View& view, std::string_view autocomplete) {
    return view.state.session.passphrase_shown ? "off" : autocomplete;
}

std::string waiting_words(const View& view) {
    const std::int64_t seconds = (view.state.session.lock_wait + 999) / 1000;
    return view.tr("lock.waiting", {{"seconds", std::to_string(seconds)}});
}

void draw_show_passphrase(View& view) {
    if (auto show = view.kit.checkbox(view.tr("lock.show"), view.state.session.passphrase_shown))
        view.emit(app::ShowPassphrase{*show});
}

void draw_lock(View& view) {
    Kit& kit = view.kit;
    if (!kit.phone()) kit.space(40);
    two_columns(
        view, 0.5F, [&] { draw_words(view); },
        [&] { kit.cairn(ornament(view, kit.width(), kit.phone() ? 320 : 560)); });
}

} // namespace cairn::ui
