#include "core/store/encoder.hpp"

#include "core/json/jcs.hpp"
#include "core/model/record_json.hpp"
#include "core/store/sealed.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

bool bit_of(const Digest& hash, std::size_t bit) {
    return ((hash[bit / 8] >> (7 - bit % 8)) & 1U) != 0;
}

std::string text_of_record(const Record& record) {
    return canonicalize(to_json(record, RecordScope::stored));
}

} // namespace

Encoder::Entry& Encoder::entry_of(const RecordPtr& record) {
    auto [found, fresh] = entries_.try_emplace(record.get());
    Entry& entry = found->second;
    if (!fresh) return entry;
    entry.record = record;
    entry.hash = sha256(bytes_of(record->id));
    entry.serial = ++serial_;
    return entry;
}

void Encoder::sort_in(std::vector<Entry*> fresh) {
    const auto order = [](const Entry* a, const Entry* b) {
        return std::tie(a->hash, a->serial) < std::tie(b->hash, b->serial);
    };
    std::ranges::sort(fresh, order);
    const auto middle = static_cast<std::ptrdiff_t>(sorted_.size());
    sorted_.insert(sorted_.end(), fresh.begin(), fresh.end());
    std::ranges::inplace_merge(sorted_, sorted_.begin() + middle, order);
}

void Encoder::take_records(const Document& document) {
    ++round_;
    std::vector<Entry*> fresh;
    for (const RecordPtr& record : document.records) {
        const std::size_t before = entries_.size();
        Entry& entry = entry_of(record);
        entry.seen = round_;
        if (entries_.size() == before) continue;
        entry.text = text_of_record(*record);
        entry.size = entry.text.size();
        fresh.push_back(&entry);
    }
    std::erase_if(sorted_, [&](const Entry* entry) { return entry->seen != round_; });
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.seen != round_; });
    sort_in(std::move(fresh));
}

// Plans, then what is claimed, then what is attached, as far as there is room.
void Encoder::choose_front(const Document& document) {
    std::set<std::string_view> claimed;
    for (const Claim& claim : document.claims)
        claimed.insert(claim.record);
    const auto rank_of = [&](const Record& record) -> std::size_t {
        if (record.trashed) return 3;
        if (record.type.starts_with("plan.")) return 0;
        if (claimed.contains(record.id)) return 1;
        return record.criteria.empty() ? 3 : 2;
    };
    std::vector<Entry*> ranks[3];
    for (Entry* const entry : sorted_) {
        entry->front = false;
        if (const std::size_t rank = rank_of(*entry->record); rank < std::size(ranks))
            ranks[rank].push_back(entry);
    }
    std::size_t room = front_limit;
    for (const auto& rank : ranks) {
        for (Entry* const entry : rank) {
            entry->front = entry->size <= room;
            if (entry->front) room -= entry->size;
        }
    }
}

// Splits by the next bit of the hash until a shard is small enough: an edit touches the shard of its record
// alone, and a shard that outgrows the limit becomes two without moving any other record.
void Encoder::split(Entries entries, std::size_t bit, bool front) {
    if (entries.empty()) return;
    std::size_t size = shard_head.size() + shard_tail.size();
    for (const Entry* const entry : entries)
        size += entry->size + 1;
    if (size <= shard_limit || entries.size() == 1 || bit == Digest{}.size() * 8)
        return write(entries, front);
    const auto ones =
        std::ranges::partition_point(entries, [&](const Entry* entry) { return !bit_of(entry->hash, bit); });
    const auto zeros = static_cast<std::size_t>(ones - entries.begin());
    split(entries.first(zeros), bit + 1, front);
    split(entries.subspan(zeros), bit + 1, front);
}

void Encoder::write(Entries entries, bool front) {
    Shard shard;
    for (const Entry* const entry : entries)
        shard.serials.push_back(entry->serial);
    const auto same = last_.find(shard.serials.front());
    if (same != last_.end() && same->second.serials == shard.serials &&
        names_.contains(same->second.entry.file)) {
        shard.entry = std::move(same->second.entry);
    } else {
        std::string text(shard_head);
        for (Entry* const entry : entries) {
            if (text.size() > shard_head.size()) text += ',';
            text += entry->text.empty() ? text_of_record(*entry->record) : entry->text;
        }
        text += shard_tail;
        shard.entry.sha256 = sha256_hex(text);
        shard.entry.file = shard_file(shard.entry.sha256);
        shard.entry.bytes = text.size();
        shard.entry.records = entries.size();
        if (!names_.contains(shard.entry.file)) result_.files[shard.entry.file] = std::move(text);
    }
    const auto is_open = [&](const Entry* entry) { return entry->record->id == last_opened_; };
    shard.entry.front = front || (!last_opened_.empty() && std::ranges::any_of(entries, is_open));
    shards_.push_back(shard.entry);
    next_[shard.serials.front()] = std::move(shard);
}

Encoded Encoder::encode(const Document& document, const Checkpoint& checkpoint) {
    result_ = {};
    shards_.clear();
    last_opened_ = checkpoint.last_opened;
    take_records(document);
    choose_front(document);
    for (const bool front : {true, false}) {
        std::vector<Entry*> entries;
        std::ranges::copy_if(sorted_, std::back_inserter(entries),
                             [&](const Entry* entry) { return entry->front == front; });
        split(entries, 0, front);
    }
    last_ = std::exchange(next_, {});
    std::size_t file_count = 0;
    for (Entry* const entry : sorted_) {
        file_count += entry->record->files.size();
        entry->text = {};
    }
    for (const BadgePtr& badge : document.badges) {
        const std::string file = badge_file(badge->sha256);
        if (!names_.contains(file)) result_.files[file] = badge->text;
        result_.names.insert(file);
    }
    for (const ShardEntry& shard : shards_)
        result_.names.insert(shard.file);
    names_ = result_.names;

    result_.index = index_members(document, checkpoint, shards_, file_count);
    Json index = result_.index;
    index["format"] = index_format;
    index["version"] = index_version;
    const std::string name(index_file);
    result_.files[name] = seal(std::move(index));
    result_.names.insert(name);
    return std::exchange(result_, {});
}

void Encoder::remember(const SeenShard& shard) {
    names_.insert(shard.entry.file);
    if (shard.sizes.size() != shard.records.size() || shard.records.empty()) return;
    std::vector<Entry*> fresh;
    Shard seen{{}, shard.entry};
    for (std::size_t i = 0; i < shard.records.size(); ++i) {
        const std::size_t before = entries_.size();
        Entry& entry = entry_of(shard.records[i]);
        seen.serials.push_back(entry.serial);
        if (entries_.size() == before) continue;
        entry.size = shard.sizes[i];
        fresh.push_back(&entry);
    }
    sort_in(std::move(fresh));
    last_[seen.serials.front()] = std::move(seen);
}

StoredFiles encode_document(const Document& document, const Checkpoint& checkpoint) {
    return Encoder().encode(document, checkpoint).files;
}

} // namespace cairn
