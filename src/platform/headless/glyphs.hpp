// A face without a text engine: every glyph is a filled box with a fixed advance, so that layouts in tests
// are the same on every machine.
#pragma once

#include "ui/kit/fonts.hpp"

namespace cairn::headless {

// See ui::RasterizeGlyph. Advances are those of a wide sans-serif: what fits here fits on the page.
std::size_t rasterize_box(std::uint32_t code_point, float pixels, bool bold, std::uint8_t* rgba,
                          std::size_t capacity, ui::GlyphMetrics* metrics);

} // namespace cairn::headless
