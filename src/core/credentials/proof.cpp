#include "core/credentials/proof.hpp"

#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace cairn {

namespace {

Bytes joined(const Digest& options, const Digest& document) {
    Bytes data(options.begin(), options.end());
    data.insert(data.end(), document.begin(), document.end());
    return data;
}

Digest canonical_hash(const Json& json, std::size_t* budget = nullptr) {
    const std::string text = canonicalize(json);
    if (budget != nullptr) *budget -= std::min(*budget, text.size());
    return sha256(bytes_of(text));
}

Json as_array(Json value) {
    return value.is_array() ? std::move(value) : Json::array({std::move(value)});
}

bool begins_with(const Json& document_context, const Json& proof_context) {
    const Json whole = as_array(document_context);
    const Json start = as_array(proof_context);
    return start.size() <= whole.size() && std::equal(start.begin(), start.end(), whole.begin());
}

// The same text, or a list of nothing else.
bool names_only(const Json* found, const std::string& expected) {
    const auto all = one_or_many(found);
    return all.size() == 1 && text_or_empty(all.front()) == expected;
}

// What a document and its proofs are to each of them.
struct Signed {
    const Json& proofs;
    Json unsecured;
    std::map<Digest, Digest> hashes; // of `unsecured`, by that of context and previous proofs
    std::size_t* budget = nullptr;
};

// The document that a proof covers holds the proofs that it follows, in the document's order. Empty: none.
Result<Json> previous_proofs(const Json& proof, const Json& proofs) {
    Json found = Json::array();
    const Json* const ids = member(proof, "previousProof");
    if (ids == nullptr) return found;
    const auto wanted = one_or_many(ids);
    if (wanted.empty() || wanted.size() > max_proofs) return fail("proof.previous");
    for (const Json* id : wanted) {
        const auto same = [id](const Json& one) { return member(one, "id") && *member(one, "id") == *id; };
        if (!id->is_string() || std::ranges::count_if(proofs, same) != 1) return fail("proof.previous");
    }
    for (const Json& one : proofs) {
        const Json* const id = member(one, "id");
        if (id != nullptr && std::ranges::any_of(wanted, [id](const Json* want) { return *want == *id; }))
            found.push_back(one);
    }
    return found;
}

// eddsa-jcs-2022, section 3.3: the bytes that the proof signs.
Result<Bytes> jcs_hash_data(const Json& proof, Signed& whole) {
    if (whole.budget != nullptr && *whole.budget == 0) return fail("check.tooMuch");
    Json options = proof;
    options.erase("proofValue");
    const auto own = whole.unsecured.find("@context");
    Json context = own == whole.unsecured.end() ? Json() : *own;
    if (const auto signed_context = proof.find("@context"); signed_context != proof.end()) {
        if (own == whole.unsecured.end() || !begins_with(*own, *signed_context)) return fail("proof.context");
        // Contexts that were appended after signing are not covered.
        context = *signed_context;
    }
    auto previous = previous_proofs(proof, whole.proofs);
    if (!previous) return std::unexpected(previous.error());

    const Digest key = canonical_hash(Json::array({context, *previous}), whole.budget);
    auto hash = whole.hashes.find(key);
    if (hash == whole.hashes.end()) {
        const bool has_context = own != whole.unsecured.end();
        Json kept = has_context ? std::exchange(*own, context) : Json();
        if (!previous->empty()) whole.unsecured["proof"] = *std::move(previous);
        hash = whole.hashes.emplace(key, canonical_hash(whole.unsecured, whole.budget)).first;
        whole.unsecured.erase("proof");
        if (has_context) whole.unsecured["@context"] = std::move(kept);
    }
    return joined(canonical_hash(options, whole.budget), hash->second);
}

// A suite is what makes the signed bytes of a proof and its document. Ed25519 signs them in each.
struct Suite {
    std::string_view type;
    std::string_view cryptosuite;
    Result<Bytes> (*hash_data)(const Json& proof, Signed& whole);
};
constexpr Suite suites[] = {
    {"DataIntegrityProof", eddsa_jcs_2022, jcs_hash_data},
};

bool not_here(const Error& error) {
    return error.code == "key.unknown";
}

Result<void> check(const Suite& suite, const Json& proof, Signed& whole, const ProofExpectation& expected) {
    const std::string method = text_member(proof, "verificationMethod");
    const std::string purpose = text_member(proof, "proofPurpose");
    const std::string value = text_member(proof, "proofValue");
    if (method.empty() || purpose.empty() || value.empty()) return fail("proof.shape");
    if (purpose != expected.purpose) return fail("proof.purpose");
    if (!expected.domain.empty() && !names_only(member(proof, "domain"), expected.domain))
        return fail("proof.domain");
    if (!expected.challenge.empty() && text_member(proof, "challenge") != expected.challenge)
        return fail("proof.domain");
    if (proof.contains("created") && !date_time_stamp(text_member(proof, "created")))
        return fail("proof.created");

    const auto signature = value.starts_with('z') ? from_multibase(value) : std::nullopt;
    if (!signature || signature->size() != Signature{}.size()) return fail("proof.value");
    const auto key = expected.resolve(method);
    if (!key) return not_here(key.error()) ? fail("proof.keyUnknown") : fail("proof.method");
    const auto data = suite.hash_data(proof, whole);
    if (!data) return std::unexpected(data.error());
    if (!verify(*key, *data, *signature)) return fail("proof.signature");
    return {};
}

ProofResult check_one(const Json& proof, Signed& whole, const ProofExpectation& expected) {
    ProofResult result;
    const std::string type = text_member(proof, "type");
    result.cryptosuite = type == "DataIntegrityProof" ? text_member(proof, "cryptosuite") : type;
    result.verification_method = text_member(proof, "verificationMethod");
    if (result.cryptosuite.empty()) {
        result.reason = "proof.shape";
        return result;
    }
    const auto* const suite = std::ranges::find_if(
        suites, [&](const Suite& one) { return one.type == type && one.cryptosuite == result.cryptosuite; });
    const auto held = suite == std::end(suites) ? fail("proof.suite") : check(*suite, proof, whole, expected);
    result.reason = held ? "" : held.error().code;
    result.verdict = held ? ProofVerdict::valid : ProofVerdict::invalid;
    if (result.reason == "proof.suite" || result.reason == "proof.keyUnknown")
        result.verdict = ProofVerdict::unsupported;
    return result;
}

} // namespace

