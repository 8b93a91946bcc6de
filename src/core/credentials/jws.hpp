// A compact JWS (RFC 7515): its parts, and whether its signature holds. What the token claims is for whoever
// knows what it carries: a credential (W3C VC-JOSE-COSE, Open Badges 3.0 8.2) or an Open Badges 2.0
// assertion.
#pragma once

#include "core/credentials/proof.hpp"
#include "core/crypto/question.hpp"
#include "core/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

struct Jws {
    Json header;                  // an object with an `alg`
    Json payload;                 // an object
    std::string_view signed_text; // header and payload as they were signed; points into the text
    Bytes signature;
};

// Nothing where it is no such text: three parts in base64url without padding, two of them JSON objects that
// the strict reader takes.
std::optional<Jws> parse_jws(std::string_view text);

// `cryptosuite` is the `alg`. Algorithms: EdDSA (Ed25519), ES256, RS256; with keys of their own kind alone.
// The key is the header's `jwk`, or what its `kid` names (`issuer` completes a relative one), or `fallback`,
// or the did:key that the issuer is; that also counts for a relative `kid` that names no key, and for a `jwk`
// of the same key whatever its `kid`. `verification_method` is empty where a `jwk` stands there and nobody
// knows its `kid`: such a key is tied to nobody. Reasons besides those of ProofResult:
//   proof.algNone    there is no signature
//   proof.algorithm  an algorithm that fits no public key, or another one than the key is for
//   proof.secretKey  the header tells a secret key
//   proof.critical   the header asks for something that is not known here (RFC 7515, 4.1.11)
ProofResult check_jws_signature(const Jws& jws, std::string_view issuer, const KeyResolver& resolve,
                                SignatureDesk* desk, std::string_view fallback = {});

} // namespace cairn
