// What has to do with a passphrase, in the settings, in dialogs and on the lock screen.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

// `autocomplete` of a field that hides what is typed, or of one that shows it.
std::string_view passphrase_kind(const View& view, std::string_view autocomplete);
void draw_show_passphrase(View& view);

// How long the next try has to wait.
std::string waiting_words(const View& view);

// Dialogs about the lock; false: the dialog is another.
bool draw_lock_dialog(View& view);

} // namespace cairn::ui
