// What was stored, as part of the state when the program starts and when another tab has written.
#pragma once

#include "app/state.hpp"
#include "core/store/codec.hpp"

namespace cairn::app {

// What cannot be read becomes a problem that the person sees, and nothing is written over it: update()
// refuses every change. No files: nothing was stored, and that is no problem.
void load_stored(State& state, const StoredFiles& files);

} // namespace cairn::app
