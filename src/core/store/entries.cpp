#include "core/store/entries.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/write.hpp"
#include "core/model/record_json.hpp"

#include <memory>
#include <utility>

namespace cairn {

std::string badge_file(std::string_view sha256) {
    return "badges/" + std::string(sha256.substr(0, 16)) + ".json";
}

Json to_json(const Claim& claim) {
    return json_object({{"id", claim.id},
                        {"criterion", claim.criterion},
                        {"record", claim.record},
                        {"claimed", to_rfc3339_exact(claim.claimed)},
                        {"device", claim.device},
                        {"revision", claim.revision}});
}

Json to_json(const Submission& submission) {
    return json_object({{"id", submission.id},
                        {"level", submission.level},
                        {"time", to_rfc3339_exact(submission.time)},
                        {"sha256", submission.sha256}});
}

Json to_json(const Tombstone& tombstone) {
    Json json = json_object({{"id", tombstone.id},
                             {"deleted", to_rfc3339_exact(tombstone.deleted)},
                             {"device", tombstone.device}});
    if (!tombstone.version.empty()) json["version"] = to_json(tombstone.version);
    return json;
}

Json to_json(const Badge& badge) {
    Json json = json_object({{"id", badge.id},
                             {"file", badge_file(badge.sha256)},
                             {"sha256", badge.sha256},
                             {"bytes", badge.text.size()},
                             {"fileName", badge.file_name},
                             {"added", to_rfc3339_exact(badge.added)},
                             {"device", badge.device},
                             {"revision", badge.revision}});
    if (!badge.matches.empty()) json["matches"] = badge.matches;
    return json;
}

Json to_json(const Profile& profile) {
    Json json = json_object({{"name", profile.name}, {"lang", profile.lang}, {"theme", profile.theme}});
    if (!profile.emails.empty()) json["emails"] = profile.emails;
    for (const Contact& contact : profile.contacts)
        json["contacts"].push_back(json_object({{"label", contact.label}, {"value", contact.value}}));
    return json;
}

Json to_json(const Wall& wall) {
    return json_object({{"title", wall.title},
                        {"about", wall.about},
                        {"showName", wall.show_name},
                        {"address", wall.address},
                        {"items", Json(wall.items)}});
}

std::string read_sha256(Object& object, std::string_view key) {
    std::string hex = object.text(key);
    if (!is_sha256_hex(hex)) object.fail_at(key, "format.value", hex);
    return hex;
}

Claim read_claim(Object object) {
    Claim claim;
    claim.id = object.text("id");
    claim.criterion = object.text("criterion");
    claim.record = object.text("record");
    claim.claimed = object.instant("claimed");
    claim.device = object.text("device");
    claim.revision = static_cast<std::uint32_t>(object.number("revision", UINT32_MAX));
    object.done();
    return claim;
}

Submission read_submission(Object object) {
    Submission submission;
    submission.id = object.text("id");
    submission.level = object.text("level");
    submission.time = object.instant("time");
    submission.sha256 = read_sha256(object, "sha256");
    object.done();
    return submission;
}

Tombstone read_tombstone(Object object) {
    Tombstone tombstone;
    tombstone.id = object.text("id");
    tombstone.deleted = object.instant("deleted");
    tombstone.device = object.text("device");
    tombstone.version = read_versions(object.object_or_empty("version"));
    object.done();
    return tombstone;
}

BadgeEntry read_badge_entry(Object object) {
    BadgeEntry entry;
    Badge& badge = entry.badge;
    badge.id = object.text("id");
    badge.sha256 = read_sha256(object, "sha256");
    entry.file = object.text("file");
    // The name follows from the digest: an index cannot point at any other file.
    if (entry.file != badge_file(badge.sha256)) object.fail_at("file", "format.value", entry.file);
    entry.bytes = object.number("bytes", max_stored_badge);
    badge.file_name = object.text("fileName");
    badge.added = object.instant("added");
    badge.device = object.text("device");
    badge.revision = static_cast<std::uint32_t>(object.number("revision", UINT32_MAX));
    badge.matches = object.text_or("matches", "");
    object.done();
    return entry;
}

Profile read_profile(Object object) {
    Profile profile;
    profile.name = object.text("name", max_field_text);
    profile.lang = object.text("lang");
    profile.theme = object.text("theme");
    profile.emails = object.texts_or_empty("emails", max_stored_emails);
    object.each_or_none("contacts", max_stored_contacts, [&](Object contact) {
        std::string label = contact.text("label", max_field_text);
        std::string value = contact.text("value", max_field_text);
        contact.done();
        profile.contacts.push_back({std::move(label), std::move(value)});
    });
    object.done();
    return profile;
}

Wall read_wall(Object object) {
    Wall wall;
    wall.title = object.text("title", max_field_text);
    wall.about = object.text("about", max_field_text);
    wall.show_name = object.boolean("showName");
    wall.address = object.text("address", max_field_text);
    wall.items = object.texts("items", max_wall_items);
    object.done();
    return wall;
}

} // namespace cairn
