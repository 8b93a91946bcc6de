#include "app/backup.hpp"
#include "app/whole_import.hpp"
#include "ui/views/backup_parts.hpp"
#include "ui/views/lock_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

std::string bytes_words(const View& view, std::uint64_t bytes) {
    return app::size_text(*view.state.catalog, bytes);
}

void draw_bytes(View& view, std::string_view begin, std::string_view going, std::uint64_t done,
                std::uint64_t total) {
    Kit& kit = view.kit;
    const std::string words =
        total == 0 ? view.tr(begin)
                   : view.tr(going, {{"done", bytes_words(view, done)}, {"total", bytes_words(view, total)}});
    // In thousandths: what the bar holds is a small number.
    kit.progress(words,
                 total == 0 ? 0 : static_cast<std::size_t>(done / std::max<std::uint64_t>(1, total / 1000)),
                 1000);
    kit.space(8);
    kit.text(words, type_small, Tone::muted);
}

void draw_passphrase_twice(View& view) {
    Kit& kit = view.kit;
    const app::Dialog& dialog = *view.state.session.dialog;
    kit.heading(3, view.tr("whole.seal"), type_strong);
    kit.space(4);
    kit.text(view.tr("whole.sealHint"), type_small, Tone::muted);
    kit.space(12);
    if (auto text = kit.text_field(view.tr("whole.passphrase"), dialog.typed,
                                   {.hint = view.tr("whole.passphraseHint"),
                                    .autocomplete = passphrase_kind(view, "new-password"),
                                    .max_length = 200}))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(12);
    const std::string fault = app::passphrase_fault(dialog.typed, dialog.again);
    const std::string error =
        dialog.again.empty() ? std::string() : app::tr_error(*view.state.catalog, Error{fault});
    if (auto text = kit.text_field(view.tr("whole.passphraseAgain"), dialog.again,
                                   {.error = fault.empty() ? std::string_view() : std::string_view(error),
                                    .autocomplete = passphrase_kind(view, "new-password"),
                                    .max_length = 200}))
        view.emit(app::TypeInDialog{*std::move(text), app::DialogField::again});
    kit.space(4);
    draw_show_passphrase(view);
}

// A passphrase for a file that was encrypted elsewhere, or what comes of the last one.
void draw_passphrase(View& view, const app::WholeImport& import) {
    Kit& kit = view.kit;
    const app::Dialog& dialog = *view.state.session.dialog;
    kit.text(view.tr("import.sealedWhat", {{"name", import.file.name}}));
    kit.space(16);
    const std::string wrong =
        import.wrong ? app::tr_error(*view.state.catalog, *import.wrong) : std::string();
    bool entered = false;
    if (auto text = kit.search_field(view.tr("whole.passphrase"), dialog.typed, entered,
                                     {.error = wrong,
                                      .autocomplete = passphrase_kind(view, "current-password"),
                                      .max_length = 200,
                                      .focus_key = "passphrase"}))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(4);
    draw_show_passphrase(view);
    kit.space(16);
    const bool busy = import.effect != 0;
    if (busy) {
        draw_bytes(view, "import.sealedBegin", "import.sealedBusy", import.done, import.opened);
        kit.space(16);
    }
    const bool pressed =
        kit.button(view.tr("import.sealedOpen"),
                   {.look = ButtonLook::primary, .disabled = busy, .full_width = kit.phone()});
    if ((pressed || entered) && !busy && !dialog.typed.empty()) view.emit(app::OpenSealed{dialog.typed});
}

std::string joined(const std::vector<std::string>& names) {
    std::string words;
    for (const std::string& name : names)
        words += (words.empty() ? "" : ", ") + name;
    return words;
}

void draw_check_result(View& view, const app::WholeImport& check) {
    Kit& kit = view.kit;
    if (check.whole) {
        known_fact(
            view, view.tr("backup.made"),
            app::day_text(*view.state.catalog, check.whole->made, view.state.session.utc_offset_minutes),
            "archive");
        known_fact(view, view.tr("import.records"), std::to_string(check.whole->document.records.size()),
                   "folder-open");
        known_fact(view, view.tr("import.files"), std::to_string(check.whole->evidence.size()), "paperclip");
        if (!check.whole->left_out.empty())
            kit.text(view.count("backup.resultLeftOut", check.whole->left_out.size()));
        kit.space(8);
    }
    std::string words = view.tr("backup.resultWhole");
    if (check.fault)
        words = view.tr("backup.resultBroken",
                        {{"why", app::tr_error(*view.state.catalog, app::as_of_file(*check.fault))}});
    else if (!check.damaged.empty())
        words = view.tr("backup.resultDamaged", {{"names", joined(check.damaged)}});
    const bool whole = !check.fault && check.damaged.empty();
    kit.fact({.label = {},
              .words = words,
              .said = words,
              .icon = whole ? "check" : "triangle-alert",
              .tone = whole ? Tone::moss : Tone::rust});
}

void draw_check_state(View& view, const app::WholeImport& check) {
    Kit& kit = view.kit;
    if (check.over) return draw_check_result(view, check);
    if (check.sealed) return draw_passphrase(view, check);
    if (!check.storing)
        return kit.text(view.tr("backup.checkReading", {{"name", check.file.name}}), type_body, Tone::muted);
    const std::size_t all = check.whole->evidence.size();
    const std::string at = std::to_string(check.paused ? check.stored : std::min(check.stored + 1, all));
    const std::string of = std::to_string(all);
    const std::string words = view.tr(check.paused ? "backup.checkPaused" : "backup.checking",
                                      {{"name", check.file.name}, {"at", at}, {"all", of}});
    kit.progress(words, check.stored, all);
    kit.space(8);
    kit.text(words, type_small, Tone::muted);
    kit.space(12);
    if (check.paused) {
        if (kit.button(view.tr("backup.goOn"), {.full_width = kit.phone()})) view.emit(app::GoOnChecking{});
    } else if (kit.button(view.tr("backup.pause"), {.full_width = kit.phone()})) {
        view.emit(app::PauseCheck{});
    }
}

} // namespace

