// The save machine: which changes are committed, which are under way and which are owed. Pure; step.cpp and
// update.cpp drive it.
#pragma once

#include "app/history.hpp"
#include "core/store/journal.hpp"
#include "core/store/position.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cairn::app {

// A change that is not a committed row yet.
struct OwedStep {
    StepKind kind = StepKind::change;
    DocumentPtr before, after;
    std::string label, merge_key;
    Instant at;
};

struct Journal {
    JournalPosition committed;
    JournalPosition under_way;           // seq 0: no row is
    std::vector<OwedStep> in_row;        // of the row that is under way
    std::vector<OwedStep> owed;          // after it
    std::uint32_t rows = 0;              // committed since the last checkpoint
    std::uint64_t checkpoint_seq = 0;    // of the last row in the last checkpoint, and
    std::uint64_t checkpoint_before = 0; // in the one before it
    bool checkpoint = false;             // the save under way is one
    bool wants_checkpoint = false;
    std::uint32_t attempts = 0; // that failed in a row
    std::uint32_t waiting = 0;  // effect of the Wait for the next attempt or for idleness; 0: none
};

} // namespace cairn::app
