#include "core/credentials/bundle.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/model/record_json.hpp"

#include <utility>

namespace cairn {

namespace {

constexpr std::string_view record_format = "cairn-record";
constexpr std::uint64_t record_version = 1;

} // namespace

std::string record_json(const Record& record) {
    Json json = to_json(record, RecordScope::travelling);
    json["format"] = record_format;
    json["version"] = record_version;
    return canonicalize(json);
}

Result<Record> parse_record_json(std::string_view json_text) {
    constexpr std::string_view file = "record.json";
    const auto json = read_json(json_text);
    if (!json)
        return fail(json.error().code, std::string(file) + ": " + json.error().where, json.error().detail);
    Reading reading(file);
    Object root = reading.root(*json);
    const std::string format = root.text("format");
    const std::uint64_t version = root.number("version", UINT32_MAX);
    if (format != record_format) root.fail_at("format", "format.value", format);
    // A newer version may name members that nobody here knows, so it is looked at first.
    if (version != record_version) root.fail_at("version", "format.version", std::to_string(version));
    Record record = read_record(root, RecordScope::travelling);
    root.done();
    return reading.finish(std::move(record));
}

} // namespace cairn
