#include "core/pathway/evaluate.hpp"

#include "core/pathway/condition.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace cairn {

namespace {

constexpr std::string_view approver_role = "approver";

bool lists(const PathwayNode& leaf, Proof proof) {
    return std::ranges::contains(leaf.proof, proof);
}

// A judgement: what a reviewer or an issuer alone puts on record.
bool is_judgement(const PathwayNode& leaf) {
    return leaf.only_others && std::ranges::all_of(leaf.proof, [](Proof proof) {
               return proof == Proof::reviewer || proof == Proof::issuer_signed;
           });
}

// Whether the level's readiness asks for this node: there is something below it that the learner supplies.
// An empty group is never met, so nothing may pass it by.
bool is_asked_of_learner(const PathwayNode& node) {
    if (node.kind == NodeKind::leaf) return !node.only_others && !is_badge_leaf(node);
    return node.children.empty() || std::ranges::any_of(node.children, is_asked_of_learner);
}

bool is_choice(const PathwayNode& node) {
    return node.kind == NodeKind::group && (node.children.empty() || node.need != node.children.size());
}

bool is_accepted(LeafState state) {
    return state == LeafState::accepted || state == LeafState::waived;
}

bool is_accepted(const NodeStatus& status) {
    if (status.node->kind == NodeKind::group) return status.group == GroupState::accepted;
    return is_accepted(status.leaf);
}

// What a document holds, by the uri of the criterion.
class Holdings {
  public:
    Holdings(const Document& document, const SignedFacts& facts) : facts_(facts) {
        for (const RecordPtr& record : document.records) {
            if (record == nullptr || record->trashed) continue;
            for (const Id& criterion : record->criteria) {
                auto& attached = records_[criterion];
                if (attached.empty() || attached.back() != record.get()) attached.push_back(record.get());
            }
        }
        for (auto& [criterion, attached] : records_) {
            std::ranges::stable_sort(attached, {}, [](const Record* record) {
                return std::tuple(record->created, std::string_view(record->id));
            });
        }
        for (const Claim& claim : document.claims)
            claims_[claim.criterion].push_back(&claim);
        for (auto& [criterion, claims] : claims_) {
            std::ranges::stable_sort(claims, {}, [](const Claim* claim) {
                return std::tuple(claim->claimed, std::string_view(claim->id));
            });
        }
    }

    std::vector<const Record*> attached_to(const PathwayNode& leaf) const {
        const auto found = records_.find(leaf.uri);
        return found == records_.end() ? std::vector<const Record*>() : found->second;
    }

    // The claims that count, one for each record, oldest first.
    std::vector<const Claim*> counting_claims(const PathwayNode& leaf) const {
        std::vector<const Claim*> counting;
        const auto claims = claims_.find(leaf.uri);
        const auto records = records_.find(leaf.uri);
        if (claims == claims_.end() || records == records_.end()) return counting;
        std::map<std::string_view, const Record*> uncounted;
        for (const Record* const record : records->second)
            uncounted.emplace(record->id, record);
        for (const Claim* const claim : claims->second) {
            const auto record = uncounted.find(claim->record);
            if (record == uncounted.end() || !missing_for_claim(leaf, *record->second).empty()) continue;
            uncounted.erase(record);
            counting.push_back(claim);
        }
        return counting;
    }

    bool holds(const std::string& badge) const { return std::ranges::contains(facts_.held_badges, badge); }

    std::size_t badges_held(const PathwayNode& leaf) const {
        if (!leaf.badge.empty()) return holds(leaf.badge) ? 1 : 0;
        return static_cast<std::size_t>(
            std::ranges::count_if(leaf.badge_in, [&](const std::string& badge) { return holds(badge); }));
    }

    const SignedFacts& facts() const { return facts_; }

