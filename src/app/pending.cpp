// Not done yet: each feature takes its own out of here.
#include "app/step.hpp"

namespace cairn::app {


} // namespace cairn::app
