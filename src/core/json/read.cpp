#include "core/json/read.hpp"

#include "core/json/scan.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

// Offset of the first escape that is half of a surrogate pair.
std::size_t find_lone_surrogate(std::string_view text) {
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') in_string = !in_string;
        if (!in_string || c != '\\' || i + 1 >= text.size()) continue;
        ++i;
        if (text[i] != 'u') continue;
        const auto unit = hex4(text.substr(i + 1));
        if (!unit) continue;
        if (is_low_surrogate(*unit)) return i - 1;
        if (!is_high_surrogate(*unit)) continue;
        const std::string_view next = text.substr(std::min(i + 5, text.size()));
        const auto low = next.starts_with("\\u") ? hex4(next.substr(2)) : std::nullopt;
        if (!low || !is_low_surrogate(*low)) return i - 1;
        i += 10;
    }
    return std::string_view::npos;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const auto newline = before.rfind('\n');
    const auto column = offset - (newline == std::string_view::npos ? 0 : newline + 1) + 1;
    return std::to_string(line) + ":" + std::to_string(column);
}

// Offsets of what the parser was at, which it does not tell: the n-th (from 1) name of a member, the n-th
// object or array. The text is JSON up to there.
std::size_t find_nth(std::string_view text, std::size_t n, bool name) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '{' || text[i] == '[') {
            if (!name && --n == 0) return i;
        } else if (text[i] == '"') {
            const std::size_t begin = i;
            for (++i; i < text.size() && text[i] != '"'; ++i)
                if (text[i] == '\\') ++i;
            const std::size_t next = text.find_first_not_of(" \t\r\n", i + 1);
            if (name && next < text.size() && text[next] == ':' && --n == 0) return begin;
        }
    }
    return std::string_view::npos;
}

// Takes the events of the library's parser, builds the value and stops at the first thing that is refused.
class Builder final : public Json::json_sax_t {
  public:
    Builder(std::string_view text, const ReadLimits& limits) : text_(text), limits_(limits) {}

    bool null() override { return scalar(nullptr); }
    bool boolean(bool value) override { return scalar(value); }
    bool number_integer(std::int64_t value) override { return scalar(value); }
    bool number_unsigned(std::uint64_t value) override { return scalar(value); }
    bool number_float(double value, const std::string& /*token*/) override { return scalar(value); }
    bool string(std::string& value) override { return scalar(std::move(value)); }
    bool binary(Json::binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*size*/) override { return open(Json::object(), false); }
    bool start_array(std::size_t /*size*/) override { return open(Json::array(), true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override {
        Frame& frame = frames_.back();
        auto& members = *frame.value->get_ptr<Json::object_t*>();
        // What was written in order is put in order without a search.
        const std::size_t before = members.size();
        const auto member = members.emplace_hint(members.end(), std::move(name), nullptr);
        frame.key = &member->first;
        frame.member = &member->second;
        ++names_;
        if (members.size() == before) return refuse("json.duplicateKey", find_nth(text_, names_, true));
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const Json::exception& error) override {
        // The parser counts the byte it stopped at.
        const std::size_t at = std::min(position == 0 ? 0 : position - 1, text_.size());
        if (complete_) return refuse_at("json.trailing", at);
        if (const auto bad = find_invalid_utf8(text_); bad <= at) return refuse_at("json.utf8", bad);
        if (const auto lone = find_lone_surrogate(text_); lone <= at)
            return refuse_at("json.surrogate", lone);
        constexpr int number_overflow = 406;
        return refuse_at(error.id == number_overflow ? "json.number" : "json.syntax", at);
    }

    Result<Json> take() {
        if (error_) return std::unexpected(*error_);
        if (!complete_) return fail("json.syntax", "$");
        return std::move(root_);
    }

  private:
    struct Frame {
        Json* value;
        bool array;
        std::size_t index = 0;
        const std::string* key = nullptr; // of the member that was read last
        Json* member = nullptr;           // its value, null until it is there
    };

    template <class T>
    bool scalar(T&& value) {
        return place(Json(std::forward<T>(value))) != nullptr;
    }

    bool open(Json container, bool array) {
        ++containers_;
        if (frames_.size() >= limits_.depth)
            return refuse("json.tooDeep", find_nth(text_, containers_, false));
        Json* const placed = place(std::move(container));
        if (placed == nullptr) return false;
        complete_ = false;
        frames_.push_back({placed, array});
        return true;
    }

    bool close() {
        frames_.pop_back();
        complete_ = frames_.empty();
        return true;
    }

    Json* place(Json value) {
        if (++count_ > limits_.values) {
            error_ = Error{"json.tooLarge", path(), std::to_string(limits_.values)};
            return nullptr;
        }
        if (frames_.empty()) {
            complete_ = true;
            root_ = std::move(value);
            return &root_;
        }
        Frame& frame = frames_.back();
        if (!frame.array) return &(*frame.member = std::move(value));
        ++frame.index;
        return &frame.value->get_ptr<Json::array_t*>()->emplace_back(std::move(value));
    }

    std::string path() const {
        std::string result = "$";
        for (const Frame& frame : frames_) {
            if (frame.array)
                result += path_step(frame.index - (&frame == &frames_.back() ? 0 : 1));
            else if (frame.key != nullptr && !frame.key->empty())
                result += path_step(*frame.key);
        }
        return result;
    }

    bool refuse(std::string code, std::size_t offset) {
        if (offset != std::string_view::npos) return refuse_at(std::move(code), offset);
        error_ = Error{std::move(code), path(), {}};
        return false;
    }

    bool refuse_at(std::string code, std::size_t offset) {
        error_ = Error{std::move(code), path(), line_and_column(text_, offset)};
        return false;
    }

    std::string_view text_;
    const ReadLimits& limits_;
    Json root_;
    std::vector<Frame> frames_;
    std::size_t count_ = 0;
    std::size_t names_ = 0;
    std::size_t containers_ = 0;
    bool complete_ = false;
    std::optional<Error> error_;
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
    // The library's parser takes a NUL for the end of the text.
    const auto nul = text.find('\0');
    if (nul != std::string_view::npos) return fail("json.syntax", "$", line_and_column(text, nul));
    Builder builder(text, limits);
    Json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

} // namespace cairn
