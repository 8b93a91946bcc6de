// Where the stones lie: the levels stacked, the skill badges as pebbles at their foot.
#pragma once

#include "gl/scene.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {

gl::Scene layout_cairn(const View& view, float width, float height);

// The stone or pebble that a held badge stands for: dashed until it counts.
gl::Scene badge_stone(const View& view, const HeldBadge& held, float width, float height);

// A cairn that says nothing about anybody: for the welcome.
gl::Scene ornament(const View& view, float width, float height);

} // namespace cairn::ui
