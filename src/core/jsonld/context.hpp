// What the words of a JSON-LD document mean at a place in it: contexts and their terms (JSON-LD 1.1
// Processing Algorithms and API, section 4).
#pragma once

#include "core/json/json.hpp"
#include "core/jsonld/iri.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::jsonld {

// Null where a text is missing, which is not the same as an empty one.
using Text = std::string_view;
inline bool is_null(Text text) {
    return text.data() == nullptr;
}

enum Container : std::uint8_t {
    by_list = 1,
    by_set = 2,
    by_index = 4,
    by_language = 8,
    by_graph = 16,
    by_id = 32,
    by_type = 64,
};

enum class Direction : std::uint8_t { none, ltr, rtl };

// A term's definition. Once made it never changes.
struct Term {
    Text name;
    std::size_t hash = 0;
    bool gone = false;               // the name has no definition: it stands for one that was removed
    Text iri;                        // null: what it names is left out
    Keyword keyword = Keyword::none; // where `iri` is one
    bool prefix = false, is_protected = false, reverse = false;
    bool has_language = false, has_direction = false;
    Direction direction = Direction::none;
    std::uint8_t container = 0;
    Text type, language, index, nest;
    const Json* scoped = nullptr; // a context of its own
    Text scoped_base;
    bool scoped_kept = false;
};

struct Context {
    struct Derived {
        const Json* local;
        unsigned how;
        const Context* made;
    };

    std::vector<const Term*> table; // open addressing; its size is a power of two
    std::size_t used = 0;
    bool kept = false; // it outlives the document, as do the contexts that it was made of
    Text base, vocab, language;
    Direction direction = Direction::none;
    const Context* previous = nullptr;
    // What was made of this one already.
    mutable std::vector<Derived> derived;

    const Term* find(Text name) const; // nullptr: no definition
    void put(const Term* term);
};

// Where contexts, terms and texts that had to be made live.
struct Store {
    std::deque<Context> contexts;
    std::deque<Term> terms;
    std::deque<std::string> texts;
    std::deque<Json> merged; // contexts with what they import
};

} // namespace cairn::jsonld
