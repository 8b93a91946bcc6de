// The one place where the state changes: a pure function of state, command or event, and stamp.
#pragma once

#include "app/command.hpp"
#include "app/effect.hpp"
#include "app/state.hpp"
#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace cairn::app {

// Time and randomness come in as values.
struct Stamp {
    Instant now;
    std::array<Id, 4> fresh;             // ids nobody has used
    std::array<std::uint8_t, 32> seed{}; // for a new signing key
};

struct Step {
    State state;
    std::vector<Effect> effects;
};

// An error is a refused command: nothing changed, and the person is told why.
Result<Step> update(const State& state, const Command& command, const Stamp& stamp);
Step update(const State& state, const Event& event, const Stamp& stamp);

// The state with the refusal shown as a notice.
Step refuse(const State& state, const Error& error);

} // namespace cairn::app
