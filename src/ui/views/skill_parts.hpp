// What several screens say of skill badges, and of what was claimed for another revision of the path.
#pragma once

#include "ui/views/view.hpp"

#include <string>

namespace cairn::ui {

// "Not started", "2 of 7 goals claimed", …: what stands beneath its name in a list.
std::string skill_state_words(const View& view, const LevelStatus& skill);
// The same for its pebble: "Empathy: skill badge, not begun".
std::string pebble_words(const View& view, const LevelStatus& skill);
// Rows that lead to the skill badges of the path, each with its state.
void skill_rows(View& view);
// The page of one skill badge.
void skill_page(View& view, const LevelStatus& skill);

// A criterion that is none of the path's, in words: "“Skill badge begun”, of the revision of …". What is
// attached there is kept and counts when that revision is followed.
std::string criterion_elsewhere(const View& view, const Id& uri);

} // namespace cairn::ui
