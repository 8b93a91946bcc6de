#include "core/jsonld/expander.hpp"

#include "core/json/jcs.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn::jsonld {
namespace {

constexpr std::size_t node_work = 7; // an object takes as much memory as that many values

bool is_scalar(const Json& json) {
    return json.is_primitive() && !json.is_null();
}

// What stands there, for the message.
std::string shown(const Json& json) {
    return json.is_structured() ? std::string() : canonicalize(json);
}

} // namespace

bool is_graph(const Item& item) {
    return item.kind == Item::Kind::node && item.node->has(Keyword::graph) &&
           item.node->only(bit(Keyword::graph) | bit(Keyword::id) | bit(Keyword::index));
}

bool Expander::document(const Json& json) {
    Result result;
    if (!value(processor_.initial(), {}, json, false, result)) return false;
    const bool only_graph = !result.plural && result.items.size() == 1 &&
                            result.items.front().kind == Item::Kind::node &&
                            result.items.front().node->has(Keyword::graph) &&
                            result.items.front().node->only(bit(Keyword::graph));
    out_.items = only_graph ? std::move(result.items.front().node->graph) : std::move(result.items);
    return true;
}

bool Expander::value(const Context* active, Text property, const Json& json, bool from_map, Result& result) {
    if (!processor_.spend(1)) return false;
    if (json.is_null()) {
        result.nothing = true;
        return true;
    }
    if (is_scalar(json)) return scalar(active, property, json, result);
    if (!processor_.enter()) return false;
    const bool done = json.is_array() ? array(active, property, json, from_map, result)
                                      : object(active, property, json, from_map, result);
    processor_.leave();
    return done;
}

bool Expander::scalar(const Context* active, Text property, const Json& json, Result& result) {
    if (is_null(property) || property == "@graph") {
        result.nothing = true;
        return processor_.undefined(shown(json));
    }
    const Term* term = active->find(property);
    if (term != nullptr && term->scoped != nullptr) {
        active = processor_.of_property(active, *term);
        if (active == nullptr) return false;
        term = active->find(property);
    }
    result.items.push_back(coerced(*active, term, json));
    return !processor_.failed();
}

bool Expander::array(const Context* active, Text property, const Json& json, bool from_map, Result& result) {
    const Term* const term = active->find(property);
    const bool in_list = term != nullptr && (term->container & by_list) != 0;
    result.plural = true;
    std::size_t index = 0;
    for (const Json& one : json) {
        Result inner;
        Result& target = in_list ? inner : result;
        if (!value(active, property, one, from_map, target)) {
            processor_.error().where.insert(0, path_step(index));
            return false;
        }
        ++index;
        result.plural = true;
        result.nothing = false;
        if (!in_list) continue;
        if (inner.plural) {
            Item list{.kind = Item::Kind::list};
            list.list = &out_.lists.emplace_back(std::move(inner.items));
            result.items.push_back(list);
        } else {
            result.items.append_range(inner.items);
        }
    }
    return true;
}

// Whether a context of the type above ends here: not for a value, nor for what is only named.
bool Expander::reverts(const Context& active, const Json& json) {
    for (const auto& [name, ignored] : json.items()) {
        const Keyword keyword = Processor::keyword(active, name);
        if (keyword == Keyword::value || (keyword == Keyword::id && json.size() == 1)) return false;
    }
    return true;
}

bool Expander::object(const Context* active, Text property, const Json& json, bool from_map, Result& result) {
    if (!processor_.spend(node_work)) return false;
    const Term* const own = active->find(property);
    if (active->previous != nullptr && !from_map && reverts(*active, json)) active = active->previous;
    if (own != nullptr && own->scoped != nullptr) active = processor_.of_property(active, *own);
    if (active == nullptr) return false;
    if (const Json* const context = entry(json, "@context"); context != nullptr) {
        active = processor_.of_object(active, *context);
        if (active == nullptr) return false;
    }
    Place place{active, active, property};
    bool is_json = false;
    if (!type_contexts(place, json, is_json)) return false;
    Node node;
    return members(place, json, is_json, node) && finish(place, node, result);
}

