// Sections of the settings.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

void draw_emails(View& view);
void draw_contacts(View& view);
void draw_storage(View& view);
void draw_whole(View& view);
void draw_lock_settings(View& view);
void draw_shortcuts(View& view);
void draw_key(View& view);
void draw_erase(View& view);

// Asks which revision of the pathway; where there is one only, nothing is asked.
void draw_revision_choice(View& view, std::string_view label, std::string_view hint, const std::string& value,
                          bool locked);
// Takes a portfolio file, and says that one is being read.
void draw_open_file(View& view, std::string_view label, std::string_view hint);

} // namespace cairn::ui
