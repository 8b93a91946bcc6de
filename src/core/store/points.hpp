// Restore points: a generation that is kept on purpose. Its index stands in a file of its own, its shards and
// badges stay where they are. Shape: docs/data-format.md, "Stored form".
#pragma once

#include "base/result.hpp"
#include "core/store/codec.hpp"
#include "core/store/position.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::size_t most_points = 30; // of each kind; the oldest automatic ones go first

enum class PointReason { named, import, migration, deletion, restore };

struct PointInfo {
    Id id;
    PointReason reason = PointReason::named;
    std::string name; // the learner's, or of the file that was imported
    Instant made;
    std::uint64_t records = 0;

    friend bool operator==(const PointInfo&, const PointInfo&) = default;
};

// A document with its keys, as it was stored somewhere.
struct StoredPortfolio {
    Document document;
    std::vector<LearnerKey> keys;
    std::uint64_t generation = 0;
};

// Files that may hold a portfolio, and where they lie.
struct StoredCopy {
    enum class Place { stored, second } place = Place::stored;
    std::string name; // of the copy: "A", "B"
    StoredFiles files;
};

// "points/<uuid>.json"
std::string point_file(const Id& point);

// A point's own file, and those that its index names.
StoredFiles encode_point(const PointInfo& info, const Document& document, const std::vector<LearnerKey>& keys,
                         std::uint64_t generation);
// What a point's file says by itself. Errors as of decode_document.
Result<PointInfo> read_point_info(std::string_view text, std::string_view file);
// SHA-256 of the evidence that it names.
Result<std::vector<std::string>> evidence_of_point(std::string_view text, std::string_view file);
// Names of the shards and badges that it needs.
Result<std::set<std::string>> files_named_by_point(std::string_view text, std::string_view file);
Result<StoredPortfolio> decode_point(const StoredFiles& files, const Id& point);

} // namespace cairn
