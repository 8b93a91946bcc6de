#include "core/model/asset_file.hpp"

#include "base/uuid.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t max_file_bytes = 4UL * 1024 * 1024;
constexpr std::size_t max_name_bytes = 128;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

} // namespace

Result<Json> read_asset(std::string_view json_text, std::string_view file_name) {
    auto json = read_json(json_text, {.bytes = max_file_bytes});
    if (!json) {
        Error error = json.error();
        error.where = std::string(file_name) + ": " + error.where;
        return std::unexpected(std::move(error));
    }
    return json;
}

void expect_format(Object& root, std::string_view format, std::uint64_t version) {
    if (const std::string found = root.text("format"); found != format)
        root.fail_at("format", "format.value", found);
    const std::uint64_t found = root.number("version", 1'000'000);
    if (found != version) root.fail_at("version", "format.value", std::to_string(found));
}

std::string read_name(Object& object, std::string_view key) {
    std::string name = object.text(key, max_name_bytes);
    if (name.empty() || !std::ranges::all_of(name, is_name_character))
        object.fail_at(key, "format.value", name);
    return name;
}

std::string read_new_name(Object& object, std::string_view key, std::set<std::string>& taken) {
    std::string name = read_name(object, key);
    if (!taken.insert(name).second) object.fail_at(key, "format.value", name);
    return name;
}

std::string read_uri(Object& object, std::string_view key) {
    std::string uri = object.text(key, max_name_bytes);
    if (!is_uuid_urn(uri)) object.fail_at(key, "format.value", uri);
    return uri;
}

} // namespace cairn
