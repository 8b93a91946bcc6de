#include "core/jsonld/quad_writer.hpp"

#include "core/json/jcs.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace cairn::jsonld {
namespace {

constexpr Text rdf_direction = "http://www.w3.org/1999/02/22-rdf-syntax-ns#direction";
constexpr Text rdf_first = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
constexpr Text rdf_json = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
constexpr Text rdf_language = "http://www.w3.org/1999/02/22-rdf-syntax-ns#language";
constexpr Text rdf_nil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
constexpr Text rdf_rest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
constexpr Text rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr Text rdf_value = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
constexpr Text xsd_boolean = "http://www.w3.org/2001/XMLSchema#boolean";
constexpr Text xsd_double = "http://www.w3.org/2001/XMLSchema#double";
constexpr Text xsd_integer = "http://www.w3.org/2001/XMLSchema#integer";

// 1.5E0: a digit, a point, at least one digit more, and no zeros that say nothing (section 8.6).
std::string double_text(double value) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.15E", value);
    const Text text = buffer.data();
    const std::size_t mark = text.find('E');
    std::string out(text.substr(0, mark));
    while (out.ends_with('0') && !out.ends_with(".0"))
        out.pop_back();
    Text exponent = text.substr(mark + 1);
    out += 'E';
    if (exponent.starts_with('-')) out += '-';
    exponent.remove_prefix(std::min(exponent.find_first_of("123456789"), exponent.size() - 1));
    return out.append(exponent);
}

// No address by RFC 3987, so the tests of JSON-LD have it left out. Signers do not leave it out, so where
// nothing may be left out it is taken as it stands.
bool has_two_fragments(Text address) {
    return address.find('#') != address.rfind('#');
}

std::string integer_text(double value) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.0f", value == 0 ? 0.0 : value);
    return buffer.data();
}

} // namespace

QuadWriter::QuadWriter(Processor& processor, TextDirection direction, Dataset& out)
    : processor_(processor), direction_(direction), out_(out), type_(out.iri(rdf_type)),
      first_(out.iri(rdf_first)), rest_(out.iri(rdf_rest)), nil_(out.iri(rdf_nil)) {}

TermId QuadWriter::fresh() {
    return out_.blank("b" + std::to_string(next_++));
}

void QuadWriter::add(MaybeTerm subject, TermId predicate, MaybeTerm object, MaybeTerm graph) {
    if (subject && object && graph) out_.add({*subject, predicate, *object, *graph});
}

bool QuadWriter::named(Text name, MaybeTerm& term) {
    term.reset();
    if (is_blank(name)) {
        const auto [at, is_new] = blanks_.try_emplace(name, 0);
        if (is_new) at->second = fresh();
        term = at->second;
    } else if (!is_absolute(name) || (!processor_.safe() && has_two_fragments(name))) {
        return processor_.undefined(name);
    } else if (has_control(name)) {
        return processor_.unsettled(name);
    } else {
        term = out_.iri(name);
    }
    return processor_.spend(1 + name.size() / 64);
}

bool QuadWriter::all(const Items& items, MaybeTerm graph) {
    for (const Item& one : items) {
        MaybeTerm ignored;
        if (!item(one, graph, ignored)) return false;
    }
    return true;
}

bool QuadWriter::node(const Node& node, MaybeTerm graph, MaybeTerm& subject) {
    subject.reset();
    if (!node.has(Keyword::id))
        subject = fresh();
    else if (is_null(node.id))
        return true;
    else if (!named(node.id, subject))
        return false;
    if (!processor_.spend(1)) return false;
    for (const Text type : node.types) {
        MaybeTerm term;
        if (!named(type, term)) return false;
        add(subject, type_, term, graph);
    }
    for (const Property& property : node.properties) {
        MaybeTerm predicate;
        if (is_blank(property.iri) ? !processor_.undefined(property.iri) : !named(property.iri, predicate))
            return false;
        for (const Item& one : property.items) {
            MaybeTerm object;
            if (!item(one, graph, object)) return false;
            if (predicate) add(subject, *predicate, object, graph);
        }
    }
    for (const Property& property : node.reverse) {
        MaybeTerm predicate;
        if (is_blank(property.iri) ? !processor_.undefined(property.iri) : !named(property.iri, predicate))
            return false;
        for (const Item& one : property.items) {
            MaybeTerm other;
            if (!item(one, graph, other)) return false;
            if (predicate) add(other, *predicate, subject, graph);
        }
    }
    return all(node.graph, subject) && all(node.included, graph);
}

