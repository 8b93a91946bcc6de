// Which text ImGui can paint code point by code point, and which only a text engine can shape.
#pragma once

#include <string_view>

namespace cairn::ui {

// True for right-to-left and joined scripts, combining marks, and emoji that are made of several code points.
// False for what is not UTF-8: the browser could not do better.
bool needs_browser(std::string_view utf8);

} // namespace cairn::ui
