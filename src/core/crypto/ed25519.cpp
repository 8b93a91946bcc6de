#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <sodium.h>
#include <span>

namespace cairn {

namespace {

using MulticodecPrefix = std::array<std::uint8_t, 2>;

// Multicodec ed25519-pub and ed25519-priv, as unsigned varints.
constexpr MulticodecPrefix public_prefix = {0xED, 0x01};
constexpr MulticodecPrefix secret_prefix = {0x80, 0x26};
constexpr std::string_view did_key_scheme = "did:key:";

using SecretKey = std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES>;

SecretKey secret_key_of(const Seed& seed, PublicKey& public_key) {
    SecretKey secret{};
    crypto_sign_seed_keypair(public_key.data(), secret.data(), seed.data());
    return secret;
}

std::string multikey(const MulticodecPrefix& prefix, std::span<const std::uint8_t, 32> key) {
    Bytes bytes(prefix.begin(), prefix.end());
    bytes.insert(bytes.end(), key.begin(), key.end());
    return to_multibase_base58(bytes);
}

} // namespace

PublicKey public_key_of(const Seed& seed) {
    PublicKey key{};
    SecretKey secret = secret_key_of(seed, key);
    sodium_memzero(secret.data(), secret.size());
    return key;
}

Signature sign(const Seed& seed, ByteView message) {
    PublicKey key{};
    SecretKey secret = secret_key_of(seed, key);
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    return signature;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

std::string did_of(const PublicKey& key) {
    return std::string(did_key_scheme) + multikey(public_prefix, key);
}

std::string verification_method_of(std::string_view did) {
    return std::string(did) + "#" + std::string(did.substr(std::min(did_key_scheme.size(), did.size())));
}

Result<PublicKey> parse_public_multikey(std::string_view text) {
    const auto bytes = text.starts_with('z') ? from_multibase(text) : std::nullopt;
    if (!bytes) return fail("key.did", {}, std::string(text));
    PublicKey key{};
    const bool ed25519 = bytes->size() == public_prefix.size() + key.size() &&
                         std::ranges::equal(public_prefix, ByteView(*bytes).first(public_prefix.size()));
    if (!ed25519) return fail("key.type", {}, std::string(text));
    std::ranges::copy(ByteView(*bytes).subspan(public_prefix.size()), key.begin());
    return key;
}

Result<PublicKey> parse_did_key(std::string_view did) {
    if (!did.starts_with(did_key_scheme)) return fail("key.did", {}, std::string(did));
    return parse_public_multikey(did.substr(did_key_scheme.size()));
}

Result<PublicKey> parse_verification_method(std::string_view url) {
    const std::string_view did = url.substr(0, url.find('#'));
    if (url != verification_method_of(did)) return fail("key.did", {}, std::string(url));
    return parse_did_key(did);
}

LearnerKey make_learner_key(const Seed& seed, Instant created) {
    LearnerKey key;
    key.did = did_of(public_key_of(seed));
    key.secret_key_multibase = multikey(secret_prefix, seed);
    key.created = created;
    return key;
}

Result<Seed> seed_of(const LearnerKey& key) {
    const auto bytes = from_multibase(key.secret_key_multibase);
    Seed seed{};
    // The text itself is secret, so no error repeats it.
    if (!bytes || bytes->size() != secret_prefix.size() + seed.size() ||
        !std::ranges::equal(secret_prefix, ByteView(*bytes).first(secret_prefix.size()))) {
        return fail("key.secret", key.did);
    }
    std::ranges::copy(ByteView(*bytes).subspan(secret_prefix.size()), seed.begin());
    if (did_of(public_key_of(seed)) != key.did) return fail("key.mismatch", key.did);
    return seed;
}

} // namespace cairn
