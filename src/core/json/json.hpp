// The one way in to nlohmann/json: the alias that everybody uses, and the parts of it that stay out.
#pragma once

#ifndef JSON_NO_IO
#define JSON_NO_IO 1 // no streams in what ships
#endif
#include <nlohmann/json.hpp>

namespace cairn {

using Json = nlohmann::json;

} // namespace cairn