bool QuadWriter::item(const Item& item, MaybeTerm graph, MaybeTerm& object) {
    switch (item.kind) {
    case Item::Kind::node:
        return node(*item.node, graph, object);
    case Item::Kind::list:
        return list(*item.list, graph, object);
    default:
        return literal(item, graph, object);
    }
}

bool QuadWriter::list(const Items& items, MaybeTerm graph, MaybeTerm& object) {
    object = nil_;
    MaybeTerm last;
    for (const Item& one : items) {
        MaybeTerm value;
        if (!item(one, graph, value)) return false;
        const TermId here = fresh();
        if (last)
            add(last, rest_, here, graph);
        else
            object = here;
        add(here, first_, value, graph);
        last = here;
    }
    add(last, rest_, nil_, graph);
    return true;
}

bool QuadWriter::literal(const Item& item, MaybeTerm graph, MaybeTerm& object) {
    object.reset();
    const Json& value = *item.value;
    Text datatype = item.datatype;
    if (datatype == "@json") {
        const std::string canonical = canonicalize(value);
        object = out_.literal(canonical, rdf_json);
        return processor_.spend(1 + canonical.size() / 64);
    }
    if (!is_null(datatype) && !is_absolute(datatype)) return processor_.undefined(datatype);
    if (!is_null(datatype) && has_control(datatype)) return processor_.unsettled(datatype);
    if (value.is_string()) return text(item, graph, object);
    if (value.is_boolean()) {
        object =
            out_.literal(value.get<bool>() ? "true" : "false", is_null(datatype) ? xsd_boolean : datatype);
        return true;
    }
    const double number = value.is_number() ? value.get<double>() : 0;
    const bool whole = std::trunc(number) == number && std::fabs(number) < 1e21;
    if (whole && datatype != xsd_double)
        object = out_.literal(integer_text(number), is_null(datatype) ? xsd_integer : datatype);
    else
        object = out_.literal(double_text(number), is_null(datatype) ? xsd_double : datatype);
    return true;
}

bool QuadWriter::text(const Item& item, MaybeTerm graph, MaybeTerm& object) {
    const Text value = text_of(*item.value);
    if (!processor_.spend(1 + value.size() / 64)) return false;
    if (!is_null(item.datatype)) {
        object = out_.literal(value, item.datatype);
        return true;
    }
    const std::string language = is_null(item.language) ? std::string() : ascii_lower(item.language);
    if (!is_null(item.language) && !is_language_tag(language)) return processor_.undefined(item.language);
    if (item.direction != Direction::none && direction_ != TextDirection::dropped) {
        const Text direction = item.direction == Direction::ltr ? "ltr" : "rtl";
        if (direction_ == TextDirection::datatype) {
            object =
                out_.literal(value, "https://www.w3.org/ns/i18n#" + language + "_" + std::string(direction));
            return true;
        }
        object = fresh();
        add(object, out_.iri(rdf_value), out_.literal(value), graph);
        if (!language.empty()) add(object, out_.iri(rdf_language), out_.literal(language), graph);
        add(object, out_.iri(rdf_direction), out_.literal(direction), graph);
        return true;
    }
    if (item.direction != Direction::none && !processor_.undefined("@direction")) return false;
    object = language.empty() ? out_.literal(value) : out_.tagged(value, language);
    return true;
}

} // namespace cairn::jsonld
