// Pictures that carry a held badge: its own picture where the badge brings one along, else a stone of
// Cairn's.
#pragma once

#include "app/state.hpp"

#include <string>

namespace cairn::app {

// PNG or SVG. What the badge brings along is never taken apart: in an SVG it stands as an image, where
// nothing in it can run. Errors: baking.*.
Result<std::string> badge_picture(const State& state, const HeldBadge& held, bool svg);

// "level-1.png"
std::string badge_picture_name(const HeldBadge& held, bool svg);

} // namespace cairn::app
