// What a learner can show to the world, what they chose of it, and the wall made of that.
#pragma once

#include "app/state.hpp"
#include "core/credentials/claim.hpp"
#include "core/wall/wall.hpp"

#include <string>
#include <vector>

namespace cairn::app {

// A held badge that counts, or a claim that counts.
struct WallChoice {
    Id id;
    std::string title;
    std::string label = {}; // the title, numbered where several have the same: names of controls stand on it
    std::string detail;     // in words, who says so: "Signed by …", "Claimed by you: …"
    const HeldBadge* held = nullptr;
    PlannedClaim claim = {};             // of a claim
    const PathwayLevel* level = nullptr; // of the path; nullptr: a badge of no level
    bool shown = false;
};

// Badges, then claims in the order of the path. What does not count is not among them.
std::vector<WallChoice> wall_choices(const State& state);

// What is shown, in the learner's order.
std::vector<WallChoice> wall_items(const State& state, const std::vector<WallChoice>& choices);

// Held badges that cannot be shown, because they do not count.
std::vector<const HeldBadge*> kept_off_wall(const State& state);

// Whether an address is given that cannot be one.
bool wall_address_fails(const Wall& wall);

// The title as shown: the learner's, else one that fits anybody.
std::string wall_title(const State& state);

// Errors: wall.empty, wall.address, key.*.
Result<WallSite> wall_site(const State& state);

// The stone of a held badge, whether it counts or not: as on a wall.
WallItem badge_stone(const State& state, const HeldBadge& held);

// A moment that follows from what is shown: the same wall is the same file.
Instant wall_time(const State& state);

} // namespace cairn::app
