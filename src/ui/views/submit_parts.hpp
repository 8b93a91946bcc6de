// Parts of the Submit screen.
#pragma once

#include "app/preflight.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {

// What blocks, with the way to each; and what only others can give.
void draw_missing(View& view, const LevelStatus& level, const app::Preflight& preflight);
// What to know before sending: nothing of it blocks.
void draw_before(View& view, const app::Preflight& preflight);
// What travels: claims, files and badges, each file and badge with a control to keep it back.
void draw_travels(View& view, const app::Preflight& preflight);

} // namespace cairn::ui
