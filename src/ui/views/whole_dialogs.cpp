#include "app/merging.hpp"
#include "ui/views/backup_parts.hpp"
#include "ui/views/dialog_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

void draw_contents(View& view, const WholePortfolio& whole) {
    Kit& kit = view.kit;
    const app::Catalog& catalog = *view.state.catalog;
    const std::string& name = whole.document.profile.name;
    known_fact(view, view.tr("import.name"), name.empty() ? view.tr("import.noName") : name, "file");
    known_fact(view, view.tr("import.made"),
               app::day_text(catalog, whole.made, view.state.session.utc_offset_minutes), "archive");
    known_fact(view, view.tr("import.records"), std::to_string(whole.document.records.size()), "folder-open");
    known_fact(view, view.tr("import.badges"), std::to_string(whole.document.badges.size()), "award");
    std::uint64_t bytes = 0;
    for (const WholeEvidence& evidence : whole.evidence)
        bytes += evidence.entry.size;
    known_fact(view, view.tr("import.files"),
               view.tr("import.filesSize", {{"count", std::to_string(whole.evidence.size())},
                                            {"size", app::size_text(catalog, bytes)}}),
               "paperclip");
    kit.space(12);
    if (!whole.left_out.empty()) kit.text(view.count("import.leftOut", whole.left_out.size()));
    if (whole.document.sample) kit.text(view.tr("import.sample"));
    if (whole.keys) kit.text(view.tr("import.key"));
}

// Only what is about to be lost asks for care.
void draw_replaced(View& view) {
    Kit& kit = view.kit;
    if (!view.state.document) return;
    kit.space(12);
    if (view.document().sample) return kit.text(view.tr("import.replacesSample"));
    kit.text(view.tr("import.replaces"), type_body, Tone::rust);
    kit.space(12);
    if (view.state.session.whole.exporting != 0) return draw_export_progress(view);
    if (kit.button(view.tr("import.exportFirst"), {.icon = "download", .full_width = kit.phone()}))
        view.emit(app::ExportPortfolio{});
}

bool draw_import(View& view) {
    Kit& kit = view.kit;
    const auto import = view.state.session.whole.import;
    if (!import || !import->whole) return true;
    const bool open = kit.begin_dialog(view.tr(import->readable ? "import.readableTitle" : "import.title"));
    if (import->readable)
        draw_readable(view, *import);
    else
        draw_contents(view, *import->whole);
    if (import->storing) {
        const std::size_t all = import->whole->evidence.size();
        const std::string words =
            view.tr("import.storing", {{"at", std::to_string(std::min(import->stored + 1, all))},
                                       {"all", std::to_string(all)}});
        kit.space(16);
        kit.progress(words, import->stored, all);
        kit.space(8);
        kit.text(words, type_small, Tone::muted);
        kit.space(16);
        if (kit.button(view.tr("import.stop"))) view.emit(app::CloseDialog{});
    } else {
        const bool same = app::may_merge(view.state, *import->whole);
        if (same) {
            kit.space(12);
            kit.text(view.tr("merge.same"));
            kit.space(16);
            if (kit.button(view.tr("merge.together"),
                           {.look = ButtonLook::primary, .full_width = kit.phone()}))
                view.emit(app::MergeImport{});
            kit.space(16);
        }
        draw_replaced(view);
        kit.space(20);
        const std::string_view open_it = import->readable ? "import.readableOpen" : "import.open";
        if (kit.button(
                view.tr(same ? "merge.replace" : open_it),
                {.look = same ? ButtonLook::secondary : ButtonLook::primary, .full_width = kit.phone()}))
            view.emit(import->readable ? app::Command(app::TakeReadable{}) : app::ConfirmImport{});
        between_buttons(view);
        if (kit.button(view.tr("import.notNow"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    }
    kit.end_dialog();
    return open;
}

bool draw_delete(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const bool open = kit.begin_dialog(view.tr("settings.eraseTitle"));
    kit.text(view.tr("settings.eraseWhat"));
    kit.space(16);
    if (kit.button(view.tr("settings.eraseExport"), {.icon = "download", .full_width = kit.phone()}))
        view.emit(app::OpenDialog{{app::DialogKind::export_portfolio, {}, {}}});
    kit.space(20);
    if (session.whole.erasing != 0)
        kit.text(view.tr("settings.eraseBusy"), type_body, Tone::muted);
    else if (ask_for_the_word(view, view.tr("settings.erase")))
        view.emit(app::DeleteEverything{session.dialog->typed});
    kit.end_dialog();
    return open;
}

bool draw_leave(View& view) {
    Kit& kit = view.kit;
    const bool open = kit.begin_dialog(view.tr("sample.leaveTitle"));
    kit.text(view.tr("sample.leave"));
    kit.space(20);
    if (kit.button(view.tr("sample.stay"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    between_buttons(view);
    if (kit.button(view.tr("sample.startOwn"), {.look = ButtonLook::primary, .full_width = kit.phone()}))
        view.emit(app::StartEmpty{});
    kit.end_dialog();
    return open;
}

} // namespace

bool draw_whole_dialog(View& view) {
    bool open = true;
    switch (view.state.session.dialog->kind) {
    case app::DialogKind::import_portfolio:
        open = draw_import(view);
        break;
    case app::DialogKind::export_portfolio:
        open = draw_export_dialog(view);
        break;
    case app::DialogKind::check_backup:
        open = draw_check_dialog(view);
        break;
    case app::DialogKind::sealed_file:
        open = draw_sealed_dialog(view);
        break;
    case app::DialogKind::delete_everything:
        open = draw_delete(view);
        break;
    case app::DialogKind::leave_sample:
        open = draw_leave(view);
        break;
    default:
        return false;
    }
    if (!open) view.emit(app::CloseDialog{});
    return true;
}

} // namespace cairn::ui
