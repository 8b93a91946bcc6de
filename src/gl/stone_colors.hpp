// Colours derived from a scene's own so that lines can be told from what they lie on.
#pragma once

#include "gl/scene.hpp"

namespace cairn::gl {

// Ratio of luminances from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
float contrast(const Color& a, const Color& b);

Color mix(const Color& a, const Color& b, float share_of_b);

// `color` moved towards `towards` until it stands at least `ratio` from each of the two grounds.
Color until_contrast(Color color, const Color& towards, const Color& ground_a, const Color& ground_b,
                     float ratio);

// The outline of a stone: its own colour (gold if earned), 3:1 against the page and the glow.
Color edge_color(const Scene& scene, const Stone& stone);

// The ring inside a submitted stone: 3:1 against the stone, pale or dark.
Color ring_color(const Scene& scene, const Stone& stone);

// What an open stone, and the part of a filling one that is not filled, is painted with.
Color pale_color(const Scene& scene);

// The disc of a state, and the sign on it: 4.5:1 against the disc.
Color disc_color(const Scene& scene, StoneState state);
Color sign_color(const Color& disc);

} // namespace cairn::gl
