#include "core/json/read.hpp"

#include "core/json/scan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace cairn {

namespace {

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '@' || c == '-';
}

std::optional<unsigned> hex4(std::string_view text) {
    if (text.size() < 4) return std::nullopt;
    unsigned value = 0;
    for (char c : text.substr(0, 4)) {
        unsigned digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<unsigned>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<unsigned>(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<unsigned>(c - 'A' + 10);
        else
            return std::nullopt;
        value = value * 16 + digit;
    }
    return value;
}

bool is_high_surrogate(unsigned unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(unsigned unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const auto newline = before.rfind('\n');
    const auto column = offset - (newline == std::string_view::npos ? 0 : newline + 1) + 1;
    return std::to_string(line) + ":" + std::to_string(column);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, unsigned c) {
    const auto byte = [&](unsigned value) { out += static_cast<char>(value); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
    } else {
        if (c < 0x10000) {
            byte(0xE0U | (c >> 12U));
        } else {
            byte(0xF0U | (c >> 18U));
            byte(0x80U | ((c >> 12U) & 0x3FU));
        }
        byte(0x80U | ((c >> 6U) & 0x3FU));
    }
    byte(0x80U | (c & 0x3FU));
}

// A number between its digits, as a double; infinite where none holds it.
double nearest_double(std::string_view token) {
    std::array<char, 64> room{};
    if (token.size() < room.size()) {
        std::ranges::copy(token, room.begin());
        return std::strtod(room.data(), nullptr);
    }
    return std::strtod(std::string(token).c_str(), nullptr);
}

// One way through the text, which is UTF-8. A function that gives false has met what is refused; those around
// it add where they were on the way out.
class Parser {
  public:
    Parser(std::string_view text, std::size_t size, const ReadLimits& limits)
        : text_(text), limits_(limits), at_(text.data()), end_(text.data() + size) {}

    Result<Json> read() {
        Json root;
        skip_blanks();
        if (value(root, 0)) {
            skip_blanks();
            if (at_ == text_.data() + text_.size()) return root;
            refuse("json.trailing");
        }
        error_.where = "$" + path_;
        return std::unexpected(std::move(error_));
    }

  private:
    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t'))
            ++at_;
    }

    bool refuse(std::string code, const char* at) {
        error_.code = std::move(code);
        error_.detail = line_and_column(text_, static_cast<std::size_t>(at - text_.data()));
        return false;
    }
    // At the place that was reached. What comes after the end is not UTF-8.
    bool refuse(std::string code = "json.syntax") {
        const bool cut = at_ == end_ && end_ != text_.data() + text_.size();
        return refuse(cut && code == "json.syntax" ? "json.utf8" : std::move(code), at_);
    }
    bool inside(const std::string& step) {
        path_.insert(0, step);
        return false;
    }

    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    bool value(Json& out, std::size_t depth) {
        const char first = at_ == end_ ? '\0' : *at_;
        const bool structured = first == '{' || first == '[';
        if (structured && depth >= limits_.depth) return refuse("json.tooDeep");
        if (++count_ > limits_.values) {
            error_.code = "json.tooLarge";
            error_.detail = std::to_string(limits_.values);
            return false;
        }
        switch (first) {
        case '{':
            return object(out, depth);
        case '[':
            return array(out, depth);
        case '"':
            out = Json::value_t::string;
            return string(*out.get_ptr<std::string*>());
        case 't':
            out = true;
            return word("true");
        case 'f':
            out = false;
            return word("false");
        case 'n':
            return word("null");
        default:
            return number(out);
        }
    }

    bool word(std::string_view letters) {
        for (const char letter : letters)
            if (!take(letter)) return refuse();
        return true;
    }

    bool array(Json& out, std::size_t depth) {
        ++at_;
        out = Json::value_t::array;
        auto& elements = *out.get_ptr<Json::array_t*>();
        skip_blanks();
        if (take(']')) return true;
        do {
            skip_blanks();
            if (!value(elements.emplace_back(), depth + 1)) return inside(path_step(elements.size() - 1));
            skip_blanks();
        } while (take(','));
        if (take(']')) return true;
        refuse();
        return inside(path_step(elements.size()));
    }

    bool object(Json& out, std::size_t depth) {
        ++at_;
        out = Json::value_t::object;
        auto& members = *out.get_ptr<Json::object_t*>();
        skip_blanks();
        if (take('}')) return true;
        const std::string* name = nullptr; // of the member that was read last
        do {
            skip_blanks();
            const char* const begin = at_;
            std::string next;
            if (at_ == end_ || *at_ != '"') {
                refuse();
                return inside_member(name);
            }
            if (!string(next)) return inside_member(name);
            // What was written in order is put in order without a search.
            const std::size_t before = members.size();
            const auto place = members.emplace_hint(members.end(), std::move(next), nullptr);
            name = &place->first;
            if (members.size() == before) {
                refuse("json.duplicateKey", begin);
                return inside_member(name);
            }
            skip_blanks();
            if (!take(':')) {
                refuse();
                return inside_member(name);
            }
            skip_blanks();
            if (!value(place->second, depth + 1)) return inside_member(name);
            skip_blanks();
        } while (take(','));
        if (take('}')) return true;
        refuse();
        return inside_member(name);
    }
    bool inside_member(const std::string* name) {
        return name == nullptr || name->empty() ? false : inside(path_step(*name));
    }

    bool string(std::string& out) {
        ++at_;
        while (true) {
            const char* const run = at_;
            at_ = find_escaped(at_, end_);
            out.append(run, at_);
            if (take('"')) return true;
            if (at_ == end_ || *at_ != '\\') return refuse();
            if (!escape(out)) return false;
        }
    }

    bool escape(std::string& out) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view plain = "\"\\/\b\f\n\r\t";
        const char* const begin = at_++;
        if (at_ == end_) return refuse();
        if (const auto which = letters.find(*at_); which != letters.npos) {
            out += plain[which];
            ++at_;
            return true;
        }
        if (*at_ != 'u') return refuse();
        const auto unit = hex4(rest(1));
        if (!unit) return refuse();
        at_ += 5;
        unsigned character = *unit;
        if (is_low_surrogate(character)) return refuse("json.surrogate", begin);
        if (is_high_surrogate(character)) {
            const auto low = rest(0).starts_with("\\u") ? hex4(rest(2)) : std::nullopt;
            if (!low || !is_low_surrogate(*low)) return refuse("json.surrogate", begin);
            character = 0x10000U + ((character - 0xD800U) << 10U) + (*low - 0xDC00U);
            at_ += 6;
        }
        append_utf8(out, character);
        return true;
    }
    std::string_view rest(std::size_t from) const {
        const std::string_view all(at_, static_cast<std::size_t>(end_ - at_));
        return all.substr(std::min(from, all.size()));
    }

    bool number(Json& out) {
        const char* const begin = at_;
        const bool negative = take('-');
        bool whole = true;
        if (!take('0') && !digits()) return refuse();
        if (take('.')) {
            whole = false;
            if (!digits()) return refuse();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) take('-');
            if (!digits()) return refuse();
        }
        const std::string_view token(begin, static_cast<std::size_t>(at_ - begin));
        if (whole && negative && whole_number<std::int64_t>(token, out)) return true;
        if (whole && !negative && whole_number<std::uint64_t>(token, out)) return true;
        const double nearest = nearest_double(token);
        out = nearest;
        return std::isfinite(nearest) || refuse("json.number", begin);
    }
    bool digits() {
        const char* const begin = at_;
        while (at_ != end_ && is_digit(*at_))
            ++at_;
        return at_ != begin;
    }
    // False: it is larger than the type.
    template <class T>
    static bool whole_number(std::string_view token, Json& out) {
        T number = 0;
        if (std::from_chars(token.data(), token.data() + token.size(), number).ec != std::errc())
            return false;
        out = number;
        return true;
    }

    std::string_view text_;
    const ReadLimits& limits_;
    const char* at_;
    const char* end_;
    std::size_t count_ = 0;
    std::string path_;
    Error error_;
};

} // namespace

