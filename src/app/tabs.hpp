// Several tabs of one portfolio: what becomes of changes that a tab had not committed when another took over.
#pragma once

#include "app/update.hpp"

namespace cairn::app {

// The changes that are in no row yet leave the save machine and are kept until this tab writes again.
void strand(State& state);

// They come back: what nobody changed meanwhile as it was here, else both sides, in one step that can be
// undone. The state is what is stored now.
Step bring_back(const State& state, const Stamp& stamp);

} // namespace cairn::app
