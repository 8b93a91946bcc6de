#include "app/step.hpp"
#include "core/merge/merge.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

Result<const PathwayNode*> leaf_of(const State& state, const std::string& id) {
    const Pathway* pathway = current_pathway(state);
    const PathwayNode* node = pathway == nullptr ? nullptr : find_node(*pathway, id);
    if (node == nullptr || node->kind != NodeKind::leaf) return fail("criterion.unknown");
    return node;
}

void drop_claims(Document& document, const Id& criterion, const Id& record, const Stamp& stamp) {
    std::erase_if(document.claims, [&](const Claim& claim) {
        if (claim.criterion != criterion || claim.record != record) return false;
        document.tombstones.push_back(
            {claim.id, stamp.now, document.device, {{claim.device, claim.revision}}});
        std::erase(document.wall.items, claim.id);
        return true;
    });
}

// Only what is attached counts.
void attach(Document& document, const Id& id, const Id& criterion, Instant now) {
    const auto found =
        std::ranges::find(document.records, id, [](const RecordPtr& record) { return record->id; });
    if (found == document.records.end() || std::ranges::contains((*found)->criteria, criterion)) return;
    Record record = **found;
    record.criteria.push_back(criterion);
    record.modified = now;
    advance(record, document.device);
    *found = std::make_shared<const Record>(std::move(record));
}

} // namespace

Result<Step> update_criteria(const State& state, const AttachRecord& command, const Stamp& stamp) {
    const Result<const PathwayNode*> leaf = leaf_of(state, command.criterion);
    if (!leaf) return std::unexpected(leaf.error());
    Result<Step> step = change_record(state, command.record, stamp, "change.attached", "",
                                      [&](Record& record) -> Result<void> {
                                          if (!std::ranges::contains(record.criteria, (*leaf)->uri))
                                              record.criteria.push_back((*leaf)->uri);
                                          return {};
                                      });
    if (step) step->state.session.dialog.reset();
    return step;
}

Result<Step> update_criteria(const State& state, const DetachRecord& command, const Stamp& stamp) {
    const Result<const PathwayNode*> leaf = leaf_of(state, command.criterion);
    if (!leaf) return std::unexpected(leaf.error());
    Result<Step> step = change_record(
        state, command.record, stamp, "change.detached", "",
        [&](Record& record) -> Result<void> {
            std::erase(record.criteria, (*leaf)->uri);
            return {};
        },
        [&](Document& document) { drop_claims(document, (*leaf)->uri, command.record, stamp); });
    if (step) focus_on(*step, "attach");
    return step;
}

Result<Step> update_criteria(const State& state, const ClaimCriterion& command, const Stamp& stamp) {
    const Result<const PathwayNode*> leaf = leaf_of(state, command.criterion);
    if (!leaf) return std::unexpected(leaf.error());
    const Record* record = find_record(*state.document, command.record);
    if (record == nullptr || record->trashed) return fail("record.unknown");
    if (!missing_for_claim(**leaf, *record).empty()) return fail("claim.notMet");

    Document next = *state.document;
    attach(next, command.record, (*leaf)->uri, stamp.now);
    drop_claims(next, (*leaf)->uri, command.record, stamp);
    next.claims.push_back({stamp.fresh[0], (*leaf)->uri, command.record, stamp.now, next.device, 1});
    Step step = changed(state, std::move(next), "change.claimed", stamp);
    const std::string name = in_language((*leaf)->name, state.document->profile.lang);
    tell(step, tr(*state.catalog, "claim.done", {{"criterion", name}}));
    return step;
}

Result<Step> update_criteria(const State& state, const WithdrawClaim& command, const Stamp& stamp) {
    const Result<const PathwayNode*> leaf = leaf_of(state, command.criterion);
    if (!leaf) return std::unexpected(leaf.error());
    Document next = *state.document;
    drop_claims(next, (*leaf)->uri, command.record, stamp);
    if (next.claims.size() == state.document->claims.size()) return Step{state, {}};
    return changed(state, std::move(next), "change.claimWithdrawn", stamp);
}

} // namespace cairn::app
