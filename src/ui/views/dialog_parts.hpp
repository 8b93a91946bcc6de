// Dialogs that stand in the file of the screen they belong to, and what several dialogs share.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

// About restore points and the trash as a whole; false: the dialog is another.
bool draw_history_dialog(View& view);

// What cannot be undone asks for a typed word: its field, a button that keeps everything, and one that says
// `act` and can be pressed when the word stands there. True: it was.
bool ask_for_the_word(View& view, std::string_view act);

} // namespace cairn::ui
