// The outline of a stone and what stands on what, for both painters. The outline is an ellipse whose
// radius varies with the angle by a few harmonics, so that the shader and the processor can follow it
// with no power function and no table.
#pragma once

#include "gl/scene.hpp"

#include <array>

namespace cairn::gl {

struct Point {
    float x = 0, y = 0;
};

// In the stone's own frame, scaled to the unit circle, the radius at the angle t is
// 1 + cos3 cos 3t + sin3 sin 3t + sin2 sin 2t + square (1 - cos 4t). Angles run clockwise from the right.
struct StoneShape {
    float cos3 = 0, sin3 = 0, sin2 = 0, square = 0;
};

StoneShape shape_of(const Stone& stone);

// A point of the outline in the scene's CSS pixels; `inset` pixels inside (negative: outside).
Point outline_point(const Stone& stone, const StoneShape& shape, float angle, float inset = 0);

// Corrects an angle to a length along the outline, scaled so that one round is 2 pi:
// t + cos1 cos t + sin1 sin t + cos2 cos 2t + sin2 sin 2t + cos3 cos 3t + sin3 sin 3t + sin4 sin 4t.
struct StoneRound {
    float cos1 = 0, sin1 = 0, cos2 = 0, sin2 = 0, cos3 = 0, sin3 = 0, sin4 = 0;
    float length = 0; // of the outline, CSS pixels
};

StoneRound round_of(const Stone& stone, const StoneShape& shape);

inline constexpr float dash_period = 9; // CSS pixels from dash to dash

// The surface of the fill, CSS pixels below the stone's centre, and half the height of its wave.
struct StoneFill {
    float surface = 0;
    float wave = 0;
};

StoneFill fill_of(const Stone& stone);

// Height of the wave at `x` CSS pixels right of the centre, to be added to the surface.
float wave_at(const Stone& stone, const StoneFill& fill, float x);

inline constexpr std::size_t none = max_stones;

// For every stone the index of the one that rests on it, or `none`, and whether it stands on the ground.
struct Standing {
    std::array<std::size_t, max_stones> above{};
    std::array<bool, max_stones> on_ground{};
    float ground = 0; // where the ground is, CSS pixels from the scene's top
};

Standing standing_of(const Scene& scene);

// Where the disc of an accepted, returned or earned stone sits, and its radius.
struct Disc {
    Point centre;
    float radius = 0;
};

Disc disc_of(const Stone& stone, const StoneShape& shape);

inline bool has_disc(StoneState state) {
    return state == StoneState::accepted || state == StoneState::returned || state == StoneState::earned;
}

} // namespace cairn::gl
