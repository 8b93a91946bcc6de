#include "core/model/record_json.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

Json to_json(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value); texts && !texts->empty())
        return *texts;
    if (const auto* rows = std::get_if<std::vector<Row>>(&value); rows && !rows->empty()) return *rows;
    return nullptr;
}

Json to_json(const FileRef& file) {
    Json json = json_object({
        {"id", file.id},
        {"sha256", file.sha256},
        {"name", file.name},
        {"size", file.size},
        {"cleaned", file.cleaned},
        {"mediaType", file.media_type},
        {"added", to_rfc3339_exact(file.added)},
    });
    if (!file.alt.empty()) json["alt"] = file.alt;
    return json;
}

// The list of an array of objects or of an array of texts; what it is shows in its first element.
Value read_list(Object& fields, const std::string& name, const Json& array) {
    if (array.empty() || array.front().is_string()) return fields.texts(name, max_rows);
    std::vector<Row> rows;
    fields.each(name, max_rows, [&](Object row) {
        Row& out = rows.emplace_back();
        const auto columns = row.keys();
        if (columns.size() > max_columns)
            row.reading().report("format.tooLong", row.path(), std::to_string(max_columns));
        for (const std::string& column : columns) {
            if (!row.reading().failed()) out.emplace(column, row.text(column, max_field_text));
        }
    });
    return rows;
}

Value read_value(Object& fields, const std::string& name) {
    const Json* const json = fields.raw(name);
    if (json == nullptr) return {};
    if (json->is_boolean()) return json->get<bool>();
    if (json->is_array()) return read_list(fields, name, *json);
    return fields.text(name, max_field_text);
}

FileRef read_file(Object object) {
    FileRef file;
    file.id = object.text("id");
    file.sha256 = object.text("sha256");
    if (!is_sha256_hex(file.sha256)) object.fail_at("sha256", "format.value", file.sha256);
    file.name = object.text("name", max_field_text);
    file.media_type = object.text("mediaType");
    constexpr std::uint64_t largest_exact_integer = (1ULL << 53U) - 1;
    file.size = object.number("size", largest_exact_integer);
    file.alt = object.text_or("alt", "", max_field_text);
    file.cleaned = object.boolean("cleaned");
    file.added = object.instant("added");
    object.done();
    return file;
}

} // namespace

Json to_json(const Record& record, RecordScope scope) {
    Json fields = Json::object();
    for (const auto& [name, value] : record.fields) {
        if (Json json = to_json(value); !json.is_null()) fields[name] = std::move(json);
    }
    Json json = json_object({
        {"id", record.id},
        {"type", record.type},
        {"created", to_rfc3339_exact(record.created)},
        {"modified", to_rfc3339_exact(record.modified)},
        {"lang", record.lang},
        {"fields", std::move(fields)},
    });
    for (const FileRef& file : record.files)
        json["files"].push_back(to_json(file));
    if (scope == RecordScope::travelling) return json;
    json["device"] = record.device;
    json["revision"] = record.revision;
    if (!record.criteria.empty()) json["criteria"] = record.criteria;
    if (!record.links.empty()) json["links"] = record.links;
    if (!record.tags.empty()) json["tags"] = record.tags;
    if (record.trashed) json["trashed"] = to_rfc3339_exact(*record.trashed);
    if (!record.clock.empty()) json["clock"] = to_json(record.clock);
    if (!record.conflict_of.empty()) json["conflictOf"] = record.conflict_of;
    return json;
}

Json to_json(const Versions& versions) {
    Json json = Json::object();
    for (const auto& [device, count] : versions)
        json[device] = count;
    return json;
}

Versions read_versions(Object object) {
    const auto devices = object.keys();
    if (devices.size() > max_devices)
        object.reading().report("format.tooLong", object.path(), std::to_string(max_devices));
    Versions versions;
    for (const Id& device : devices) {
        if (object.reading().failed()) return {};
        versions.emplace(device, static_cast<std::uint32_t>(object.number(device, UINT32_MAX)));
    }
    return versions;
}

Record read_record(Object& object, RecordScope scope) {
    Record record;
    record.id = object.text("id");
    record.type = object.text("type");
    record.created = object.instant("created");
    record.modified = object.instant("modified");
    record.lang = object.text("lang");
    Object fields = object.object("fields");
    const auto names = fields.keys();
    if (names.size() > max_fields) object.fail_at("fields", "format.tooLong", std::to_string(max_fields));
    for (const std::string& name : names) {
        if (!object.reading().failed()) record.fields.emplace(name, read_value(fields, name));
    }
    object.each_or_none("files", max_files,
                        [&](Object file) { record.files.push_back(read_file(std::move(file))); });
    if (scope == RecordScope::travelling) return record;
    record.device = object.text("device");
    record.revision = static_cast<std::uint32_t>(object.number("revision", UINT32_MAX));
    record.criteria = object.texts_or_empty("criteria", max_criteria);
    record.links = object.texts_or_empty("links", max_links);
    record.tags = object.texts_or_empty("tags", max_tags);
    record.trashed = object.instant_or_none("trashed");
    record.clock = read_versions(object.object_or_empty("clock"));
    record.conflict_of = object.text_or("conflictOf", "");
    return record;
}

} // namespace cairn