void known_fact(View& view, std::string_view label, const std::string& words, std::string_view icon) {
    view.kit.fact({.label = label, .words = words, .said = std::string(label) + ": " + words, .icon = icon});
    view.kit.space(4);
}

void draw_export_progress(View& view) {
    const app::PendingWhole& whole = view.state.session.whole;
    if (whole.exporting == 0) return;
    Kit& kit = view.kit;
    draw_bytes(view, "whole.busyBegin", "whole.busy", whole.done, whole.total);
    kit.space(12);
    if (kit.button(view.tr("whole.cancel"), {.full_width = kit.phone()})) view.emit(app::CancelExport{});
}

bool draw_export_dialog(View& view) {
    Kit& kit = view.kit;
    const app::Dialog& dialog = *view.state.session.dialog;
    const bool open = kit.begin_dialog(view.tr("whole.title"));
    kit.text(view.tr("whole.what"));
    kit.space(12);
    if (view.state.session.whole.exporting != 0) {
        draw_export_progress(view);
        kit.end_dialog();
        return open;
    }
    kit.fact({.label = {},
              .words = view.tr("whole.warning"),
              .said = view.tr("whole.warning"),
              .icon = "triangle-alert",
              .tone = Tone::rust});
    kit.space(16);
    draw_passphrase_twice(view);
    kit.space(16);
    kit.text(view.tr("whole.instead"), type_body, Tone::muted);
    kit.space(4);
    kit.link(view.tr("whole.toSubmit"), "#/submit", LinkLook::inline_text, "send");
    kit.space(20);
    const bool sealed = !dialog.typed.empty();
    if (kit.button(view.tr(sealed ? "whole.exportSealed" : "whole.export"),
                   {.look = ButtonLook::primary,
                    .icon = "download",
                    .disabled = sealed && !app::passphrase_fault(dialog.typed, dialog.again).empty(),
                    .full_width = kit.phone()}))
        view.emit(app::ExportPortfolio{dialog.typed});
    between_buttons(view);
    if (kit.button(view.tr("dialog.close"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    kit.end_dialog();
    return open;
}

bool draw_sealed_dialog(View& view) {
    const app::ImportPtr import = view.state.session.whole.import;
    if (!import || !import->sealed) return false;
    Kit& kit = view.kit;
    const bool open = kit.begin_dialog(view.tr("import.sealedTitle"));
    draw_passphrase(view, *import);
    between_buttons(view);
    if (kit.button(view.tr("import.notNow"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    kit.end_dialog();
    return open;
}

bool draw_check_dialog(View& view) {
    Kit& kit = view.kit;
    const app::ImportPtr check = view.state.session.whole.check;
    const bool open = kit.begin_dialog(view.tr("backup.check"));
    kit.text(view.tr("backup.checkWhat"));
    kit.space(16);
    if (check) {
        draw_check_state(view, *check);
        kit.space(20);
    }
    if (!check || check->over) {
        for (DroppedFile& file : kit.file_drop(view.tr("backup.checkFile"), view.tr("backup.checkHint"))) {
            view.emit(app::CheckBackup{{file.handle, std::move(file.name)}});
            break;
        }
        kit.space(20);
    }
    if (kit.button(view.tr("dialog.close"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    kit.end_dialog();
    return open;
}

void draw_readable(View& view, const app::WholeImport& import) {
    Kit& kit = view.kit;
    const ReadableWhole& readable = *import.readable;
    const Salvage& salvage = readable.salvage;
    if (import.fault) kit.text(app::tr_error(*view.state.catalog, app::as_of_file(*import.fault)));
    kit.space(8);
    kit.text(view.tr("import.readableWhat"));
    kit.space(12);
    const std::size_t records = salvage.portfolio.document.records.size();
    const bool known = salvage.whole || salvage.records_lost > 0 || salvage.lost.empty();
    known_fact(view, view.tr("import.records"),
               view.tr(known ? "import.readableRecords" : "import.readableRecordsUnknown",
                       {{"count", std::to_string(records)},
                        {"all", std::to_string(records + salvage.records_lost)}}),
               "folder-open");
    known_fact(view, view.tr("import.files"),
               view.tr("import.readableRecords", {{"count", std::to_string(readable.evidence.size())},
                                                  {"all", std::to_string(readable.files)}}),
               "paperclip");
    known_fact(view, view.tr("import.readableKey"),
               view.tr(salvage.portfolio.keys.empty() ? "import.readableKeyGone" : "import.readableKeyThere"),
               "lock");
}

void draw_backup_banner(View& view) {
    if (!app::backup_due(view.state)) return;
    Kit& kit = view.kit;
    kit.begin_card("backup", {.padding = 14});
    const std::string detail = app::backup_words(view.state) + " " + view.tr("backup.due");
    kit.row_text({.title = view.tr("backup.dueTitle"), .detail = detail, .icon = "archive"});
    if (kit.button(view.tr("backup.now"), {.look = ButtonLook::primary, .full_width = kit.phone()}))
        view.emit(app::OpenDialog{{app::DialogKind::export_portfolio, {}, {}}});
    between_buttons(view);
    if (kit.button(view.tr("backup.later"), {.full_width = kit.phone()})) view.emit(app::RemindLater{});
    kit.end_card();
    kit.space(16);
}

} // namespace cairn::ui
