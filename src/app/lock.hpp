// The lock as the program sees it: what may be asked for while nobody has given the passphrase, and how the
// page may be left by itself.
#pragma once

#include "app/command.hpp"
#include "app/effect.hpp"
#include "app/state.hpp"
#include "app/update.hpp"

#include <array>
#include <cstdint>

namespace cairn::app {

inline constexpr std::size_t least_passphrase = 8;      // characters, as NIST SP 800-63B asks for
inline constexpr std::size_t most_passphrase = 1024;    // bytes
inline constexpr std::array idle_choices{0, 5, 15, 60}; // minutes; 0: never
inline constexpr int usual_idle = 15;

// Whether a command makes sense before anything has been read.
bool allowed_while_locked(const Command& command);

// Milliseconds that a wrong passphrase costs, beside the work of trying it.
std::int64_t wait_after(std::uint32_t tries);
// What is left of them. A clock that was set back makes it no longer than the whole.
std::int64_t wait_left(std::uint32_t tries, Instant last, Instant now);

// Whether the vault is being opened or changed; waiting for the next try is not.
bool lock_at_work(const Session& session);

// Whether words are here that are not stored, so that locking would lose them.
bool holds_unsaved(const State& state);

// Without the passphrase: everything that is locked is deleted.
Result<Step> start_over_locked(const State& state, const StartOver& start);

// Nobody touching anything for as long as the lock allows.
WatchIdle idle_watch(const State& state);

} // namespace cairn::app
