// Looking into JSON of unknown shape. Nothing here fails: what is not there, or is of another type, is empty.
#pragma once

#include "base/instant.hpp"
#include "core/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// nullptr where `json` is no object, or has no such member, or it is null.
const Json* member(const Json& json, std::string_view key);

std::string text_or_empty(const Json* value);
std::string text_member(const Json& json, std::string_view key);

// The elements of an array, or the one value that stands for it. Not nulls.
std::vector<const Json*> one_or_many(const Json* value);

// `type` is this text, or a list that has it.
bool has_type(const Json& json, std::string_view type);

// An id that stands as a text, or as the `id` of an object: issuer, holder.
std::string id_of(const Json* value);

// A text, or the first `@value` of a language value.
std::string words_of(const Json* value);

// xsd:dateTimeStamp: a date and a time with a zone. Nothing for any other text.
std::optional<Instant> date_time_stamp(std::string_view text);

} // namespace cairn