  private:
    const SignedFacts& facts_;
    std::map<std::string_view, std::vector<const Record*>> records_;
    std::map<std::string_view, std::vector<const Claim*>> claims_;
};

LeafState state_of_leaf(const PathwayNode& leaf, const NodeStatus& status, const SignedFacts& facts) {
    if (const auto fact = facts.leaves.find(leaf.uri); fact != facts.leaves.end()) {
        if (is_accepted(fact->second) || fact->second == LeafState::returned) return fact->second;
    }
    if (is_badge_leaf(leaf)) return status.met >= status.need ? LeafState::accepted : LeafState::empty;
    if (status.met >= status.need) return LeafState::claimed;
    return status.records.empty() ? LeafState::empty : LeafState::drafted;
}

NodeStatus evaluate_leaf(const PathwayNode& leaf, const Holdings& holdings) {
    NodeStatus status;
    status.node = &leaf;
    status.need = std::max<std::size_t>(leaf.records, 1);
    status.records = holdings.attached_to(leaf);
    if (is_badge_leaf(leaf)) {
        if (!leaf.badge.empty()) status.need = 1;
        status.met = holdings.badges_held(leaf);
    } else {
        const auto claims = holdings.counting_claims(leaf);
        status.met = claims.size();
        if (!claims.empty()) status.claim = claims.front();
    }
    status.leaf = state_of_leaf(leaf, status, holdings.facts());
    status.waits_for_reviewer = status.leaf == LeafState::claimed && lists(leaf, Proof::reviewer);
    status.waits_for_others = !is_asked_of_learner(leaf) && !is_met(status);
    return status;
}

class Evaluation {
  public:
    Evaluation(const Holdings& holdings, std::map<std::string, NodeStatus>& nodes)
        : holdings_(holdings), nodes_(nodes) {}

    NodeStatus visit(const PathwayNode& node) {
        NodeStatus status =
            node.kind == NodeKind::leaf ? evaluate_leaf(node, holdings_) : evaluate_group(node);
        if (node.prerequisite && !is_met(status)) missing_prerequisites_.push_back(&node);
        nodes_.insert_or_assign(node.id, status);
        return status;
    }

    const std::vector<const PathwayNode*>& missing_prerequisites() const { return missing_prerequisites_; }

  private:
    NodeStatus evaluate_group(const PathwayNode& group) {
        NodeStatus status;
        status.node = &group;
        status.need = group.need;
        std::size_t accepted = 0;
        std::size_t asked = 0;
        std::size_t asked_met = 0;
        for (const PathwayNode& child : group.children) {
            const NodeStatus child_status = visit(child);
            const bool met = is_met(child_status);
            const bool is_asked = is_asked_of_learner(child);
            status.met += met ? 1 : 0;
            accepted += is_accepted(child_status) ? 1 : 0;
            asked += is_asked ? 1 : 0;
            asked_met += is_asked && met ? 1 : 0;
        }
        // Where a group needs more than the learner can supply, the rest comes from others and blocks no
        // claim.
        const bool waits_only =
            asked > 0 && asked < group.need && asked_met == asked && group.need <= group.children.size();
        const bool possible = group.need > 0 && !group.children.empty();
        if (possible && accepted >= group.need) {
            status.group = GroupState::accepted;
        } else if (possible && (status.met >= group.need || waits_only)) {
            status.group = GroupState::claimed;
        }
        status.waits_for_others = asked == 0 && status.group == GroupState::open;
        return status;
    }

    const Holdings& holdings_;
    std::map<std::string, NodeStatus>& nodes_;
    std::vector<const PathwayNode*> missing_prerequisites_;
};

void add_goals(const PathwayNode& node, std::vector<const PathwayNode*>& goals) {
    if (node.kind == NodeKind::leaf || is_choice(node)) {
        goals.push_back(&node);
        return;
    }
    for (const PathwayNode& child : node.children)
        add_goals(child, goals);
}

const Submission* newest_submission(const Document& document, const Id& level) {
    const Submission* newest = nullptr;
    for (const Submission& submission : document.submissions) {
        if (submission.level != level) continue;
        if (newest == nullptr || submission.time >= newest->time) newest = &submission;
    }
    return newest;
}

LevelState state_of_level(const LevelStatus& status, bool is_ready, const Holdings& holdings) {
    if (holdings.holds(status.level->badge)) return LevelState::earned;
    const auto& decisions = holdings.facts().levels;
    if (const auto decision = decisions.find(status.level->root.uri); decision != decisions.end()) {
        if (decision->second == LevelState::accepted || decision->second == LevelState::returned)
            return decision->second;
    }
    if (!is_ready) return LevelState::open;
    return status.submission == nullptr ? LevelState::ready_to_submit : LevelState::submitted;
}

bool goal_is_met(const LevelStatus& status, const PathwayNode& goal) {
    const auto found = status.nodes.find(goal.id);
    return found != status.nodes.end() && is_met(found->second);
}

LevelStatus evaluate_level(const PathwayLevel& level, const Document& document, const Holdings& holdings) {
    LevelStatus status;
    status.level = &level;
    Evaluation evaluation(holdings, status.nodes);
    const NodeStatus root = evaluation.visit(level.root);
    status.missing_prerequisites = evaluation.missing_prerequisites();
    status.prerequisites_held = status.missing_prerequisites.empty();
    const auto goals = goals_of(level);
    status.need = goals.size();
    status.met = static_cast<std::size_t>(
        std::ranges::count_if(goals, [&](const PathwayNode* goal) { return goal_is_met(status, *goal); }));
    status.submission = newest_submission(document, level.root.uri);
    status.state = state_of_level(status, is_met(root) && status.prerequisites_held, holdings);
    return status;
}

std::vector<LevelStatus> evaluate_each(const std::vector<PathwayLevel>& levels, const Document& document,
                                       const Holdings& holdings) {
    std::vector<LevelStatus> statuses;
    statuses.reserve(levels.size());
    for (const PathwayLevel& level : levels)
        statuses.push_back(evaluate_level(level, document, holdings));
    return statuses;
}

} // namespace