Json with_proof(Json document, const Seed& seed, Instant created, std::string_view purpose) {
    Json proofs = document.contains("proof") ? as_array(std::move(document["proof"])) : Json::array();
    document.erase("proof");
    Json proof = json_object({
        {"type", "DataIntegrityProof"},
        {"cryptosuite", eddsa_jcs_2022},
        {"created", to_rfc3339(created)},
        {"verificationMethod", verification_method_of(did_of(public_key_of(seed)))},
        {"proofPurpose", purpose},
    });
    if (document.contains("@context")) proof["@context"] = document["@context"];
    proof["proofValue"] =
        to_multibase_base58(sign(seed, joined(canonical_hash(proof), canonical_hash(document))));
    proofs.push_back(std::move(proof));
    document["proof"] = std::move(proofs);
    return document;
}

std::vector<ProofResult> check_proofs(const Json& document, const ProofExpectation& expected) {
    std::vector<ProofResult> results;
    if (!document.is_object() || !document.contains("proof")) return results;
    const Json proofs = as_array(document["proof"]);
    if (proofs.size() > max_proofs) return {{.reason = fail("proof.tooMany").error().code}};
    Signed whole{proofs, document, {}, expected.budget};
    whole.unsecured.erase("proof");
    for (const Json& proof : proofs)
        results.push_back(check_one(proof, whole, expected));
    return results;
}

bool all_valid(const std::vector<ProofResult>& results) {
    return !results.empty() && std::ranges::all_of(results, [](const ProofResult& result) {
        return result.verdict == ProofVerdict::valid;
    });
}

} // namespace cairn
