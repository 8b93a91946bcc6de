#include "core/credentials/check_parts.hpp"

namespace cairn {

void find_faults(const Json& /*credential*/, CheckReport& /*report*/) {}

} // namespace cairn
