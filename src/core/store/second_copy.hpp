// A second copy of what is stored: its files as a ZIP, kept beside the database that may be lost.
#pragma once

#include "core/store/codec.hpp"

#include <string_view>

namespace cairn {

inline constexpr std::size_t largest_copy_file = 64ULL * 1024 * 1024; // bytes
inline constexpr std::uint64_t largest_copy = 128ULL * 1024 * 1024;   // bytes, unpacked
inline constexpr std::uint64_t most_copy_files = 100'000;

// The files that can be read. One that cannot is left out: what is there of a damaged copy may be all that is
// left. Nothing where it is no ZIP.
StoredFiles unpack_copy(std::string_view zip);

} // namespace cairn
