// Two copies of one portfolio become one, and the records of which both versions were kept.
#pragma once

#include "app/whole_import.hpp"

#include <vector>

namespace cairn::app {

// Whether the file is another copy of the portfolio that is here.
bool may_merge(const State& state, const WholePortfolio& whole);
// All of its evidence is kept: what is here and what the file holds become one, in one step.
Step merge_in(Step step, const WholeImport& import, const Stamp& stamp);

struct Conflict {
    const Record* record = nullptr; // claims and links are its
    const Record* other = nullptr;  // its conflict_of names the record
};

// Both outside the trash. Where one of them is gone, nothing is left to choose.
std::vector<Conflict> conflicts(const State& state);
// The one that a record is a side of. nullptr members: none.
Conflict conflict_about(const State& state, const Id& record);

} // namespace cairn::app
