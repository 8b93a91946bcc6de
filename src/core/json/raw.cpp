#include "core/json/raw.hpp"

#include "core/json/read.hpp"

#include <algorithm>
#include <string>

namespace cairn {

namespace {

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Behind the text that begins with the quote at `at`.
std::size_t past_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

// Behind the value that begins at `at`; depth is counted, so no text is too deep.
std::size_t past_value(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = past_string(text, at);
        } else if (c == '{' || c == '[') {
            ++depth;
            ++at;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return at; // a number, true, false or null that ends here
            --depth;
            ++at;
        } else if (depth == 0) {
            return std::min(text.find_first_of(",]} \t\r\n", at), text.size());
        } else {
            ++at;
            continue;
        }
        if (depth == 0) return at;
    }
    return text.size();
}

bool names(std::string_view quoted, std::string_view key) {
    if (!quoted.contains('\\')) return quoted.size() == key.size() + 2 && quoted.substr(1, key.size()) == key;
    const Result<Json> text = read_json(quoted);
    return text && text->is_string() && text->get_ref<const std::string&>() == key;
}

} // namespace

std::string_view raw_member(std::string_view object, std::string_view key) {
    std::size_t at = skip_blanks(object, 0);
    if (at >= object.size() || object[at] != '{') return {};
    at = skip_blanks(object, at + 1);
    while (at < object.size() && object[at] == '"') {
        const std::size_t end = past_string(object, at);
        const std::string_view name = object.substr(at, end - at);
        const std::size_t begin = skip_blanks(object, skip_blanks(object, end) + 1); // behind the colon
        if (begin >= object.size()) return {};
        const std::size_t past = past_value(object, begin);
        if (names(name, key)) return object.substr(begin, past - begin);
        at = skip_blanks(object, past);
        if (at >= object.size() || object[at] != ',') return {};
        at = skip_blanks(object, at + 1);
    }
    return {};
}

std::vector<std::string_view> raw_elements(std::string_view value) {
    std::size_t at = skip_blanks(value, 0);
    if (at >= value.size()) return {};
    if (value[at] != '[') return {value.substr(at, past_value(value, at) - at)};
    std::vector<std::string_view> elements;
    at = skip_blanks(value, at + 1);
    while (at < value.size() && value[at] != ']') {
        const std::size_t past = past_value(value, at);
        elements.push_back(value.substr(at, past - at));
        at = skip_blanks(value, past);
        if (at >= value.size() || value[at] != ',') break;
        at = skip_blanks(value, at + 1);
    }
    return elements;
}

} // namespace cairn
