#include "ui/kit/kit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cairn::ui {
namespace {

constexpr float mark_radius = 10;

void tick(ImDrawList* list, ImVec2 center, float size, Rgba color) {
    const std::array points{ImVec2(center.x - 0.45F * size, center.y + 0.02F * size),
                            ImVec2(center.x - 0.12F * size, center.y + 0.34F * size),
                            ImVec2(center.x + 0.46F * size, center.y - 0.32F * size)};
    list->AddPolyline(points.data(), static_cast<int>(points.size()), color, ImDrawFlags_None, 2);
}

} // namespace

// States differ by shape first: ring, dot, half, full with a tick, arrow.
void Kit::draw_mark(ImVec2 center, Mark mark) const {
    ImDrawList* list = canvas();
    switch (mark) {
    case Mark::none:
        return;
    case Mark::empty:
        list->AddCircle(center, mark_radius, theme_.control_line, 0, 1.8F);
        return;
    case Mark::drafted:
        list->AddCircle(center, mark_radius, theme_.primary, 0, 1.8F);
        list->AddCircleFilled(center, 3, theme_.primary);
        return;
    case Mark::claimed:
        list->AddCircleFilled(center, mark_radius, theme_.surface);
        list->PathArcTo(center, mark_radius, 0, std::numbers::pi_v<float>, 24);
        list->PathFillConvex(theme_.primary);
        list->AddCircle(center, mark_radius, theme_.primary, 0, 1.8F);
        return;
    case Mark::accepted:
        list->AddCircleFilled(center, mark_radius + 1, theme_.moss);
        tick(list, center, mark_radius, theme_.surface);
        return;
    case Mark::earned:
        list->AddCircleFilled(center, mark_radius + 1, theme_.gold);
        list->AddCircle(center, mark_radius + 1, theme_.gold_text, 0, 1.5F);
        tick(list, center, mark_radius, IM_COL32(29, 40, 48, 255));
        return;
    case Mark::returned:
        list->AddCircle(center, mark_radius, theme_.rust, 0, 1.8F);
        list->AddLine({center.x + 5, center.y}, {center.x - 4, center.y}, theme_.rust, 2);
        list->AddLine({center.x - 4, center.y}, {center.x, center.y - 4}, theme_.rust, 2);
        list->AddLine({center.x - 4, center.y}, {center.x, center.y + 4}, theme_.rust, 2);
        return;
    }
}

void Kit::progress(std::string_view name, std::size_t value, std::size_t max) {
    constexpr float bar_height = 8;
    const ImVec2 origin = cursor();
    const ImVec2 end{origin.x + width(), origin.y + bar_height};
    const float part = max == 0 ? 0 : static_cast<float>(value) / static_cast<float>(max);
    canvas()->AddRectFilled(origin, end, theme_.line, bar_height / 2);
    if (part > 0)
        canvas()->AddRectFilled(origin, {origin.x + std::max(bar_height, width() * part), end.y},
                                theme_.primary, bar_height / 2);
    ImGui::Dummy({width(), bar_height});
    tree_.add({.id = unique_id(name),
               .role = semantics::Role::progress,
               .aux = static_cast<unsigned>(max),
               .box = {origin.x, origin.y, width(), bar_height},
               .name = name,
               .number = static_cast<float>(value)});
}

void Kit::media(semantics::Role role, std::string_view sha256, std::string_view media_type,
                std::string_view name, std::string_view alt, float height) {
    const ImVec2 origin = cursor();
    ImGui::Dummy({width(), height});
    std::vector<semantics::Extra> extras{{"media", media_type}};
    if (!alt.empty()) extras.emplace_back("alt", alt);
    if (role == semantics::Role::document) {
        const std::uint32_t id = unique_id(sha256);
        draw_text({origin.x, origin.y + (height - type_body.line) / 2}, name, type_body, theme_.primary);
        canvas()->AddLine(
            {origin.x, origin.y + height / 2 + 10},
            {origin.x + std::min(width(), text_width(name, type_body)), origin.y + height / 2 + 10},
            theme_.primary);
        tree_.add({.id = id,
                   .role = role,
                   .style = 3,
                   .box = {origin.x, origin.y, width(), height},
                   .name = name,
                   .value = sha256,
                   .number = type_body.size},
                  extras);
        return;
    }
    tree_.add({.id = unique_id(sha256),
               .role = role,
               .box = {origin.x, origin.y, width(), height},
               .name = name,
               .value = sha256},
              extras);
}

void Kit::cairn(gl::Scene scene) {
    scene.x = cursor().x;
    scene.y = cursor().y;
    if (painter_.paint != nullptr) painter_.paint(painter_.self, canvas(), scene);
    ImGui::Dummy({scene.width, scene.height});
}

void Kit::described_item(std::string_view id, std::string_view words, ImVec2 position, ImVec2 size) {
    begin_id(id);
    tree_.add({.id = id_of("item"),
               .role = semantics::Role::list_item,
               .box = {position.x, position.y, size.x, size.y},
               .name = words,
               .number = type_small.size,
               .line_height = type_small.line});
    end_id();
}

void Kit::logo(ImVec2 position, float size) {
    const float unit = size / 24;
    const auto stone = [&](float y, float rx, float ry, std::string_view color, Rgba fallback) {
        const auto found = catalog_.stones.find(color);
        canvas()->AddEllipseFilled({position.x + size / 2, position.y + y * unit}, {rx * unit, ry * unit},
                                   found == catalog_.stones.end() ? fallback : from_rgb(found->second));
    };
    stone(19, 11, 4.2F, "slate", theme_.muted);
    stone(11.5F, 8, 3.6F, "clay", theme_.muted);
    stone(5, 4.8F, 3.2F, "gold", theme_.gold);
}

} // namespace cairn::ui
