// The learner's plan as the engine reads it: its activities, and what to do next and why.
#pragma once

#include "core/pathway/evaluate.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Ids of the record types that make a plan. Their fields are described in docs/pathway-format.md.
inline constexpr std::string_view plan_type = "plan.document";
inline constexpr std::string_view activity_type = "plan.activity";

enum class ActivityState { planned, doing, done, dropped };

// One activity; the texts are views into its record.
struct Activity {
    const Record* record = nullptr;
    ActivityState state = ActivityState::planned; // also where the record says none
    bool in_plan = false;
    std::string_view due;    // "2026-12-03", "" where there is no date
    std::string_view serves; // uri of the leaf that it may count for, or ""
};

// Those outside the trash: by due date, those without one last; then what is under way before what is
// planned; then as they were made.
std::vector<Activity> activities(const Document& document);

// The text of a field, "" where it holds none.
std::string_view field_text(const Record& record, std::string_view field);

// How far the level or skill badge is that the node belongs to. nullptr: the node is of another pathway.
const LevelStatus* level_status_of(const Progress& progress, const PathwayNode& node);

// Whether the learner can work on the leaf now: it is theirs to give, not met, needed for its choice, and its
// level is open to them.
bool is_open(const Progress& progress, const PathwayNode& leaf);

// What to do next. With an activity of the plan, that is the reason; else it is the first open goal.
struct NextStep {
    const PathwayNode* node = nullptr;  // a leaf, or a choice
    const LevelStatus* level = nullptr; // the level or skill badge that it belongs to
    std::optional<Activity> activity = {};
};

// The soonest activity that stands in the plan, is not over and may count for an open criterion; else the
// first goal, not yet met, of the first open or returned level whose prerequisites are held and in which
// there is something for the learner to do. Nothing: submit what is ready, or wait for others.
std::optional<NextStep> next_step(const Pathway& pathway, const Progress& progress, const Document& document);

} // namespace cairn
