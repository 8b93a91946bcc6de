// What the cairn looks like, as plain data: the views fill it, the renderer draws it, the plain
// painter draws the same without shaders. No OpenGL here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace cairn::gl {

enum class StoneState : std::uint8_t {
    open,    // dashed outline, pale
    filling, // colour risen to `fill`
    ready,   // full colour, not yet submitted
    submitted,
    accepted,
    returned,
    earned, // gold rim and tick: an issuer-signed badge is held
};

struct Color {
    float r = 0, g = 0, b = 0, a = 1; // 0 to 1, not premultiplied, sRGB
};

// Positions and radii in CSS pixels from the scene's upper left corner.
struct Stone {
    float x = 0, y = 0;   // centre
    float rx = 0, ry = 0; // half width, half height
    float seed = 0;       // shape and speckles
    float tilt = 0;       // radians
    float fill = 0;       // 0 to 1: how far the colour has risen
    StoneState state = StoneState::open;
    Color color = {};
    bool pebble = false;
};

inline constexpr std::size_t max_stones = 16;

struct Scene {
    std::array<Stone, max_stones> stones; // drawn in this order: a later one stands in front
    std::size_t count = 0;
    Color background, surface, outline, gold, ink, ground;
    Color moss, rust; // discs of accepted and returned stones
    Color glow;       // behind the cairn; a = 0: none
    bool dark = false;
    float x = 0, y = 0, width = 0, height = 0; // rectangle on the canvas, CSS pixels
};

} // namespace cairn::gl
