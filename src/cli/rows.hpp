// The lines of an answer for people. Texts of files are made safe and short here.
#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::cli {

inline constexpr std::size_t most_listed = 10; // faults, broken parts
inline constexpr std::size_t most_shown = 200; // claims, evidence, submissions

// "  Label:       text" with a line feed; "" where there is no text. `label` is a key.
std::string row(std::string_view label, std::string_view text);

// "    text" with a line feed.
std::string item(std::string_view text);

std::string named(std::string_view name);                       // ", “name”", or ""
std::string person(std::string_view name, std::string_view id); // "name, id", or what there is of it
std::string at(std::string_view place, std::string_view what);  // "place: what"
std::string moment(Instant instant);                            // "3 October 2026, 14:02 UTC"
std::string moment_or_text(std::string_view rfc3339);           // the same, else the text itself
std::string more(std::size_t count);                            // "and 3 more"
std::string size_words(std::uint64_t bytes);                    // "1.2 MB"
std::string file_name(std::string_view file);                   // "-" is standard input

} // namespace cairn::cli
