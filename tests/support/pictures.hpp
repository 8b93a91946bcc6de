// Pictures for tests, made here: a PNG of chunks, and an SVG around anything.
#pragma once

#include "core/baking/png_writer.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn::test {

inline const std::string png_begin = "\x89PNG\r\n\x1a\n";

// A whole picture of one pixel, with these chunks after its header.
inline std::string png_with(const std::vector<std::pair<std::string, std::string>>& chunks) {
    const std::string plain = write_png("abcd", 1, 1);
    const std::string header = plain.substr(0, png_begin.size() + 12 + 13);
    std::string png = header;
    for (const auto& [type, data] : chunks)
        png += png_chunk(type, data);
    return png + plain.substr(header.size());
}

// The data of an iTXt chunk, as the standards want it.
inline std::string itxt(std::string_view keyword, std::string_view text) {
    return std::string(keyword) + std::string(5, '\0') + std::string(text);
}

inline std::string svg_with(std::string_view inside, std::string_view attributes = {}) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + std::string(attributes) + ">" + std::string(inside) +
           "<rect width=\"1\" height=\"1\"/></svg>";
}

} // namespace cairn::test
