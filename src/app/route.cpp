#include "app/route.hpp"

#include <array>
#include <utility>

namespace cairn::app {
namespace {

struct Pattern {
    Screen screen;
    std::string_view path;
    bool takes_id;
};

// Longer patterns stand before their prefixes.
constexpr std::array patterns{
    Pattern{Screen::new_record, "evidence/new", true},
    Pattern{Screen::record, "evidence", true},
    Pattern{Screen::evidence, "evidence", false},
    Pattern{Screen::criterion, "path", true},
    Pattern{Screen::path, "path", false},
    Pattern{Screen::skill, "skills", true},
    Pattern{Screen::reflections, "reflections", false},
    Pattern{Screen::plan, "plan", false},
    Pattern{Screen::wall, "wall", false},
    Pattern{Screen::submit, "submit", true},
    Pattern{Screen::settings, "settings", false},
    Pattern{Screen::trash, "trash", false},
    Pattern{Screen::badges, "badges", false},
    Pattern{Screen::more, "more", false},
    Pattern{Screen::history, "history", false},
    Pattern{Screen::conflicts, "conflicts", false},
    Pattern{Screen::check, "check", false},
};

constexpr std::size_t longest_id = 200;

bool may_lack_id(Screen screen) {
    return screen == Screen::new_record || screen == Screen::submit || screen == Screen::skill;
}

} // namespace

Route parse_route(std::string_view hash) {
    if (hash.starts_with('#')) hash.remove_prefix(1);
    if (hash.starts_with('/')) hash.remove_prefix(1);
    for (const Pattern& pattern : patterns) {
        if (!hash.starts_with(pattern.path)) continue;
        const std::string_view rest = hash.substr(pattern.path.size());
        if (rest.empty() && (!pattern.takes_id || may_lack_id(pattern.screen))) return {pattern.screen, ""};
        if (pattern.takes_id && rest.size() > 1 && rest.size() <= longest_id && rest[0] == '/')
            return {pattern.screen, std::string(rest.substr(1))};
    }
    return {};
}

std::string to_hash(const Route& route) {
    for (const Pattern& pattern : patterns) {
        if (pattern.screen != route.screen) continue;
        std::string hash = "#/";
        hash += pattern.path;
        if (pattern.takes_id && !route.id.empty()) hash += "/" + route.id;
        return hash;
    }
    return "#/path";
}

} // namespace cairn::app
