// Parts of the screen Check: what is said of one file.
#pragma once

#include "app/checking.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {

// What the file is called.
std::string name_of(const View& view, const app::CheckedItem& item);

// Everything about one file: what it is, what could be checked, what stands in it.
void draw_checked(View& view, const app::CheckedItem& item);
// What it holds: claims with their words and files, badges, other credentials.
void draw_contents(View& view, const app::CheckedItem& item);

// "Holds", "Does not hold", …, with a mark that says as much.
void state_line(View& view, std::string_view id, const CheckReport& report, std::string_view label = {});

} // namespace cairn::ui
