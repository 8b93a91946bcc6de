// What was stored, as part of the state when the program starts and when another tab has written.
#pragma once

#include "app/state.hpp"
#include "core/store/codec.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cairn::app {

// What cannot be read becomes a problem that the person sees, and nothing is written over it: update()
// refuses every change. No files: nothing was stored, and that is no problem.
void load_stored(State& state, const StoredFiles& files);

// The same, where the document of the last checkpoint has been read already: keys, notes and the rows of the
// journal. Those before the checkpoint give the history back, those after it what was done since; what does
// not follow from them is kept beside what is there.
void load_rest(State& state, StoredDocument stored, const StoredFiles& files);

// SHA-256 of all evidence that is named by what is here, or by what undo and redo can bring back.
std::vector<std::string> reachable_blobs(const State& state);

// A row that another tab has committed. False: it does not follow from what is here, and nothing changed.
bool take_row(State& state, std::string_view text);

} // namespace cairn::app
