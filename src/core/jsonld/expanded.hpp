// A JSON-LD document with every name written out: nodes, values and lists as plain memory. The texts lie in
// the document, in its contexts, or with the processor.
#pragma once

#include "core/jsonld/context.hpp"

#include <deque>
#include <vector>

namespace cairn::jsonld {

struct Node;
struct Item;
using Items = std::vector<Item>;

struct Item {
    enum class Kind : std::uint8_t { value, node, list } kind = Kind::value;
    Direction direction = Direction::none;
    bool indexed = false;
    const Json* value = nullptr;       // of a value
    Text datatype = {}, language = {}; // of a value; a datatype may be "@json"
    Node* node = nullptr;              // of a node
    Items* list = nullptr;             // of a list
};

struct Property {
    Text iri;
    Items items;
};

constexpr std::uint32_t bit(Keyword keyword) {
    return 1U << static_cast<unsigned>(keyword);
}

// `seen`: which keywords stand in it. A property may stand in it more than once.
struct Node {
    std::uint32_t seen = 0;
    Text id;
    Direction direction = Direction::none;
    bool plural_set = false; // @set of an array
    Text language;
    const Json* value = nullptr;
    std::vector<Text> types;
    std::vector<Property> properties, reverse;
    Items graph, included, members; // members: of @list or @set

    bool has(Keyword keyword) const { return (seen & bit(keyword)) != 0; }
    bool only(std::uint32_t keywords) const {
        return (seen & ~keywords) == 0 && properties.empty() && reverse.empty();
    }
};

struct Expanded {
    std::deque<Node> nodes;
    std::deque<Items> lists;
    std::deque<Json> texts; // names in maps that are values too
    Items items;            // of the whole
};

} // namespace cairn::jsonld
