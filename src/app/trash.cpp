#include "app/trash.hpp"

#include "core/merge/merge.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cairn::app {

Document without_records(const Document& document, const std::vector<Id>& records, Instant at) {
    const std::set<Id> gone(records.begin(), records.end());
    Document next = document;
    for (const Claim& claim : next.claims)
        if (gone.contains(claim.record))
            next.tombstones.push_back({claim.id, at, next.device, {{claim.device, claim.revision}}});
    std::erase_if(next.claims, [&](const Claim& claim) { return gone.contains(claim.record); });
    for (const RecordPtr& record : next.records)
        if (gone.contains(record->id))
            next.tombstones.push_back({record->id, at, next.device, version_of(*record)});
    std::erase_if(next.records, [&](const RecordPtr& record) { return gone.contains(record->id); });
    for (RecordPtr& record : next.records) {
        if (std::ranges::none_of(record->links, [&](const Id& link) { return gone.contains(link); }))
            continue;
        Record without = *record;
        std::erase_if(without.links, [&](const Id& link) { return gone.contains(link); });
        without.modified = at;
        advance(without, next.device);
        record = std::make_shared<const Record>(std::move(without));
    }
    return next;
}

Instant leaves_trash(const Record& record) {
    return {record.trashed.value_or(Instant{}).ms + trash_ms};
}

std::vector<Id> expired_trash(const Document& document, Instant now) {
    std::vector<Id> expired;
    for (const RecordPtr& record : document.records)
        if (record->trashed && leaves_trash(*record) <= now) expired.push_back(record->id);
    return expired;
}

} // namespace cairn::app
