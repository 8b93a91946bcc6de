// Where the person is, as a value and as the hash of the address ("#/evidence/urn:uuid:…").
#pragma once

#include <string>
#include <string_view>

namespace cairn::app {

enum class Screen {
    path,
    criterion,
    skill,
    evidence,
    new_record,
    record,
    reflections,
    plan,
    wall,
    submit,
    settings,
    trash,
    badges,
    more,
    history,
    conflicts,
    check
};

struct Route {
    Screen screen = Screen::path;
    // criterion, submit: node id; skill: id of a skill badge; record: record id; new_record: node id of the
    // criterion it is for
    std::string id = {};

    friend bool operator==(const Route&, const Route&) = default;
};

// Any text gives a route; what is not understood is the path.
Route parse_route(std::string_view hash);
std::string to_hash(const Route& route);

} // namespace cairn::app
