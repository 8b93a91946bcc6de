// Public keys that sign credentials, as the forms in which people hand them around: Multikey and did:key, JWK
// (RFC 7517), PEM (RFC 7468). Whether a point lies on its curve is for whoever checks the signature.
#pragma once

#include "base/result.hpp"
#include "core/crypto/bytes.hpp"
#include "core/json/json.hpp"

#include <string_view>

namespace cairn {

enum class KeyType { ed25519, p256, rsa };

struct VerificationKey {
    KeyType type = KeyType::ed25519;
    // ed25519: the 32 bytes of RFC 8032. p256: a point of SEC 1 as it was given, 33 bytes (compressed) or 65.
    // rsa: SubjectPublicKeyInfo (RFC 5280) in DER, always of the same form.
    Bytes bytes;

    bool operator==(const VerificationKey&) const = default;
};

// RSA moduli that are taken, in bits: less is weak, more is work. Exponents are odd, from 3 to 64 bits.
inline constexpr std::size_t least_rsa_bits = 2048;
inline constexpr std::size_t most_rsa_bits = 8192;

// Errors of all: key.did (no text of that form), key.type (a key of another kind, or size).

// "z6Mk…", "zDn…": base58btc of a Multicodec prefix and the key. No other base: VC Data Integrity
// EdDSA 2.1.1.
Result<VerificationKey> key_of_multibase(std::string_view text);

// "did:key:z…", or a verification method of it, whose fragment has to name the same key.
Result<VerificationKey> key_of_did_key(std::string_view url);

// OKP Ed25519, EC P-256, RSA. One that holds a member of a secret key is none: anybody could sign with it.
Result<VerificationKey> key_of_jwk(const Json& jwk);

// "PUBLIC KEY" (SubjectPublicKeyInfo) and "RSA PUBLIC KEY" (PKCS#1). The first block counts.
Result<VerificationKey> key_of_pem(std::string_view text);

} // namespace cairn
