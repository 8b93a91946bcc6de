// index.json as a value, for those who write and read the stored form.
#pragma once

#include "base/result.hpp"
#include "core/store/codec.hpp"
#include "core/store/entries.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::string_view index_file = "index.json";
inline constexpr std::string_view index_format = "cairn-portfolio";
inline constexpr std::uint64_t index_version = 2;
inline constexpr std::size_t max_stored_records = 1'000'000;
inline constexpr std::uint64_t largest_exact_integer = (1ULL << 53U) - 1;

// What a shard's text begins and ends with.
inline constexpr std::string_view shard_head = R"({"records":[)";
inline constexpr std::string_view shard_tail = "]}";

struct ShardEntry {
    std::string file;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    bool front = false; // read before the others

    friend bool operator==(const ShardEntry&, const ShardEntry&) = default;
};

struct Index {
    StoredDocument stored; // without records and badges
    std::vector<BadgeEntry> badges;
    std::vector<ShardEntry> shards;
    std::uint64_t records = 0, files = 0;
};

// "shards/<first 16 hex digits of its SHA-256>.json"
std::string shard_file(std::string_view sha256);

Json to_json(const JournalPosition& position);
JournalPosition read_position(Object object);

// The members of an index; badges are those of the document.
Json index_members(const Document& document, const Checkpoint& checkpoint,
                   const std::vector<ShardEntry>& shards, std::size_t file_count);
// What members, as index_members writes them, say. `file` stands in errors.
Result<Index> read_index(const Json& members, std::string_view file, std::uint32_t version);
// The text of index.json. Errors as of decode_document.
Result<Index> decode_index(std::string_view text);

} // namespace cairn
