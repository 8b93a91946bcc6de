#include "core/store/decoder.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/model/record_json.hpp"
#include "core/store/sealed.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

// The text of a file that an index names, as it was when it was written.
Result<void> check_named(const std::string* text, const std::string& file, std::uint64_t bytes,
                         const std::string& sha256) {
    if (text == nullptr) return store_damaged(file, "missing");
    if (text->size() != bytes || sha256_hex(*text) != sha256) return store_damaged(file, "checksum");
    return {};
}

// The lengths of the records in a shard that was written here; none of another's.
std::vector<std::uint32_t> sizes_of(std::string_view shard) {
    std::vector<std::uint32_t> sizes;
    if (!shard.starts_with(shard_head) || !shard.ends_with(shard_tail)) return sizes;
    const std::string_view list =
        shard.substr(shard_head.size(), shard.size() - shard_head.size() - shard_tail.size());
    std::size_t start = 0;
    std::size_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const char c = list[i];
        if (in_text && c == '\\')
            ++i;
        else if (c == '"')
            in_text = !in_text;
        else if (!in_text && c == '{')
            ++depth;
        else if (!in_text && c == '}' && depth > 0)
            --depth;
        else if (!in_text && c == ',' && depth == 0) {
            sizes.push_back(static_cast<std::uint32_t>(i - start));
            start = i + 1;
        }
    }
    if (!list.empty()) sizes.push_back(static_cast<std::uint32_t>(list.size() - start));
    return sizes;
}

void put_in_order(std::vector<RecordPtr>& records) {
    std::ranges::sort(records, {},
                      [](const RecordPtr& record) { return std::tie(record->created, record->id); });
}

} // namespace

Result<std::vector<RecordPtr>> decode_shard(std::string_view text, std::string_view file) {
    const auto json = read_json(text, sealed_limits);
    if (!json) return store_damaged(file, json.error().code);
    Reading reading(file);
    Object root = reading.root(*json);
    std::vector<RecordPtr> records;
    root.each("records", max_stored_records, [&](Object object) {
        Record record = read_record(object, RecordScope::stored);
        object.done();
        records.push_back(std::make_shared<const Record>(std::move(record)));
    });
    root.done();
    return reading.finish(std::move(records));
}

Result<void> Decoder::begin(std::string_view index_text) {
    auto index = decode_index(index_text);
    if (!index) return std::unexpected(index.error());
    return begin(*std::move(index));
}

Result<void> Decoder::begin(Index index, std::string file) {
    *this = Decoder();
    index_ = std::move(index);
    file_ = std::move(file);
    std::set<std::string_view> digests;
    for (const BadgeEntry& entry : index_.badges) {
        if (!badge_ids_.insert(entry.badge.id).second || !digests.insert(entry.badge.sha256).second)
            return store_damaged(file_, entry.badge.id);
    }
    const auto rest = std::ranges::stable_partition(index_.shards, &ShardEntry::front);
    front_ = index_.badges.size() + static_cast<std::size_t>(rest.begin() - index_.shards.begin());
    for (const ShardEntry& entry : index_.shards)
        bytes_ += entry.bytes;
    bytes_left_ = bytes_;
    return {};
}

std::string Decoder::next() const {
    const std::size_t badges = index_.badges.size();
    if (next_ < badges) return index_.badges[next_].file;
    if (next_ - badges < index_.shards.size()) return index_.shards[next_ - badges].file;
    return {};
}

Result<void> Decoder::take(const std::string* text) {
    const std::size_t badges = index_.badges.size();
    if (next_ < badges) {
        BadgeEntry& entry = index_.badges[next_++];
        if (auto checked = check_named(text, entry.file, entry.bytes, entry.badge.sha256); !checked)
            return checked;
        Badge badge = entry.badge;
        badge.text = *text;
        index_.stored.document.badges.push_back(std::make_shared<const Badge>(std::move(badge)));
        return {};
    }
    const ShardEntry& entry = index_.shards[next_++ - badges];
    if (auto checked = check_named(text, entry.file, entry.bytes, entry.sha256); !checked) return checked;
    auto records = decode_shard(*text, entry.file);
    if (!records) return std::unexpected(records.error());
    if (records->size() != entry.records) return store_damaged(entry.file, "records");
    bytes_left_ -= entry.bytes;
    records_.insert(records_.end(), records->begin(), records->end());
    seen_.push_back({entry, *std::move(records), sizes_of(*text)});
    return {};
}

StoredDocument Decoder::so_far() const {
    StoredDocument stored = index_.stored;
    stored.document.records = records_;
    put_in_order(stored.document.records);
    return stored;
}

Result<StoredDocument> Decoder::finish() {
    if (!next().empty()) return store_damaged(next(), "missing");
    if (records_.size() != index_.records) return store_damaged(file_, "records");
    StoredDocument stored = so_far();
    std::set<std::string_view> ids;
    for (const RecordPtr& record : stored.document.records) {
        if (!ids.insert(record->id).second) return store_damaged(file_, record->id);
    }
    return stored;
}

Result<StoredDocument> read_all(Decoder decoder, const StoredFiles& files) {
    while (!decoder.next().empty()) {
        const auto found = files.find(decoder.next());
        if (const auto taken = decoder.take(found == files.end() ? nullptr : &found->second); !taken)
            return std::unexpected(taken.error());
    }
    return decoder.finish();
}

Result<StoredDocument> decode_document(const StoredFiles& files) {
    const auto index = files.find(std::string(index_file));
    if (index == files.end()) return fail("store.missing", std::string(index_file));
    Decoder decoder;
    if (const auto begun = decoder.begin(index->second); !begun) return std::unexpected(begun.error());
    return read_all(std::move(decoder), files);
}

std::set<std::string> names_of(const Index& index) {
    std::set<std::string> names;
    for (const BadgeEntry& entry : index.badges)
        names.insert(entry.file);
    for (const ShardEntry& entry : index.shards)
        names.insert(entry.file);
    return names;
}

Result<std::set<std::string>> files_named_by(std::string_view index_text) {
    const auto index = decode_index(index_text);
    if (!index) return std::unexpected(index.error());
    return names_of(*index);
}

} // namespace cairn
