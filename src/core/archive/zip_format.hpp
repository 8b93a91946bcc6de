// The fields of a ZIP file: PKWARE's APPNOTE.TXT 6.3.10, section 4.3. All numbers are little-endian.
#pragma once

#include "core/crypto/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace cairn::zip {

inline constexpr std::uint32_t local_mark = 0x04034b50;
inline constexpr std::uint32_t record_mark = 0x02014b50;
inline constexpr std::uint32_t descriptor_mark = 0x08074b50;
inline constexpr std::size_t local_size = 30;       // bytes, without name and extra fields
inline constexpr std::uint64_t full32 = 0xFFFFFFFF; // "see the 64-bit field"
inline constexpr std::uint16_t sizes_follow =
    1U << 3U; // of the flags: the descriptor after the data has the sizes

// `count` bytes from `at`, at most 8; they have to be there.
inline std::uint64_t number(ByteView bytes, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8U | bytes[at + i];
    return value;
}
inline std::uint16_t u16(ByteView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(number(bytes, at, 2));
}
inline std::uint32_t u32(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(number(bytes, at, 4));
}
inline std::uint64_t u64(ByteView bytes, std::size_t at) {
    return number(bytes, at, 8);
}

} // namespace cairn::zip
