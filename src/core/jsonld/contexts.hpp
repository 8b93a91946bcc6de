// The contexts that are compiled into the program: those that badges and records of learning are written
// with. Nothing else is ever loaded.
#pragma once

#include "core/jsonld/context.hpp"

#include <string_view>
#include <vector>

namespace cairn {

// The document (an object with @context) at an address, or nullptr. It stays where it is.
const Json* compiled_context(std::string_view address);

// Their addresses, in order.
std::vector<std::string_view> compiled_contexts();

namespace jsonld {

// What was made of them before. Small again after it has grown large.
Store& compiled_store();

} // namespace jsonld
} // namespace cairn
