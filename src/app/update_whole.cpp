#include "app/step.hpp"

namespace cairn::app {

Result<Step> update_whole(const State& state, const OpenSample&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_whole(const State& state, const ExportPortfolio&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_whole(const State& state, const ImportPortfolio&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_whole(const State& state, const ConfirmImport&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_whole(const State& state, const MeasureStorage&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_whole(const State& state, const DeleteEverything&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const RangeRead&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const WholeFailed&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const RangeStored&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const SamplePicked&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const StorageMeasured&, const Stamp&) {
    return Step{state, {}};
}
Step whole_event(const State& state, const Erased&, const Stamp&) {
    return Step{state, {}};
}

} // namespace cairn::app
