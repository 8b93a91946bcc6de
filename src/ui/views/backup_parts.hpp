// Everything as one file, on the screen: export, checking a backup, encrypted files, and the reminder.
#pragma once

#include "app/whole_import.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {

// How far the export is, with a way to stop it; nothing where there is none.
void draw_export_progress(View& view);
// Above the path, when it is time for a backup.
void draw_backup_banner(View& view);

// Dialogs: whether they stay open.
bool draw_export_dialog(View& view);
bool draw_check_dialog(View& view);
bool draw_sealed_dialog(View& view);

// What can be read of a damaged file.
void draw_readable(View& view, const app::WholeImport& import);

// Words that are known about a file: "Made on: 15 January 2026".
void known_fact(View& view, std::string_view label, const std::string& words, std::string_view icon);
// Two buttons of a dialog stand beside each other, on a phone one below the other.
void between_buttons(View& view);

} // namespace cairn::ui
