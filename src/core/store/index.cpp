#include "core/store/index.hpp"

#include "core/json/write.hpp"
#include "core/store/sealed.hpp"

#include <utility>

namespace cairn {

namespace {

constexpr std::size_t max_entries = 1'000'000; // of claims, submissions, tombstones each
constexpr std::size_t max_shards = 100'000;

Json to_json(const ShardEntry& entry) {
    Json json = json_object(
        {{"file", entry.file}, {"sha256", entry.sha256}, {"bytes", entry.bytes}, {"records", entry.records}});
    if (entry.front) json["front"] = true;
    return json;
}

template <class T>
Json to_json_list(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(to_json(value));
    return list;
}

ShardEntry read_shard_entry(Object object, std::uint32_t version) {
    ShardEntry entry;
    entry.sha256 = read_sha256(object, "sha256");
    entry.file = object.text("file");
    // The name follows from the digest: an index cannot point at any other file.
    if (entry.file != shard_file(entry.sha256)) object.fail_at("file", "format.value", entry.file);
    entry.bytes = object.number("bytes", sealed_limits.bytes);
    entry.records = object.number("records", max_stored_records);
    if (version >= 2) entry.front = object.boolean_or("front", false);
    object.done();
    return entry;
}

} // namespace

std::string shard_file(std::string_view sha256) {
    return "shards/" + std::string(sha256.substr(0, 16)) + ".json";
}

Json to_json(const JournalPosition& position) {
    return json_object({{"seq", position.seq}, {"sha256", position.sha256}});
}

JournalPosition read_position(Object object) {
    JournalPosition position;
    position.seq = object.number("seq", largest_exact_integer);
    position.sha256 = read_sha256(object, "sha256");
    object.done();
    return position;
}

Json index_members(const Document& document, const Checkpoint& checkpoint,
                   const std::vector<ShardEntry>& shards, std::size_t file_count) {
    Json index = json_object({
        {"portfolio", document.portfolio},
        {"device", document.device},
        {"generation", checkpoint.generation},
        {"created", to_rfc3339_exact(document.created)},
        {"profile", to_json(document.profile)},
        {"pathway", json_object({{"id", document.pathway.id}, {"revision", document.pathway.revision}})},
        {"counts", json_object({{"records", document.records.size()}, {"files", file_count}})},
        {"claims", to_json_list(document.claims)},
        {"submissions", to_json_list(document.submissions)},
        {"tombstones", to_json_list(document.tombstones)},
        {"shards", to_json_list(shards)},
    });
    for (const BadgePtr& badge : document.badges)
        index["badges"].push_back(to_json(*badge));
    if (document.wall != Wall{}) index["wall"] = to_json(document.wall);
    if (document.sample) index["sample"] = true;
    if (checkpoint.journal.seq != 0) index["journal"] = to_json(checkpoint.journal);
    return index;
}

Result<Index> read_index(const Json& members, std::string_view file, std::uint32_t version) {
    Reading reading(file);
    Object root = reading.root(members);
    Index index;
    index.stored.version = version;
    Document& document = index.stored.document;
    document.portfolio = root.text("portfolio");
    document.device = root.text("device");
    index.stored.generation = root.number("generation", largest_exact_integer);
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
              [&](Object o) { index.shards.push_back(read_shard_entry(std::move(o), version)); });
    Object counts = root.object("counts");
    index.records = counts.number("records", max_stored_records);
    index.files = counts.number("files", largest_exact_integer);
    counts.done();
    if (version >= 2 && root.has("journal")) index.stored.journal = read_position(root.object("journal"));
    root.done();
    return reading.finish(std::move(index));
}

Result<Index> decode_index(std::string_view text) {
    const auto unsealed = unseal_version(text, index_file, index_format, index_version);
    if (!unsealed) return std::unexpected(unsealed.error());
    return read_index(unsealed->members, index_file, unsealed->version);
}

} // namespace cairn
