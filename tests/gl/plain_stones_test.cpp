#include "gl/plain_stones.hpp"

#include <array>
#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

using namespace cairn::gl;

namespace {

// Stands for where the triangles of one stone lie, whatever their colours.
double shape_drawn(StoneState state, bool pebble = false) {
    Scene scene;
    scene.width = 300;
    scene.height = 200;
    scene.count = 1;
    Stone& stone = scene.stones[0];
    stone.x = 150;
    stone.y = 100;
    stone.rx = pebble ? 20 : 100;
    stone.ry = pebble ? 13 : 45;
    stone.fill = 0.5F;
    stone.state = state;
    stone.pebble = pebble;
    ImDrawListSharedData shared;
    shared.CurveTessellationTol = 1.25F;
    shared.SetCircleTessellationMaxError(0.3F);
    ImDrawList list(&shared);
    list._ResetForNewFrame();
    list.PushTexture(ImTextureRef(ImTextureID{1}));
    list.PushClipRect(ImVec2(0, 0), ImVec2(300, 200));
    list.Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    draw_stones_plainly(&list, scene, 2);
    double sum = list.VtxBuffer.Size;
    bool within = true;
    for (const ImDrawVert& vertex : list.VtxBuffer) {
        within =
            within && vertex.pos.x > -50 && vertex.pos.x < 350 && vertex.pos.y > -50 && vertex.pos.y < 250;
        sum += vertex.pos.x * 0.37 + vertex.pos.y * 0.61;
    }
    CHECK(within);
    return sum;
}

} // namespace

TEST_CASE("the plain painter draws every state by shapes of its own") {
    constexpr std::array states{StoneState::open,      StoneState::filling,  StoneState::ready,
                                StoneState::submitted, StoneState::accepted, StoneState::returned,
                                StoneState::earned};
    for (const bool pebble : {false, true}) {
        for (std::size_t i = 0; i < states.size(); ++i)
            for (std::size_t j = i + 1; j < states.size(); ++j) {
                CAPTURE(i);
                CAPTURE(j);
                CHECK(shape_drawn(states[i], pebble) != shape_drawn(states[j], pebble));
            }
    }
}