bool is_met(const NodeStatus& status) {
    if (status.node->kind == NodeKind::group) return status.group != GroupState::open;
    return status.leaf == LeafState::claimed || is_accepted(status.leaf);
}

bool learner_can_supply(const PathwayNode& leaf) {
    return leaf.kind == NodeKind::leaf && !is_badge_leaf(leaf) && !is_judgement(leaf);
}

std::vector<Missing> missing_for_claim(const PathwayNode& leaf, const Record& record) {
    std::vector<Missing> missing;
    if (!learner_can_supply(leaf)) return {{.kind = Missing::Kind::wrong_type}};
    const bool is_approved = leaf.or_approved && names_person(record, approver_role);
    if (!is_approved) {
        if (record.type != leaf.record_type)
            return {{.kind = leaf.or_approved ? Missing::Kind::approver : Missing::Kind::wrong_type}};
        for (const Condition& condition : leaf.where)
            if (!meets(condition, record)) missing.push_back({.condition = &condition});
    }
    // The learner's own word is proof enough where the leaf accepts it.
    const bool takes_file = lists(leaf, Proof::file);
    const bool takes_person = lists(leaf, Proof::third_party);
    if (lists(leaf, Proof::self) || (!takes_file && !takes_person)) return missing;
    if ((takes_file && !record.files.empty()) || (takes_person && names_person(record))) return missing;
    if (takes_file && takes_person) {
        missing.push_back({.kind = Missing::Kind::file_or_third_party});
    } else {
        missing.push_back({.kind = takes_file ? Missing::Kind::file : Missing::Kind::third_party});
    }
    return missing;
}

std::vector<Missing> missing_fields(const RecordType& type, const Record& record) {
    std::vector<Missing> missing;
    for (const FieldSpec& field : type.fields)
        if (field.required && is_shown(field, record) && !is_filled(record, field.id))
            missing.push_back({.kind = Missing::Kind::required_field, .field = field.id});
    return missing;
}

std::vector<const PathwayNode*> goals_of(const PathwayLevel& level) {
    std::vector<const PathwayNode*> goals;
    add_goals(level.root, goals);
    return goals;
}

LevelStatus evaluate_level(const Pathway& /*pathway*/, const PathwayLevel& level, const Document& document,
                           const SignedFacts& facts) {
    return evaluate_level(level, document, Holdings(document, facts));
}

std::vector<LevelStatus> evaluate(const Pathway& pathway, const Document& document,
                                  const SignedFacts& facts) {
    return evaluate_each(pathway.levels, document, Holdings(document, facts));
}

Progress evaluate_all(const Pathway& pathway, const Document& document, const SignedFacts& facts) {
    const Holdings holdings(document, facts);
    return {.levels = evaluate_each(pathway.levels, document, holdings),
            .skills = evaluate_each(pathway.skill_badges, document, holdings)};
}

bool learner_can_do(const PathwayNode& node) {
    if (node.kind == NodeKind::leaf) return !node.only_others && learner_can_supply(node);
    return std::ranges::any_of(node.children, learner_can_do);
}

} // namespace cairn
