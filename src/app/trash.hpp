// What leaves the trash for good.
#pragma once

#include "app/state.hpp"

#include <vector>

namespace cairn::app {

inline constexpr std::int64_t trash_ms = std::int64_t{30} * 24 * 60 * 60 * 1000; // then it goes by itself
inline constexpr std::size_t many = 5; // records that are deleted at once; a restore point is kept before

// Without these records, their claims and the links to them. A tombstone stays for each.
Document without_records(const Document& document, const std::vector<Id>& records, Instant at);

// Records that lie in the trash so long that they go.
std::vector<Id> expired_trash(const Document& document, Instant now);
// When a record that lies there goes.
Instant leaves_trash(const Record& record);

} // namespace cairn::app
