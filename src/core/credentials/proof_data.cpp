#include "core/credentials/proof_data.hpp"

#include "core/credentials/members.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/jcs.hpp"
#include "core/jsonld/canonical.hpp"
#include "core/jsonld/plain_terms.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

namespace {

// What a byte of canonical text is to the work of JSON-LD (ToRdfOptions::work).
constexpr std::size_t bytes_per_work = 64;

Bytes joined(const Digest& options, const Digest& document) {
    Bytes data(options.begin(), options.end());
    data.insert(data.end(), document.begin(), document.end());
    return data;
}

Digest jcs_hash(const std::string& text) {
    return sha256(bytes_of(text));
}

struct Instead {
    std::string_view name;
    const Json* value; // nullptr: left out
};

// RFC 8785 of an object in which some members are others. No copy of the object is made for it.
std::string canonical_with(const Json& object, std::initializer_list<Instead> changes) {
    std::vector<std::pair<std::string_view, const Json*>> members;
    const auto& all = *object.get_ptr<const Json::object_t*>();
    members.reserve(all.size() + changes.size());
    for (const auto& [name, value] : all)
        if (std::ranges::none_of(changes, [&](const Instead& one) { return one.name == name; }))
            members.emplace_back(name, &value);
    for (const Instead& one : changes)
        if (one.value != nullptr) members.emplace_back(one.name, one.value);
    std::ranges::sort(members, utf16_less, &std::pair<std::string_view, const Json*>::first);
    std::string text = "{";
    for (const auto& [name, value] : members) {
        if (text.size() > 1) text += ',';
        text += canonicalize(Json(std::string(name)));
        text += ':';
        text += canonicalize(*value);
    }
    return text + "}";
}

// Nulls count too: in a context they undo what stands before them.
std::span<const Json> elements_of(const Json& value) {
    if (!value.is_array()) return {&value, 1};
    const auto& all = *value.get_ptr<const Json::array_t*>();
    return {all.data(), all.size()};
}

bool begins_with(const Json& document_context, const Json& proof_context) {
    const auto whole = elements_of(document_context);
    const auto start = elements_of(proof_context);
    return start.size() <= whole.size() && std::equal(start.begin(), start.end(), whole.begin());
}

Error of_json_ld(Error error) {
    if (error.code == "jsonld.contextUnknown")
        return Error{"proof.contextUnknown", error.where, error.detail};
    if (error.code == "jsonld.undefined") return Error{"proof.undefined", error.where, error.detail};
    if (error.code == "jsonld.notPlain") return Error{"proof.notPlain", error.where, error.detail};
    if (error.code == "jsonld.address") return Error{"proof.address", error.where, error.detail};
    // Limits of ours say nothing about the document.
    if (error.code.ends_with(".tooComplex") || error.code == "rdf.tooLarge")
        return Error{"proof.tooComplex", error.where, error.detail};
    return Error{"proof.jsonld", error.where, error.detail};
}

} // namespace

void SecuredDocument::spend(std::size_t bytes) {
    if (budget_ != nullptr) *budget_ -= std::min(*budget_, bytes);
}

// The document that a proof covers holds the proofs that it follows, in the document's order. Empty: none.
Result<Json> SecuredDocument::previous_proofs(const Json& proof) const {
    Json found = Json::array();
    const Json* const ids = member(proof, "previousProof");
    if (ids == nullptr) return found;
    const auto wanted = one_or_many(ids);
    if (wanted.empty() || wanted.size() > max_proofs) return fail("proof.previous");
    for (const Json* id : wanted) {
        const auto same = [id](const Json& one) { return member(one, "id") && *member(one, "id") == *id; };
        if (!id->is_string() || std::ranges::count_if(proofs_, same) != 1) return fail("proof.previous");
    }
    for (const Json& one : proofs_) {
        const Json* const id = member(one, "id");
        if (id != nullptr && std::ranges::any_of(wanted, [id](const Json* want) { return *want == *id; }))
            found.push_back(one);
    }
    return found;
}

