#include "platform/headless/glyphs.hpp"

#include <cmath>
#include <cstring>

namespace cairn::headless {
namespace {

constexpr float ascent = 0.95F; // in em
constexpr float descent = 0.29F;
constexpr float x_height = 0.5F;

bool is_narrow(std::uint32_t code_point) {
    for (const char one : " .,:;'!|ijlI")
        if (code_point == static_cast<unsigned char>(one)) return true;
    return false;
}

bool is_wide(std::uint32_t code_point) {
    return code_point >= 0x2E80; // CJK, private use (icons), emoji
}

float advance_of(std::uint32_t code_point, bool bold) {
    if (code_point < 0x20) return 0;
    if (is_narrow(code_point)) return 0.28F;
    if (is_wide(code_point)) return 1;
    return bold ? 0.6F : 0.57F;
}

} // namespace

std::size_t rasterize_box(std::uint32_t code_point, float pixels, bool bold, std::uint8_t* rgba,
                          std::size_t capacity, ui::GlyphMetrics* metrics) {
    *metrics = {};
    metrics->ascent = ascent * pixels;
    metrics->descent = descent * pixels;
    metrics->advance = advance_of(code_point, bold) * pixels;
    if (metrics->advance == 0 || code_point == ' ') return 0;
    metrics->width = std::ceil(metrics->advance * 0.8F);
    metrics->height = std::ceil(x_height * pixels);
    metrics->y0 = -metrics->height;
    const auto bytes = static_cast<std::size_t>(metrics->width * metrics->height) * 4;
    if (rgba != nullptr && bytes <= capacity) std::memset(rgba, 0xFF, bytes);
    return bytes;
}

} // namespace cairn::headless
