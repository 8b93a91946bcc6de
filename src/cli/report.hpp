// A check as `cairn verify` says it: as JSON, or in words for people.
#pragma once

#include "core/credentials/check.hpp"

#include <string>
#include <string_view>

namespace cairn::cli {

// One line with a line feed: docs/data-format.md, "Answers".
std::string report_json(std::string_view file, const CheckReport& report);

// Several lines with an empty one at their end.
std::string report_text(std::string_view file, const CheckReport& report);

// "Does not hold: a sentence that says why."
std::string report_line(const CheckReport& report);

} // namespace cairn::cli
