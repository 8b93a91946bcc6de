#include "ui/kit/fonts.hpp"

#include <cmath>
#include <cstring>
#include <imgui.h>
#include <imgui_internal.h>

namespace cairn::ui {
namespace {

constexpr unsigned flag_bold = 1;
constexpr int largest_bitmap = 256 * 256 * 4; // bytes

RasterizeGlyph rasterizer_of(ImFontAtlas* atlas) {
    return reinterpret_cast<RasterizeGlyph>(atlas->UserData);
}

bool is_bold(const ImFontConfig* source) {
    return (source->FontLoaderFlags & flag_bold) != 0;
}

bool baked_init(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*) {
    GlyphMetrics metrics;
    rasterizer_of(atlas)('x', baked->Size, is_bold(source), nullptr, 0, &metrics);
    baked->Ascent = std::ceil(metrics.ascent);
    baked->Descent = -std::ceil(metrics.descent);
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance) {
    const RasterizeGlyph rasterize = rasterizer_of(atlas);
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    GlyphMetrics metrics;
    if (advance != nullptr) {
        rasterize(code_point, baked->Size * density, is_bold(source), nullptr, 0, &metrics);
        *advance = metrics.advance / density;
        return true;
    }
    ImVector<unsigned char>& pixels = atlas->Builder->TempBuffer;
    pixels.resize(largest_bitmap);
    const std::size_t needed = rasterize(code_point, baked->Size * density, is_bold(source), pixels.Data,
                                         static_cast<std::size_t>(pixels.Size), &metrics);
    glyph->Codepoint = code_point;
    glyph->AdvanceX = metrics.advance / density;
    const int width = static_cast<int>(metrics.width);
    const int height = static_cast<int>(metrics.height);
    if (width <= 0 || height <= 0 || needed > static_cast<std::size_t>(pixels.Size)) return true;

    const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, width, height);
    if (pack == ImFontAtlasRectId_Invalid) return false;
    glyph->X0 = metrics.x0 / density;
    glyph->Y0 = metrics.y0 / density + baked->Ascent;
    glyph->X1 = glyph->X0 + metrics.width / density;
    glyph->Y1 = glyph->Y0 + metrics.height / density;
    glyph->Visible = true;
    glyph->Colored = metrics.colored != 0;
    glyph->PackId = pack;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, pack),
                                       pixels.Data, ImTextureFormat_RGBA32, width * 4);
    return true;
}

const ImFontLoader* loader() {
    static const ImFontLoader one = [] {
        ImFontLoader made;
        made.Name = "cairn";
        made.FontBakedInit = baked_init;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &one;
}

ImFont* add_font(ImFontAtlas* atlas, const char* name, unsigned flags) {
    ImFontConfig config;
    config.FontLoader = loader();
    config.FontLoaderFlags = flags;
    config.SizePixels = 16;
    std::strncpy(config.Name, name, sizeof config.Name - 1);
    return atlas->AddFont(&config);
}

} // namespace

Fonts add_fonts(RasterizeGlyph rasterize) {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->SetFontLoader(loader());
    atlas->UserData = reinterpret_cast<void*>(rasterize);
    return {add_font(atlas, "regular", 0), add_font(atlas, "bold", flag_bold)};
}

} // namespace cairn::ui
