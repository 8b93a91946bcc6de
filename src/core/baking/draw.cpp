#include "core/baking/draw.hpp"

#include "core/baking/png_writer.hpp"
#include "core/crypto/bytes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace cairn {

namespace {

constexpr int zoom = 4; // pixels to a unit of the drawing
constexpr int width = 120;
constexpr int height = 96;

struct Point {
    float x = 0, y = 0;
};
using Line = std::vector<Point>;

// The outline: five curves, each with two handles and its end.
constexpr std::array<Point, 16> outline{{{-50, 4},
                                         {-51, -12},
                                         {-38, -26},
                                         {-17, -30},
                                         {8, -35},
                                         {36, -30},
                                         {46, -14},
                                         {54, -1},
                                         {49, 17},
                                         {33, 25},
                                         {13, 33},
                                         {-22, 33},
                                         {-38, 25},
                                         {-46, 21},
                                         {-50, 13},
                                         {-50, 4}}};
constexpr Point middle{60, 48};
constexpr Point disc{36, 20};
constexpr float disc_radius = 17;

Line flattened() {
    constexpr int steps = 16;
    Line line;
    for (std::size_t i = 0; i + 3 < outline.size(); i += 3)
        for (int step = 0; step < steps; ++step) {
            const float t = static_cast<float>(step) / steps;
            const float u = 1 - t;
            const std::array weights{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
            Point point;
            for (std::size_t k = 0; k < weights.size(); ++k) {
                point.x += weights[k] * outline[i + k].x;
                point.y += weights[k] * outline[i + k].y;
            }
            line.push_back(point);
        }
    line.push_back(line.front());
    return line;
}

float squared_distance(Point p, Point a, Point b) {
    const Point ab{b.x - a.x, b.y - a.y};
    const Point ap{p.x - a.x, p.y - a.y};
    const float length = ab.x * ab.x + ab.y * ab.y;
    const float t = length == 0 ? 0 : std::clamp((ap.x * ab.x + ap.y * ab.y) / length, 0.F, 1.F);
    const Point away{ap.x - t * ab.x, ap.y - t * ab.y};
    return away.x * away.x + away.y * away.y;
}

float distance(Point p, const Line& line) {
    float nearest = squared_distance(p, line[0], line[1]);
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
        nearest = std::min(nearest, squared_distance(p, line[i], line[i + 1]));
    return std::sqrt(nearest);
}

// Negative within a closed line.
float signed_distance(Point p, const Line& line) {
    bool inside = false;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point a = line[i];
        const Point b = line[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    const float away = distance(p, line);
    return inside ? -away : away;
}

// How much of a pixel is covered by what ends at that distance from its middle.
float cover(float distance) {
    return std::clamp(0.5F - distance * zoom, 0.F, 1.F);
}

struct Ink {
    std::array<float, 3> color{};
    float alpha = 0;

    void paint(std::uint32_t over, float by) {
        const float rest = alpha * (1 - by);
        const float sum = by + rest;
        if (sum <= 0) return;
        for (std::size_t i = 0; i < color.size(); ++i) {
            const auto channel = static_cast<float>(over >> (16 - 8 * i) & 0xFFU);
            color[i] = (channel * by + color[i] * rest) / sum;
        }
        alpha = sum;
    }
};

constexpr std::uint32_t rim_dark = 0x8F5806;
constexpr std::uint32_t rim_gold = 0xE2A93B;
constexpr std::uint32_t tick_color = 0x1D2830;

Ink ink_at(Point at, const Line& stone, std::uint32_t color) {
    static const Line tick{{28, 21}, {34, 27}, {45, 14}};
    Ink ink;
    const Point shadow{(at.x - 60) / 48, (at.y - 82) / 6};
    const float around = std::hypot(shadow.x, shadow.y);
    ink.paint(0, 0.16F * std::clamp((1 - around) * 6 * zoom, 0.F, 1.F));
    const Point p{at.x - middle.x, at.y - middle.y};
    const float edge = signed_distance(p, stone);
    ink.paint(rim_dark, cover(edge - 4));
    ink.paint(rim_gold, cover(edge - 2.5F));
    ink.paint(color, cover(edge));
    // Light from above.
    const float down = std::clamp((p.y + 32) / 63 + (p.x + 30) / 400, 0.F, 1.F);
    ink.paint(0xFFFFFF, cover(edge) * 0.32F * std::max(0.F, 1 - down * 2));
    ink.paint(0, cover(edge) * 0.26F * std::max(0.F, down * 2 - 1));
    const float round = std::hypot(p.x - disc.x, p.y - disc.y) - disc_radius;
    ink.paint(rim_dark, cover(round - 1));
    ink.paint(rim_gold, cover(round + 1));
    ink.paint(tick_color, cover(distance(p, tick) - 2));
    return ink;
}

} // namespace

std::string draw_badge(std::uint32_t color) {
    const Line stone = flattened();
    std::string pixels;
    pixels.reserve(std::size_t{width} * zoom * height * zoom * 4);
    for (int y = 0; y < height * zoom; ++y)
        for (int x = 0; x < width * zoom; ++x) {
            const Point at{(static_cast<float>(x) + 0.5F) / zoom, (static_cast<float>(y) + 0.5F) / zoom};
            const Ink ink = ink_at(at, stone, color);
            for (const float channel : ink.color)
                pixels += static_cast<char>(std::lround(channel));
            pixels += static_cast<char>(std::lround(ink.alpha * 255));
        }
    return write_png(pixels, width * zoom, height * zoom);
}

std::string frame_picture(std::string_view media_type, std::string_view bytes) {
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">)"
           R"(<image width="512" height="512" href="data:)" +
           std::string(media_type) + ";base64," + to_base64(bytes_of(bytes)) + R"("/></svg>)";
}

} // namespace cairn
