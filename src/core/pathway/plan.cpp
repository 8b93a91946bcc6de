#include "core/pathway/plan.hpp"

#include <algorithm>
#include <tuple>

namespace cairn {

namespace {

ActivityState state_of(const Record& record) {
    const std::string_view state = field_text(record, "state");
    if (state == "doing") return ActivityState::doing;
    if (state == "done") return ActivityState::done;
    return state == "dropped" ? ActivityState::dropped : ActivityState::planned;
}

bool is_ticked(const Record& record, const std::string& field) {
    const auto found = record.fields.find(field);
    const bool* const ticked = found == record.fields.end() ? nullptr : std::get_if<bool>(&found->second);
    return ticked != nullptr && *ticked;
}

bool is_below(const PathwayNode& node, const PathwayNode& wanted) {
    return &node == &wanted ||
           std::ranges::any_of(node.children, [&](const auto& child) { return is_below(child, wanted); });
}

bool is_under_way(const LevelStatus& status) {
    return (status.state == LevelState::open || status.state == LevelState::returned) &&
           status.prerequisites_held;
}

bool is_met_in(const LevelStatus& status, const PathwayNode& node) {
    const auto found = status.nodes.find(node.id);
    return found == status.nodes.end() || is_met(found->second);
}

} // namespace

std::string_view field_text(const Record& record, std::string_view field) {
    const auto found = record.fields.find(std::string(field));
    const auto* const text =
        found == record.fields.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? std::string_view() : *text;
}

std::vector<Activity> activities(const Document& document) {
    std::vector<Activity> found;
    for (const RecordPtr& record : document.records) {
        if (record == nullptr || record->trashed || record->type != activity_type) continue;
        found.push_back({.record = record.get(),
                         .state = state_of(*record),
                         .in_plan = is_ticked(*record, "inPlan"),
                         .due = field_text(*record, "due"),
                         .serves = field_text(*record, "serves")});
    }
    std::ranges::stable_sort(found, {}, [](const Activity& one) {
        return std::tuple(one.due.empty(), one.due, one.state != ActivityState::doing, one.record->created);
    });
    return found;
}

const LevelStatus* level_status_of(const Progress& progress, const PathwayNode& node) {
    for (const auto* const part : {&progress.levels, &progress.skills}) {
        for (const LevelStatus& status : *part) {
            const auto found = status.nodes.find(node.id);
            if (found != status.nodes.end() && found->second.node == &node) return &status;
        }
    }
    return nullptr;
}

bool is_open(const Progress& progress, const PathwayNode& leaf) {
    const LevelStatus* const status = level_status_of(progress, leaf);
    if (leaf.kind != NodeKind::leaf || !learner_can_do(leaf)) return false;
    if (status == nullptr || !is_under_way(*status) || is_met_in(*status, leaf)) return false;
    return std::ranges::none_of(goals_of(*status->level), [&](const PathwayNode* goal) {
        return is_below(*goal, leaf) && is_met_in(*status, *goal);
    });
}

std::optional<NextStep> next_step(const Pathway& pathway, const Progress& progress,
                                  const Document& document) {
    for (const Activity& one : activities(document)) {
        const bool is_over = one.state == ActivityState::done || one.state == ActivityState::dropped;
        if (is_over || !one.in_plan || one.serves.empty()) continue;
        const PathwayNode* const leaf = find_node(pathway, one.serves);
        if (leaf != nullptr && is_open(progress, *leaf))
            return NextStep{leaf, level_status_of(progress, *leaf), one};
    }
    for (const LevelStatus& status : progress.levels) {
        if (!is_under_way(status)) continue;
        for (const PathwayNode* const goal : goals_of(*status.level))
            if (learner_can_do(*goal) && !is_met_in(status, *goal)) return NextStep{goal, &status};
    }
    return std::nullopt;
}

} // namespace cairn
