// The stored form, read one file at a time, so that what the first screen needs is there before the rest.
//
//     Decoder decoder;
//     if (const auto begun = decoder.begin(index_text); !begun) return begun.error();
//     while (!decoder.next().empty())
//         if (const auto taken = decoder.take(text_of(decoder.next())); !taken) return taken.error();
//     return decoder.finish();
#pragma once

#include "core/store/encoder.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

class Decoder {
  public:
    // Errors of this and of the others: as of decode_document. After one, nothing more may be asked.
    Result<void> begin(std::string_view index_text);
    Result<void> begin(Index index, std::string file = std::string(index_file));

    // The file that is read next, "" where none is left: badges, then shards of the front, then the others.
    std::string next() const;
    // Its text; nullptr: it is not there.
    Result<void> take(const std::string* text);

    bool front_is_done() const { return next_ >= front_; }
    // Bytes of shards that are still to be read, and of all.
    std::uint64_t bytes_left() const { return bytes_left_; }
    std::uint64_t bytes() const { return bytes_; }
    // As the index says.
    std::uint64_t record_count() const { return index_.records; }

    // What has been read so far, in the document's order.
    StoredDocument so_far() const;
    Result<StoredDocument> finish();

    // For Encoder::remember.
    const std::vector<SeenShard>& seen() const { return seen_; }

  private:
    std::string file_; // that the index was read from
    Index index_;      // its document gets the badges
    std::vector<RecordPtr> records_;
    std::vector<SeenShard> seen_;
    std::set<std::string> badge_ids_;
    std::size_t next_ = 0, front_ = 0; // among badges and then shards
    std::uint64_t bytes_ = 0, bytes_left_ = 0;
};

// What a decoder that has begun still asks for comes out of `files`.
Result<StoredDocument> read_all(Decoder decoder, const StoredFiles& files);

// Names of all that an index names, without its own. Errors as of decode_document.
std::set<std::string> names_of(const Index& index);
Result<std::set<std::string>> files_named_by(std::string_view index_text);

// The records of a shard's text, whoever names it. Error: store.damaged, format.*.
Result<std::vector<RecordPtr>> decode_shard(std::string_view text, std::string_view file);

} // namespace cairn
