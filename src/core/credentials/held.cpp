#include "core/credentials/held.hpp"

namespace cairn {

HeldBadges judge_badges(const Document& /*document*/, const Pathway* /*pathway*/,
                        const std::vector<LearnerKey>& /*keys*/, Instant /*now*/) {
    return {};
}

std::vector<std::string> earned_badges(const HeldBadges& /*held*/) {
    return {};
}

Result<void> may_keep(std::string_view /*text*/, const Document& /*document*/,
                      const std::vector<LearnerKey>& /*keys*/, Instant /*now*/) {
    return {};
}

} // namespace cairn
