#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/merge/merge.hpp"
#include "core/model/record_json.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

// What no program of ours counts up to stays where it is.
std::uint32_t count_of(std::uint64_t count) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
}

void set_version(Record& record, Versions version, const Id& device) {
    std::uint64_t sum = 0;
    for (const auto& [id, count] : version)
        sum += count;
    version.erase(device);
    record.device = device;
    record.revision = count_of(sum);
    record.clock = std::move(version);
}

bool covers(const Versions& a, const Versions& b) {
    return std::ranges::all_of(b, [&](const auto& entry) {
        const auto found = a.find(entry.first);
        return entry.second == 0 || (found != a.end() && found->second >= entry.second);
    });
}

void add_one(Versions& version, const Id& device) {
    std::uint32_t& count = version[device];
    count = count_of(std::uint64_t{count} + 1);
}

} // namespace

Versions version_of(const Record& record) {
    Versions version = record.clock;
    version.erase(record.device);
    std::uint64_t others = 0;
    for (const auto& [device, count] : version)
        others += count;
    if (record.revision > others) version[record.device] = count_of(record.revision - others);
    return version;
}

bool covers(const Record& a, const Record& b) {
    return covers(version_of(a), version_of(b));
}

bool covers(const Tombstone& tombstone, const Record& record) {
    // Of before there were versions: what was changed later than it was deleted was not meant.
    if (tombstone.version.empty()) return record.modified <= tombstone.deleted;
    return covers(tombstone.version, version_of(record));
}

void advance(Record& record, const Id& device) {
    Versions version = version_of(record);
    add_one(version, device);
    set_version(record, std::move(version), device);
}

void join(Record& record, const Record& other) {
    Versions version = version_of(record);
    for (const auto& [device, count] : version_of(other))
        version[device] = std::max(version[device], count);
    const Id device = record.device;
    set_version(record, std::move(version), device);
}

void settle(Record& record, const Record& other, const Id& device) {
    join(record, other);
    advance(record, device);
}

Record other_side(Record record) {
    record.conflict_of.clear();
    const std::string content = canonicalize(to_json(record, RecordScope::stored));
    record.conflict_of = std::exchange(record.id, make_uuid_v8(sha256(bytes_of("other side of " + content))));
    return record;
}

} // namespace cairn
