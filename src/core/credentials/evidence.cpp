#include "core/credentials/evidence.hpp"

#include "core/credentials/bundle.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view file_genre = "File";

// RFC 6838 names on both sides of the slash, without parameters and without what no IRI can hold: a media
// type becomes part of a data URL.
std::string media_type_of(std::string_view given) {
    const std::string_view type = given.substr(0, given.find(';'));
    const auto is_name = [](std::string_view name) {
        return !name.empty() && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   std::string_view("!$&-_.+").contains(c);
        });
    };
    const auto slash = type.find('/');
    const bool valid =
        slash != std::string_view::npos && is_name(type.substr(0, slash)) && is_name(type.substr(slash + 1));
    return std::string(valid ? type : "application/octet-stream");
}

Json entry(const EvidenceFile& file, std::string id) {
    Json json = json_object({{"id", Json(std::move(id))},
                             {"type", json_texts({"Evidence"})},
                             {"genre", file_genre},
                             {"mediaType", file.media_type},
                             {"digestMultibase", digest_multibase(file.digest)}});
    if (!file.name.empty()) json["name"] = file.name;
    return json;
}

} // namespace

std::vector<EvidenceFile> evidence_files(const Record& record) {
    std::vector<EvidenceFile> files;
    EvidenceFile& own = files.emplace_back();
    own.bytes = record_json(record);
    own.id = make_uuid_v8(sha256(bytes_of(record.id + own.bytes)));
    own.name = "record.json";
    own.media_type = "application/json";
    own.digest = sha256(bytes_of(own.bytes));
    own.size = own.bytes.size();
    own.generated = true;
    for (const FileRef& ref : record.files) {
        const auto digest = from_hex(ref.sha256);
        if (!digest || digest->size() != Digest{}.size()) continue;
        EvidenceFile& file = files.emplace_back();
        file.id = ref.id;
        file.name = ref.name;
        file.media_type = media_type_of(ref.media_type);
        file.alt = ref.alt;
        std::ranges::copy(*digest, file.digest.begin());
        file.size = ref.size;
    }
    return files;
}

EvidenceFile badge_file(const Badge& badge) {
    EvidenceFile file;
    file.id = badge.id;
    file.name = badge.file_name;
    file.media_type = "application/vc";
    file.digest = sha256(bytes_of(badge.text));
    file.size = badge.text.size();
    file.bytes = badge.text;
    file.generated = true;
    return file;
}

Json claim_entry(const EvidenceFile& file) {
    Json json = entry(file, file.id);
    if (!file.alt.empty()) json["description"] = file.alt;
    return json;
}

Json data_entry(const EvidenceFile& file, std::string_view bytes) {
    return entry(file, "data:" + file.media_type + ";base64," + to_base64(bytes_of(bytes)));
}

} // namespace cairn
