#include "gl/stone_colors.hpp"

#include <algorithm>
#include <cmath>

namespace cairn::gl {

namespace {

constexpr Color white{.r = 1, .g = 1, .b = 1, .a = 1};
constexpr Color black{.r = 0.07F, .g = 0.10F, .b = 0.11F, .a = 1};

float linear(float channel) {
    return channel <= 0.04045F ? channel / 12.92F : std::pow((channel + 0.055F) / 1.055F, 2.4F);
}

float luminance(const Color& color) {
    return 0.2126F * linear(color.r) + 0.7152F * linear(color.g) + 0.0722F * linear(color.b);
}

// The glow at its strongest, as it is seen: over the page.
Color seen_glow(const Scene& scene) {
    return mix(scene.background, scene.glow, scene.glow.a);
}

} // namespace

float contrast(const Color& a, const Color& b) {
    const float x = luminance(a);
    const float y = luminance(b);
    return (std::max(x, y) + 0.05F) / (std::min(x, y) + 0.05F);
}

Color mix(const Color& a, const Color& b, float share_of_b) {
    const auto between = [share_of_b](float x, float y) { return x + (y - x) * share_of_b; };
    return {.r = between(a.r, b.r), .g = between(a.g, b.g), .b = between(a.b, b.b), .a = a.a};
}

Color until_contrast(Color color, const Color& towards, const Color& ground_a, const Color& ground_b,
                     float ratio) {
    const Color start = color;
    for (int step = 1; step <= 20; ++step) {
        if (contrast(color, ground_a) >= ratio && contrast(color, ground_b) >= ratio) break;
        color = mix(start, towards, static_cast<float>(step) / 20);
    }
    return color;
}

Color edge_color(const Scene& scene, const Stone& stone) {
    const Color page = scene.background;
    const Color glow = seen_glow(scene);
    if (stone.state == StoneState::open) return until_contrast(scene.outline, scene.ink, page, glow, 3.2F);
    const Color own = stone.state == StoneState::earned ? scene.gold : stone.color;
    if (scene.dark) return until_contrast(mix(own, scene.ink, 0.12F), scene.ink, page, glow, 3.2F);
    return until_contrast(mix(own, black, 0.30F), black, page, glow, 3.2F);
}

Color ring_color(const Scene&, const Stone& stone) {
    const Color lightest =
        until_contrast(mix(stone.color, white, 0.5F), white, stone.color, stone.color, 3.2F);
    if (contrast(lightest, stone.color) >= 3) return lightest;
    return until_contrast(mix(stone.color, black, 0.3F), black, stone.color, stone.color, 3.4F);
}

Color pale_color(const Scene& scene) {
    return scene.surface;
}

Color disc_color(const Scene& scene, StoneState state) {
    if (state == StoneState::earned) return scene.gold;
    return state == StoneState::accepted ? scene.moss : scene.rust;
}

Color sign_color(const Color& disc) {
    return contrast(white, disc) >= 4.5F ? white : black;
}

} // namespace cairn::gl
