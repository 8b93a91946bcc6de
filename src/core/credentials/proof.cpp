#include "core/credentials/proof.hpp"

#include "core/credentials/members.hpp"
#include "core/credentials/proof_data.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

Json as_array(Json value) {
    return value.is_array() ? std::move(value) : Json::array({std::move(value)});
}

// The same text, or a list of nothing else.
bool names_only(const Json* found, const std::string& expected) {
    const auto all = one_or_many(found);
    return all.size() == 1 && text_or_empty(all.front()) == expected;
}

// A suite is what makes the signed bytes of a proof and its document, and the kind of key that signs them.
struct Suite {
    std::string_view type;
    std::string_view cryptosuite;
    KeyType key;
    Result<Bytes> (SecuredDocument::*data)(const Json& proof);
};
constexpr std::string_view integrity = "DataIntegrityProof";
constexpr std::array<Suite, 5> suites{{
    {integrity, eddsa_jcs_2022, KeyType::ed25519, &SecuredDocument::by_jcs},
    {integrity, eddsa_rdfc_2022, KeyType::ed25519, &SecuredDocument::by_rdfc},
    {ed25519_signature_2020, ed25519_signature_2020, KeyType::ed25519, &SecuredDocument::by_rdfc},
    {integrity, "ecdsa-jcs-2019", KeyType::p256, &SecuredDocument::by_jcs},
    {integrity, "ecdsa-rdfc-2019", KeyType::p256, &SecuredDocument::by_rdfc},
}};

Result<void> holds(const VerificationKey& key, const Bytes& data, const Bytes& signature,
                   SignatureDesk* desk) {
    if (key.type == KeyType::ed25519) {
        PublicKey bytes{};
        std::ranges::copy(key.bytes, bytes.begin());
        return verify(bytes, data, signature) ? Result<void>() : fail("proof.signature");
    }
    const auto answer =
        desk == nullptr ? std::nullopt : desk->ask({SignatureAlgorithm::es256, key.bytes, data, signature});
    if (!answer) return fail("proof.unanswered");
    return *answer ? Result<void>() : fail("proof.signature");
}

Result<VerificationKey> key_of(const Suite& suite, const std::string& method,
                               const ProofExpectation& expected) {
    auto key = expected.resolve(method);
    if (key && key->type == suite.key) return key;
    if (!key && key.error().code == "key.unknown") return fail("proof.keyUnknown", {}, method);
    // The ECDSA suites are for P-384 as well.
    const bool curve = !key && key.error().code == "key.type" && suite.key == KeyType::p256;
    return curve ? fail("proof.curve", {}, method) : fail("proof.method", {}, method);
}

Result<void> check(const Suite& suite, const Json& proof, SecuredDocument& document,
                   const ProofExpectation& expected) {
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

    const auto key = key_of(suite, method, expected);
    if (!key && key.error().code == "proof.curve") return std::unexpected(key.error());
    const auto signature = value.starts_with('z') ? from_multibase(value) : std::nullopt;
    if (!signature || signature->size() != Signature{}.size()) return fail("proof.value");
    if (!key) return std::unexpected(key.error());
    const auto data = (document.*suite.data)(proof);
    if (!data) return std::unexpected(data.error());
    if (auto held = holds(*key, *data, *signature, expected.desk); !held) return held;
    return suite.data == &SecuredDocument::by_rdfc ? document.read_as_signed(proof) : Result<void>();
}

ProofResult check_one(const Json& proof, SecuredDocument& document, const ProofExpectation& expected) {
    ProofResult result;
    const std::string type = text_member(proof, "type");
    result.cryptosuite = type == integrity ? text_member(proof, "cryptosuite") : type;
    result.verification_method = text_member(proof, "verificationMethod");
    if (result.cryptosuite.empty()) {
        result.reason = "proof.shape";
        return result;
    }
    const auto* const suite = std::ranges::find_if(
        suites, [&](const Suite& one) { return one.type == type && one.cryptosuite == result.cryptosuite; });
    const auto held = suite == suites.end() ? fail("proof.suite") : check(*suite, proof, document, expected);
    result.verdict = ProofVerdict::valid;
    if (held) return result;
    result.reason = held.error().code;
    result.detail = held.error().detail;
    result.verdict = leaves_open(result.reason) ? ProofVerdict::unsupported : ProofVerdict::invalid;
    return result;
}

// The document with one proof more.
Result<Json> with_proof_by(const Suite& suite, Json document, const Seed& seed, Instant created,
                           std::string_view purpose) {
    Json proofs = document.contains("proof") ? as_array(std::move(document["proof"])) : Json::array();
    document.erase("proof");
    Json proof = json_object({
        {"type", integrity},
        {"cryptosuite", suite.cryptosuite},
        {"created", to_rfc3339(created)},
        {"verificationMethod", verification_method_of(did_of(public_key_of(seed)))},
        {"proofPurpose", purpose},
    });
    // EdDSA Cryptosuites 3.3.1; the other suite takes the document's when it is checked.
    if (suite.cryptosuite == eddsa_jcs_2022 && document.contains("@context"))
        proof["@context"] = document["@context"];
    SecuredDocument secured(document, proofs, nullptr);
    const auto data = (secured.*suite.data)(proof);
    if (!data) return std::unexpected(data.error());
    proof["proofValue"] = to_multibase_base58(sign(seed, *data));
    proofs.push_back(std::move(proof));
    document["proof"] = std::move(proofs);
    return document;
}

} // namespace

Json with_proof(Json document, const Seed& seed, Instant created, std::string_view purpose) {
    // Nothing can fail: the context is the document's own, and there is no previous proof.
    return with_proof_by(suites[0], std::move(document), seed, created, purpose).value_or(Json());
}

Result<Json> with_rdfc_proof(Json document, const Seed& seed, Instant created, std::string_view purpose) {
    return with_proof_by(suites[1], std::move(document), seed, created, purpose);
}

Json with_proofs(Json document, const Seed& seed, Instant created, std::string_view purpose) {
    if (auto first = with_rdfc_proof(document, seed, created, purpose)) document = *std::move(first);
    return with_proof(std::move(document), seed, created, purpose);
}

std::vector<ProofResult> check_proofs(const Json& document, const ProofExpectation& expected) {
    std::vector<ProofResult> results;
    if (!document.is_object() || !document.contains("proof")) return results;
    const Json& own = document["proof"];
    const Json one = own.is_array() ? Json() : Json::array({own});
    const Json& proofs = own.is_array() ? own : one;
    if (proofs.size() > max_proofs)
        return {{.verdict = ProofVerdict::unsupported, .reason = fail("proof.tooMany").error().code}};
    SecuredDocument secured(document, proofs, expected.budget);
    for (const Json& proof : proofs)
        results.push_back(check_one(proof, secured, expected));
    return results;
}

bool leaves_open(std::string_view reason) {
    static constexpr std::array<std::string_view, 11> open{
        "proof.critical",       "proof.suite",      "proof.curve",   "proof.keyUnknown",
        "proof.contextUnknown", "proof.notPlain",   "proof.address", "proof.tooComplex",
        "proof.tooMany",        "proof.unanswered", "check.tooMuch"};
    return std::ranges::contains(open, reason);
}

bool all_valid(const std::vector<ProofResult>& results) {
    return !results.empty() && std::ranges::all_of(results, [](const ProofResult& result) {
        return result.verdict == ProofVerdict::valid;
    });
}

} // namespace cairn
