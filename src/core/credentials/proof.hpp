// Data Integrity proofs: made and checked on JSON values.
// Rules: W3C VC Data Integrity 1.0, section 4; W3C Data Integrity EdDSA Cryptosuites 1.0, section 3; W3C Data
// Integrity ECDSA Cryptosuites 1.0, section 3, with P-256.
#pragma once

#include "base/instant.hpp"
#include "core/credentials/key.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/crypto/question.hpp"
#include "core/json/json.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::string_view eddsa_jcs_2022 = "eddsa-jcs-2022";
inline constexpr std::string_view eddsa_rdfc_2022 = "eddsa-rdfc-2022";
inline constexpr std::string_view ed25519_signature_2020 = "Ed25519Signature2020";
inline constexpr std::size_t max_proofs = 32;

// Adds a proof by the did:key of `seed` to the document's set. `proof` is an array afterwards, and proofs
// that were there stay. `document` is an object; a proof covers it without any proof.
// By eddsa-jcs-2022:
Json with_proof(Json document, const Seed& seed, Instant created,
                std::string_view purpose = "assertionMethod");
// By eddsa-rdfc-2022. Errors as SecuredDocument::by_rdfc() has them: not every document says something in
// RDF.
Result<Json> with_rdfc_proof(Json document, const Seed& seed, Instant created,
                             std::string_view purpose = "assertionMethod");
// Both, rdfc first: verifiers of 1EdTech look at the first Data Integrity proof and know no other suite. A
// document that says nothing in RDF has the other alone.
Json with_proofs(Json document, const Seed& seed, Instant created,
                 std::string_view purpose = "assertionMethod");

enum class ProofVerdict { valid, invalid, unsupported };

// `reason` is empty where the verdict is valid. It is unsupported with one of
//   proof.suite           a type or cryptosuite that is not known here
//   proof.curve           one of ECDSA that is known, with another curve than P-256
//   proof.keyUnknown      a verification method whose key is not at hand
//   proof.contextUnknown  a JSON-LD context that is not compiled in; `detail` is its address
//   proof.notPlain        it is signed over RDF, and something in it stands under another name than its
//                         contexts give it; `detail` is the member (core/jsonld/plain_terms.hpp)
//   proof.address         an address with a control character, which signers write in different ways;
//                         `detail` is the address
//   proof.tooComplex      a canonical form that takes too much work
//   proof.tooMany         more than max_proofs
//   check.tooMuch         the budget of the file is used up (ProofExpectation)
//   proof.unanswered      a signature that somebody else has to check, and has not
//   proof.critical        (JWS) something is asked for that is not known here
// and else invalid:
//   proof.shape           a member that has to be there is not, or is of another type
//   proof.purpose         another purpose than expected
//   proof.domain          another domain or challenge than expected
//   proof.created         a moment of signing that is no date and time with a zone
//   proof.method          a verification method that gives no key of the suite's kind
//   proof.context         the document's @context does not begin with the proof's
//   proof.previous        a previous proof that is not in the document, or is there twice
//   proof.value           a proofValue that is not "z" and base58btc of 64 bytes
//   proof.undefined       the document says something that no context gives a meaning; `detail` is what
//   proof.jsonld          the document is not JSON-LD; `detail` is the standard's name for why
//   proof.signature       the signature does not hold: something was changed, or another key signed
struct ProofResult {
    std::string cryptosuite = {};
    ProofVerdict verdict = ProofVerdict::invalid;
    std::string reason = {};
    std::string verification_method = {};
    std::string detail = {};
};

// The public key of a verification method. The error key.unknown says that the key is not at hand; any other
// that there is none.
using KeyResolver = std::function<Result<VerificationKey>(std::string_view verification_method)>;

struct ProofExpectation {
    std::string purpose = "assertionMethod";
    std::string domain = {};    // "": none is expected
    std::string challenge = {}; // "": none is expected
    KeyResolver resolve = key_of_did_key;
    SignatureDesk* desk = nullptr; // where signatures of P-256 are asked about; nullptr: they stay unanswered
    // Bytes of canonical text that may still be made, counted down to 0, where a proof stays open
    // with check.tooMuch: hostile files make much of little. nullptr: as many as it takes.
    std::size_t* budget = nullptr;
};

// One result for each proof, in order: integrity alone, no time and no issuer. Empty: there is no proof.
std::vector<ProofResult> check_proofs(const Json& document, const ProofExpectation& expected = {});

// Whether a reason is one of those that leave a proof unsupported.
bool leaves_open(std::string_view reason);

// At least one proof, and every one is valid.
bool all_valid(const std::vector<ProofResult>& results);

} // namespace cairn
