#include "app/actions.hpp"
#include "app/backup.hpp"
#include "ui/views/backup_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/settings_parts.hpp"

namespace cairn::ui {
namespace {

void measured(View& view, std::string_view label, std::string_view icon, const std::string& words) {
    view.kit.fact({.label = label, .words = words, .said = std::string(label) + ": " + words, .icon = icon});
    view.kit.space(8);
}

// "Control+Shift+Z Control+Y" with words between the two.
std::string keys_words(std::string_view keys) {
    std::string words;
    for (const char c : keys)
        words += c == ' ' ? std::string(", ") : std::string(1, c);
    return words;
}

} // namespace

void draw_open_file(View& view, std::string_view label, std::string_view hint) {
    Kit& kit = view.kit;
    for (DroppedFile& file : kit.file_drop(label, hint, "open-file")) {
        view.emit(app::ImportPortfolio{{file.handle, std::move(file.name)}});
        break;
    }
    if (view.state.session.whole.import && !view.state.session.dialog) {
        kit.space(8);
        kit.text(view.tr("welcome.reading"), type_small, Tone::muted);
    }
}

void draw_storage(View& view) {
    const app::Session& session = view.state.session;
    const app::Catalog& catalog = *view.state.catalog;
    if (!session.whole.measured) view.emit(app::MeasureStorage{});
    section_heading(view, view.tr("settings.storage"), view.tr("settings.whereText"));
    const std::string asking = view.tr("settings.storageAsking");
    const auto& use = session.use;
    measured(view, view.tr("settings.storageDocument"), "archive",
             use ? app::size_text(catalog, use->document) : asking);
    std::string evidence = asking;
    if (use && use->files == 0) evidence = view.tr("settings.storageNone");
    if (use && use->files > 0)
        evidence = view.tr(
            use->files == 1 ? "settings.storageFiles.one" : "settings.storageFiles.other",
            {{"size", app::size_text(catalog, use->evidence)}, {"count", std::to_string(use->files)}});
    measured(view, view.tr("settings.storageEvidence"), "paperclip", evidence);
    if (session.persisted)
        measured(view, view.tr("settings.storageKept"), "lock",
                 view.tr(*session.persisted ? "settings.persisted" : "settings.notPersisted"));
    if (session.may_be_cleared) {
        view.kit.space(4);
        view.kit.text(view.tr("settings.mayBeCleared"), type_body, Tone::gold);
    }
    view.kit.space(12);
    view.kit.row_link(
        "#/history",
        {.title = view.tr("points.title"), .detail = view.tr("points.settings"), .icon = "archive"});
}

void draw_whole(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("settings.whole"), view.tr("settings.wholeText"));
    const std::string last = app::backup_words(view.state);
    kit.fact({.label = {}, .words = last, .said = last, .icon = "archive"});
    kit.space(12);
    if (view.state.session.whole.exporting != 0) {
        draw_export_progress(view);
    } else {
        if (kit.button(view.tr("settings.wholeExport"), {.icon = "download", .full_width = kit.phone()}))
            view.emit(app::OpenDialog{{app::DialogKind::export_portfolio, {}, {}}});
        between_buttons(view);
        if (kit.button(view.tr("backup.check"), {.icon = "list-checks", .full_width = kit.phone()}))
            view.emit(app::OpenDialog{{app::DialogKind::check_backup, {}, {}}});
    }
    kit.space(16);
    if (view.editable())
        draw_open_file(view, view.tr("settings.wholeImport"), view.tr("settings.wholeImportHint"));
}

void draw_shortcuts(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("settings.shortcuts"), view.tr("settings.shortcutsText"));
    kit.begin_list(view.tr("settings.shortcuts"));
    for (const app::Action& action : app::actions()) {
        if (action.keys.empty()) continue;
        kit.begin_item(action.id);
        const std::string label = view.tr(action.label);
        const std::string keys = keys_words(action.keys);
        measured(view, label, action.icon, keys);
        kit.end_item();
    }
    kit.end_list();
}

void draw_key(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("settings.key"), view.tr("settings.keyText"));
    if (const LearnerKey* key = app::active_key(view.state)) kit.text(key->did, type_small, Tone::muted);
}

void draw_erase(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("settings.erase"), view.tr("settings.eraseText"));
    if (kit.button(view.tr("settings.erase"),
                   {.look = ButtonLook::danger, .icon = "trash-2", .disabled = !view.editable()}))
        view.emit(app::OpenDialog{{app::DialogKind::delete_everything, {}, {}}});
}

} // namespace cairn::ui
