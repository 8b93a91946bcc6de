#include "app/step.hpp"

namespace cairn::app {

Result<Step> update_search(const State& state, const LinkRecord&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_search(const State& state, const UnlinkRecord&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_search(const State& state, const SetTags&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_search(const State& state, const SetQuery&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_search(const State& state, const TypeInDialog&, const Stamp&) {
    return Step{state, {}};
}

} // namespace cairn::app
