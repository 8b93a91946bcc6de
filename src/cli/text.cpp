#include "cli/text.hpp"

#include <cstdint>

namespace cairn::cli {
namespace {

constexpr char32_t bad_byte = 0xFFFFFFFF;

// One character of UTF-8, or one byte that is none.
struct Character {
    char32_t code = bad_byte;
    std::size_t bytes = 1;
};

Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool too_long = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (too_long || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
    return {code, length};
}

bool harmful(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200B ||
           code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code < 0xE1000);
}

std::string hex(std::uint32_t value, std::size_t least) {
    std::string digits;
    for (; value > 0 || digits.size() < least; value >>= 4U)
        digits.insert(digits.begin(), "0123456789abcdef"[value & 0xFU]);
    return digits;
}

std::string escape(char32_t code, unsigned char byte) {
    if (code == bad_byte) return "\\x" + hex(byte, 2);
    if (code == U'\n') return "\\n";
    if (code == U'\t') return "\\t";
    if (code == U'\r') return "\\r";
    return code < 0x80 ? "\\x" + hex(code, 2) : "\\u{" + hex(code, 4) + "}";
}

} // namespace

std::string shown(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const Character next = first_character(text);
        if (next.code == bad_byte || harmful(next.code))
            safe += escape(next.code, static_cast<unsigned char>(text.front()));
        else
            safe += text.substr(0, next.bytes);
        text.remove_prefix(next.bytes);
    }
    return safe;
}

std::string shown_short(std::string_view text, std::size_t most) {
    std::string line;
    std::size_t count = 0;
    bool gap = false;
    while (!text.empty()) {
        const Character next = first_character(text);
        if (next.code == U' ' || next.code == U'\n' || next.code == U'\r' || next.code == U'\t') {
            gap = !line.empty();
        } else {
            if (count + (gap ? 1 : 0) >= most) return line + "…";
            if (gap) line += ' ';
            count += gap ? 2 : 1;
            gap = false;
            line += shown(text.substr(0, next.bytes));
        }
        text.remove_prefix(next.bytes);
    }
    return line;
}

std::string json_string(std::string_view text) {
    std::string json = "\"";
    while (!text.empty()) {
        const Character next = first_character(text);
        if (next.code == bad_byte) {
            json += "\\ufffd";
        } else if (next.code == U'"' || next.code == U'\\') {
            json += '\\';
            json += static_cast<char>(next.code);
        } else if (next.code >= 0x10000 && harmful(next.code)) {
            const char32_t rest = next.code - 0x10000;
            json += "\\u" + hex(0xD800 + (rest >> 10U), 4) + "\\u" + hex(0xDC00 + (rest & 0x3FFU), 4);
        } else if (harmful(next.code)) {
            json += "\\u" + hex(next.code, 4);
        } else {
            json += text.substr(0, next.bytes);
        }
        text.remove_prefix(next.bytes);
    }
    return json += '"';
}

} // namespace cairn::cli
