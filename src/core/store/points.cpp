#include "core/store/points.hpp"

#include "core/json/write.hpp"
#include "core/store/decoder.hpp"
#include "core/store/encoder.hpp"
#include "core/store/keys_json.hpp"
#include "core/store/sealed.hpp"

#include <array>
#include <set>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view point_format = "cairn-restore-point";
constexpr std::string_view urn = "urn:uuid:";
constexpr std::size_t max_evidence = 1'000'000;

constexpr std::array reasons{
    std::pair<std::string_view, PointReason>{"named", PointReason::named},
    std::pair<std::string_view, PointReason>{"import", PointReason::import},
    std::pair<std::string_view, PointReason>{"migration", PointReason::migration},
    std::pair<std::string_view, PointReason>{"deletion", PointReason::deletion},
    std::pair<std::string_view, PointReason>{"restore", PointReason::restore},
};

std::string_view name_of(PointReason reason) {
    for (const auto& [name, value] : reasons)
        if (value == reason) return name;
    return reasons.front().first;
}

// What a point's file has beside the members of an index.
struct Point {
    PointInfo info;
    std::vector<std::string> evidence;
    std::vector<LearnerKey> keys;
    Index index;
};

Result<Point> decode_point_file(std::string_view text, std::string_view file) {
    auto unsealed = unseal_version(text, file, point_format, index_version);
    if (!unsealed) return std::unexpected(unsealed.error());
    Json own = Json::object();
    for (const char* const name : {"point", "evidence", "keys"}) {
        const auto found = unsealed->members.find(name);
        if (found == unsealed->members.end()) continue;
        own[name] = std::move(*found);
        unsealed->members.erase(found);
    }
    Reading reading(file);
    Object root = reading.root(own);
    Point point;
    Object info = root.object("point");
    point.info.id = info.text("id");
    if (!is_uuid_urn(point.info.id)) info.fail_at("id", "format.value", point.info.id);
    point.info.reason = info.one_of("reason", {reasons[0], reasons[1], reasons[2], reasons[3], reasons[4]});
    point.info.name = info.text_or("name", "");
    point.info.made = info.instant("made");
    info.done();
    point.evidence = root.texts("evidence", max_evidence);
    for (const std::string& sha256 : point.evidence)
        if (!is_sha256_hex(sha256)) root.fail_at("evidence", "format.value", sha256);
    point.keys = read_keys(root);
    if (reading.failed()) return reading.finish(Point{});
    auto index = read_index(unsealed->members, file, unsealed->version);
    if (!index) return std::unexpected(index.error());
    point.info.records = index->records;
    point.index = *std::move(index);
    return point;
}

std::set<std::string> evidence_of(const Document& document) {
    std::set<std::string> digests;
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            digests.insert(file.sha256);
    return digests;
}

} // namespace

std::string point_file(const Id& point) {
    const std::string_view id = point;
    return "points/" + std::string(id.starts_with(urn) ? id.substr(urn.size()) : id) + ".json";
}

StoredFiles encode_point(const PointInfo& info, const Document& document, const std::vector<LearnerKey>& keys,
                         std::uint64_t generation) {
    Encoded encoded = Encoder().encode(document, Checkpoint{generation});
    Json json = std::move(encoded.index);
    json["format"] = point_format;
    json["version"] = index_version;
    Json& own = json["point"] = json_object(
        {{"id", info.id}, {"reason", name_of(info.reason)}, {"made", to_rfc3339_exact(info.made)}});
    if (!info.name.empty()) own["name"] = info.name;
    json["evidence"] = evidence_of(document);
    json["keys"] = keys_to_json(keys);
    encoded.files.erase(std::string(index_file));
    encoded.files[point_file(info.id)] = seal(std::move(json));
    return std::move(encoded.files);
}

Result<PointInfo> read_point_info(std::string_view text, std::string_view file) {
    auto point = decode_point_file(text, file);
    if (!point) return std::unexpected(point.error());
    return std::move(point->info);
}

Result<std::vector<std::string>> evidence_of_point(std::string_view text, std::string_view file) {
    auto point = decode_point_file(text, file);
    if (!point) return std::unexpected(point.error());
    return std::move(point->evidence);
}

Result<std::set<std::string>> files_named_by_point(std::string_view text, std::string_view file) {
    auto point = decode_point_file(text, file);
    if (!point) return std::unexpected(point.error());
    return names_of(point->index);
}

Result<StoredPortfolio> decode_point(const StoredFiles& files, const Id& id) {
    const std::string file = point_file(id);
    const auto text = files.find(file);
    if (text == files.end()) return fail("store.missing", file);
    auto point = decode_point_file(text->second, file);
    if (!point) return std::unexpected(point.error());
    if (point->info.id != id) return store_damaged(file, "id");
    Decoder decoder;
    if (const auto begun = decoder.begin(std::move(point->index), file); !begun)
        return std::unexpected(begun.error());
    auto stored = read_all(std::move(decoder), files);
    if (!stored) return std::unexpected(stored.error());
    return StoredPortfolio{std::move(stored->document), std::move(point->keys), stored->generation};
}

} // namespace cairn
