#include "core/crypto/hash.hpp"
#include "core/json/write.hpp"
#include "core/model/record_json.hpp"
#include "core/store/entries.hpp"
#include "core/store/patch.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

namespace {

constexpr std::size_t max_changed = 1'000'000; // of each list

Json put_to_json(const RecordPtr& record) {
    return to_json(*record, RecordScope::stored);
}
Json put_to_json(const BadgePtr& badge) {
    Json json = to_json(*badge);
    json["text"] = badge->text;
    return json;
}
template <class T>
Json put_to_json(const T& value) {
    return to_json(value);
}

template <class T>
void add_list(Json& json, std::string_view name, const ListPatch<T>& patch) {
    if (is_empty(patch)) return;
    Json list = Json::object();
    if (!patch.removed.empty()) list["removed"] = patch.removed;
    for (const T& value : patch.put)
        list["put"].push_back(put_to_json(value));
    if (!patch.placed.empty()) list["placed"] = patch.placed;
    json[std::string(name)] = std::move(list);
}

void read_put(Object object, std::vector<RecordPtr>& put) {
    Record record = read_record(object, RecordScope::stored);
    object.done();
    put.push_back(std::make_shared<const Record>(std::move(record)));
}
void read_put(Object object, std::vector<Claim>& put) {
    put.push_back(read_claim(std::move(object)));
}
void read_put(Object object, std::vector<Submission>& put) {
    put.push_back(read_submission(std::move(object)));
}
void read_put(Object object, std::vector<Tombstone>& put) {
    put.push_back(read_tombstone(std::move(object)));
}
void read_put(Object object, std::vector<BadgePtr>& put) {
    std::string text = object.text("text", max_stored_badge);
    const std::string path = object.path_of("text");
    Reading& reading = object.reading();
    BadgeEntry entry = read_badge_entry(std::move(object));
    if (!reading.failed() && (entry.bytes != text.size() || entry.badge.sha256 != sha256_hex(text)))
        reading.report("format.value", path);
    entry.badge.text = std::move(text);
    put.push_back(std::make_shared<const Badge>(std::move(entry.badge)));
}

template <class T>
void read_list(Object& root, std::string_view name, ListPatch<T>& patch) {
    if (!root.has(name)) return;
    Object list = root.object(name);
    patch.removed = list.texts_or_empty("removed", max_changed);
    list.each_or_none("put", max_changed, [&](Object object) { read_put(std::move(object), patch.put); });
    const Json* const placed = list.raw("placed");
    list.done();
    if (placed == nullptr) return;
    if (!placed->is_array()) return list.fail_at("placed", "format.type", "array");
    std::size_t count = 0;
    for (const Json& run : *placed) {
        if (!run.is_array()) return list.fail_at("placed", "format.type", "array");
        std::vector<Id>& ids = patch.placed.emplace_back();
        count += run.size();
        if (count > max_changed) return list.fail_at("placed", "format.tooLong", std::to_string(max_changed));
        for (const Json& id : run) {
            const auto* const text = id.get_ptr<const std::string*>();
            if (text == nullptr || text->size() > default_max_text)
                return list.fail_at("placed", "format.type", "string");
            ids.push_back(*text);
        }
    }
}

} // namespace

Json to_json(const Patch& patch) {
    Json json = Json::object();
    if (patch.portfolio) json["portfolio"] = *patch.portfolio;
    if (patch.device) json["device"] = *patch.device;
    if (patch.created) json["created"] = to_rfc3339_exact(*patch.created);
    if (patch.profile) json["profile"] = to_json(*patch.profile);
    if (patch.pathway)
        json["pathway"] = json_object({{"id", patch.pathway->id}, {"revision", patch.pathway->revision}});
    if (patch.wall) json["wall"] = to_json(*patch.wall);
    if (patch.sample) json["sample"] = *patch.sample;
    add_list(json, "records", patch.records);
    add_list(json, "claims", patch.claims);
    add_list(json, "badges", patch.badges);
    add_list(json, "submissions", patch.submissions);
    add_list(json, "tombstones", patch.tombstones);
    return json;
}

Patch read_patch(Object object) {
    Patch patch;
    if (object.has("portfolio")) patch.portfolio = object.text("portfolio");
    if (object.has("device")) patch.device = object.text("device");
    patch.created = object.instant_or_none("created");
    if (object.has("profile")) patch.profile = read_profile(object.object("profile"));
    if (object.has("pathway")) {
        Object pathway = object.object("pathway");
        patch.pathway.emplace(pathway.text("id"), pathway.text("revision"));
        pathway.done();
    }
    if (object.has("wall")) patch.wall = read_wall(object.object("wall"));
    if (object.has("sample")) patch.sample = object.boolean("sample");
    read_list(object, "records", patch.records);
    read_list(object, "claims", patch.claims);
    read_list(object, "badges", patch.badges);
    read_list(object, "submissions", patch.submissions);
    read_list(object, "tombstones", patch.tombstones);
    object.done();
    return patch;
}

} // namespace cairn
