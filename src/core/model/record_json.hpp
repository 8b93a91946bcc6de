// A record as JSON, the same in the stored form and in a bundle. Shape: docs/data-format.md, "Records".
#pragma once

#include "core/json/json.hpp"
#include "core/json/reader.hpp"
#include "core/model/document.hpp"

namespace cairn {

inline constexpr std::size_t max_field_text = 1024 * 1024; // bytes
inline constexpr std::size_t max_fields = 1000;
inline constexpr std::size_t max_rows = 10'000;
inline constexpr std::size_t max_columns = 100;
inline constexpr std::size_t max_files = 10'000;
inline constexpr std::size_t max_criteria = 10'000;
inline constexpr std::size_t max_links = 10'000;
inline constexpr std::size_t max_tags = 1000;
inline constexpr std::size_t max_devices = 10'000;

// What concerns the learner's own copy alone stays out of what travels: device, revision, clock, criteria,
// links, tags, trash, conflict.
enum class RecordScope { stored, travelling };

// Fields that hold nothing (no value, an empty list) are not written.
Json to_json(const Record& record, RecordScope scope);

// How many changes each device made: {"<device>": 3}.
using Versions = std::map<Id, std::uint32_t>;
Json to_json(const Versions& versions);
Versions read_versions(Object object);

// Reads every member of `object`; the caller asks for its own first and calls done() itself.
Record read_record(Object& object, RecordScope scope);

} // namespace cairn
