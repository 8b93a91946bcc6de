// What drives the save machine (app/saving.hpp): steps that are owed become rows of the journal, rows become
// checkpoints, and what fails is tried again.
#pragma once

#include "app/step.hpp"

#include <cstdint>
#include <string>

namespace cairn::app {

inline constexpr std::size_t longest_row = 8ULL * 1024 * 1024; // bytes; a longer one becomes a checkpoint
inline constexpr std::uint32_t rows_to_checkpoint = 50;        // since the last one
inline constexpr std::size_t most_rows = 200;                  // kept for undo, and
inline constexpr std::uint64_t most_row_bytes = 2ULL * 1024 * 1024; // of them all
inline constexpr std::int64_t idle_ms = 30'000;                     // then a checkpoint is made
inline constexpr std::int64_t first_retry_ms = 2'000;
inline constexpr std::int64_t last_retry_ms = 60'000;

// The document became step.state.document by this. `merged`: the history took it as part of the step before.
void owe(Step& step, OwedStep owed, bool merged = false);

// Whether this tab writes, and knows what is stored as a whole.
bool may_write(const State& state);

// Sends what is owed next, where nothing is under way. Nothing where this tab does not write, or where what
// is stored is not known as a whole.
void drive(Step& step);

// A new fact: it is saved like a change, and no undo takes it back. `before` is the document without it.
void note_fact(Step& step, const DocumentPtr& before, std::string label, Instant at);

// What stays of it where what is stored is removed: nothing is under way or owed, and rows go on counting.
SaveStatus parked(const SaveStatus& save);

Step saved(const State& state, const Saved& event, const Stamp& stamp);
Step save_failed(const State& state, const SaveFailed& event, const Stamp& stamp);
Result<Step> save_again(const State& state);

Result<Step> undo(const State& state, const Stamp& stamp);
Result<Step> redo(const State& state, const Stamp& stamp);
// The words of `then` as one more change of `now`: facts stay, and revisions count on.
Document return_to(const Document& now, const Document& then, Instant at);
// Whether two versions of a record say the same, whoever wrote them and when.
bool same_words(const Record& a, const Record& b);

// Once, where this tab has become the one that writes and everything is read: what is stored in an older form
// is stored anew after a restore point of it, and the trash lets go of what lies there too long.
Step begin_writing(const State& state, const Stamp& stamp);

} // namespace cairn::app
