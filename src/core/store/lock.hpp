// lock.json: the key that everything stored is encrypted with, itself encrypted by a key from the passphrase.
// Shape: docs/data-format.md, "Locked files".
#pragma once

#include "base/result.hpp"
#include "core/crypto/vault.hpp"

#include <array>
#include <string>
#include <string_view>

namespace cairn {

// The first that can be read counts: without either nobody gets in.
inline constexpr std::array<std::string_view, 2> lock_files{"lock.json", "lock.copy.json"};

// What has to be random about a lock.
struct LockRandom {
    SealKey key{};
    Salt salt{};
    WrapNonce nonce{};
};

struct NewLock {
    std::string text; // of lock.json
    Vault vault;
};

// Errors: as of derive_key.
Result<NewLock> make_lock(std::string_view passphrase, const LockRandom& random, const KeyCost& cost = {});
// The same key under another passphrase; of `random` the key is not used.
Result<std::string> make_lock_again(const Vault& vault, std::string_view passphrase, const LockRandom& random,
                                    const KeyCost& cost = {});

// Whether it is what was written, whatever the passphrase is.
bool is_sound_lock(std::string_view text);

// Errors: lock.wrong (passphrase), lock.damaged, store.newerVersion, seal.cost, seal.memory.
Result<Vault> open_lock(std::string_view text, std::string_view passphrase);

} // namespace cairn
