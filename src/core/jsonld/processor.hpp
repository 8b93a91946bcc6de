// Reads contexts: makes an active context and a local one into the next, and names into addresses.
#pragma once

#include "base/result.hpp"
#include "core/jsonld/context.hpp"
#include "core/jsonld/to_rdf.hpp"

#include <map>
#include <optional>

namespace cairn::jsonld {

class Processor {
  public:
    // `kept` is for what is made of contexts that outlive the document; nullptr where there are none such.
    Processor(const ToRdfOptions& options, Store* kept);

    const Context* initial() const { return initial_; }
    Text document_base() const { return options_.base; }

    // The context of an object of the document. nullptr: refused.
    const Context* of_object(const Context* active, const Json& local);
    const Context* of_property(const Context* active, const Term& term);
    const Context* of_type(const Context* active, const Term& term);

    Text expand(const Context& active, Text value, bool document_relative, bool vocab);
    // Which keyword a name of a member is or stands for.
    static Keyword keyword(const Context& active, Text name);

    // Each gives false, so that it can be returned; the first error counts.
    bool invalid(std::string_view what);
    bool undefined(std::string_view what); // only where safe mode is on is it an error: then false, else true
    bool unsettled(std::string_view address); // the same of an address that signers write in different ways
    bool fail(std::string_view code, std::string_view detail);
    bool spend(std::size_t work);
    bool safe() const { return options_.safe; }
    bool failed() const { return error_.has_value(); }
    Error& error() { return *error_; }
    std::size_t work_left() const { return work_; }

    bool enter(); // one level deeper; leave() has to follow where it gave true
    void leave() { --depth_; }
    Text keep(std::string text) { return own_.texts.emplace_back(std::move(text)); }

  private:
    // The contexts that were loaded on the way to this one.
    struct Remote {
        Text address;
        const Remote* outer;
        unsigned count;
    };
    struct Local {
        Text base;
        const Remote* remote = nullptr;
        bool kept = false;      // the JSON outlives the document
        bool validate = true;   // false: it is only looked at for faults
        bool overrides = false; // protected terms may be defined anew
        bool propagates = true;
        bool once = false; // it will not be met again
    };
    struct Building {
        Context& context;
        Store& store;
        const Json& local;
        const Local& where;
        bool is_protected;
        std::map<Text, bool> defined;
    };

    const Context* process(const Context* active, const Json& local, Local where);
    const Context* one(const Context* active, const Json& local, const Local& where);
    const Context* remote(const Context* active, Text address, const Local& where);
    const Context* object(const Context* active, const Json& local, const Local& where);
    const Context* with_previous(const Context* active, bool kept);
    const Context* nulled(const Context* active, const Local& where);
    const Context* remember(const Context* active, const Json* local, unsigned how, const Context* made);
    const Json* load(Text address, const Local& where);
    bool read_settings(Building& building);

    bool define(Building& building, Text name);
    bool define_once(Building& building, Text name); // true too where it is defined already
    bool define_value(Building& building, Term& term, const Json& value);
    bool define_iri(Building& building, Term& term, const Json* id, bool simple);
    bool define_own_iri(Building& building, Term& term);
    bool define_reverse(Building& building, Term& term, const Json& value, const Json& reverse);
    bool define_type(Building& building, Term& term, const Json& type);
    bool define_container(Term& term, const Json& container);
    bool define_scoped(Building& building, Term& term, const Json& scoped);
    bool define_rest(Building& building, Term& term, const Json& value);
    Text expand_in(const Context& active, Text value, bool document_relative, bool vocab, Building* building);
    Store& store_of(const Context* active, const Local& where);

    const ToRdfOptions& options_;
    Store* kept_;
    Store own_;
    const Context* initial_ = nullptr;
    std::optional<Error> error_;
    std::size_t work_;
    std::size_t depth_ = 0;
};

// "ltr", "rtl" or null.
bool read_direction(const Json& value, Direction& direction);

// nullptr: it has none of that name, or it is no object.
const Json* entry(const Json& object, Text name);
Text text_of(const Json& value); // null where it is no text

// Calls for each element, or for the one value that stands for them, until it gives false.
template <class Call>
bool each_of(const Json& json, const Call& call) {
    if (!json.is_array()) return call(json);
    for (const Json& one : json)
        if (!call(one)) return false;
    return true;
}

} // namespace cairn::jsonld
