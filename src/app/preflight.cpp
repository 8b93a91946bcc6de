#include "app/preflight.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cairn::app {
namespace {

RecordHint hint_of(const State& state, const Record& record) {
    RecordHint hint;
    hint.record = &record;
    if (const RecordType* type = find_record_type(*state.catalog, record.type))
        for (Missing& missing : missing_fields(*type, record))
            hint.empty_fields.push_back(std::move(missing.field));
    for (const FileRef& file : record.files) {
        if (file.media_type.starts_with("image/") && file.alt.empty() &&
            !state.session.withheld.contains(file.sha256))
            hint.undescribed.push_back(file.name);
    }
    return hint;
}

// Whether the claim rests on files alone, all of which stay with the learner.
bool is_unbacked(const State& state, const PlannedClaim& claim) {
    const auto& proof = claim.leaf->proof;
    if (!std::ranges::contains(proof, Proof::file) || std::ranges::contains(proof, Proof::self)) return false;
    return !claim.record->files.empty() && std::ranges::all_of(claim.record->files, [&](const FileRef& file) {
        return state.session.withheld.contains(file.sha256);
    });
}

} // namespace

Preflight preflight(const State& state, const LevelStatus& level) {
    Preflight found;
    found.badges_to_hold = level.missing_prerequisites;
    for (const PathwayNode* const goal : goals_of(*level.level)) {
        const auto status = level.nodes.find(goal->id);
        if (status == level.nodes.end() || is_met(status->second) ||
            std::ranges::contains(level.missing_prerequisites, goal))
            continue;
        (status->second.waits_for_others ? found.others : found.missing).push_back(goal);
    }

    found.plan = plan_bundle(*state.document, *level.level, held_badges(state), state.session.withheld);
    found.files = named_files(found.plan);
    for (const HeldBadge& badge : held_badges(state))
        if (travels(badge)) found.badges.push_back(&badge);
    std::set<const Record*> seen;
    for (const PlannedClaim& claim : found.plan.claims) {
        const auto status = level.nodes.find(claim.leaf->id);
        if (status != level.nodes.end() && status->second.waits_for_reviewer &&
            !std::ranges::contains(found.reviewed, claim.leaf))
            found.reviewed.push_back(claim.leaf);
        if (is_unbacked(state, claim)) found.unbacked.push_back(claim.leaf);
        if (!seen.insert(claim.record).second) continue;
        RecordHint hint = hint_of(state, *claim.record);
        if (!hint.empty_fields.empty() || !hint.undescribed.empty()) found.hints.push_back(std::move(hint));
    }
    found.unnamed = state.document->profile.name.empty();
    return found;
}

} // namespace cairn::app
