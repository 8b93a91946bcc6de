#include "core/crypto/hash.hpp"

#include <algorithm>
#include <sodium.h>

namespace cairn {

namespace {

// The multihash header of SHA-256: its code, and the length of the digest.
constexpr std::array<std::uint8_t, 2> sha256_header = {0x12, 0x20};

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
