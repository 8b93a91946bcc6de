// What turns one document into another, small: for the journal, which can go forward and back by it.
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/json/reader.hpp"
#include "core/model/document.hpp"

#include <optional>
#include <vector>

namespace cairn {

template <class T>
struct ListPatch {
    std::vector<Id> removed;             // first
    std::vector<T> put;                  // in place of the one with the same id, else at the end
    std::vector<std::vector<Id>> placed; // behind the first of each ("": at the start) come the others of it
};

struct Patch {
    std::optional<Id> portfolio, device;
    std::optional<Instant> created;
    std::optional<Profile> profile;
    std::optional<PathwayChoice> pathway;
    std::optional<Wall> wall;
    std::optional<bool> sample;
    ListPatch<RecordPtr> records;
    ListPatch<Claim> claims;
    ListPatch<BadgePtr> badges; // with their text
    ListPatch<Submission> submissions;
    ListPatch<Tombstone> tombstones;
};

template <class T>
bool is_empty(const ListPatch<T>& patch) {
    return patch.removed.empty() && patch.put.empty() && patch.placed.empty();
}
bool is_empty(const Patch& patch);

// apply(patch_between(a, b), a) == b. Costs what differs, and a comparison of pointers for each record.
Patch patch_between(const Document& before, const Document& after);
// What it removes or puts in order and is not there is passed over.
Document apply(const Patch& patch, const Document& document);

Json to_json(const Patch& patch);
Patch read_patch(Object object);

} // namespace cairn
