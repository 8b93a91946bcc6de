// What the screens say of badges that the learner holds, and of the badges of the pathway.
#pragma once

#include "core/credentials/held.hpp"
#include "ui/views/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cairn::ui {

// A badge of the pathway in words: "Level 1, Foundation", "Skill badge: Professionalism".
std::string badge_name(const View& view, std::string_view id);
bool is_earned(const View& view, std::string_view badge);

// Ids of the badges that a leaf asks for.
std::vector<std::string> badges_for(const PathwayNode& leaf);

// The title of a held badge, and one that no other held badge has: names of its controls stand on it.
std::string held_title(const HeldBadge& held);
std::string own_title(const View& view, const HeldBadge& held);
std::string issuer_words(const View& view, const HeldBadge& held);

// "Earned", "Expired on 3 May 2026", …: the word that always stands beside the stone.
std::string held_state(const View& view, const HeldBadge& held);
Tone held_tone(const HeldBadge& held);
// A sentence: what it counts for, or why it does not count and what to do.
std::string held_reason(const View& view, const HeldBadge& held);

// Words about a file of unknown origin may quote it: at most so much of it, and nothing that turns or hides
// what stands around it.
std::string safe_words(std::string_view words);

// How a state is marked: what could not be told is neither good nor bad.
struct StateLook {
    std::string_view icon;
    Tone tone;
};
StateLook look_of(CheckState state);
StateLook time_look(const CheckReport& report);

// "Signature: holds" and so on, one line each. `name` is that of the list; `sum`: the last line tells the
// whole.
void check_list(View& view, std::string_view name, const CheckReport& report, bool sum = true);

// What a leaf that is met by a held badge asks for, and the way to it.
void draw_badge_leaf(View& view, const PathwayNode& leaf);
// That a level is closed, by which badges it opens, and the way there; or that it is earned.
void draw_level_badge(View& view, const LevelStatus& level);
// "Opens when you hold the badge of Level 1".
std::string closed_words(const View& view, const LevelStatus& level);

} // namespace cairn::ui
