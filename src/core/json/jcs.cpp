#include "core/json/jcs.hpp"

#include "core/json/read.hpp"
#include "core/json/scan.hpp"

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
    out += '"';
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        const char* const run = at;
        at = find_escaped(at, end);
        out.append(run, at);
        if (at == end) break;
        append_escape(out, *at++);
    }
    out += '"';
}

// ECMA-262, Number::toString, radix 10: where the point goes among the shortest digits that read back as the
// same double.
void append_number(std::string& out, double value) {
    if (value == 0 || !std::isfinite(value)) {
        out += '0';
        return;
    }
    std::array<char, 32> buffer{}; // d.ddde±xx
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                   std::chars_format::scientific)
                         .ptr;
    char* const e = std::find(buffer.data(), end, 'e');
    int exponent = 0;
    std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
    // The digits alone: the point stands behind the first of them.
    if (e - buffer.data() > 1) std::copy_backward(buffer.data(), buffer.data() + 1, buffer.data() + 2);
    const std::string_view digits(e - buffer.data() > 1 ? buffer.data() + 1 : buffer.data(), e);

    const int k = static_cast<int>(digits.size());
    const int n = exponent + 1; // the point stands behind n digits
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    if (value < 0) out += '-';
    if (k <= n && n <= 21) {
        out.append(digits).append(at(n - k), '0');
    } else if (0 < n && n <= 21) {
        out.append(digits.substr(0, at(n))).append(1, '.').append(digits.substr(at(n)));
    } else if (-6 < n && n <= 0) {
        out.append("0.").append(at(-n), '0').append(digits);
    } else {
        out += digits.front();
        if (k > 1) out.append(1, '.').append(digits.substr(1));
        out.append(n > 0 ? "e+" : "e-").append(std::to_string(std::abs(n - 1)));
    }
}

// A double has all whole numbers up to here, and they are written as they are.
constexpr std::int64_t most_exact = std::int64_t{1} << 53U;

void append_whole(std::string& out, std::int64_t value) {
    std::array<char, 24> buffer{};
    out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
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
        if (const auto number = value.get<std::int64_t>(); number >= -most_exact && number <= most_exact)
            append_whole(out, number);
        else
            append_number(out, static_cast<double>(number));
        break;
    case Json::value_t::number_unsigned:
        if (const auto number = value.get<std::uint64_t>(); number <= std::uint64_t{most_exact})
            append_whole(out, static_cast<std::int64_t>(number));
        else
            append_number(out, static_cast<double>(number));
        break;
    case Json::value_t::number_float:
        append_number(out, value.get<double>());
        break;
    default:
        out += "null";
    }
}

using Member = Json::object_t::const_pointer;

// The library keeps members in the order of their bytes, which is another only where a name has one of the
// lead bytes that utf16_rank() moves.
bool is_in_order(const Json& object) {
    return std::ranges::all_of(*object.get_ptr<const Json::object_t*>(), [](const auto& member) {
        return std::ranges::all_of(member.first, [](char c) { return static_cast<unsigned char>(c) < 0xEE; });
    });
}

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
            first_ = true;
            if (order_.empty() && is_in_order(json)) {
                for (const auto& each : *json.get_ptr<const Json::object_t*>())
                    member(each);
            } else {
                for (const Member each : members_of(json, order_))
                    member(*each);
            }
        }
        --level_;
        if (!json.empty()) break_line();
        out_ += array ? ']' : '}';
    }

  private:
    void member(const Json::object_t::value_type& member) {
        separate(first_);
        append_string(out_, member.first);
        out_ += pretty_ ? ": " : ":";
        value(member.second);
        first_ = false;
    }

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
    bool first_ = true; // no member of the object at hand was written yet
};

} // namespace

bool utf16_less(std::string_view a, std::string_view b) {
    return std::ranges::lexicographical_compare(
        a, b, {}, [](char c) { return utf16_rank(static_cast<unsigned char>(c)); },
        [](char c) { return utf16_rank(static_cast<unsigned char>(c)); });
}

std::string number_text(double value) {
    std::string out;
    append_number(out, value);
    return out;
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
