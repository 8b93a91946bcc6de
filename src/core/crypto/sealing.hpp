// Encryption by a passphrase through libsodium: a key by Argon2id, and streams of any length by
// XChaCha20-Poly1305 secretstream, chunk by chunk. Nothing here is random: salt and header are brought along.
#pragma once

#include "base/result.hpp"
#include "core/crypto/bytes.hpp"

#include <array>
#include <memory>
#include <string_view>

namespace cairn {

using SealKey = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;
using StreamHeader = std::array<std::uint8_t, 24>; // random, never used twice with one key

// Work of one guess at a passphrase.
struct KeyCost {
    std::uint64_t opslimit = 3;
    std::uint64_t memlimit = 64ULL * 1024 * 1024; // bytes

    friend bool operator==(const KeyCost&, const KeyCost&) = default;
};
// More is asked for by nobody but who wants to stop the page.
inline constexpr KeyCost most_cost = {6, 256ULL * 1024 * 1024};

// Errors: seal.cost (more than most_cost, or less than there is), seal.memory (not so much to be had).
Result<SealKey> derive_key(std::string_view passphrase, const Salt& salt, const KeyCost& cost);
void wipe(SealKey& key);

inline constexpr std::size_t seal_chunk = 65536; // bytes before encryption; the last chunk may be shorter
inline constexpr std::size_t seal_overhead = 17; // bytes that each chunk grows by

// `context` is authenticated with each chunk and not part of what comes out.
class Sealer {
  public:
    Sealer(const SealKey& key, const StreamHeader& header, Bytes context = {});
    ~Sealer();
    Sealer(Sealer&&) noexcept;
    Sealer& operator=(Sealer&&) noexcept;

    // What is ready is appended to `out`.
    void update(ByteView plain, Bytes& out);
    void finish(Bytes& out); // once

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// After an error nothing more comes out. What came before it is what was sealed, though maybe not all of it:
// only finish() says so.
class Opener {
  public:
    Opener(const SealKey& key, const StreamHeader& header, Bytes context = {});
    ~Opener();
    Opener(Opener&&) noexcept;
    Opener& operator=(Opener&&) noexcept;

    // Errors:
    //   seal.passphrase  the first chunk does not open: another key, or damaged there
    //   seal.damaged     a later one does not, or stands where it does not belong
    //   seal.cut         the end is missing
    Result<void> update(ByteView sealed, Bytes& out);
    Result<void> finish(Bytes& out); // once

  private:
    struct State;
    Result<void> open(ByteView chunk, bool last, Bytes& out);
    std::unique_ptr<State> state_;
};

} // namespace cairn
