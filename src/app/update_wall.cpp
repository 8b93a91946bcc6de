#include "app/step.hpp"

namespace cairn::app {

Result<Step> update_wall(const State& state, const ShowOnWall&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const MoveOnWall&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const SetWallTitle&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const SetWallAbout&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const SetWallAddress&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const SetWallName&, const Stamp&) {
    return Step{state, {}};
}
Result<Step> update_wall(const State& state, const ExportWall&, const Stamp&) {
    return Step{state, {}};
}

} // namespace cairn::app