bool Expander::type_contexts(Place& place, const Json& json, bool& is_json) {
    bool first = true;
    for (const auto& [name, value] : json.items()) {
        if (Processor::keyword(*place.type_scoped, name) != Keyword::type) continue;
        std::vector<Text> names;
        each_of(value, [&names](const Json& one) {
            if (const Text text = text_of(one); !is_null(text)) names.push_back(text);
            return true;
        });
        if (first && !names.empty()) {
            is_json = Processor::keyword(*place.type_scoped, names.back()) == Keyword::json;
        }
        first = false;
        std::ranges::sort(names);
        for (const Text type : names) {
            const Term* const term = place.type_scoped->find(type);
            if (term == nullptr || term->scoped == nullptr) continue;
            place.active = processor_.of_type(place.active, *term);
            if (place.active == nullptr) return false;
        }
    }
    return true;
}

bool Expander::members(const Place& place, const Json& json, bool is_json, Node& node) {
    std::vector<Text> nests;
    for (const auto& [name, value] : json.items()) {
        if (name == "@context") continue;
        if (member(place, name, value, is_json, node, nests)) continue;
        processor_.error().where.insert(0, path_step(name));
        return false;
    }
    for (const Text name : nests)
        if (!each_of(*json.find(name),
                     [&](const Json& one) { return nested(place, name, one, is_json, node); })) {
            processor_.error().where.insert(0, path_step(name));
            return false;
        }
    return true;
}

// Members that are grouped for the eye alone.
bool Expander::nested(const Place& place, Text name, const Json& json, bool is_json, Node& node) {
    if (!json.is_object()) return processor_.invalid("invalid @nest value");
    for (const auto& [inner, ignored] : json.items())
        if (Processor::keyword(*place.active, inner) == Keyword::value)
            return processor_.invalid("invalid @nest value");
    Place here = place;
    here.property = name;
    const Term* const term = place.active->find(name);
    if (term != nullptr && term->scoped != nullptr) here.active = processor_.of_property(place.active, *term);
    if (here.active == nullptr || !processor_.enter()) return false;
    const bool done = members(here, json, is_json, node);
    processor_.leave();
    return done;
}

bool Expander::member(const Place& place, const std::string& name, const Json& json, bool is_json, Node& node,
                      std::vector<Text>& nests) {
    const Term* const term = place.active->find(name);
    const Text iri = term != nullptr ? term->iri : processor_.expand(*place.active, name, false, true);
    if (const Keyword word = keyword_of(iri); word != Keyword::none)
        return keyword(place, word, name, json, is_json, node, nests);
    if (is_null(iri) || !iri.contains(':')) return processor_.undefined(name);
    return property(place, name, term, iri, json, node);
}

bool Expander::property(const Place& place, Text name, const Term* term, Text iri, const Json& json,
                        Node& node) {
    const unsigned container = term == nullptr ? 0 : term->container;
    Result result;
    if (term != nullptr && term->type == "@json") {
        result.items.push_back({.value = &json, .datatype = term->type});
    } else if ((container & by_language) != 0 && json.is_object()) {
        if (!language_map(*place.active, *term, json, result)) return false;
    } else if ((container & (by_index | by_type | by_id)) != 0 && json.is_object()) {
        if (!index_map(place.active, *term, json, result)) return false;
    } else {
        if (!value(place.active, name, json, false, result)) return false;
        const bool is_list =
            !result.plural && result.items.size() == 1 && result.items.front().kind == Item::Kind::list;
        if ((container & by_list) != 0 && !is_list && !result.nothing) {
            Item list{.kind = Item::Kind::list};
            list.list = &out_.lists.emplace_back(std::move(result.items));
            result.items = {list};
        }
        if ((container & by_graph) != 0 && (container & (by_id | by_index)) == 0)
            for (Item& item : result.items) {
                if (item.kind != Item::Kind::node ? !processor_.undefined(name) : !may_be_dropped(*item.node))
                    return false;
                item = graph_of(item);
            }
    }
    if (result.nothing) return true;
    if (term != nullptr && term->reverse) return add_reverse(node, iri, std::move(result.items));
    node.properties.push_back({iri, std::move(result.items)});
    return true;
}

bool Expander::add_reverse(Node& node, Text iri, Items&& items) {
    for (const Item& item : items)
        if (item.kind != Item::Kind::node) return processor_.invalid("invalid reverse property value");
    node.reverse.push_back({iri, std::move(items)});
    return true;
}

