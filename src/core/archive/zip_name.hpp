// Names of entries in ZIP files of unknown origin.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

inline constexpr std::size_t max_zip_name = 1024; // bytes

// UTF-8, relative, with "/" between parts that have names: it stays inside wherever it is unpacked. A folder
// ends in "/".
bool is_safe_zip_name(std::string_view name);

// The name for a person: without control characters and bytes that are no text, and not too long.
std::string shown_zip_name(std::string_view name);

} // namespace cairn
