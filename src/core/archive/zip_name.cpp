#include "core/archive/zip_name.hpp"

#include "core/json/read.hpp"

#include <algorithm>
#include <cctype>

namespace cairn {

namespace {

constexpr std::size_t most_shown = 200;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

} // namespace

bool is_safe_zip_name(std::string_view name) {
    if (name.empty() || name.size() > max_zip_name || find_invalid_utf8(name) != name.npos) return false;
    if (std::ranges::any_of(name, is_control) || name.contains('\\')) return false;
    if (name.size() > 1 && name[1] == ':' && std::isalpha(static_cast<unsigned char>(name[0])) != 0)
        return false;
    if (name.ends_with('/')) name.remove_suffix(1); // a folder
    while (true) {
        const std::size_t slash = name.find('/');
        const std::string_view part = name.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == name.npos) return true;
        name.remove_prefix(slash + 1);
    }
}

std::string shown_zip_name(std::string_view name) {
    const bool text = find_invalid_utf8(name) == name.npos;
    std::size_t count = std::min(name.size(), most_shown);
    while (text && count < name.size() && count > 0 &&
           (static_cast<unsigned char>(name[count]) & 0xC0U) == 0x80)
        --count;
    std::string shown(name.substr(0, count));
    for (char& c : shown)
        if (is_control(c) || (!text && static_cast<unsigned char>(c) >= 0x80)) c = '?';
    return shown;
}

} // namespace cairn
