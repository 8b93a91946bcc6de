// Expansion (JSON-LD 1.1 Processing Algorithms and API, section 5): the document with every name written out.
#pragma once

#include "core/jsonld/expanded.hpp"
#include "core/jsonld/processor.hpp"

namespace cairn::jsonld {

bool is_graph(const Item& item); // a graph, and at most its name

class Expander {
  public:
    Expander(Processor& processor, Expanded& out) : processor_(processor), out_(out) {}

    // false: refused, and the processor knows why.
    bool document(const Json& json);

  private:
    // What became of a value: nothing, one item or several, which a list within a list tells apart.
    struct Result {
        Items items = {};
        bool plural = false;
        bool nothing = false; // null, or left out
    };
    struct Place {
        const Context* active;
        const Context* type_scoped;
        Text property; // null: at the top
    };

    bool value(const Context* active, Text property, const Json& json, bool from_map, Result& result);
    bool scalar(const Context* active, Text property, const Json& json, Result& result);
    bool array(const Context* active, Text property, const Json& json, bool from_map, Result& result);
    bool object(const Context* active, Text property, const Json& json, bool from_map, Result& result);
    bool reverts(const Context& active, const Json& json);
    bool type_contexts(Place& place, const Json& json, bool& is_json);

    bool members(const Place& place, const Json& json, bool is_json, Node& node);
    bool member(const Place& place, const std::string& name, const Json& json, bool is_json, Node& node,
                std::vector<Text>& nests);
    bool nested(const Place& place, Text name, const Json& json, bool is_json, Node& node);
    bool keyword(const Place& place, Keyword keyword, Text name, const Json& json, bool is_json, Node& node,
                 std::vector<Text>& nests);
    bool id(const Place& place, const Json& json, Node& node);
    bool types(const Place& place, const Json& json, Node& node);
    bool reversed(const Place& place, const Json& json, Node& node);
    bool property(const Place& place, Text name, const Term* term, Text iri, const Json& json, Node& node);
    bool language_map(const Context& active, const Term& term, const Json& json, Result& result);
    bool index_map(const Context* active, const Term& term, const Json& json, Result& result);
    bool index_item(const Context* active, const Term& term, const std::string& index, Text expanded,
                    Item& item);

    bool finish(const Place& place, Node& node, Result& result);
    bool finish_value(Node& node, Result& result);
    bool may_be_dropped(const Node& node);

    Item coerced(const Context& active, const Term* term, const Json& json);
    Item reference(Text id);
    Item graph_of(Item item);
    bool add_reverse(Node& node, Text iri, Items&& items);

    Processor& processor_;
    Expanded& out_;
};

} // namespace cairn::jsonld
