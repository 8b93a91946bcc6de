#include "core/crypto/hash.hpp"

#include <algorithm>
#include <sodium.h>

namespace cairn {

namespace {

// The multihash header of SHA-256: its code, and the length of the digest.
constexpr std::array<std::uint8_t, 2> sha256_header = {0x12, 0x20};

// SHA-384 is SHA-512 begun elsewhere and cut (FIPS 180-4, sections 5.3.4 and 6.5), which libsodium does not
// offer.
constexpr std::array<std::uint64_t, 8> sha384_begin = {
    0xcbbb9d5dc1059ed8U, 0x629a292a367cd507U, 0x9159015a3070dd17U, 0x152fecd8f70e5939U,
    0x67332667ffc00b31U, 0x8eb44a8768581511U, 0xdb0c2e0d64f98fa7U, 0x47b5481dbefa4fa4U};

} // namespace

struct Sha256::State {
    crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    crypto_hash_sha256_init(&state_->sodium);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(ByteView bytes) {
    crypto_hash_sha256_update(&state_->sodium, bytes.data(), bytes.size());
}

Digest Sha256::finish() {
    Digest digest{};
    crypto_hash_sha256_final(&state_->sodium, digest.data());
    return digest;
}

Digest sha256(ByteView bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

std::array<std::uint8_t, 48> sha384(ByteView bytes) {
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    std::ranges::copy(sha384_begin, state.state);
    crypto_hash_sha512_update(&state, bytes.data(), bytes.size());
    std::array<std::uint8_t, crypto_hash_sha512_BYTES> whole{};
    crypto_hash_sha512_final(&state, whole.data());
    std::array<std::uint8_t, 48> digest{};
    std::copy_n(whole.begin(), digest.size(), digest.begin());
    return digest;
}

std::string sha256_hex(std::string_view text) {
    return to_hex(sha256(bytes_of(text)));
}

bool is_sha256_hex(std::string_view text) {
    return text.size() == 64 && from_hex(text).has_value();
}

std::string digest_multibase(const Digest& digest) {
    Bytes multihash(sha256_header.begin(), sha256_header.end());
    multihash.insert(multihash.end(), digest.begin(), digest.end());
    return to_multibase_base64url(multihash);
}

std::optional<Digest> parse_digest_multibase(std::string_view text) {
    const auto multihash = from_multibase(text);
    Digest digest{};
    if (!multihash || multihash->size() != sha256_header.size() + digest.size()) return std::nullopt;
    if (!std::ranges::equal(sha256_header, ByteView(*multihash).first(sha256_header.size())))
        return std::nullopt;
    std::ranges::copy(ByteView(*multihash).subspan(sha256_header.size()), digest.begin());
    return digest;
}

} // namespace cairn
