// Ed25519 (RFC 8032) through libsodium, the did:key and Multikey forms of its keys, and the learner's key.
// Nothing here is random: a key is made from 32 bytes that the caller brings.
#pragma once

#include "base/result.hpp"
#include "core/crypto/bytes.hpp"
#include "core/model/document.hpp"

#include <array>

namespace cairn {

using Seed = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

PublicKey public_key_of(const Seed& seed);
Signature sign(const Seed& seed, ByteView message);

// False too for keys and points of small order, for keys that are not canonical and for S >= L.
bool verify(const PublicKey& key, ByteView message, ByteView signature);

// "did:key:z6Mk…": base58btc of 0xed 0x01 and the key.
std::string did_of(const PublicKey& key);
// "did:key:z6Mk…#z6Mk…": the one verification method of that did.
std::string verification_method_of(std::string_view did);

// Errors: key.did (no did:key), key.type (a key of another kind than Ed25519).
Result<PublicKey> parse_did_key(std::string_view did);
// A verification method of a did:key; its fragment has to name the same key. Errors as above.
Result<PublicKey> parse_verification_method(std::string_view url);
// A public Multikey, "z6Mk…". Errors as above.
Result<PublicKey> parse_public_multikey(std::string_view text);

LearnerKey make_learner_key(const Seed& seed, Instant created);

// The seed of a learner's key. Errors: key.secret (no such text), key.mismatch (the did is another key's).
Result<Seed> seed_of(const LearnerKey& key);

} // namespace cairn
