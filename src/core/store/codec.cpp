#include "core/store/codec.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/json/write.hpp"
#include "core/model/record_json.hpp"
#include "core/store/entries.hpp"
#include "core/store/sealed.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view index_file = "index.json";
constexpr std::string_view keys_file = "keys.json";
constexpr std::string_view portfolio_format = "cairn-portfolio";
constexpr std::string_view keys_format = "cairn-keys";

constexpr std::uint64_t largest_exact_integer = (1ULL << 53U) - 1;
constexpr std::size_t max_records = 1'000'000;
constexpr std::size_t max_entries = 1'000'000; // of claims, submissions, tombstones each
constexpr std::size_t max_shards = 100'000;
constexpr std::size_t max_keys = 1000;

// Writes

template <class T>
Json to_json_list(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(to_json(value));
    return list;
}

// A record that is to be put into a shard.
struct Piece {
    Digest hash; // of the record's id
    std::string json;
};

struct Shard {
    std::string text;
    std::size_t records = 0;
};

bool bit_of(const Digest& hash, std::size_t bit) {
    return ((hash[bit / 8] >> (7 - bit % 8)) & 1U) != 0;
}

// Splits by the next bit of the hash until a shard is small enough: an edit touches the shard of its record
// alone, and a shard that outgrows the limit becomes two without moving any other record.
void split(std::span<Piece> pieces, std::size_t bit, std::vector<Shard>& shards) {
    constexpr std::string_view head = R"({"records":[)";
    constexpr std::string_view tail = "]}";
    std::size_t size = head.size() + tail.size();
    for (const Piece& piece : pieces)
        size += piece.json.size() + 1;
    if (size > shard_limit && pieces.size() > 1 && bit < Digest{}.size() * 8) {
        const auto ones =
            std::ranges::partition(pieces, [&](const Piece& piece) { return !bit_of(piece.hash, bit); });
        const auto zeros = static_cast<std::size_t>(ones.begin() - pieces.begin());
        split(pieces.first(zeros), bit + 1, shards);
        split(pieces.subspan(zeros), bit + 1, shards);
        return;
    }
    if (pieces.empty()) return;
    std::ranges::sort(pieces, {}, [](const Piece& piece) { return std::tie(piece.hash, piece.json); });
    Shard shard{std::string(head), pieces.size()};
    for (const Piece& piece : pieces) {
        if (shard.text.size() > head.size()) shard.text += ',';
        shard.text += piece.json;
    }
    shard.text += tail;
    shards.push_back(std::move(shard));
}

std::string shard_file(std::string_view sha256) {
    return "shards/" + std::string(sha256.substr(0, 16)) + ".json";
}

// Reads

struct ShardEntry {
    std::string file;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
};

ShardEntry read_shard_entry(Object object) {
    ShardEntry entry;
    entry.sha256 = read_sha256(object, "sha256");
    entry.file = object.text("file");
    // The name follows from the digest: an index cannot point at any other file.
    if (entry.file != shard_file(entry.sha256)) object.fail_at("file", "format.value", entry.file);
    entry.bytes = object.number("bytes", sealed_limits.bytes);
    entry.records = object.number("records", max_records);
    object.done();
    return entry;
}

struct Index {
    Document document; // without records and badges
    std::uint64_t generation = 0;
    std::vector<BadgeEntry> badges;
    std::vector<ShardEntry> shards;
    std::uint64_t records = 0;
};

Result<Index> read_index(const Json& json) {
    Reading reading(index_file);
    Object root = reading.root(json);
    Index index;
    Document& document = index.document;
    document.portfolio = root.text("portfolio");
    document.device = root.text("device");
    index.generation = root.number("generation", largest_exact_integer);
    document.created = root.instant("created");
    document.profile = read_profile(root.object("profile"));
    Object pathway = root.object("pathway");
    document.pathway.id = pathway.text("id");
    document.pathway.revision = pathway.text("revision");
    pathway.done();
    root.each("claims", max_entries, [&](Object o) { document.claims.push_back(read_claim(std::move(o))); });
    root.each("submissions", max_entries,
              [&](Object o) { document.submissions.push_back(read_submission(std::move(o))); });
    root.each("tombstones", max_entries,
              [&](Object o) { document.tombstones.push_back(read_tombstone(std::move(o))); });
    root.each_or_none("badges", max_stored_badges,
                      [&](Object o) { index.badges.push_back(read_badge_entry(std::move(o))); });
    if (root.has("wall")) document.wall = read_wall(root.object("wall"));
    document.sample = root.boolean_or("sample", false);
    root.each("shards", max_shards,
              [&](Object o) { index.shards.push_back(read_shard_entry(std::move(o))); });
    Object counts = root.object("counts");
    index.records = counts.number("records", max_records);
    counts.number("files", largest_exact_integer);
    counts.done();
    root.done();
    return reading.finish(std::move(index));
}

// The text of a file that an index names, as it was when it was written.
Result<std::string_view> read_named(const StoredFiles& files, const std::string& file, std::uint64_t bytes,
                                    const std::string& sha256) {
    const auto found = files.find(file);
    if (found == files.end()) return store_damaged(file, "missing");
    if (found->second.size() != bytes || sha256_hex(found->second) != sha256)
        return store_damaged(file, "checksum");
    return found->second;
}

