// The stored form: a document as an index file, shards and badges, a key file beside it. Pure; the edge
// writes the files. Shape: docs/data-format.md, "Stored form".
#pragma once

#include "base/result.hpp"
#include "core/model/document.hpp"
#include "core/store/position.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::size_t shard_limit = 256 * 1024; // bytes

// File name to bytes. "index.json", "keys.json", and by the first 16 hex digits of their SHA-256
// "shards/<digits>.json" and "badges/<digits>.json", the credentials as they were received.
using StoredFiles = std::map<std::string, std::string>;

// What the index says beside the document.
struct Checkpoint {
    std::uint64_t generation = 0; // counts them
    JournalPosition journal = {}; // the last row that is in the document
    Id last_opened = {};          // record; it stands in the front
};

// The index carries the SHA-256 of each shard, of each badge and of itself.
StoredFiles encode_document(const Document& document, const Checkpoint& checkpoint);
inline StoredFiles encode_document(const Document& document, std::uint64_t generation) {
    return encode_document(document, Checkpoint{generation});
}
std::string encode_keys(const std::vector<LearnerKey>& keys);
std::string encode_notes(const Notes& notes);

struct StoredDocument {
    Document document;
    std::uint64_t generation = 0;
    JournalPosition journal = {};
    std::uint32_t version = 0; // of the stored form that was read
};

// Errors: store.missing (no index.json), store.newerVersion, store.damaged (checksum), format.* (shape).
Result<StoredDocument> decode_document(const StoredFiles& files);
Result<std::vector<LearnerKey>> decode_keys(std::string_view json_text);
Result<Notes> decode_notes(std::string_view json_text);

} // namespace cairn