Digest SecuredDocument::plain_jcs() {
    if (!jcs_) {
        const std::string text = canonical_with(document_, {{"proof", nullptr}});
        spend(text.size());
        jcs_ = jcs_hash(text);
    }
    return *jcs_;
}

Result<Bytes> SecuredDocument::by_jcs(const Json& proof) {
    if (budget_ != nullptr && *budget_ == 0) return fail("check.tooMuch");
    const auto own = document_.find("@context");
    const auto signed_context = proof.find("@context");
    // Contexts that were appended after signing are not covered.
    const Json* context = own == document_.end() ? nullptr : &*own;
    if (signed_context != proof.end()) {
        if (own == document_.end() || !begins_with(*own, *signed_context)) return fail("proof.context");
        context = &*signed_context;
    }
    auto previous = previous_proofs(proof);
    if (!previous) return std::unexpected(previous.error());

    const std::string options = canonical_with(proof, {{"proofValue", nullptr}});
    spend(options.size());
    const bool as_it_is = previous->empty() && (own == document_.end() || *context == *own);
    if (as_it_is) return joined(jcs_hash(options), plain_jcs());

    const std::string what = canonicalize(Json::array({context == nullptr ? Json() : *context, *previous}));
    spend(what.size());
    const Digest key = jcs_hash(what);
    auto known = others_.find(key);
    if (known == others_.end()) {
        const std::string text = canonical_with(
            document_, {{"@context", context}, {"proof", previous->empty() ? nullptr : &*previous}});
        spend(text.size());
        known = others_.emplace(key, jcs_hash(text)).first;
    }
    return joined(jcs_hash(options), known->second);
}

Result<Digest> SecuredDocument::canonical_hash(const Json& json) {
    std::size_t work = budget_ == nullptr ? 0 : *budget_ / bytes_per_work;
    const std::size_t before = work;
    const auto text = canonical_rdf(json, budget_ == nullptr ? nullptr : &work);
    spend((before - std::min(before, work)) * bytes_per_work);
    // What is less than one piece of work is nothing.
    if (budget_ != nullptr && work == 0) *budget_ = 0;
    if (budget_ != nullptr && *budget_ == 0) return fail("check.tooMuch");
    if (!text) return std::unexpected(of_json_ld(text.error()));
    return sha256(bytes_of(*text));
}

Result<Bytes> SecuredDocument::by_rdfc(const Json& proof) {
    if (budget_ != nullptr && *budget_ == 0) return fail("check.tooMuch");
    auto previous = previous_proofs(proof);
    if (!previous) return std::unexpected(previous.error());

    // The options are read as the document is.
    Json options = proof;
    options.erase("proofValue");
    options.erase("@context");
    if (const auto own = document_.find("@context"); own != document_.end()) options["@context"] = *own;
    const auto options_hash = canonical_hash(options);
    if (!options_hash) return std::unexpected(options_hash.error());

    const Digest key = jcs_hash(canonicalize(*previous));
    auto known = rdf_.find(key);
    if (known == rdf_.end()) {
        if (!unsecured_) {
            unsecured_ = document_;
            unsecured_->erase("proof");
        }
        if (!previous->empty()) (*unsecured_)["proof"] = *std::move(previous);
        known = rdf_.emplace(key, canonical_hash(*unsecured_)).first;
        unsecured_->erase("proof");
    }
    if (!known->second) return std::unexpected(known->second.error());
    return joined(*options_hash, *known->second);
}

Result<void> SecuredDocument::read_as_signed(const Json& proof) {
    Json options = proof;
    options.erase("@context"); // by_rdfc reads none of its own
    if (!plain_) plain_ = require_plain_terms(*unsecured_);
    const Result<void> plain = *plain_ ? require_plain_terms(options) : *plain_;
    if (!plain) return std::unexpected(of_json_ld(plain.error()));
    return {};
}

} // namespace cairn
