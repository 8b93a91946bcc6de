#include "gl/plain_stones.hpp"

#include "gl/stone_colors.hpp"
#include "gl/stone_shape.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <numbers>
#include <span>

namespace cairn::gl {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int corners = 72;

ImU32 packed(const Color& color, float alpha = 1) {
    return ImGui::ColorConvertFloat4ToU32(ImVec4(color.r, color.g, color.b, color.a * alpha));
}

// Smoothed edges are one CSS pixel wide unless told otherwise: too soft on dense screens.
class Fringe {
  public:
    Fringe(ImDrawList* list, float density) : list_(list), before_(list->_FringeScale) {
        list->_FringeScale = 1 / std::max(density, 0.5F);
    }
    ~Fringe() { list_->_FringeScale = before_; }
    Fringe(const Fringe&) = delete;
    Fringe& operator=(const Fringe&) = delete;

  private:
    ImDrawList* list_;
    float before_;
};

using Outline = std::array<ImVec2, corners>;

Outline outline_of(const Scene& scene, const Stone& stone, float inset) {
    const StoneShape shape = shape_of(stone);
    Outline outline;
    for (int i = 0; i < corners; ++i) {
        const Point point = outline_point(stone, shape, 2 * pi * static_cast<float>(i) / corners, inset);
        outline[static_cast<std::size_t>(i)] = ImVec2(scene.x + point.x, scene.y + point.y);
    }
    return outline;
}

void closed_line(ImDrawList* list, const Outline& outline, const Color& color, float width) {
    list->AddPolyline(outline.data(), corners, packed(color), ImDrawFlags_Closed, width);
}

void dashed_line(ImDrawList* list, const Scene& scene, const Stone& stone, const Color& color, float width) {
    const Outline outline = outline_of(scene, stone, width / 2);
    float length = 0;
    for (std::size_t i = 0; i < corners; ++i)
        length += std::hypot(outline[(i + 1) % corners].x - outline[i].x,
                             outline[(i + 1) % corners].y - outline[i].y);
    const float period = length / std::max(std::round(length / dash_period), 1.0F);
    const float dash = 0.6F * period;
    float at = 0; // within the period
    bool drawing = false;
    for (std::size_t i = 0; i < corners; ++i) {
        const ImVec2 from = outline[i];
        const ImVec2 to = outline[(i + 1) % corners];
        const float whole = std::hypot(to.x - from.x, to.y - from.y);
        for (float done = 0; done < whole - 1e-3F;) {
            const float step = std::max(std::min(whole - done, (at < dash ? dash : period) - at), 1e-3F);
            const auto point = [&](float along) {
                return ImVec2(from.x + (to.x - from.x) * along / whole,
                              from.y + (to.y - from.y) * along / whole);
            };
            if (at < dash) {
                if (!drawing) list->PathLineTo(point(done));
                list->PathLineTo(point(done + step));
                drawing = true;
            } else if (drawing) {
                list->PathStroke(packed(color), 0, width);
                drawing = false;
            }
            done += step;
            at += step;
            if (at >= period - 1e-3F) at = 0;
        }
    }
    if (drawing) list->PathStroke(packed(color), 0, width);
}

// The part of a stone below the surface of its fill. The surface cuts the outline twice, so the part is
// the outline with everything above pulled down to the wave.
void draw_fill(ImDrawList* list, const Scene& scene, const Stone& stone, const Color& edge) {
    const StoneFill fill = fill_of(stone);
    const float middle = scene.y + stone.y + fill.surface;
    const auto surface = [&](float x) { return middle + wave_at(stone, fill, x - scene.x - stone.x); };
    float left = 1e6F;
    float right = -1e6F;
    const Outline whole = outline_of(scene, stone, 0);
    for (const ImVec2& point : whole) {
        if (point.y < surface(point.x)) continue;
        left = std::min(left, point.x);
        right = std::max(right, point.x);
    }
    if (right <= left) return;
    // Thin columns: no shape is convex for sure once a wave cuts it.
    constexpr int columns = 48;
    const auto bottom = [&](float x) {
        float low = middle;
        for (std::size_t i = 0; i < corners; ++i) {
            const ImVec2 a = whole[i];
            const ImVec2 b = whole[(i + 1) % corners];
            if ((a.x < x) == (b.x < x) || a.x == b.x) continue;
            low = std::max(low, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x));
        }
        return low;
    };
    const ImU32 color = packed(stone.color);
    const ImDrawListFlags before = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill; // smoothed columns would show their seams
    for (int i = 0; i < columns; ++i) {
        const float a = left + (right - left) * static_cast<float>(i) / columns;
        const float b = left + (right - left) * static_cast<float>(i + 1) / columns;
        const float top_a = surface(a);
        const float top_b = surface(b);
        list->AddQuadFilled(ImVec2(a, top_a), ImVec2(b, top_b), ImVec2(b, std::max(top_b, bottom(b))),
                            ImVec2(a, std::max(top_a, bottom(a))), color);
    }
    list->Flags = before;
    for (int i = 0; i <= columns; ++i) {
        const float x = left + 1 + (right - left - 2) * static_cast<float>(i) / columns;
        list->PathLineTo(ImVec2(x, surface(x)));
    }
    list->PathStroke(packed(edge), 0, 1.5F);
}

