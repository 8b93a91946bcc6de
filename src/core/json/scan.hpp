// What the reader and the writer of JSON look for in texts, eight bytes at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace cairn {

// The first byte that a JSON text has to escape or that ends it: a control character, a quotation mark or a
// backslash; else `end`.
inline const char* find_escaped(const char* at, const char* end) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = ones * 0x80U;
    if constexpr (std::endian::native == std::endian::little) {
        for (; end - at >= 8; at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, sizeof word);
            const std::uint64_t quote = word ^ (ones * '"');
            const std::uint64_t backslash = word ^ (ones * '\\');
            // In each the lowest high bit that is set belongs to the first byte that is meant; those above it
            // may not.
            const std::uint64_t found = (((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
                                         ((backslash - ones) & ~backslash)) &
                                        highs;
            if (found != 0) return at + std::countr_zero(found) / 8;
        }
    }
    while (at != end && static_cast<unsigned char>(*at) >= 0x20 && *at != '"' && *at != '\\')
        ++at;
    return at;
}

// How many bytes at the start are ASCII, in steps of eight.
inline const char* skip_ascii(const char* at, const char* end) {
    for (; end - at >= 8; at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        if ((word & 0x8080808080808080U) != 0) break;
    }
    return at;
}

} // namespace cairn
