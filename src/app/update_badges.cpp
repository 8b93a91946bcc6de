#include "app/step.hpp"

namespace cairn::app {

Result<Step> update_badges(const State& state, const AddBadges& /*command*/, const Stamp&) {
    return Step{state, {}};
}

Result<Step> update_badges(const State& state, const MatchBadge& /*command*/, const Stamp&) {
    return Step{state, {}};
}

Result<Step> update_badges(const State& state, const RemoveBadge& /*command*/, const Stamp&) {
    return Step{state, {}};
}

Result<Step> update_badges(const State& state, const SaveBadgeFile& /*command*/, const Stamp&) {
    return Step{state, {}};
}

Step file_read(const State& state, const FileRead& /*event*/, const Stamp&) {
    return Step{state, {}};
}

std::optional<Step> badge_failed(const State& /*state*/, const FileFailed& /*event*/) {
    return std::nullopt;
}

} // namespace cairn::app