void draw_disc(ImDrawList* list, const Scene& scene, const Stone& stone) {
    const Disc disc = disc_of(stone, shape_of(stone));
    const ImVec2 centre(scene.x + disc.centre.x, scene.y + disc.centre.y);
    const float r = disc.radius;
    const Color color = disc_color(scene, stone.state);
    const ImU32 sign = packed(sign_color(color));
    const auto at = [&](float x, float y) { return ImVec2(centre.x + x * r, centre.y + y * r); };

    if (stone.state == StoneState::earned) { // a rosette, so that it is no plain disc without its colour
        constexpr int points = 96;
        const auto rosette = [&](float radius) {
            for (int i = 0; i < points; ++i) {
                const float angle = 2 * pi * static_cast<float>(i) / points;
                const float away = radius * (1 + 0.05F * std::cos(12 * angle));
                list->PathLineTo(
                    ImVec2(centre.x + away * std::cos(angle), centre.y + away * std::sin(angle)));
            }
        };
        rosette(1.14F * r + 1.5F);
        list->PathFillConcave(packed(edge_color(scene, stone)));
        rosette(1.14F * r);
        list->PathFillConcave(packed(color));
    } else {
        list->AddCircleFilled(centre, r + 2, packed(scene.background), 48);
        list->AddCircleFilled(centre, r, packed(color), 48);
    }

    if (stone.state == StoneState::returned) { // an arrow that turns back
        const float width = std::max(0.16F * r, 1.5F);
        list->PathLineTo(at(-0.50F, -0.16F));
        list->PathLineTo(at(0.18F, -0.16F));
        list->PathArcTo(at(0.18F, 0.15F), 0.31F * r, -pi / 2, pi / 2, 16);
        list->PathLineTo(at(-0.16F, 0.46F));
        list->PathStroke(sign, 0, width);
        list->PathLineTo(at(-0.22F, -0.46F));
        list->PathLineTo(at(-0.54F, -0.16F));
        list->PathLineTo(at(-0.22F, 0.14F));
        list->PathStroke(sign, 0, width);
    } else {
        list->PathLineTo(at(-0.44F, 0.04F));
        list->PathLineTo(at(-0.12F, 0.36F));
        list->PathLineTo(at(0.46F, -0.32F));
        list->PathStroke(sign, 0, std::max(0.20F * r, 1.6F));
    }
}

} // namespace

void draw_stones_plainly(ImDrawList* list, const Scene& scene, float density) {
    const Fringe fringe(list, density);
    const Standing standing = standing_of(scene);
    const ImVec2 middle(scene.x + scene.width / 2, scene.y + standing.ground);
    list->AddEllipseFilled(middle, ImVec2(0.44F * scene.width, 9), packed(scene.ground), 0, 64);

    for (std::size_t i = 0; i < std::min(scene.count, max_stones); ++i) {
        const Stone& stone = scene.stones[i];
        const Color edge = edge_color(scene, stone);
        const float thin = stone.pebble ? 1.4F : 1.8F;
        const bool full = stone.state != StoneState::open && stone.state != StoneState::filling;
        const Outline outline = outline_of(scene, stone, thin / 2);
        list->AddConvexPolyFilled(outline.data(), corners, packed(full ? stone.color : pale_color(scene)));
        if (stone.state == StoneState::filling) draw_fill(list, scene, stone, edge);
        if (stone.state == StoneState::open) {
            dashed_line(list, scene, stone, edge, thin);
        } else if (stone.state == StoneState::earned) {
            const float band = stone.pebble ? 3.0F : 4.5F;
            closed_line(list, outline_of(scene, stone, band / 2), scene.gold, band);
            closed_line(list, outline_of(scene, stone, -0.5F), edge, 1.4F);
        } else {
            closed_line(list, outline, edge, thin);
        }
        if (stone.state == StoneState::submitted)
            closed_line(list, outline_of(scene, stone, stone.pebble ? 4.5F : 7.0F), ring_color(scene, stone),
                        1.5F);
    }
    draw_discs(list, scene, density);
}

void draw_discs(ImDrawList* list, const Scene& scene, float density) {
    const Fringe fringe(list, density);
    for (const Stone& stone : std::span(scene.stones).first(std::min(scene.count, max_stones)))
        if (has_disc(stone.state)) draw_disc(list, scene, stone);
}

} // namespace cairn::gl
