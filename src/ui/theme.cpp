#include "ui/theme.hpp"

#include <imgui.h>

namespace cairn::ui {
namespace {

constexpr std::uint32_t missing_color = 0xFF00FF; // loud on purpose: a token that is not there is our mistake

} // namespace

Rgba from_rgb(std::uint32_t rgb, float alpha) {
    return IM_COL32((rgb >> 16U) & 0xFFU, (rgb >> 8U) & 0xFFU, rgb & 0xFFU,
                    static_cast<int>(alpha * 255.0F + 0.5F));
}

gl::Color to_color(Rgba rgba) {
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(rgba);
    return {color.x, color.y, color.z, color.w};
}

gl::Color stone_color(const app::Catalog& catalog, const Theme& theme, std::string_view stone) {
    const auto found = catalog.stones.find(stone);
    return to_color(found == catalog.stones.end() ? theme.primary : from_rgb(found->second));
}

Theme make_theme(const app::Catalog& catalog, bool dark) {
    const app::ColorTokens& tokens = dark ? catalog.dark : catalog.light;
    const auto color = [&](std::string_view name) {
        const auto found = tokens.find(name);
        return from_rgb(found == tokens.end() ? missing_color : found->second);
    };
    return {
        .dark = dark,
        .background = color("background"),
        .surface = color("surface"),
        .ink = color("ink"),
        .muted = color("muted"),
        .line = color("line"),
        .control_line = color("control-line"),
        .primary = color("primary"),
        .on_primary = color("on-primary"),
        .tint = color("tint"),
        .gold_text = color("gold-text"),
        .gold = color("gold"),
        .moss = color("moss"),
        .moss_tint = color("moss-tint"),
        .rust = color("rust"),
        .rust_tint = color("rust-tint"),
        .focus = color("focus"),
    };
}

void apply_imgui_style(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.WindowMinSize = {1, 1};
    style.ChildBorderSize = 0;
    style.FramePadding = {0, 0};
    style.ItemSpacing = {0, 0};
    style.ItemInnerSpacing = {0, 0};
    style.IndentSpacing = 0;
    style.DisplaySafeAreaPadding = {0, 0};
    style.CircleTessellationMaxError = 0.2F;
    style.CurveTessellationTol = 0.8F;
    style.Colors[ImGuiCol_WindowBg] = ImGui::ColorConvertU32ToFloat4(theme.background);
    style.Colors[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_Text] = ImGui::ColorConvertU32ToFloat4(theme.ink);
}

} // namespace cairn::ui
