#include "core/credentials/proof.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

std::string text_member(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return {};
    return *found->get_ptr<const std::string*>();
}

Bytes hash_data(const Json& proof_options, const Json& document) {
    const Digest options_hash = sha256(bytes_of(canonicalize(proof_options)));
    const Digest document_hash = sha256(bytes_of(canonicalize(document)));
    Bytes data(options_hash.begin(), options_hash.end());
    data.insert(data.end(), document_hash.begin(), document_hash.end());
    return data;
}

Json as_array(Json value) {
    return value.is_array() ? std::move(value) : Json::array({std::move(value)});
}

bool begins_with(const Json& document_context, const Json& proof_context) {
    const Json whole = as_array(document_context);
    const Json start = as_array(proof_context);
    return start.size() <= whole.size() && std::equal(start.begin(), start.end(), whole.begin());
}

// What a proof with `previousProof` covers: the document with exactly those proofs. Nothing where one is
// missing.
std::optional<Json> previous_proofs(const Json& proofs, const Json& ids) {
    Json found = Json::array();
    for (const Json& id : as_array(ids)) {
        const auto match = std::ranges::find_if(proofs, [&](const Json& proof) {
            return id.is_string() && proof.is_object() && proof.contains("id") && proof["id"] == id;
        });
        if (match == proofs.end()) return std::nullopt;
        found.push_back(*match);
    }
    return found;
}

// "" for a proof that holds, else the reason.
std::string check(const Json& proof, const Json& proofs, Json document, const ProofExpectation& expected) {
    const std::string method = text_member(proof, "verificationMethod");
    const std::string purpose = text_member(proof, "proofPurpose");
    const std::string value = text_member(proof, "proofValue");
    if (method.empty() || purpose.empty() || value.empty()) return "proof.shape";
    if (purpose != expected.purpose) return "proof.purpose";
    if (!expected.domain.empty() && text_member(proof, "domain") != expected.domain) return "proof.domain";
    if (!expected.challenge.empty() && text_member(proof, "challenge") != expected.challenge)
        return "proof.domain";

    const auto signature = value.starts_with('z') ? from_multibase(value) : std::nullopt;
    if (!signature || signature->size() != Signature{}.size()) return "proof.value";
    const auto key = expected.resolve(method);
    if (!key) return "proof.method";

    if (const auto context = proof.find("@context"); context != proof.end()) {
        const auto own = document.find("@context");
        if (own == document.end() || !begins_with(*own, *context)) return "proof.context";
        // Contexts that were appended after signing are not covered.
        *own = *context;
    }
    if (const auto ids = proof.find("previousProof"); ids != proof.end()) {
        auto previous = previous_proofs(proofs, *ids);
        if (!previous) return "proof.previous";
        document["proof"] = std::move(*previous);
    }
    Json options = proof;
    options.erase("proofValue");
    return verify(*key, hash_data(options, document), *signature) ? "" : "proof.signature";
}

} // namespace

Json with_proof(Json document, const Seed& seed, Instant created, std::string_view purpose) {
    Json proofs = document.contains("proof") ? as_array(std::move(document["proof"])) : Json::array();
    document.erase("proof");
    Json proof = {
        {"type", "DataIntegrityProof"},
        {"cryptosuite", eddsa_jcs_2022},
        {"created", to_rfc3339(created)},
        {"verificationMethod", verification_method_of(did_of(public_key_of(seed)))},
        {"proofPurpose", purpose},
    };
    if (document.contains("@context")) proof["@context"] = document["@context"];
    proof["proofValue"] = to_multibase_base58(sign(seed, hash_data(proof, document)));
    proofs.push_back(std::move(proof));
    document["proof"] = std::move(proofs);
    return document;
}

std::vector<ProofResult> check_proofs(const Json& document, const ProofExpectation& expected) {
    std::vector<ProofResult> results;
    if (!document.is_object() || !document.contains("proof")) return results;
    const Json proofs = as_array(document["proof"]);
    if (proofs.size() > max_proofs) return {{.reason = "proof.tooMany"}};
    Json unsecured = document;
    unsecured.erase("proof");
    for (const Json& proof : proofs) {
        ProofResult& result = results.emplace_back();
        if (!proof.is_object()) {
            result.reason = "proof.shape";
            continue;
        }
        const std::string type = text_member(proof, "type");
        result.cryptosuite = type == "DataIntegrityProof" ? text_member(proof, "cryptosuite") : type;
        result.verification_method = text_member(proof, "verificationMethod");
        if (result.cryptosuite.empty()) {
            result.reason = "proof.shape";
        } else if (type != "DataIntegrityProof" || result.cryptosuite != eddsa_jcs_2022) {
            result.verdict = ProofVerdict::unsupported;
            result.reason = "proof.suite";
        } else {
            result.reason = check(proof, proofs, unsecured, expected);
            if (result.reason.empty()) result.verdict = ProofVerdict::valid;
        }
    }
    return results;
}

bool all_valid(const std::vector<ProofResult>& results) {
    return !results.empty() && std::ranges::all_of(results, [](const ProofResult& result) {
        return result.verdict == ProofVerdict::valid;
    });
}

} // namespace cairn
