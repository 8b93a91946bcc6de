// Bytes encrypted at rest, under one random key. XChaCha20-Poly1305 through libsodium, in pieces, so that no
// file has to be in memory as a whole; the nonce of a piece says which it is and whether it is the last one.
// Nothing here is random: what has to be comes from the caller. Shape: docs/data-format.md, "Locked files".
#pragma once

#include "base/result.hpp"
#include "core/crypto/sealing.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

// 32 secret bytes, overwritten when they are not needed any more.
class SecretKey {
  public:
    SecretKey() = default;
    explicit SecretKey(const SealKey& bytes) : bytes_(bytes) {}
    ~SecretKey() { wipe(bytes_); }
    SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    SecretKey& operator=(SecretKey&& other) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;

    const SealKey& bytes() const { return bytes_; }
    SealKey& bytes() { return bytes_; }

  private:
    SealKey bytes_{};
};
// Overwrites a text that nobody needs any more.
void wipe(std::string& text);

inline constexpr std::size_t vault_piece =
    256 * 1024;                              // bytes before encryption; only the last may be shorter
inline constexpr std::size_t vault_tag = 16; // bytes that a piece grows by

// What an encrypted file begins with: eight bytes that no plain file of ours has there, and 16 random ones.
inline constexpr std::size_t vault_header = 24;
using VaultSalt = std::array<std::uint8_t, 16>;
bool is_vaulted(std::string_view bytes);
std::string vault_header_of(const VaultSalt& salt);

class Vault {
  public:
    explicit Vault(SecretKey key) : key_(std::move(key)) {}

    // A piece of the file of this name. `header` as vault_header_of() gave it; the pieces count from 0.
    std::string seal_piece(std::string_view name, std::string_view header, std::uint32_t index, bool last,
                           std::string_view bytes) const;
    // Error: vault.damaged (another key, name, place or content than it was sealed with).
    Result<std::string> open_piece(std::string_view name, std::string_view header, std::uint32_t index,
                                   bool last, std::string_view bytes) const;

    // A whole file. Each time it is sealed, with another salt.
    std::string seal(std::string_view name, const VaultSalt& salt, std::string_view bytes) const;
    Result<std::string> open(std::string_view name, std::string_view bytes) const;

    const SecretKey& key() const { return key_; }

  private:
    SecretKey key_;
};

// A key under another one. `context` is covered too.
using WrapNonce = std::array<std::uint8_t, 24>;
Bytes wrap_key(const SecretKey& key, const SecretKey& with, const WrapNonce& nonce, std::string_view context);
// Error: lock.wrong (it was wrapped with another).
Result<SecretKey> unwrap_key(ByteView wrapped, const SecretKey& with, const WrapNonce& nonce,
                             std::string_view context);

} // namespace cairn
