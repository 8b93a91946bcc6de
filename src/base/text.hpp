// Text as people paste it.
#pragma once

#include <string_view>

namespace cairn {

// Without the blanks and line breaks around it: those that JSON knows too.
inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace cairn