Result<std::vector<BadgePtr>> read_badges(const StoredFiles& files, std::vector<BadgeEntry> entries) {
    std::vector<BadgePtr> badges;
    std::set<std::string> ids;
    std::set<std::string> digests;
    for (BadgeEntry& entry : entries) {
        const auto text = read_named(files, entry.file, entry.bytes, entry.badge.sha256);
        if (!text) return std::unexpected(text.error());
        if (!ids.insert(entry.badge.id).second || !digests.insert(entry.badge.sha256).second)
            return store_damaged(index_file, entry.badge.id);
        entry.badge.text = *text;
        badges.push_back(std::make_shared<const Badge>(std::move(entry.badge)));
    }
    return badges;
}

Result<std::vector<RecordPtr>> read_shard(const StoredFiles& files, const ShardEntry& entry) {
    const auto text = read_named(files, entry.file, entry.bytes, entry.sha256);
    if (!text) return std::unexpected(text.error());
    const auto json = read_json(*text, sealed_limits);
    if (!json) return store_damaged(entry.file, json.error().code);
    Reading reading(entry.file);
    Object root = reading.root(*json);
    std::vector<RecordPtr> records;
    root.each("records", max_records, [&](Object object) {
        Record record = read_record(object, RecordScope::stored);
        object.done();
        records.push_back(std::make_shared<const Record>(std::move(record)));
    });
    root.done();
    return reading.finish(std::move(records));
}

} // namespace

StoredFiles encode_document(const Document& document, const Checkpoint& checkpoint) {
    const std::uint64_t generation = checkpoint.generation;
    std::vector<Piece> pieces;
    pieces.reserve(document.records.size());
    std::size_t file_count = 0;
    for (const RecordPtr& record : document.records) {
        pieces.push_back({sha256(bytes_of(record->id)), canonicalize(to_json(*record, RecordScope::stored))});
        file_count += record->files.size();
    }
    std::vector<Shard> shards;
    split(pieces, 0, shards);

    StoredFiles files;
    Json entries = Json::array();
    for (Shard& shard : shards) {
        const std::string hash = sha256_hex(shard.text);
        entries.push_back(json_object({{"file", shard_file(hash)},
                                       {"sha256", hash},
                                       {"bytes", shard.text.size()},
                                       {"records", shard.records}}));
        files[shard_file(hash)] = std::move(shard.text);
    }
    Json index = json_object({
        {"format", portfolio_format},
        {"version", sealed_version},
        {"portfolio", document.portfolio},
        {"device", document.device},
        {"generation", generation},
        {"created", to_rfc3339_exact(document.created)},
        {"profile", to_json(document.profile)},
        {"pathway", json_object({{"id", document.pathway.id}, {"revision", document.pathway.revision}})},
        {"counts", json_object({{"records", document.records.size()}, {"files", file_count}})},
        {"claims", to_json_list(document.claims)},
        {"submissions", to_json_list(document.submissions)},
        {"tombstones", to_json_list(document.tombstones)},
        {"shards", std::move(entries)},
    });
    if (!document.badges.empty()) {
        Json& badges = index["badges"] = Json::array();
        for (const BadgePtr& badge : document.badges) {
            badges.push_back(to_json(*badge));
            files[badge_file(badge->sha256)] = badge->text;
        }
    }
    if (document.wall != Wall{}) index["wall"] = to_json(document.wall);
    if (document.sample) index["sample"] = true;
    files[std::string(index_file)] = seal(std::move(index));
    return files;
}

std::string encode_keys(const std::vector<LearnerKey>& keys) {
    Json list = Json::array();
    for (const LearnerKey& key : keys) {
        list.push_back(json_object({{"did", key.did},
                                    {"secretKeyMultibase", key.secret_key_multibase},
                                    {"created", to_rfc3339_exact(key.created)},
                                    {"state", key.state}}));
    }
    return seal(
        json_object({{"format", keys_format}, {"version", sealed_version}, {"keys", std::move(list)}}));
}

Result<StoredDocument> decode_document(const StoredFiles& files) {
    const auto index_text = files.find(std::string(index_file));
    if (index_text == files.end()) return fail("store.missing", std::string(index_file));
    const auto json = unseal(index_text->second, index_file, portfolio_format);
    if (!json) return std::unexpected(json.error());
    auto index = read_index(*json);
    if (!index) return std::unexpected(index.error());

    StoredDocument stored{std::move(index->document), index->generation};
    auto badges = read_badges(files, std::move(index->badges));
    if (!badges) return std::unexpected(badges.error());
    stored.document.badges = *std::move(badges);
    std::vector<RecordPtr>& records = stored.document.records;
    for (const ShardEntry& entry : index->shards) {
        auto some = read_shard(files, entry);
        if (!some) return std::unexpected(some.error());
        if (some->size() != entry.records) return store_damaged(entry.file, "records");
        std::ranges::move(*some, std::back_inserter(records));
    }
    if (records.size() != index->records) return store_damaged(index_file, "records");
    std::ranges::sort(records, {},
                      [](const RecordPtr& record) { return std::tie(record->created, record->id); });
    std::set<std::string_view> ids;
    for (const RecordPtr& record : records) {
        if (!ids.insert(record->id).second) return store_damaged(index_file, record->id);
    }
    return stored;
}

Result<std::vector<LearnerKey>> decode_keys(std::string_view json_text) {
    const auto json = unseal(json_text, keys_file, keys_format);
    if (!json) return std::unexpected(json.error());
    Reading reading(keys_file);
    Object root = reading.root(*json);
    std::vector<LearnerKey> keys;
    root.each("keys", max_keys, [&](Object object) {
        LearnerKey& key = keys.emplace_back();
        key.did = object.text("did");
        key.secret_key_multibase = object.text("secretKeyMultibase");
        key.created = object.instant("created");
        key.state = object.text("state");
        object.done();
    });
    root.done();
    return reading.finish(std::move(keys));
}

} // namespace cairn
