// A document as files, again and again: what did not change since the last time is not written again.
#pragma once

#include "core/crypto/hash.hpp"
#include "core/store/index.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn {

// Records that the Path screen needs stand in shards of their own, up to this many bytes.
inline constexpr std::size_t front_limit = 1024 * 1024;

// A shard as it was read.
struct SeenShard {
    ShardEntry entry;
    std::vector<RecordPtr> records;   // in its order
    std::vector<std::uint32_t> sizes; // of their texts
};

struct Encoded {
    StoredFiles files;           // those that the last result did not name, and the index
    std::set<std::string> names; // all that the index names, and the index
    Json index;                  // its members
};

class Encoder {
  public:
    // Exactly the files of encode_document. Costs what differs from the document of before, and a look at
    // each record.
    Encoded encode(const Document& document, const Checkpoint& checkpoint);

    // What was read, so that the first result has only what changed since. Each shard once.
    void remember(const SeenShard& shard);
    void remember_badge(const std::string& file) { names_.insert(file); }
    // The next result has everything: nobody knows whether the last one was written.
    void forget() { names_.clear(); }

  private:
    struct Entry {
        RecordPtr record; // stays, so that no other gets its address
        Digest hash{};    // of its id
        std::uint64_t serial = 0;
        std::uint64_t seen = 0; // the round
        std::size_t size = 0;   // of its text
        std::string text;       // while it is new
        bool front = false;
    };
    struct Shard {
        std::vector<std::uint64_t> serials;
        ShardEntry entry;
    };
    using Entries = std::span<Entry* const>;

    Entry& entry_of(const RecordPtr& record);
    void sort_in(std::vector<Entry*> fresh);
    void take_records(const Document& document);
    void choose_front(const Document& document);
    void split(Entries entries, std::size_t bit, bool front);
    void write(Entries entries, bool front);

    std::unordered_map<const Record*, Entry> entries_;
    std::vector<Entry*> sorted_;                           // by hash
    std::unordered_map<std::uint64_t, Shard> last_, next_; // by the serial of their first record
    std::set<std::string> names_;                          // of files that need not be written again
    std::uint64_t serial_ = 0, round_ = 0;
    // Of the encoding under way.
    Encoded result_;
    std::vector<ShardEntry> shards_;
    Id last_opened_;
};

} // namespace cairn
