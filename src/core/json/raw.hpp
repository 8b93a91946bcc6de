// Where a value stands in JSON text, so that a part of a document can be taken out byte for byte. For text
// that read_json() has taken; of any other the answers mean nothing, but nothing goes wrong.
#pragma once

#include <string_view>
#include <vector>

namespace cairn {

// The value of a member of the object that `object` is; empty where it has none, or is no object.
std::string_view raw_member(std::string_view object, std::string_view key);

// The elements of an array; one that is no array stands for itself. Empty text: none.
std::vector<std::string_view> raw_elements(std::string_view value);

} // namespace cairn
