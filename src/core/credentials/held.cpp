#include "core/credentials/held.hpp"

namespace cairn {

std::vector<PathwayBadge> pathway_badges(const Pathway& pathway) {
    std::vector<PathwayBadge> badges;
    for (const PathwayLevel& level : pathway.levels)
        if (!level.badge.empty()) badges.push_back({level.badge, level.root.uri, level.root.name, true});
    for (const SkillBadge& badge : pathway.skill_badges)
        badges.push_back({badge.id, badge.uri, badge.name, false});
    return badges;
}

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
