// Dialogs that stand in the file of the screen they belong to.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

// About restore points and the trash as a whole; false: the dialog is another.
bool draw_history_dialog(View& view);

} // namespace cairn::ui
