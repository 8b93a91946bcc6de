// What the members of an object mean whose names are keywords, and those that map languages, indexes, ids or
// types to values (JSON-LD 1.1 Processing Algorithms and API, section 5.1.2, steps 13.4, 13.7 and 13.8).
#include "core/json/read.hpp"
#include "core/jsonld/expander.hpp"

namespace cairn::jsonld {

bool Expander::keyword(const Place& place, Keyword keyword, Text name, const Json& json, bool is_json,
                       Node& node, std::vector<Text>& nests) {
    if (place.property == "@reverse") return processor_.invalid("invalid reverse property map");
    if (node.has(keyword) && keyword != Keyword::included && keyword != Keyword::type)
        return processor_.invalid("colliding keywords");
    const Text text = text_of(json);
    Result result;
    switch (keyword) {
    case Keyword::id:
        return id(place, json, node);
    case Keyword::type:
        return types(place, json, node);
    case Keyword::graph:
        if (!value(place.active, "@graph", json, false, result)) return false;
        node.graph = std::move(result.items);
        break;
    case Keyword::included:
        if (!value(place.active, {}, json, false, result)) return false;
        for (const Item& item : result.items)
            if (item.kind != Item::Kind::node) return processor_.invalid("invalid @included value");
        if (result.nothing || (result.items.empty() && !json.is_array()))
            return processor_.invalid("invalid @included value");
        node.included.append_range(result.items);
        break;
    case Keyword::value:
        if (!is_json && json.is_structured()) return processor_.invalid("invalid value object value");
        node.value = &json;
        break;
    case Keyword::language:
        if (is_null(text)) return processor_.invalid("invalid language-tagged string");
        node.language = text;
        break;
    case Keyword::direction:
        if (!read_direction(json, node.direction) || json.is_null())
            return processor_.invalid("invalid base direction");
        break;
    case Keyword::index:
        if (is_null(text)) return processor_.invalid("invalid @index value");
        break;
    case Keyword::list:
        if (is_null(place.property) || place.property == "@graph") return processor_.undefined("@list");
        [[fallthrough]];
    case Keyword::set:
        if (!value(place.active, place.property, json, false, result)) return false;
        node.members = std::move(result.items);
        node.plural_set = result.plural;
        break;
    case Keyword::reverse:
        return json.is_object() ? reversed(place, json, node) : processor_.invalid("invalid @reverse value");
    case Keyword::nest:
        nests.push_back(name);
        return true;
    default:
        return processor_.undefined(name);
    }
    node.seen |= bit(keyword);
    return true;
}

bool Expander::id(const Place& place, const Json& json, Node& node) {
    const Text text = text_of(json);
    if (is_null(text)) return processor_.invalid("invalid @id value");
    node.id = processor_.expand(*place.active, text, true, false);
    node.seen |= bit(Keyword::id);
    return !is_null(node.id) || processor_.undefined(text);
}

bool Expander::types(const Place& place, const Json& json, Node& node) {
    const auto add = [&](const Json& one) {
        const Text text = text_of(one);
        if (is_null(text)) return processor_.invalid("invalid type value");
        const Text type = processor_.expand(*place.type_scoped, text, true, true);
        if (is_null(type)) return processor_.undefined(text);
        node.types.push_back(type);
        return true;
    };
    node.seen |= bit(Keyword::type);
    return each_of(json, add);
}

bool Expander::reversed(const Place& place, const Json& json, Node& node) {
    Node inner;
    Place here{place.active, place.active, "@reverse"};
    if (const Json* const context = entry(json, "@context"); context != nullptr)
        here.active = here.type_scoped = processor_.of_object(place.active, *context);
    if (here.active == nullptr) return false;
    bool is_json = false;
    if (!type_contexts(here, json, is_json) || !processor_.enter() || !members(here, json, is_json, inner))
        return false;
    processor_.leave();
    // Reversed twice is as it was.
    for (Property& property : inner.reverse)
        node.properties.push_back(std::move(property));
    for (Property& property : inner.properties)
        if (!add_reverse(node, property.iri, std::move(property.items))) return false;
    return true;
}

bool Expander::language_map(const Context& active, const Term& term, const Json& json, Result& result) {
    const Direction direction = term.has_direction ? term.direction : active.direction;
    result.plural = true;
    for (const auto& [language, value] : json.items()) {
        const Keyword keyword = keyword_of(processor_.expand(active, language, false, true));
        const Text tag = keyword == Keyword::no_key ? Text() : Text(language);
        const auto add = [&](const Json& one) {
            if (!processor_.spend(1)) return false;
            if (one.is_null()) return true;
            if (!one.is_string()) return processor_.invalid("invalid language map value");
            result.items.push_back({.direction = direction, .value = &one, .language = tag});
            return true;
        };
        if (!each_of(value, add)) return false;
    }
    return true;
}

bool Expander::index_map(const Context* active, const Term& term, const Json& json, Result& result) {
    const unsigned container = term.container;
    result.plural = true;
    for (const auto& [index, value] : json.items()) {
        const Context* inner = active;
        if ((container & (by_id | by_type)) != 0 && active->previous != nullptr) inner = active->previous;
        if ((container & by_type) != 0)
            if (const Term* const type = inner->find(index); type != nullptr && type->scoped != nullptr)
                inner = processor_.of_type(inner, *type);
        if (inner == nullptr) return false;
        const Text expanded = processor_.expand(*active, index, false, true);
        Result found;
        if (!this->value(inner, term.name, value, true, found)) {
            processor_.error().where.insert(0, path_step(index));
            return false;
        }
        for (Item& item : found.items) {
            if ((container & by_graph) != 0 && !is_graph(item)) item = graph_of(item);
            if (keyword_of(expanded) == Keyword::no_key) continue;
            if (!index_item(active, term, index, expanded, item)) return false;
        }
        result.items.append_range(found.items);
    }
    return true;
}

// What the name in a map says of an item in it.
bool Expander::index_item(const Context* active, const Term& term, const std::string& index, Text expanded,
                          Item& item) {
    Node* const node = item.node;
    if ((term.container & by_index) != 0 && !is_null(term.index)) {
        if (node == nullptr) return processor_.invalid("invalid value object");
        const Json& text = out_.texts.emplace_back(index);
        const Item value = coerced(*active, active->find(term.index), text);
        node->properties.push_back({processor_.expand(*active, term.index, false, true), {value}});
    } else if ((term.container & by_index) != 0) {
        item.indexed = true;
        if (node != nullptr) node->seen |= bit(Keyword::index);
    } else if (node == nullptr) {
        // An id or a type has no place at a text. (Nothing in the standard speaks of it.)
        return processor_.invalid("invalid value object");
    } else if ((term.container & by_id) != 0) {
        if (node->has(Keyword::id)) return true;
        node->id = processor_.expand(*active, index, true, false);
        node->seen |= bit(Keyword::id);
        return !is_null(node->id) || processor_.undefined(index);
    } else {
        node->types.insert(node->types.begin(), expanded);
        node->seen |= bit(Keyword::type);
    }
    return !processor_.failed();
}

} // namespace cairn::jsonld
