#include "app/lock.hpp"
#include "ui/views/lock_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/settings_parts.hpp"

#include <algorithm>
#include <optional>

namespace cairn::ui {
namespace {

void warn(View& view, std::string_view key) {
    const std::string words = view.tr(key);
    view.kit.fact({.label = {}, .words = words, .said = words, .icon = "triangle-alert", .tone = Tone::rust});
}

void ask(View& view, app::DialogKind kind) {
    view.emit(app::OpenDialog{{.kind = kind, .node = {}, .record = {}}});
}

void draw_progress(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    if (session.locking == 0) return;
    kit.space(12);
    const app::Catalog& catalog = *view.state.catalog;
    if (session.lock_wait > 0) return kit.text(waiting_words(view), type_small, Tone::muted);
    if (session.lock_total == 0) return kit.text(view.tr("lock.working"), type_small, Tone::muted);
    const std::string words =
        view.tr("lock.evidence", {{"done", app::size_text(catalog, session.lock_done)},
                                  {"all", app::size_text(catalog, session.lock_total)}});
    kit.progress(words, session.lock_done, session.lock_total);
    kit.space(8);
    kit.text(words, type_small, Tone::muted);
}

void draw_unlocked(View& view) {
    Kit& kit = view.kit;
    kit.text(view.tr("lock.protects"));
    kit.space(8);
    kit.text(view.tr("lock.protectsNot"));
    kit.space(12);
    warn(view, "lock.noWayBack");
    kit.space(16);
    if (kit.button(view.tr("lock.begin"),
                   {.icon = "lock", .disabled = !view.editable() || view.state.session.locking != 0}))
        ask(view, app::DialogKind::set_lock);
}

void draw_locks(View& view) {
    Kit& kit = view.kit;
    const bool busy = !view.editable() || view.state.session.locking != 0;
    kit.text(view.tr("lock.on"));
    kit.space(16);
    std::vector<Option> choices;
    choices.reserve(app::idle_choices.size());
    for (const int minutes : app::idle_choices)
        choices.push_back({std::to_string(minutes),
                           minutes == 0 ? view.tr("lock.idleNever")
                                        : view.count("lock.idleMinutes", static_cast<std::size_t>(minutes))});
    const std::string chosen = std::to_string(view.state.notes.idle_minutes);
    if (auto picked = kit.choice(view.tr("lock.idle"), choices, chosen,
                                 {.hint = view.tr("lock.idleHint"), .read_only = busy})) {
        const auto found = std::ranges::find(choices, *picked, &Option::value);
        if (found != choices.end())
            view.emit(app::SetIdle{app::idle_choices.at(static_cast<std::size_t>(found - choices.begin()))});
    }
    kit.space(16);
    action_button(view, "lock", {.look = ButtonLook::primary, .full_width = kit.phone()});
    between_buttons(view);
    if (kit.button(view.tr("lock.change"), {.disabled = busy, .full_width = kit.phone()}))
        ask(view, app::DialogKind::set_lock);
    kit.space(12);
    if (kit.button(view.tr("lock.remove"),
                   {.look = ButtonLook::quiet, .disabled = busy, .full_width = kit.phone()}))
        ask(view, app::DialogKind::remove_lock);
}

// The passphrase of now, with what the last try came to. Nothing: it is as it was.
std::optional<std::string> present_field(View& view, std::string_view label, std::string_view value) {
    const auto& fault = view.state.session.lock_error;
    const std::string error = fault ? app::tr_error(*view.state.catalog, *fault) : std::string();
    return view.kit.text_field(view.tr(label), value,
                               {.error = error,
                                .autocomplete = passphrase_kind(view, "current-password"),
                                .max_length = app::most_passphrase,
                                .focus_key = "passphrase"});
}

// The button that leaves the dialog, and the one that acts.
bool draw_choices(View& view, std::string_view act, bool enabled) {
    Kit& kit = view.kit;
    kit.space(20);
    if (kit.button(view.tr("lock.notNow"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    between_buttons(view);
    return kit.button(act, {.look = ButtonLook::primary, .disabled = !enabled, .full_width = kit.phone()});
}

bool draw_set(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const app::Dialog& dialog = *session.dialog;
    const bool changing = session.vault;
    const bool open = kit.begin_dialog(view.tr(changing ? "lock.changeTitle" : "lock.setTitle"));
    warn(view, "lock.noWayBack");
    kit.space(16);
    if (!changing) {
        if (kit.button(view.tr("lock.exportFirst"), {.icon = "download", .full_width = kit.phone()}))
            ask(view, app::DialogKind::export_portfolio);
        kit.space(20);
    }
    if (changing) {
        if (auto text = present_field(view, "lock.present", dialog.present))
            view.emit(app::TypeInDialog{*std::move(text), app::DialogField::present});
        kit.space(12);
    }
    if (auto text = kit.text_field(view.tr("lock.new"), dialog.typed,
                                   {.hint = view.tr("lock.newHint"),
                                    .autocomplete = passphrase_kind(view, "new-password"),
                                    .max_length = app::most_passphrase}))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(12);
    const bool differs = !dialog.again.empty() && dialog.again != dialog.typed;
    const std::string error = differs ? app::tr_error(*view.state.catalog, Error{"lock.differs"}) : "";
    if (auto text = kit.text_field(view.tr("lock.again"), dialog.again,
                                   {.error = error,
                                    .autocomplete = passphrase_kind(view, "new-password"),
                                    .max_length = app::most_passphrase}))
        view.emit(app::TypeInDialog{*std::move(text), app::DialogField::again});
    kit.space(4);
    draw_show_passphrase(view);
    kit.space(4);
    if (auto agreed = kit.checkbox(view.tr("lock.agree"), dialog.agreed, {.hint = view.tr("lock.agreeHint")}))
        view.emit(app::AgreeInDialog{*agreed});
    const bool ready = session.locking == 0 && dialog.agreed && !dialog.typed.empty() &&
                       !dialog.again.empty() && (!changing || !dialog.present.empty());
    if (draw_choices(view, view.tr(changing ? "lock.change" : "lock.set"), ready))
        view.emit(app::SetLock{dialog.typed, dialog.again, dialog.present});
    draw_progress(view);
    kit.end_dialog();
    return open;
}

bool draw_remove(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const app::Dialog& dialog = *session.dialog;
    const bool open = kit.begin_dialog(view.tr("lock.removeTitle"));
    kit.text(view.tr("lock.removeWhat"));
    kit.space(16);
    if (auto text = present_field(view, "lock.passphrase", dialog.typed))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(4);
    draw_show_passphrase(view);
    if (draw_choices(view, view.tr("lock.remove"), session.locking == 0 && !dialog.typed.empty()))
        view.emit(app::RemoveLock{dialog.typed});
    draw_progress(view);
    kit.end_dialog();
    return open;
}

} // namespace

void draw_lock_settings(View& view) {
    section_heading(view, view.tr("lock.heading"));
    if (view.state.session.vault)
        draw_locks(view);
    else
        draw_unlocked(view);
    if (!view.state.session.dialog) draw_progress(view);
}

bool draw_lock_dialog(View& view) {
    bool open = true;
    switch (view.state.session.dialog->kind) {
    case app::DialogKind::set_lock:
        open = draw_set(view);
        break;
    case app::DialogKind::remove_lock:
        open = draw_remove(view);
        break;
    default:
        return false;
    }
    if (!open) view.emit(app::CloseDialog{});
    return true;
}

} // namespace cairn::ui