std::size_t find_invalid_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (std::size_t i = 0; i < text.size();) {
        i = static_cast<std::size_t>(skip_ascii(begin + i, end) - begin);
        if (i == text.size()) break;
        const unsigned lead = byte(i);
        const unsigned second = byte(i + 1);
        if (lead < 0x80) {
            i += 1;
        } else if (lead >= 0xC2 && lead <= 0xDF && continues(i + 1)) {
            i += 2;
        } else if (lead >= 0xE0 && lead <= 0xEF && continues(i + 1) && continues(i + 2) &&
                   (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second <= 0x9F)) {
            i += 3;
        } else if (lead >= 0xF0 && lead <= 0xF4 && continues(i + 1) && continues(i + 2) && continues(i + 3) &&
                   (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second <= 0x8F)) {
            i += 4;
        } else {
            return i;
        }
    }
    return std::string_view::npos;
}

std::string path_step(std::string_view key) {
    if (!key.empty() && std::ranges::all_of(key, is_name_character)) return "." + std::string(key);
    return "[\"" + std::string(key) + "\"]";
}

std::string path_step(std::size_t index) {
    return "[" + std::to_string(index) + "]";
}

Result<Json> read_json(std::string_view text, const ReadLimits& limits) {
    if (text.size() > limits.bytes) return fail("json.tooLarge", "$", std::to_string(limits.bytes));
    if (text.starts_with("\xEF\xBB\xBF")) return fail("json.bom", "$", "1:1");
    // Some parsers take a NUL for the end of the text.
    const auto nul = text.find('\0');
    if (nul != std::string_view::npos) return fail("json.syntax", "$", line_and_column(text, nul));
    const std::size_t bad = find_invalid_utf8(text);
    return Parser(text, std::min(bad, text.size()), limits).read();
}

} // namespace cairn
