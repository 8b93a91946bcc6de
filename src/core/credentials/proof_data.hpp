// The bytes that a Data Integrity proof signs: the hash of its own options, then that of the document (W3C
// Data Integrity EdDSA Cryptosuites 3.2 and 3.3, ECDSA Cryptosuites 3.2 and 3.3). For proof.cpp and
// signing.cpp alone.
#pragma once

#include "base/result.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/json.hpp"

#include <cstddef>
#include <map>
#include <optional>

namespace cairn {

// A document on its way through its proofs. Everything that proofs have in common is made once.
class SecuredDocument {
  public:
    // `document` and `proofs`, an array, have to outlive it. `budget` as in ProofExpectation.
    SecuredDocument(const Json& document, const Json& proofs, std::size_t* budget)
        : document_(document), proofs_(proofs), budget_(budget) {}

    // By RFC 8785. Errors: proof.context, proof.previous, check.tooMuch.
    Result<Bytes> by_jcs(const Json& proof);
    // By JSON-LD and RDFC-1.0. Errors: proof.previous, proof.contextUnknown (`detail`: the address),
    // proof.undefined (the term), proof.address (the address), proof.jsonld (why it is none),
    // proof.tooComplex, check.tooMuch.
    Result<Bytes> by_rdfc(const Json& proof);
    // After by_rdfc: whether what is read by name is what that signature covers. Errors: proof.notPlain
    // (`detail`: the member), proof.tooComplex.
    Result<void> read_as_signed(const Json& proof);

  private:
    Result<Digest> canonical_hash(const Json& json);
    Result<Json> previous_proofs(const Json& proof) const;
    void spend(std::size_t bytes);
    Digest plain_jcs();

    const Json& document_;
    const Json& proofs_;
    std::size_t* budget_;
    std::optional<Digest> jcs_;       // of the document as it is, without its proofs
    std::map<Digest, Digest> others_; // by the hash of the context and the previous proofs in their place
    std::optional<Json> unsecured_;   // the document without its proofs
    std::optional<Result<void>> plain_;
    std::map<Digest, Result<Digest>> rdf_; // by the hash of the previous proofs
};

} // namespace cairn
