// Data Integrity proofs: made with the cryptosuite eddsa-jcs-2022, and checked on JSON values.
// Rules: W3C VC Data Integrity 1.0, section 4; W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3.
#pragma once

#include "base/instant.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/json/json.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::string_view eddsa_jcs_2022 = "eddsa-jcs-2022";
inline constexpr std::size_t max_proofs = 32;

// Adds a proof by the did:key of `seed` to the document's set. `proof` is an array afterwards, and proofs
// that were there stay. `document` is an object; a proof covers it without any proof.
Json with_proof(Json document, const Seed& seed, Instant created,
                std::string_view purpose = "assertionMethod");

enum class ProofVerdict { valid, invalid, unsupported };

// `reason` is empty where the verdict is valid, else one of
//   proof.suite       a type or cryptosuite that is not known here (unsupported)
//   proof.keyUnknown  a verification method whose key is not at hand (unsupported)
//   proof.shape       a member that has to be there is not, or is of another type
//   proof.purpose     another purpose than expected
//   proof.domain      another domain or challenge than expected
//   proof.created     a moment of signing that is no date and time with a zone
//   proof.method      a verification method that gives no Ed25519 key
//   proof.context     the document's @context does not begin with the proof's
//   proof.previous    a previous proof that is not in the document, or is there twice
//   proof.value       a proofValue that is not "z" and base58btc of 64 bytes
//   proof.signature   the signature does not hold: something was changed, or another key signed
//   proof.tooMany     more than max_proofs
struct ProofResult {
    std::string cryptosuite = {};
    ProofVerdict verdict = ProofVerdict::invalid;
    std::string reason = {};
    std::string verification_method = {};
};

// The public key of a verification method. The error key.unknown says that the key is not at hand; any other
// that there is none.
using KeyResolver = std::function<Result<PublicKey>(std::string_view verification_method)>;

struct ProofExpectation {
    std::string purpose = "assertionMethod";
    std::string domain = {};    // "": none is expected
    std::string challenge = {}; // "": none is expected
    KeyResolver resolve = parse_verification_method;
    // Bytes of canonical text that may still be made, counted down to 0, where a proof fails with
    // check.tooMuch: hostile files make much of little. nullptr: as many as it takes.
    std::size_t* budget = nullptr;
};

// One result for each proof, in order: integrity alone, no time and no issuer. Empty: there is no proof.
std::vector<ProofResult> check_proofs(const Json& document, const ProofExpectation& expected = {});

// At least one proof, and every one is valid.
bool all_valid(const std::vector<ProofResult>& results);

} // namespace cairn
