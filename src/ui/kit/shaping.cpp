#include "ui/kit/shaping.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace cairn::ui {
namespace {

struct Range {
    std::uint32_t first, last;
};

// Blocks of the Unicode standard (version 15) whose characters change with their neighbours.
constexpr std::array shaped{
    Range{0x0300, 0x036F},   // combining marks
    Range{0x0590, 0x08FF},   // Hebrew, Arabic, Syriac, Thaana, N'Ko, …
    Range{0x0900, 0x109F},   // Indic scripts, Thai, Lao, Tibetan, Myanmar
    Range{0x1780, 0x17FF},   // Khmer
    Range{0x1800, 0x18AF},   // Mongolian
    Range{0x1AB0, 0x1AFF},   // combining marks extended
    Range{0x1DC0, 0x1DFF},   // combining marks supplement
    Range{0x200C, 0x200F},   // joiners and direction marks
    Range{0x202A, 0x202E},   // directional formatting
    Range{0x2066, 0x2069},   // directional isolates
    Range{0x20D0, 0x20FF},   // combining marks for symbols
    Range{0xA8E0, 0xA8FF},   // Devanagari extended
    Range{0xFB1D, 0xFDFF},   // presentation forms
    Range{0xFE00, 0xFE0F},   // variation selectors
    Range{0xFE20, 0xFE2F},   // combining half marks
    Range{0xFE70, 0xFEFF},   // Arabic presentation forms
    Range{0x10800, 0x10FFF}, // right-to-left scripts of the supplementary plane
    Range{0x11000, 0x11FFF}, // Brahmic scripts of the supplementary plane
    Range{0x1E900, 0x1EFFF}, // Adlam, Arabic mathematical
    Range{0x1F1E6, 0x1F1FF}, // flags
    Range{0x1F3FB, 0x1F3FF}, // skin tones
};

} // namespace

bool needs_browser(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead >= 0xCC) { // U+0300 is the first that needs help
            if (at + length > utf8.size()) return false;
            std::uint32_t code_point = lead & (0xFFU >> (length + 1));
            for (std::size_t more = 1; more < length; ++more)
                code_point = (code_point << 6U) | (static_cast<unsigned char>(utf8[at + more]) & 0x3FU);
            const bool hit = std::ranges::any_of(shaped, [&](const Range& range) {
                return code_point >= range.first && code_point <= range.last;
            });
            if (hit) return true;
        }
        at += length;
    }
    return false;
}

} // namespace cairn::ui
