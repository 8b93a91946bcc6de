#include "core/model/document.hpp"

#include <algorithm>

namespace cairn {

bool operator==(const Document& a, const Document& b) {
    const auto same = [](const auto& x, const auto& y) { return x == y || (x && y && *x == *y); };
    return a.portfolio == b.portfolio && a.device == b.device && a.created == b.created &&
           a.profile == b.profile && a.pathway == b.pathway &&
           std::ranges::equal(a.records, b.records, same) && a.claims == b.claims &&
           std::ranges::equal(a.badges, b.badges, same) && a.submissions == b.submissions &&
           a.tombstones == b.tombstones && a.wall == b.wall && a.sample == b.sample;
}

const Record* find_record(const Document& document, const Id& id) {
    const auto found =
        std::ranges::find_if(document.records, [&](const RecordPtr& record) { return record->id == id; });
    return found == document.records.end() ? nullptr : found->get();
}

} // namespace cairn
