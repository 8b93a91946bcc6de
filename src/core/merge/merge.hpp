// Two copies of one portfolio become one, record by record.
// Rule: a copy whose version vector covers the other's is the newer one; where neither does, both are kept.
#pragma once

#include "core/model/document.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace cairn {

struct Merge {
    Document document;         // mine, with what theirs has
    std::size_t added = 0;     // records that were only there
    std::size_t updated = 0;   // records of which theirs was newer
    std::size_t deleted = 0;   // records that were deleted there
    std::vector<Id> conflicts; // records that now stand beside another: their conflict_of says beside which
};

// The version vector of a record: how many of its changes each device made.
std::map<Id, std::uint32_t> version_of(const Record& record);
// Whether `a` holds every change that `b` holds.
bool covers(const Record& a, const Record& b);
// The record after one more change by `device`.
void advance(Record& record, const Id& device);

// Both are copies of one portfolio. What is kept of theirs in a conflict gets an id that follows from its
// content, so that merging again adds nothing.
Merge merge(const Document& mine, const Document& theirs);

} // namespace cairn
