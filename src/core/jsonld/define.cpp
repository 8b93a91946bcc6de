// Term definitions (JSON-LD 1.1 Processing Algorithms and API, section 4.2).
#include "core/jsonld/processor.hpp"

#include <functional>

namespace cairn::jsonld {
namespace {

constexpr std::size_t max_terms = 4000; // of one context; those of badges have some three hundred

std::uint8_t container_of(Keyword keyword) {
    switch (keyword) {
    case Keyword::list:
        return by_list;
    case Keyword::set:
        return by_set;
    case Keyword::index:
        return by_index;
    case Keyword::language:
        return by_language;
    case Keyword::graph:
        return by_graph;
    case Keyword::id:
        return by_id;
    case Keyword::type:
        return by_type;
    default:
        return 0;
    }
}

bool may_stand_together(std::uint8_t container) {
    const unsigned rest = container & ~unsigned{by_set};
    switch (rest) {
    case by_list:
        return (container & by_set) == 0;
    case 0:
    case by_index:
    case by_language:
    case by_graph:
    case by_id:
    case by_type:
    case by_graph | by_id:
    case by_graph | by_index:
        return true;
    default:
        return false;
    }
}

bool ends_as_prefix(Text iri) {
    return is_blank(iri) || (!iri.empty() && Text(":/?#[]@").contains(iri.back()));
}

bool same_scoped(const Term& a, const Term& b) {
    return a.scoped == b.scoped || (a.scoped != nullptr && b.scoped != nullptr && *a.scoped == *b.scoped);
}

// Apart from protection.
bool same_meaning(const Term& a, const Term& b) {
    return a.iri == b.iri && is_null(a.iri) == is_null(b.iri) && a.prefix == b.prefix &&
           a.reverse == b.reverse && a.container == b.container && a.type == b.type && a.index == b.index &&
           a.nest == b.nest && a.has_language == b.has_language && a.language == b.language &&
           is_null(a.language) == is_null(b.language) && a.has_direction == b.has_direction &&
           a.direction == b.direction && same_scoped(a, b);
}

// Like an address or a compact one: a colon within, or a slash.
bool has_form_of_iri(Text name) {
    const std::size_t colon = name.find(':', 1);
    return (colon != name.npos && colon + 1 < name.size()) || name.contains('/');
}

} // namespace

bool Processor::define_once(Building& building, Text name) {
    const auto found = building.defined.find(name);
    return (found != building.defined.end() && found->second) || define(building, name);
}

bool Processor::define(Building& building, Text name) {
    if (const auto found = building.defined.find(name); found != building.defined.end())
        return found->second || invalid("cyclic IRI mapping");
    const auto at = building.local.find(name);
    name = at.key();
    const Json& value = *at;
    if (name.empty()) return invalid("invalid term definition");
    if (!spend(1) || !enter()) return false;
    building.defined[name] = false;

    const Keyword keyword = keyword_of(name);
    if (keyword == Keyword::type) {
        const Json* const container = entry(value, "@container");
        const std::size_t known =
            (container != nullptr ? 1U : 0U) + (value.is_object() ? value.count("@protected") : 0U);
        if (!value.is_object() || value.empty() || value.size() != known ||
            (container != nullptr && text_of(*container) != "@set" && *container != Json::array({"@set"})))
            return invalid("keyword redefinition");
    } else if (keyword != Keyword::none) {
        return invalid("keyword redefinition");
    }

    const Term* const before = building.context.find(name);
    Term& term = building.store.terms.emplace_back();
    term.name = name;
    term.hash = std::hash<Text>{}(name);
    term.is_protected = building.is_protected;
    term.gone = keyword == Keyword::none && looks_like_keyword(name);
    if (term.gone || !define_value(building, term, value)) {
        leave();
        if (failed()) return false;
    } else {
        leave();
    }
    if (!building.where.overrides && before != nullptr && before->is_protected && !term.gone) {
        if (!same_meaning(*before, term)) return invalid("protected term redefinition");
        term = *before;
    }
    // A word that is reserved defines nothing, and takes nothing away from what is protected.
    const bool stays = term.gone && (before == nullptr || before->is_protected);
    if (building.context.used > max_terms) return fail("jsonld.tooComplex", {});
    if (!stays) building.context.put(&term);
    building.defined[name] = true;
    return true;
}

bool Processor::define_value(Building& building, Term& term, const Json& value) {
    const bool simple = value.is_string();
    if (simple || value.is_null()) return define_iri(building, term, &value, simple);
    if (!value.is_object()) return invalid("invalid term definition");
    if (const Json* const is_protected = entry(value, "@protected"); is_protected != nullptr) {
        if (!is_protected->is_boolean()) return invalid("invalid @protected value");
        term.is_protected = is_protected->get<bool>();
    }
    if (const Json* const type = entry(value, "@type"); type != nullptr)
        if (!define_type(building, term, *type)) return false;
    if (const Json* const reverse = entry(value, "@reverse"); reverse != nullptr)
        return define_reverse(building, term, value, *reverse);
    if (!define_iri(building, term, entry(value, "@id"), false) || term.gone) return !failed();
    // From here on the term may be named by its own definition.
    building.defined[term.name] = true;
    if (const Json* const container = entry(value, "@container"); container != nullptr)
        if (!define_container(term, *container)) return false;
    if (const Json* const scoped = entry(value, "@context"); scoped != nullptr)
        if (!define_scoped(building, term, *scoped)) return false;
    return define_rest(building, term, value);
}

bool Processor::define_type(Building& building, Term& term, const Json& type) {
    const Text text = text_of(type);
    if (is_null(text)) return invalid("invalid type mapping");
    term.type = expand_in(building.context, text, false, true, &building);
    if (failed()) return false;
    switch (keyword_of(term.type)) {
    case Keyword::id:
    case Keyword::json:
    case Keyword::no_key:
    case Keyword::vocab:
        return true;
    default:
        return (is_absolute(term.type) && !is_blank(term.type)) || invalid("invalid type mapping");
    }
}

bool Processor::define_reverse(Building& building, Term& term, const Json& value, const Json& reverse) {
    if (value.contains("@id") || value.contains("@nest")) return invalid("invalid reverse property");
    const Text text = text_of(reverse);
    if (is_null(text)) return invalid("invalid IRI mapping");
    if (keyword_of(text) == Keyword::none && looks_like_keyword(text)) {
        term.gone = true;
        return true;
    }
    term.iri = expand_in(building.context, text, false, true, &building);
    if (failed()) return false;
    if (!is_absolute(term.iri)) return invalid("invalid IRI mapping");
    if (const Json* const container = entry(value, "@container");
        container != nullptr && !container->is_null()) {
        if (!define_container(term, *container)) return false;
        if ((term.container & ~unsigned{by_set | by_index}) != 0) return invalid("invalid reverse property");
    }
    term.reverse = true;
    return true;
}

bool Processor::define_iri(Building& building, Term& term, const Json* id, bool simple) {
    if (id == nullptr || (id->is_string() && text_of(*id) == term.name))
        return define_own_iri(building, term);
    if (id->is_null()) return true; // what it names is left out
    const Text text = text_of(*id);
    if (is_null(text)) return invalid("invalid IRI mapping");
    if (keyword_of(text) == Keyword::none && looks_like_keyword(text)) {
        term.gone = true;
        return true;
    }
    term.iri = expand_in(building.context, text, false, true, &building);
    if (failed()) return false;
    term.keyword = keyword_of(term.iri);
    if (term.keyword == Keyword::context) return invalid("invalid keyword alias");
    if (term.keyword == Keyword::none && !is_absolute(term.iri)) return invalid("invalid IRI mapping");
    if (has_form_of_iri(term.name)) {
        building.defined[term.name] = true;
        const Text own = expand_in(building.context, term.name, false, true, &building);
        if (failed() || own != term.iri) return invalid("invalid IRI mapping");
    }
    term.prefix = simple && !term.name.contains(':') && !term.name.contains('/') && ends_as_prefix(term.iri);
    return true;
}

bool Processor::define_own_iri(Building& building, Term& term) {
    const Text name = term.name;
    if (const std::size_t colon = name.find(':', 1); colon != name.npos) {
        const Text prefix = name.substr(0, colon);
        if (building.local.contains(prefix) && !define_once(building, prefix)) return false;
        const Term* const found = building.context.find(prefix);
        term.iri = found == nullptr || is_null(found->iri)
                       ? name
                       : Text(building.store.texts.emplace_back(
                             std::string(found->iri).append(name.substr(colon + 1))));
    } else if (name.contains('/')) {
        term.iri = expand_in(building.context, name, false, true, nullptr);
        if (!is_absolute(term.iri)) return invalid("invalid IRI mapping");
        term.iri = building.store.texts.emplace_back(term.iri);
    } else if (name == "@type") {
        term.iri = name;
        term.keyword = Keyword::type;
    } else if (!is_null(building.context.vocab)) {
        term.iri = building.store.texts.emplace_back(std::string(building.context.vocab).append(name));
    } else {
        return invalid("invalid IRI mapping");
    }
    return true;
}

bool Processor::define_container(Term& term, const Json& container) {
    const auto add = [&term](const Json& one) {
        const Text text = text_of(one);
        const std::uint8_t bit = is_null(text) ? std::uint8_t{0} : container_of(keyword_of(text));
        term.container |= bit;
        return bit != 0;
    };
    if (container.is_array()) {
        for (const Json& one : container)
            if (!add(one)) return invalid("invalid container mapping");
    } else if (!add(container)) {
        return invalid("invalid container mapping");
    }
    if (!may_stand_together(term.container)) return invalid("invalid container mapping");
    if ((term.container & by_type) != 0) {
        if (is_null(term.type)) term.type = "@id";
        if (term.type != "@id" && term.type != "@vocab") return invalid("invalid type mapping");
    }
    return true;
}

bool Processor::define_scoped(Building& building, Term& term, const Json& scoped) {
    term.scoped = &scoped;
    term.scoped_base = building.where.base;
    term.scoped_kept = building.where.kept;
    // What is compiled in was looked at before.
    if (building.where.kept) return true;
    if (!spend(1 + building.context.table.size())) return false;
    // A copy: the one that is being made still changes, and what is made of it here is not for use.
    Context& copy = own_.contexts.emplace_back(building.context);
    copy.kept = false;
    copy.derived.clear();
    Local where = building.where;
    where.validate = false;
    where.overrides = true;
    where.propagates = true;
    where.once = true;
    if (process(&copy, scoped, where) != nullptr) return true;
    if (error_->code == "jsonld.invalid") error_->detail = "invalid scoped context";
    return false;
}

bool Processor::define_rest(Building& building, Term& term, const Json& value) {
    for (const auto& [name, item] : value.items()) {
        const Text text = text_of(item);
        switch (keyword_of(name)) {
        case Keyword::container:
        case Keyword::context:
        case Keyword::id:
        case Keyword::is_protected:
        case Keyword::type:
            break;
        case Keyword::index: {
            if ((term.container & by_index) == 0 || is_null(text)) return invalid("invalid term definition");
            const Text expanded = expand_in(building.context, text, false, true, &building);
            if (failed() || !is_absolute(expanded)) return invalid("invalid term definition");
            term.index = text;
            break;
        }
        case Keyword::language:
            if (is_null(text) && !item.is_null()) return invalid("invalid language mapping");
            if (!is_null(term.type)) break;
            term.has_language = true;
            if (!is_null(text)) term.language = building.store.texts.emplace_back(ascii_lower(text));
            break;
        case Keyword::direction:
            if (!read_direction(item, term.direction)) return invalid("invalid base direction");
            term.has_direction = is_null(term.type);
            break;
        case Keyword::nest:
            if (is_null(text) || (keyword_of(text) != Keyword::none && text != "@nest"))
                return invalid("invalid @nest value");
            term.nest = text;
            break;
        case Keyword::prefix:
            if (term.name.contains(':') || term.name.contains('/')) return invalid("invalid term definition");
            if (!item.is_boolean()) return invalid("invalid @prefix value");
            term.prefix = item.get<bool>();
            if (term.prefix && term.keyword != Keyword::none) return invalid("invalid term definition");
            break;
        default:
            return invalid("invalid term definition");
        }
    }
    return true;
}

} // namespace cairn::jsonld
