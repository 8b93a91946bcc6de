// Files that the command writes.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace cairn::cli {

// All of it or nothing: what was there before stays until the last byte is written. Error: command.unwritable
// (`where` is the path, `detail` the system's word for it).
Result<void> write_file(const std::string& path, std::string_view bytes);

} // namespace cairn::cli
