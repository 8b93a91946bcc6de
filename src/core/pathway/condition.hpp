// Whether a record meets one condition of a pathway leaf. A field of another shape than the condition asks
// for is a condition that is not met, never an error: records may come from newer or stranger programs.
#pragma once

#include "core/model/document.hpp"
#include "core/model/pathway.hpp"

#include <string_view>

namespace cairn {

bool meets(const Condition& condition, const Record& record);

// Whether a field holds anything: text that is more than white space, a tick, a choice, a row with a filled
// column.
bool is_filled(const Record& record, std::string_view field);

// Whether the field `people` has a row with a name and a role; with `role`, with that role.
bool names_person(const Record& record, std::string_view role = {});

} // namespace cairn
