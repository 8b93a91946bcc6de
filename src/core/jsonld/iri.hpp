// Names as JSON-LD takes them: which words are its own, what an absolute address looks like, and how a
// relative one is resolved (RFC 3986, section 5.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::jsonld {

// JSON-LD 1.1, section 1.7. `none` is no keyword ("@none" is `no_key`).
enum class Keyword : std::uint8_t {
    none,
    base,
    container,
    context,
    direction,
    graph,
    id,
    import,
    included,
    index,
    json,
    language,
    list,
    nest,
    no_key,
    prefix,
    propagate,
    is_protected,
    reverse,
    set,
    type,
    value,
    version,
    vocab,
};

Keyword keyword_of(std::string_view text);
// "@" and letters: a keyword, or reserved for one to come.
bool looks_like_keyword(std::string_view text);

// "scheme:…" or "_:…", and no blank or end of a line in it. As wide as signers have it (jsonld.js), who let
// more through than RFC 3987 does: a signature covers what they let through.
bool is_absolute(std::string_view text);
// Has one of the characters below a blank, which no address may have and no line of N-Quads can hold.
bool has_control(std::string_view text);
inline bool is_blank(std::string_view text) {
    return text.starts_with("_:");
}

// BCP 47 in so far as RDF looks at it: parts of one to eight letters or digits.
bool is_language_tag(std::string_view text);
std::string ascii_lower(std::string_view text);

// `base` is absolute; a reference that is absolute too stays as it is.
std::string resolve_iri(std::string_view base, std::string_view reference);

} // namespace cairn::jsonld
