// SHA-256, at once and in steps, SHA-384, and the forms in which files name a digest.
#pragma once

#include "core/crypto/bytes.hpp"

#include <array>
#include <memory>

namespace cairn {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(ByteView bytes);
std::array<std::uint8_t, 48> sha384(ByteView bytes);
std::string sha256_hex(std::string_view text);

// For files that are never in memory as a whole.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(ByteView bytes);
    Digest finish(); // once

  private:
    struct State;
    std::unique_ptr<State> state_;
};

bool is_sha256_hex(std::string_view text);

// "u" and base64url of 0x12 0x20 and the digest: `digestMultibase` of a related resource (VC 2.0, 5.3).
std::string digest_multibase(const Digest& digest);
// Takes base58btc ("z…") too. Nothing where it is no SHA-256.
std::optional<Digest> parse_digest_multibase(std::string_view text);

} // namespace cairn
