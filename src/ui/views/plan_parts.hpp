// What the screens of plan and path share about the plan's activities.
#pragma once

#include "ui/views/view.hpp"

#include <string>
#include <string_view>

namespace cairn::ui {

// Whether the day ("2026-12-03") lies before the learner's today. False of what is no date.
bool is_overdue(const View& view, std::string_view day);

// One activity with what can be done about it.
void activity_card(View& view, const Activity& activity);

// The plan's own sections, each with how much stands in it, and what it counts for. `asked`: the criterion
// that asks for a plan, where it is attached to none yet; may be nullptr.
void plan_card(View& view, const Record& plan, const RecordType& type, const PathwayNode* asked);

} // namespace cairn::ui
