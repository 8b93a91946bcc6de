#include "core/jsonld/processor.hpp"

#include <algorithm>

namespace cairn::jsonld {
namespace {

constexpr unsigned max_remote = 16;

bool has_protected(const Context& context) {
    return std::ranges::any_of(
        context.table, [](const Term* term) { return term != nullptr && term->is_protected && !term->gone; });
}

Context copy_of(const Context& context, bool kept) {
    Context copy;
    copy.table = context.table;
    copy.used = context.used;
    copy.kept = kept;
    copy.base = context.base;
    copy.vocab = context.vocab;
    copy.language = context.language;
    copy.direction = context.direction;
    copy.previous = context.previous;
    return copy;
}

} // namespace

const Json* entry(const Json& object, Text name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

// Null where it is no text.
Text text_of(const Json& value) {
    const auto* const text = value.get_ptr<const std::string*>();
    return text == nullptr ? Text() : Text(*text);
}

bool read_direction(const Json& value, Direction& direction) {
    const Text text = text_of(value);
    direction = text == "ltr" ? Direction::ltr : text == "rtl" ? Direction::rtl : Direction::none;
    return direction != Direction::none || value.is_null();
}

Processor::Processor(const ToRdfOptions& options, Store* kept)
    : options_(options), kept_(kept), work_(options.work) {
    const bool in_kept = kept != nullptr && options.base.empty();
    Store& store = in_kept ? *kept : own_;
    if (store.contexts.empty()) {
        Context& context = store.contexts.emplace_back();
        context.kept = in_kept;
        if (!options.base.empty()) context.base = options.base;
    }
    initial_ = &store.contexts.front();
}

bool Processor::fail(std::string_view code, std::string_view detail) {
    if (!error_) error_ = Error{std::string(code), {}, std::string(detail)};
    return false;
}

bool Processor::invalid(std::string_view what) {
    return fail("jsonld.invalid", what);
}

bool Processor::undefined(std::string_view what) {
    return !options_.safe || fail("jsonld.undefined", what.substr(0, 200));
}

bool Processor::unsettled(std::string_view address) {
    return !options_.safe || fail("jsonld.address", address.substr(0, 200));
}

bool Processor::spend(std::size_t work) {
    if (work > work_) return fail("jsonld.tooComplex", {});
    work_ -= work;
    return true;
}

bool Processor::enter() {
    if (depth_ >= options_.depth) return fail("jsonld.tooComplex", {});
    ++depth_;
    return true;
}

const Context* Processor::of_object(const Context* active, const Json& local) {
    return process(active, local, {.base = options_.base, .once = true});
}

const Context* Processor::of_property(const Context* active, const Term& term) {
    return process(active, *term.scoped,
                   {.base = term.scoped_base, .kept = term.scoped_kept, .overrides = true});
}

const Context* Processor::of_type(const Context* active, const Term& term) {
    return process(active, *term.scoped,
                   {.base = term.scoped_base, .kept = term.scoped_kept, .propagates = false});
}

Store& Processor::store_of(const Context* active, const Local& where) {
    return active->kept && where.kept ? *kept_ : own_;
}

const Context* Processor::remember(const Context* active, const Json* local, unsigned how,
                                   const Context* made) {
    // What outlives the document must not lead to what does not.
    if (made != nullptr && (!active->kept || made->kept)) active->derived.push_back({local, how, made});
    return made;
}

const Context* Processor::process(const Context* active, const Json& local, Local where) {
    if (const Json* const said = entry(local, "@propagate"); said != nullptr && said->is_boolean())
        where.propagates = said->get<bool>();
    const unsigned how = (where.overrides ? 2U : 0U) + (where.propagates ? 1U : 0U);
    if (!where.once)
        for (const Context::Derived& one : active->derived)
            if (one.local == &local && one.how == how) return one.made;
    if (!spend(1 + active->derived.size() / 64) || !enter()) return nullptr;

    const Context* made = active;
    if (!where.propagates && active->previous == nullptr) made = with_previous(active, where.kept);
    if (local.is_array()) {
        for (const Json& item : local)
            if (made != nullptr) made = one(made, item, where);
    } else if (made != nullptr) {
        made = one(made, local, where);
    }
    leave();
    const bool repeats = !where.once && where.validate && (where.kept || !active->kept);
    return repeats ? remember(active, &local, how, made) : made;
}

const Context* Processor::with_previous(const Context* active, bool kept) {
    for (const Context::Derived& one : active->derived)
        if (one.local == nullptr && one.made->kept == (active->kept && kept)) return one.made;
    if (!spend(1 + active->table.size())) return nullptr;
    const bool in_kept = active->kept && kept;
    Context& made = (in_kept ? *kept_ : own_).contexts.emplace_back(copy_of(*active, in_kept));
    made.previous = active;
    return remember(active, nullptr, 0, &made);
}

const Context* Processor::one(const Context* active, const Json& local, const Local& where) {
    if (local.is_null()) return nulled(active, where);
    if (local.is_string()) return remote(active, text_of(local), where);
    if (local.is_object()) return object(active, local, where);
    invalid("invalid local context");
    return nullptr;
}

const Context* Processor::nulled(const Context* active, const Local& where) {
    if (!where.overrides && has_protected(*active)) {
        invalid("invalid context nullification");
        return nullptr;
    }
    if (where.propagates || active->previous == nullptr) return initial_;
    if (!spend(1 + initial_->table.size())) return nullptr;
    const bool kept = initial_->kept && active->kept && where.kept;
    Context& made = (kept ? *kept_ : own_).contexts.emplace_back(copy_of(*initial_, kept));
    made.previous = active->previous;
    return &made;
}

const Json* Processor::load(Text address, const Local& where) {
    for (const Remote* at = where.remote; at != nullptr; at = at->outer)
        if (at->count >= max_remote) {
            invalid("context overflow");
            return nullptr;
        }
    const Json* const found = options_.contexts(address);
    if (found == nullptr) fail("jsonld.contextUnknown", address);
    return found;
}

const Context* Processor::remote(const Context* active, Text address, const Local& where) {
    if (!is_absolute(address) && !where.base.empty()) address = keep(resolve_iri(where.base, address));
    if (!where.validate)
        for (const Remote* at = where.remote; at != nullptr; at = at->outer)
            if (at->address == address) return active;
    const Json* const document = load(address, where);
    if (document == nullptr) return nullptr;
    const Json* const found = entry(*document, "@context");
    if (found == nullptr) {
        invalid("invalid remote context");
        return nullptr;
    }
    const Remote link{address, where.remote, where.remote == nullptr ? 1 : where.remote->count + 1};
    // Those that are compiled in name nothing relative to themselves.
    return process(active, *found,
                   {.base = kept_ != nullptr ? Text("") : address,
                    .remote = &link,
                    .kept = kept_ != nullptr,
                    .validate = where.validate});
}

const Context* Processor::object(const Context* active, const Json& local, const Local& where) {
    if (!spend(1 + active->table.size())) return nullptr;
    Store& store = store_of(active, where);
    const Json* all = &local;
    if (const Json* const version = entry(local, "@version");
        version != nullptr && !(version->is_number() && version->get<double>() == 1.1)) {
        invalid("invalid @version value");
        return nullptr;
    }
    if (const Json* const import = entry(local, "@import"); import != nullptr) {
        if (!import->is_string()) {
            invalid("invalid @import value");
            return nullptr;
        }
        Text address = text_of(*import);
        if (!is_absolute(address) && !where.base.empty()) address = keep(resolve_iri(where.base, address));
        const Json* const document = load(address, where);
        if (document == nullptr) return nullptr;
        const Json* const found = entry(*document, "@context");
        if (found == nullptr || !found->is_object() || found->contains("@import")) {
            invalid(found != nullptr && found->is_object() ? "invalid context entry"
                                                           : "invalid remote context");
            return nullptr;
        }
        if (!spend(found->size() + local.size())) return nullptr;
        Json& merged = store.merged.emplace_back(*found);
        merged.update(local);
        all = &merged;
    }
    Context& made = store.contexts.emplace_back(copy_of(*active, &store == kept_));
    const Json* const protects = entry(*all, "@protected");
    if (protects != nullptr && !protects->is_boolean()) {
        invalid("invalid @protected value");
        return nullptr;
    }
    Building building{made, store, *all, where, protects != nullptr && protects->get<bool>(), {}};
    if (!read_settings(building)) return nullptr;
    for (const auto& [name, value] : all->items()) {
        switch (keyword_of(name)) {
        case Keyword::base:
        case Keyword::direction:
        case Keyword::import:
        case Keyword::language:
        case Keyword::propagate:
        case Keyword::is_protected:
        case Keyword::version:
        case Keyword::vocab:
            break;
        default:
            if (!define(building, name)) return nullptr;
        }
    }
    return &made;
}

bool Processor::read_settings(Building& building) {
    Context& context = building.context;
    const Json& local = building.local;
    if (const Json* const base = entry(local, "@base"); base != nullptr && building.where.remote == nullptr) {
        const Text text = text_of(*base);
        if (base->is_null())
            context.base = {};
        else if (!is_null(text) && (is_absolute(text) || !is_null(context.base)))
            context.base = is_absolute(text)
                               ? text
                               : Text(building.store.texts.emplace_back(resolve_iri(context.base, text)));
        else
            return invalid("invalid base IRI");
    }
    if (const Json* const vocab = entry(local, "@vocab"); vocab != nullptr) {
        const Text text = text_of(*vocab);
        if (vocab->is_null())
            context.vocab = {};
        else if (is_null(text))
            return invalid("invalid vocab mapping");
        else {
            const Text expanded = expand_in(context, text, true, true, nullptr);
            if (is_null(expanded)) return invalid("invalid vocab mapping");
            context.vocab = building.store.texts.emplace_back(expanded);
        }
    }
    if (const Json* const language = entry(local, "@language"); language != nullptr) {
        const Text text = text_of(*language);
        if (is_null(text) && !language->is_null()) return invalid("invalid default language");
        context.language = is_null(text) ? text : Text(building.store.texts.emplace_back(ascii_lower(text)));
    }
    if (const Json* const direction = entry(local, "@direction"); direction != nullptr)
        if (!read_direction(*direction, context.direction)) return invalid("invalid base direction");
    if (const Json* const propagate = entry(local, "@propagate"); propagate != nullptr)
        if (!propagate->is_boolean()) return invalid("invalid @propagate value");
    return true;
}

Text Processor::expand(const Context& active, Text value, bool document_relative, bool vocab) {
    return expand_in(active, value, document_relative, vocab, nullptr);
}

Keyword Processor::keyword(const Context& active, Text name) {
    if (name.starts_with('@')) return keyword_of(name);
    const Term* const term = active.find(name);
    return term == nullptr ? Keyword::none : term->keyword;
}

Text Processor::expand_in(const Context& active, Text value, bool document_relative, bool vocab,
                          Building* building) {
    if (is_null(value) || keyword_of(value) != Keyword::none) return value;
    if (looks_like_keyword(value)) return {};
    if (building != nullptr && building->local.contains(value) && !define_once(*building, value)) return {};
    const Term* const term = active.find(value);
    if (term != nullptr && (vocab || term->keyword != Keyword::none)) return term->iri;
    Store& store = building != nullptr ? building->store : own_;
    if (const std::size_t colon = value.find(':', value.empty() ? 0 : 1); colon != value.npos) {
        const Text prefix = value.substr(0, colon);
        const Text suffix = value.substr(colon + 1);
        if (prefix == "_" || suffix.starts_with("//")) return value;
        if (building != nullptr && building->local.contains(prefix) && !define_once(*building, prefix))
            return {};
        const Term* const found = active.find(prefix);
        if (found != nullptr && found->prefix && !is_null(found->iri))
            return store.texts.emplace_back(std::string(found->iri).append(suffix));
        if (is_absolute(value)) return value;
    }
    if (vocab && !is_null(active.vocab))
        return store.texts.emplace_back(std::string(active.vocab).append(value));
    if (document_relative && !is_null(active.base)) return keep(resolve_iri(active.base, value));
    return value;
}

} // namespace cairn::jsonld
