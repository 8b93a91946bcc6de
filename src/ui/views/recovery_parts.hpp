// Dialogs of the recovery screen, and what other screens say of two versions that were kept.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

// About starting over; false: the dialog is another.
bool draw_recovery_dialog(View& view);
// How many records stand beside another version; nothing where none does.
void draw_conflict_banner(View& view);
// That this record does; nothing elsewhere.
void draw_conflict_of(View& view, const Record& record);

} // namespace cairn::ui
