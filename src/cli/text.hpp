// Texts of unknown origin, made safe to show on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::cli {

// What could move the cursor, turn the direction of writing or hide itself is written as an escape ("\n",
// "\x1b", "\u{202e}"); so is a byte that is not UTF-8.
std::string shown(std::string_view text);

// The same on one line and no longer than `most` characters: spaces for line breaks, "…" for what is left
// out.
std::string shown_short(std::string_view text, std::size_t most = 200);

// A JSON string. What `shown` escapes is escaped as JSON does it; a byte that is not UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

} // namespace cairn::cli
