#include "gl/stone_shape.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <numbers>

using namespace cairn::gl;

namespace {

constexpr float pi = std::numbers::pi_v<float>;

Stone stone_at(float x, float y, float rx, float ry) {
    Stone stone;
    stone.x = x;
    stone.y = y;
    stone.rx = rx;
    stone.ry = ry;
    stone.seed = 3.1F;
    return stone;
}

} // namespace

TEST_CASE("an outline stays near its box whatever the seed") {
    for (int seed = 0; seed < 200; ++seed) {
        Stone stone = stone_at(0, 0, 100, 40);
        stone.seed = static_cast<float>(seed) * 0.37F;
        const StoneShape shape = shape_of(stone);
        for (int i = 0; i < 64; ++i) {
            const Point point = outline_point(stone, shape, 2 * pi * static_cast<float>(i) / 64);
            CHECK(std::abs(point.x) < 1.1F * stone.rx);
            CHECK(std::abs(point.y) < 1.1F * stone.ry);
            CHECK(std::hypot(point.x / stone.rx, point.y / stone.ry) > 0.85F);
        }
    }
}

TEST_CASE("an inset moves every point of the outline inwards by that many pixels") {
    Stone stone = stone_at(50, 60, 90, 40);
    stone.tilt = 0.1F;
    const StoneShape shape = shape_of(stone);
    for (int i = 0; i < 32; ++i) {
        const float angle = 2 * pi * static_cast<float>(i) / 32;
        const Point edge = outline_point(stone, shape, angle);
        const Point inside = outline_point(stone, shape, angle, 5);
        CHECK(std::hypot(edge.x - inside.x, edge.y - inside.y) == doctest::Approx(5).epsilon(0.001));
        CHECK(std::hypot(inside.x - stone.x, inside.y - stone.y) <
              std::hypot(edge.x - stone.x, edge.y - stone.y));
    }
}

TEST_CASE("dashes are of even length around a stone") {
    const Stone stone = stone_at(0, 0, 120, 50);
    const StoneShape shape = shape_of(stone);
    const StoneRound round = round_of(stone, shape);
    const auto along = [&](float t) {
        return t + round.cos1 * std::cos(t) + round.sin1 * std::sin(t) + round.cos2 * std::cos(2 * t) +
               round.sin2 * std::sin(2 * t) + round.cos3 * std::cos(3 * t) + round.sin3 * std::sin(3 * t) +
               round.sin4 * std::sin(4 * t);
    };
    constexpr int steps = 720;
    for (int i = 0; i < steps; ++i) {
        const float a = 2 * pi * static_cast<float>(i) / steps;
        const float b = 2 * pi * static_cast<float>(i + 1) / steps;
        const Point from = outline_point(stone, shape, a);
        const Point to = outline_point(stone, shape, b);
        const float real = std::hypot(to.x - from.x, to.y - from.y);
        const float guessed = (along(b) - along(a)) * round.length / (2 * pi);
        CHECK(guessed == doctest::Approx(real).epsilon(0.25));
    }
}

TEST_CASE("a fill rises with its share and leaves a little of both to be seen") {
    Stone stone = stone_at(0, 0, 100, 40);
    stone.state = StoneState::filling;
    float before = stone.ry;
    for (const float share : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F}) {
        stone.fill = share;
        const StoneFill fill = fill_of(stone);
        CHECK(fill.surface < before);
        CHECK(fill.surface + 2 * fill.wave < stone.ry);
        CHECK(fill.surface - 2 * fill.wave > -stone.ry);
        before = fill.surface;
    }
    stone.state = StoneState::open;
    CHECK(fill_of(stone).surface > stone.ry);
    stone.state = StoneState::ready;
    CHECK(fill_of(stone).surface < -stone.ry);
}

TEST_CASE("what rests on a stone is found, and pebbles and the lowest stone stand on the ground") {
    Scene scene;
    scene.count = 4;
    scene.stones[0] = stone_at(200, 300, 150, 60);
    scene.stones[1] = stone_at(205, 192, 110, 50);
    scene.stones[2] = stone_at(195, 105, 80, 40);
    scene.stones[3] = stone_at(60, 350, 20, 14);
    scene.stones[3].pebble = true;
    const Standing standing = standing_of(scene);
    CHECK(standing.above[0] == 1);
    CHECK(standing.above[1] == 2);
    CHECK(standing.above[2] == none);
    CHECK(standing.on_ground[0]);
    CHECK_FALSE(standing.on_ground[1]);
    CHECK_FALSE(standing.on_ground[2]);
    CHECK(standing.on_ground[3]);
    CHECK(standing.ground == doctest::Approx(360));
}

TEST_CASE("a scene that claims too many stones is read to its end only") {
    Scene scene;
    scene.count = max_stones + 5;
    CHECK(standing_of(scene).above[0] == none);
}
