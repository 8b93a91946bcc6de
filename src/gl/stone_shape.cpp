#include "gl/stone_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cairn::gl {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

// Between -1 and 1, the same for the same seed and place on every machine.
float vary(float seed, float place) {
    const float value = std::sin(seed * 12.9898F + place * 78.233F) * 437.5453F;
    return 2 * (value - std::floor(value)) - 1;
}

float radius_at(const StoneShape& shape, float angle) {
    return 1 + shape.cos3 * std::cos(3 * angle) + shape.sin3 * std::sin(3 * angle) +
           shape.sin2 * std::sin(2 * angle) + shape.square * (1 - std::cos(4 * angle));
}

Point local_point(const Stone& stone, const StoneShape& shape, float angle) {
    const float radius = radius_at(shape, angle);
    return {stone.rx * radius * std::cos(angle), stone.ry * radius * std::sin(angle)};
}

bool rests_on(const Stone& upper, const Stone& lower) {
    if (upper.pebble || lower.pebble || upper.y >= lower.y) return false;
    const float gap = (lower.y - lower.ry) - (upper.y + upper.ry);
    return std::abs(gap) < 0.5F * std::min(upper.ry, lower.ry) &&
           std::abs(upper.x - lower.x) < 0.8F * (upper.rx + lower.rx);
}

} // namespace

StoneShape shape_of(const Stone& stone) {
    // A positive sin 3t lowers the bottom, raises the top and widens the lower sides: a stone at rest.
    return {
        .cos3 = 0.030F * vary(stone.seed, 1),
        .sin3 = 0.024F + 0.014F * vary(stone.seed, 2),
        .sin2 = 0.036F * vary(stone.seed, 3),
        .square = 0.036F + 0.010F * vary(stone.seed, 4),
    };
}

Point outline_point(const Stone& stone, const StoneShape& shape, float angle, float inset) {
    Point point = local_point(stone, shape, angle);
    if (inset != 0) {
        const Point before = local_point(stone, shape, angle - 0.01F);
        const Point after = local_point(stone, shape, angle + 0.01F);
        const float dx = after.x - before.x;
        const float dy = after.y - before.y;
        const float length = std::max(std::hypot(dx, dy), 1e-6F);
        point.x -= inset * dy / length;
        point.y += inset * dx / length;
    }
    const float c = std::cos(stone.tilt);
    const float s = std::sin(stone.tilt);
    return {stone.x + c * point.x - s * point.y, stone.y + s * point.x + c * point.y};
}

StoneRound round_of(const Stone& stone, const StoneShape& shape) {
    constexpr int steps = 96;
    std::array<float, steps + 1> length{};
    Point last = local_point(stone, shape, 0);
    for (int i = 1; i <= steps; ++i) {
        const Point next = local_point(stone, shape, 2 * pi * static_cast<float>(i) / steps);
        length[static_cast<std::size_t>(i)] =
            length[static_cast<std::size_t>(i - 1)] + std::hypot(next.x - last.x, next.y - last.y);
        last = next;
    }
    StoneRound round;
    round.length = length.back();
    for (int i = 0; i < steps; ++i) {
        const float angle = 2 * pi * static_cast<float>(i) / steps;
        const float off =
            (2 * pi * length[static_cast<std::size_t>(i)] / std::max(round.length, 1e-6F) - angle) * 2 /
            steps;
        round.cos1 += off * std::cos(angle);
        round.sin1 += off * std::sin(angle);
        round.cos2 += off * std::cos(2 * angle);
        round.sin2 += off * std::sin(2 * angle);
        round.cos3 += off * std::cos(3 * angle);
        round.sin3 += off * std::sin(3 * angle);
        round.sin4 += off * std::sin(4 * angle);
    }
    return round;
}

StoneFill fill_of(const Stone& stone) {
    if (stone.state == StoneState::open) return {.surface = 1e4F, .wave = 0};
    if (stone.state != StoneState::filling) return {.surface = -1e4F, .wave = 0};
    // A little is always seen of both: a stone begun is not open, one not finished is not ready.
    const float risen = 0.14F + 0.70F * std::clamp(stone.fill, 0.0F, 1.0F);
    return {.surface = stone.ry * (1 - 2 * risen), .wave = 0.07F * stone.ry};
}

float wave_at(const Stone& stone, const StoneFill& fill, float x) {
    const float along = x / std::max(stone.rx, 1e-6F);
    return -fill.wave *
           (std::sin(along * 3.6F + stone.seed * 5) + 0.35F * std::sin(along * 8.3F - stone.seed * 3));
}

Standing standing_of(const Scene& scene) {
    Standing standing;
    standing.above.fill(none);
    standing.on_ground.fill(true);
    const std::size_t count = std::min(scene.count, max_stones);
    float lowest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Stone& stone = scene.stones[i];
        for (std::size_t j = 0; j < count; ++j) {
            if (i == j || !rests_on(stone, scene.stones[j])) continue;
            standing.above[j] = i;
            standing.on_ground[i] = false;
        }
        lowest = std::max(lowest, stone.y + stone.ry);
        if (!stone.pebble) standing.ground = std::max(standing.ground, stone.y + stone.ry);
    }
    if (standing.ground == 0) standing.ground = lowest;
    return standing;
}

Disc disc_of(const Stone& stone, const StoneShape& shape) {
    const float radius =
        stone.pebble ? std::clamp(stone.rx * 0.42F, 7.5F, 10.0F) : std::clamp(stone.rx * 0.13F, 12.0F, 16.0F);
    return {.centre = outline_point(stone, shape, -0.62F, -0.30F * radius), .radius = radius};
}

} // namespace cairn::gl
