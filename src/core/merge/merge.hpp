// Two copies of one portfolio become one, record by record.
// Rule: a copy whose version vector covers the other's is the newer one; where neither does, both are kept.
#pragma once

#include "core/model/document.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
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

using Versions = std::map<Id, std::uint32_t>;

// The version vector of a record: how many of its changes each device made.
Versions version_of(const Record& record);
// Whether `a` holds every change that `b` holds.
bool covers(const Record& a, const Record& b);
// Whether every change of the record was there when it was deleted.
bool covers(const Tombstone& tombstone, const Record& record);
// The record after one more change by `device`. A record keeps its revision and clock when an undo brings its
// words back: advance it from what it was last.
void advance(Record& record, const Id& device);
// The record knows the changes of `other` too.
void join(Record& record, const Record& other);
// Both: what was chosen out of the two sides of a conflict.
void settle(Record& record, const Record& other, const Id& device);
// The record as the other side of what stands under its id. Its own id follows from its content, so that the
// same side is kept once.
Record other_side(Record record);

// Both are copies of one portfolio. Of two sides in a conflict the one that was changed last keeps the id,
// whoever merges; so copies that are merged with each other become alike.
Merge merge(const Document& mine, const Document& theirs);

} // namespace cairn
