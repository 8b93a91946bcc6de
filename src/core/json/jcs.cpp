#include "core/json/jcs.hpp"

#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

namespace cairn {

namespace {

// UTF-16 puts the surrogates (everything beyond U+FFFF) before U+E000 to U+FFFF. In UTF-8 those are the
// lead bytes F0 to F4 and EE to EF; no other order differs.
int utf16_rank(unsigned char byte) {
    if (byte >= 0xF0) return byte - 2;
    if (byte >= 0xEE) return byte + 8;
    return byte;
}

std::string with_valid_utf8(std::string_view text) {
    std::string out;
    for (auto bad = find_invalid_utf8(text); bad != std::string_view::npos; bad = find_invalid_utf8(text)) {
        out.append(text.substr(0, bad)).append("\uFFFD");
        text.remove_prefix(bad + 1);
    }
    return out.append(text);
}

void append_escape(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::string_view plain = "\"\\\b\t\n\f\r";
    constexpr std::string_view letters = "\"\\btnfr";
    out += '\\';
    if (const auto at = plain.find(c); at != plain.npos) {
        out += letters[at];
        return;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "u00";
    out += hex[byte >> 4U];
    out += hex[byte & 0x0FU];
}

void append_string(std::string& out, std::string_view text) {
    if (find_invalid_utf8(text) != std::string_view::npos) return append_string(out, with_valid_utf8(text));
    const auto is_escaped = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
    };
    out += '"';
    while (true) {
        const auto run = static_cast<std::size_t>(std::ranges::find_if(text, is_escaped) - text.begin());
        out.append(text.substr(0, run));
        if (run == text.size()) break;
        append_escape(out, text[run]);
        text.remove_prefix(run + 1);
    }
    out += '"';
}

void append_scalar(std::string& out, const Json& value) {
    switch (value.type()) {
    case Json::value_t::string:
        append_string(out, *value.get_ptr<const std::string*>());
        break;
    case Json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        break;
    case Json::value_t::number_integer:
        out += number_text(static_cast<double>(value.get<std::int64_t>()));
        break;
    case Json::value_t::number_unsigned:
        out += number_text(static_cast<double>(value.get<std::uint64_t>()));
        break;
    case Json::value_t::number_float:
        out += number_text(value.get<double>());
        break;
    default:
        out += "null";
    }
}

using Member = Json::object_t::const_pointer;

std::vector<Member> members_of(const Json& object, std::span<const std::string_view> order) {
    std::vector<Member> members;
    members.reserve(object.size());
    for (const auto& member : *object.get_ptr<const Json::object_t*>())
        members.push_back(&member);
    const auto rank = [&](Member member) { return std::ranges::find(order, member->first) - order.begin(); };
    std::ranges::sort(members, [&](Member a, Member b) {
        if (const auto ra = rank(a), rb = rank(b); ra != rb) return ra < rb;
        return utf16_less(a->first, b->first);
    });
    return members;
}

class Writer {
  public:
    Writer(std::string& out, bool pretty, std::span<const std::string_view> order)
        : out_(out), order_(order), pretty_(pretty) {}

    void value(const Json& json) {
        if (!json.is_structured()) return append_scalar(out_, json);
        const bool array = json.is_array();
        out_ += array ? '[' : '{';
        ++level_;
        if (array) {
            for (const Json& element : json) {
                separate(&element == &json.front());
                value(element);
            }
        } else {
            bool first = true;
            for (const Member member : members_of(json, order_)) {
                separate(first);
                first = false;
                append_string(out_, member->first);
                out_ += pretty_ ? ": " : ":";
                value(member->second);
            }
        }
        --level_;
        if (!json.empty()) break_line();
        out_ += array ? ']' : '}';
    }

  private:
    void separate(bool first) {
        if (!first) out_ += ',';
        break_line();
    }

    void break_line() {
        if (!pretty_) return;
        out_ += '\n';
        out_.append(level_ * 2, ' ');
    }

    std::string& out_;
    std::span<const std::string_view> order_;
    std::size_t level_ = 0;
    bool pretty_;
};

} // namespace

bool utf16_less(std::string_view a, std::string_view b) {
    return std::ranges::lexicographical_compare(
        a, b, {}, [](char c) { return utf16_rank(static_cast<unsigned char>(c)); },
        [](char c) { return utf16_rank(static_cast<unsigned char>(c)); });
}

std::string number_text(double value) {
    if (value == 0 || !std::isfinite(value)) return "0";
    // Shortest digits that read back as the same double, as d.ddde±xx; ECMA-262 then says where the point
    // goes.
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                   std::chars_format::scientific)
                         .ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = text.find('e');
    int exponent = 0;
    const char* const sign = text.data() + e + 1;
    std::from_chars(*sign == '+' ? sign + 1 : sign, end, exponent);

    std::string digits(text.substr(0, e));
    std::erase(digits, '.');
    const int k = static_cast<int>(digits.size());
    const int n = exponent + 1; // the point stands behind n digits
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    std::string out = value < 0 ? "-" : "";
    if (k <= n && n <= 21) return out + digits + std::string(at(n - k), '0');
    if (0 < n && n <= 21) return out + digits.substr(0, at(n)) + "." + digits.substr(at(n));
    if (-6 < n && n <= 0) return out + "0." + std::string(at(-n), '0') + digits;
    out += digits.front();
    if (k > 1) out += "." + digits.substr(1);
    return out + (n > 0 ? "e+" : "e-") + std::to_string(std::abs(n - 1));
}

std::string canonicalize(const Json& value) {
    std::string out;
    Writer(out, false, {}).value(value);
    return out;
}

std::string to_pretty(const Json& value, std::span<const std::string_view> order) {
    std::string out;
    Writer(out, true, order).value(value);
    out += '\n';
    return out;
}

} // namespace cairn
