#include "app/actions.hpp"

#include "app/lock.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace cairn::app {
namespace {

bool started(const State& state) {
    return state.document != nullptr;
}

template <Screen screen>
Command go(const State&) {
    return GoTo{{screen, ""}};
}

template <const char* type>
bool can_record(const State& state) {
    return can_edit(state) && find_record_type(*state.catalog, type) != nullptr;
}

constexpr char journal[] = "journal.entry";
constexpr char activity[] = "plan.activity";

Command write_journal(const State&) {
    return CreateRecord{journal, ""};
}

Command add_activity(const State&) {
    return CreateRecord{activity, "", {{"inPlan", true}, {"state", std::string("planned")}}};
}

bool can_search(const State& state) {
    return started(state) && !state.session.dialog;
}

Command search(const State&) {
    return OpenDialog{{.kind = DialogKind::palette, .node = {}, .record = {}}};
}

bool can_undo(const State& state) {
    return can_edit(state) && state.history.undoable() != nullptr;
}

bool can_redo(const State& state) {
    return can_edit(state) && state.history.redoable() != nullptr;
}

// The first level that is ready; "": none is.
std::string ready_level(const State& state) {
    for (const LevelStatus& level : level_statuses(state))
        if (level.state == LevelState::ready_to_submit) return level.level->root.id;
    return "";
}

bool can_export_level(const State& state) {
    return can_edit(state) && !state.session.pending_export && !ready_level(state).empty();
}

bool can_export_wall(const State& state) {
    return started(state) && !state.document->wall.items.empty();
}

bool can_open_sample(const State& state) {
    return can_edit(state) && state.document->sample;
}

bool can_lock(const State& state) {
    return state.session.vault && !state.session.locked && !lock_at_work(state.session);
}

constexpr std::array table{
    Action{"path", "nav.path", "mountain", "", started, go<Screen::path>},
    Action{"evidence", "nav.evidence", "folder-open", "", started, go<Screen::evidence>},
    Action{"reflections", "nav.reflections", "notebook-pen", "", started, go<Screen::reflections>},
    Action{"plan", "nav.plan", "list-checks", "", started, go<Screen::plan>},
    Action{"wall", "nav.wall", "layout-grid", "", started, go<Screen::wall>},
    Action{"submit", "nav.submit", "send", "", started, go<Screen::submit>},
    Action{"settings", "nav.settings", "settings", "", started, go<Screen::settings>},
    Action{"skills", "nav.skill", "sparkles", "", started, go<Screen::skill>},
    Action{"badges", "nav.badges", "award", "", started, go<Screen::badges>},
    Action{"check", "nav.check", "search-check", "", started, go<Screen::check>},
    Action{"trash", "nav.trash", "trash-2", "", started, go<Screen::trash>},
    Action{"history", "points.title", "archive", "", started, go<Screen::history>},
    Action{"search", "action.search", "search", "Control+K", can_search, search},
    Action{"undo", "undo.short", "undo-2", "Control+Z", can_undo,
           [](const State&) -> Command { return Undo{}; }},
    Action{"redo", "redo.short", "redo-2", "Control+Shift+Z Control+Y", can_redo,
           [](const State&) -> Command { return Redo{}; }},
    Action{"save", "action.save", "check", "Control+S", started,
           [](const State&) -> Command { return SaveAgain{}; }},
    Action{"newEvidence", "evidence.add", "plus", "", can_edit, go<Screen::new_record>},
    Action{"journal", "action.journal", "notebook-pen", "", can_record<journal>, write_journal},
    Action{"activity", "action.activity", "list-checks", "", can_record<activity>, add_activity},
    Action{"addBadge", "badges.add", "award", "", can_edit, go<Screen::badges>},
    Action{"exportLevel", "action.exportLevel", "download", "", can_export_level,
           [](const State& state) -> Command { return ExportLevel{ready_level(state)}; }},
    Action{"exportWall", "action.exportWall", "download", "", can_export_wall,
           [](const State&) -> Command { return ExportWall{}; }},
    Action{"exportAll", "action.exportAll", "archive", "", can_search,
           [](const State&) -> Command {
               return OpenDialog{{.kind = DialogKind::export_portfolio, .node = {}, .record = {}}};
           }},
    Action{"theme", "action.theme", "moon", "", can_edit,
           [](const State& state) -> Command { return SetTheme{state.session.dark ? "light" : "dark"}; }},
    Action{"plain", "action.plain", "file", "", started,
           [](const State& state) -> Command { return SetPlain{!state.session.plain}; }},
    Action{"lock", "action.lock", "lock", "Control+Shift+L", can_lock,
           [](const State&) -> Command { return LockNow{}; }},
    Action{"sample", "action.sample", "mountain", "", can_open_sample,
           [](const State&) -> Command { return OpenSample{}; }},
};

bool same_keys(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

} // namespace

std::span<const Action> actions() {
    return table;
}

const Action* find_action(std::string_view id) {
    const auto* const found = std::ranges::find(table, id, &Action::id);
    return found == table.end() ? nullptr : found;
}

const Action* action_for_keys(std::string_view keys) {
    for (const Action& action : table) {
        std::string_view rest = action.keys;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            if (same_keys(rest.substr(0, end), keys)) return &action;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return nullptr;
}

} // namespace cairn::app
