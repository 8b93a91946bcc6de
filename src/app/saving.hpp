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
    JournalPosition committed;         // the last row, or what a checkpoint stands in place of
    JournalPosition under_way;         // what will be committed then; seq 0: nothing is under way
    std::uint32_t under_way_bytes = 0; // of it, where it is a row
    std::vector<OwedStep> in_row;      // of what is under way
    std::vector<OwedStep> owed;        // after it
    DocumentPtr tail;                  // the document after all of these; another one is in no row
    std::vector<std::uint32_t> sizes;  // bytes of the last rows on the disk; the last one is `committed`
    std::uint32_t rows = 0;            // committed since the last checkpoint
    std::uint64_t checkpoint_seq = 0;  // of the last row in the last checkpoint
    bool checkpoint = false;           // what is under way is one
    bool wants_checkpoint = false;
    bool asked = false;         // by the person, who waits for the answer
    bool older_form = false;    // what is stored is of an older form; a restore point goes before
    bool told = false;          // the person knows that it fails
    std::uint32_t attempts = 0; // that failed in a row
    std::uint32_t waiting = 0;  // effect of the Wait for the next attempt or for idleness; 0: none
    Instant changed_at;         // the last change; by it the page is idle
};

} // namespace cairn::app
