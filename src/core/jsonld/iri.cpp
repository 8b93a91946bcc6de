#include "core/jsonld/iri.hpp"

#include <algorithm>
#include <array>

namespace cairn::jsonld {
namespace {

constexpr std::array<std::string_view, 23> keywords = {
    "base",      "container", "context",  "direction", "graph", "id",      "import", "included",
    "index",     "json",      "language", "list",      "nest",  "none",    "prefix", "propagate",
    "protected", "reverse",   "set",      "type",      "value", "version", "vocab"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
}

// The parts of a reference, each with its mark: "https:", "//host", "/path", "?query", "#fragment".
struct Parts {
    std::string_view scheme, authority, path, query, fragment;
};

std::string_view cut(std::string_view& text, std::size_t length) {
    const std::string_view head = text.substr(0, length);
    text.remove_prefix(head.size());
    return head;
}

Parts split(std::string_view text) {
    Parts parts;
    const std::size_t colon = text.find(':');
    if (colon != text.npos && is_scheme(text.substr(0, colon))) parts.scheme = cut(text, colon + 1);
    if (text.starts_with("//")) parts.authority = cut(text, text.find_first_of("/?#", 2));
    parts.path = cut(text, text.find_first_of("?#"));
    parts.query = cut(text, text.find('#'));
    parts.fragment = text;
    return parts;
}

// RFC 3986, section 5.2.4.
std::string without_dots(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const std::size_t slash = path.find('/', path.front() == '/' ? 1 : 0);
        std::string_view segment = cut(path, slash);
        const std::string_view name = segment.starts_with('/') ? segment.substr(1) : segment;
        if (name != "." && name != "..") {
            out += segment;
            continue;
        }
        if (name == "..") out.resize(out.find_last_of('/') == out.npos ? 0 : out.find_last_of('/'));
        if (path.empty()) out += '/';
    }
    return out;
}

} // namespace

Keyword keyword_of(std::string_view text) {
    if (!text.starts_with('@')) return Keyword::none;
    const auto found = std::ranges::find(keywords, text.substr(1));
    return found == keywords.end() ? Keyword::none : static_cast<Keyword>(1 + (found - keywords.begin()));
}

bool looks_like_keyword(std::string_view text) {
    return text.size() > 1 && text.front() == '@' && std::ranges::all_of(text.substr(1), is_letter);
}

bool is_absolute(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == text.npos) return false;
    const std::string_view scheme = text.substr(0, colon);
    // What signers take for a scheme may have a comma as well: ",-." is a span of characters there.
    const bool named =
        !scheme.empty() && is_letter(scheme.front()) && std::ranges::all_of(scheme, [](char c) {
            return is_letter(c) || is_digit(c) || (c >= '+' && c <= '.');
        });
    return (named || scheme == "_") &&
           std::ranges::none_of(text, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_language_tag(std::string_view text) {
    std::size_t length = 0;
    bool first = true;
    for (const char c : text) {
        if (c == '-' && length > 0) {
            length = 0;
            first = false;
        } else if ((!is_letter(c) && (first || !is_digit(c))) || ++length > 8) {
            return false;
        }
    }
    return length > 0;
}

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string resolve_iri(std::string_view base, std::string_view reference) {
    const Parts to = split(reference);
    const Parts from = split(base);
    std::string out;
    const auto put = [&out](std::string_view scheme, std::string_view authority, std::string_view path,
                            std::string_view query, std::string_view fragment) {
        out.append(scheme).append(authority).append(path).append(query).append(fragment);
    };
    if (!to.scheme.empty()) {
        put(to.scheme, to.authority, without_dots(to.path), to.query, to.fragment);
    } else if (!to.authority.empty()) {
        put(from.scheme, to.authority, without_dots(to.path), to.query, to.fragment);
    } else if (to.path.empty()) {
        put(from.scheme, from.authority, from.path, to.query.empty() ? from.query : to.query, to.fragment);
    } else {
        std::string path;
        if (!to.path.starts_with('/')) {
            if (from.path.empty() && !from.authority.empty())
                path = "/";
            else
                path = from.path.substr(0, from.path.find_last_of('/') + 1);
        }
        path += to.path;
        put(from.scheme, from.authority, without_dots(path), to.query, to.fragment);
    }
    return out;
}

} // namespace cairn::jsonld