// What is left out without an error where nobody asks for care.
bool Expander::may_be_dropped(const Node& node) {
    if (!node.only(bit(Keyword::id))) return true;
    return processor_.undefined(is_null(node.id) ? Text("{}") : node.id);
}

bool Expander::finish(const Place& place, Node& node, Result& result) {
    const bool at_top = is_null(place.property) || place.property == "@graph";
    if (node.has(Keyword::value)) {
        if (!finish_value(node, result)) return false;
        if (!at_top || result.nothing) return true;
        result = {.nothing = true};
        return processor_.undefined("@value");
    }
    const bool is_list = node.has(Keyword::list);
    if (is_list || node.has(Keyword::set)) {
        if (!node.only(bit(is_list ? Keyword::list : Keyword::set) | bit(Keyword::index)))
            return processor_.invalid("invalid set or list object");
        if (!is_list) {
            result.plural = result.plural || node.plural_set;
            result.items.append_range(node.members);
            return true;
        }
        Item list{.kind = Item::Kind::list, .indexed = node.has(Keyword::index)};
        list.list = &out_.lists.emplace_back(std::move(node.members));
        result.items.push_back(list);
        return true;
    }
    if (node.has(Keyword::language) && node.only(bit(Keyword::language))) {
        result.nothing = true;
        return processor_.undefined("@language");
    }
    if (at_top && node.only(bit(Keyword::id))) {
        result.nothing = true;
        return may_be_dropped(node);
    }
    Item item{.kind = Item::Kind::node};
    item.node = &out_.nodes.emplace_back(std::move(node));
    result.items.push_back(item);
    return true;
}

bool Expander::finish_value(Node& node, Result& result) {
    constexpr std::uint32_t allowed = bit(Keyword::direction) | bit(Keyword::index) | bit(Keyword::language) |
                                      bit(Keyword::type) | bit(Keyword::value);
    const bool typed = node.has(Keyword::type);
    if (!node.only(allowed) || (typed && (node.has(Keyword::language) || node.has(Keyword::direction))))
        return processor_.invalid("invalid value object");
    const bool is_json = typed && node.types.size() == 1 && node.types.front() == "@json";
    if (!is_json) {
        if (node.value->is_null()) {
            result.nothing = true;
            return processor_.undefined("@value");
        }
        if (!node.value->is_string() && node.has(Keyword::language))
            return processor_.invalid("invalid language-tagged value");
        if (typed &&
            (node.types.size() != 1 || !is_absolute(node.types.front()) || is_blank(node.types.front())))
            return processor_.invalid("invalid typed value");
    }
    result.items.push_back({.direction = node.direction,
                            .indexed = node.has(Keyword::index),
                            .value = node.value,
                            .datatype = typed ? node.types.front() : Text(),
                            .language = node.language});
    return true;
}

Item Expander::reference(Text id) {
    Item item{.kind = Item::Kind::node};
    item.node = &out_.nodes.emplace_back();
    item.node->seen = bit(Keyword::id);
    item.node->id = id;
    return item;
}

Item Expander::graph_of(Item item) {
    Item graph{.kind = Item::Kind::node};
    graph.node = &out_.nodes.emplace_back();
    graph.node->seen = bit(Keyword::graph);
    graph.node->graph.push_back(item);
    return graph;
}

// Section 5.3, "Value Expansion".
Item Expander::coerced(const Context& active, const Term* term, const Json& json) {
    const Text text = text_of(json);
    const Text type = term == nullptr ? Text() : term->type;
    const bool by_vocab = type == "@vocab";
    if (!is_null(text) && (by_vocab || type == "@id")) {
        const Text id = processor_.expand(active, text, true, by_vocab);
        if (is_null(id)) processor_.undefined(text);
        return reference(id);
    }
    Item item{.value = &json};
    if (!is_null(type) && type != "@id" && !by_vocab && type != "@none") {
        item.datatype = type;
    } else if (!is_null(text)) {
        item.language = term != nullptr && term->has_language ? term->language : active.language;
        item.direction = term != nullptr && term->has_direction ? term->direction : active.direction;
    }
    return item;
}

} // namespace cairn::jsonld
