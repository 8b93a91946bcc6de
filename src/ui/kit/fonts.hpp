// Glyphs for ImGui, drawn by whoever has a text engine: the browser on the page, a fake in tests.
#pragma once

#include <cstddef>
#include <cstdint>

struct ImFont;

namespace cairn::ui {

// What the rasteriser says of one glyph, in pixels of the size it was asked for.
struct GlyphMetrics {
    float advance = 0;
    float x0 = 0, y0 = 0; // of the bitmap, from the pen on the baseline; up is negative
    float width = 0, height = 0;
    float colored = 0; // not 0: the bitmap has colours of its own (emoji)
    float ascent = 0, descent = 0;
};

// Fills `metrics`, and `rgba` (straight alpha, width * height * 4 bytes) where it is not null and large
// enough. Returns the bytes the bitmap needs.
using RasterizeGlyph = std::size_t (*)(std::uint32_t code_point, float pixels, bool bold, std::uint8_t* rgba,
                                       std::size_t capacity, GlyphMetrics* metrics);

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
};

// Both faces on the atlas of the current context. The rasteriser has to live as long.
Fonts add_fonts(RasterizeGlyph rasterize);

} // namespace cairn::ui
