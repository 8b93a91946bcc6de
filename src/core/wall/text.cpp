#include "core/wall/text.hpp"

#include <algorithm>
#include <cstdint>

namespace cairn {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool good = false; // well-formed UTF-8
};

Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) return {first, 1, true};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) return {};
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return {code, length, !surrogate && !overlong && code <= 0x10FFFF};
}

bool may_be_shown(std::uint32_t code) {
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    const bool breaks = code == 0x2028 || code == 0x2029;
    const bool none = (code & 0xFFFEU) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
    return !control && !turns && !breaks && !none;
}

} // namespace

std::string shown_text(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        const bool space = one.good && (one.code == '\n' || one.code == '\t' || one.code == '\r');
        if (space)
            shown += ' ';
        else if (one.good && may_be_shown(one.code))
            shown += text.substr(at, one.bytes);
        at += one.good ? one.bytes : 1;
    }
    return shown;
}

std::string clipped(std::string_view text, std::size_t most) {
    constexpr std::string_view more = "…";
    if (text.size() <= most) return std::string(text);
    std::size_t end = most > more.size() ? most - more.size() : 0;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + std::string(more);
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

std::string slug(std::string_view text) {
    constexpr std::size_t longest = 40;
    std::string name;
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            name += static_cast<char>(upper ? c - 'A' + 'a' : c);
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() >= longest) break;
    }
    while (name.ends_with('-'))
        name.pop_back();
    return name;
}

std::string filled(std::string_view pattern, const TemplateValues& values) {
    std::string text;
    while (true) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = pattern.find('}', open);
        if (open == pattern.npos || close == pattern.npos) return text.append(pattern);
        text += pattern.substr(0, open);
        if (const auto value = values.find(pattern.substr(open + 1, close - open - 1)); value != values.end())
            text += value->second;
        pattern.remove_prefix(close + 1);
    }
}

} // namespace cairn
