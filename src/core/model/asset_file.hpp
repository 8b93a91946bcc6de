// What the files under assets/ have in common: their first two members and the form of their names.
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/json/reader.hpp"

#include <set>
#include <string>
#include <string_view>

namespace cairn {

// Reads the text; errors json.*, with the file's name in front of the path.
Result<Json> read_asset(std::string_view json_text, std::string_view file_name);

// Checks `format` and `version`. Error: format.value.
void expect_format(Object& root, std::string_view format, std::uint64_t version);

// A name that other files refer to: 1 to 128 letters, digits, dots, hyphens and underscores. Error:
// format.value.
std::string read_name(Object& object, std::string_view key);

// A name that has to be new in `taken`. Error: format.value.
std::string read_new_name(Object& object, std::string_view key, std::set<std::string>& taken);

// A urn:uuid. Error: format.value.
std::string read_uri(Object& object, std::string_view key);

} // namespace cairn
