#include "core/store/patch.hpp"

namespace cairn {} // namespace cairn
