// What can be done from anywhere, as one table: buttons, the page "More", shortcuts, the command palette and
// the list of shortcuts in the settings are all made from it.
#pragma once

#include "app/command.hpp"
#include "app/state.hpp"

#include <span>
#include <string_view>

namespace cairn::app {

struct Action {
    std::string_view id;
    std::string_view label; // key of its text
    std::string_view icon;
    std::string_view keys; // as aria-keyshortcuts has them: "Control+Shift+Z Control+Y"; "": none
    bool (*enabled)(const State&);
    Command (*command)(const State&); // only where it is enabled
};

std::span<const Action> actions();

// nullptr: there is none of that id.
const Action* find_action(std::string_view id);

// `keys`: one combination, such as "control+shift+z". nullptr: it is none of ours.
const Action* action_for_keys(std::string_view keys);

} // namespace cairn::app
