// Writes a PNG with red, green, blue and alpha of 8 bits each. It packs what repeats from pixel to pixel and
// nothing else: for drawings, where that is enough, without a compressor in the page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

// `pixels` row by row, four bytes each.
std::string write_png(std::string_view pixels, std::uint32_t width, std::uint32_t height);

// A chunk of a PNG: its length, type, data and CRC-32.
std::string png_chunk(std::string_view type, std::string_view data);

} // namespace cairn
