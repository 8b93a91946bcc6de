// Signing keys as JSON: in keys.json, and in restore points.
#pragma once

#include "core/json/json.hpp"
#include "core/json/reader.hpp"
#include "core/model/document.hpp"

#include <vector>

namespace cairn {

Json keys_to_json(const std::vector<LearnerKey>& keys);
// Of the member `keys`.
std::vector<LearnerKey> read_keys(Object& object);

} // namespace cairn
