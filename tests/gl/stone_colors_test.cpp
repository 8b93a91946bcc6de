#include "gl/stone_colors.hpp"

#include <array>
#include <doctest/doctest.h>

using namespace cairn::gl;

namespace {

constexpr Color from(unsigned rgb) {
    return {.r = static_cast<float>((rgb >> 16) & 255U) / 255,
            .g = static_cast<float>((rgb >> 8) & 255U) / 255,
            .b = static_cast<float>(rgb & 255U) / 255};
}

Scene scene_in(bool dark) {
    Scene scene;
    scene.dark = dark;
    scene.background = from(dark ? 0x11181C : 0xF6F4EF);
    scene.surface = from(dark ? 0x192227 : 0xFFFFFF);
    scene.outline = from(dark ? 0xA3B1B9 : 0x53616B);
    scene.ink = from(dark ? 0xE9EEF0 : 0x1D2830);
    scene.gold = from(0xE2A93B);
    scene.moss = from(dark ? 0x86CE9A : 0x2C6A3F);
    scene.rust = from(dark ? 0xF0A08A : 0xA33B1F);
    scene.glow = from(dark ? 0x16323A : 0xE3EEEE);
    return scene;
}

constexpr std::array stone_colors{0x64808EU, 0xA07A6AU, 0x4F6A5BU, 0xD9C9A3U,
                                  0x7C6F9BU, 0xB08A4AU, 0x5E8C88U};
constexpr std::array states{StoneState::open,      StoneState::filling,  StoneState::ready,
                            StoneState::submitted, StoneState::accepted, StoneState::returned,
                            StoneState::earned};

} // namespace

TEST_CASE("contrast follows the formula of WCAG") {
    CHECK(contrast(from(0x000000), from(0xFFFFFF)) == doctest::Approx(21));
    CHECK(contrast(from(0x777777), from(0xFFFFFF)) == doctest::Approx(4.48).epsilon(0.01));
    CHECK(contrast(from(0x123456), from(0x123456)) == doctest::Approx(1));
}

TEST_CASE("every outline stands out three to one from the page, from the glow and in both themes") {
    for (const bool dark : {false, true}) {
        const Scene scene = scene_in(dark);
        for (const unsigned color : stone_colors) {
            for (const StoneState state : states) {
                Stone stone;
                stone.color = from(color);
                stone.state = state;
                CAPTURE(dark);
                CAPTURE(color);
                CAPTURE(static_cast<int>(state));
                CHECK(contrast(edge_color(scene, stone), scene.background) >= 3);
                CHECK(contrast(edge_color(scene, stone), scene.glow) >= 3);
            }
        }
    }
}

TEST_CASE("the ring in a submitted stone stands out three to one from the stone") {
    for (const unsigned color : stone_colors) {
        Stone stone;
        stone.color = from(color);
        CAPTURE(color);
        CHECK(contrast(ring_color(scene_in(false), stone), stone.color) >= 3);
    }
}

TEST_CASE("the sign on a disc can be read") {
    for (const bool dark : {false, true}) {
        for (const StoneState state : {StoneState::accepted, StoneState::returned, StoneState::earned}) {
            const Color disc = disc_color(scene_in(dark), state);
            CHECK(contrast(sign_color(disc), disc) >= 4.5F);
        }
    }
}
