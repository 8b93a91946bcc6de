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

// The plan's own sections, each with how much stands in it, and what it counts for.
void plan_card(View& view, const Record& plan, const RecordType& type);

} // namespace cairn::ui
