// The look as values: colours from assets/theme/tokens.json, type and space as the design sets them.
#pragma once

#include "app/catalog.hpp"
#include "gl/scene.hpp"

#include <cstdint>

namespace cairn::ui {

using Rgba = std::uint32_t; // as ImGui packs it: 0xAABBGGRR

struct Theme {
    bool dark = false;
    Rgba background = 0, surface = 0, ink = 0, muted = 0, line = 0, control_line = 0;
    Rgba primary = 0, on_primary = 0, tint = 0, gold_text = 0, gold = 0;
    Rgba moss = 0, moss_tint = 0, rust = 0, rust_tint = 0, focus = 0;
};

Theme make_theme(const app::Catalog& catalog, bool dark);

Rgba from_rgb(std::uint32_t rgb, float alpha = 1.0F);
gl::Color to_color(Rgba rgba);
// `rgb` of the catalog's stones by name; the primary colour where there is no such stone.
gl::Color stone_color(const app::Catalog& catalog, const Theme& theme, std::string_view stone);

// ImGui's own style: everything that would add space or lines of its own is off.
void apply_imgui_style(const Theme& theme);

// Type: font size and line height in CSS pixels.
struct TypeStyle {
    float size, line;
    bool bold;
};
inline constexpr TypeStyle type_body{16, 24, false};
inline constexpr TypeStyle type_strong{16, 24, true};
inline constexpr TypeStyle type_small{14, 20, false};
inline constexpr TypeStyle type_small_strong{14, 20, true};
inline constexpr TypeStyle type_title{20, 26, true};
inline constexpr TypeStyle type_page_title{30, 36, true};
inline constexpr TypeStyle type_page_title_phone{26, 32, true};
inline constexpr TypeStyle type_nav_phone{12, 16, false};

inline constexpr float radius_card = 14;
inline constexpr float radius_control = 10;
inline constexpr float control_height = 44;
inline constexpr float icon_size = 20;

} // namespace cairn::ui
