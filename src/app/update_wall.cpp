#include "app/step.hpp"
#include "app/wall.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t longest_title = 400; // bytes: a hundred characters of any script
constexpr std::size_t longest_about = 16UL * 1024;
constexpr std::size_t longest_address = 2000;
constexpr std::size_t most_bytes = 16UL * 1024 * 1024; // of all files of a wall

// Steps of one field merge while it is typed into.
Step change_wall(const State& state, Wall wall, const Stamp& stamp, std::string merge_key = {}) {
    if (wall == state.document->wall) return Step{state, {}};
    Document next = *state.document;
    next.wall = std::move(wall);
    return changed(state, std::move(next), "change.wall", stamp, std::move(merge_key));
}

} // namespace

Result<Step> update_wall(const State& state, const ShowOnWall& command, const Stamp& stamp) {
    Wall wall = state.document->wall;
    const bool shown = std::ranges::contains(wall.items, command.item);
    if (command.show && !std::ranges::contains(wall_choices(state), command.item, &WallChoice::id))
        return fail("wall.unknown");
    if (command.show && !shown) wall.items.push_back(command.item);
    if (!command.show) std::erase(wall.items, command.item);
    return change_wall(state, std::move(wall), stamp);
}

Result<Step> update_wall(const State& state, const MoveOnWall& command, const Stamp& stamp) {
    const std::vector<WallChoice> shown = wall_items(state, wall_choices(state));
    const auto found = std::ranges::find(shown, command.item, &WallChoice::id);
    if (found == shown.end()) return fail("wall.unknown");
    const auto last = std::ssize(shown) - 1;
    const auto from = found - shown.begin();
    const auto to =
        std::clamp<std::ptrdiff_t>(from + std::clamp<std::ptrdiff_t>(command.by, -last, last), 0, last);
    if (to == from) return Step{state, {}};
    // What is in the list and not shown keeps its place: it may be shown again.
    Wall wall = state.document->wall;
    std::erase(wall.items, command.item);
    auto place = std::ranges::find(wall.items, shown[static_cast<std::size_t>(to)].id);
    wall.items.insert(to > from ? place + 1 : place, command.item);
    Step step = change_wall(state, std::move(wall), stamp);
    step.effects.emplace_back(Announce{tr(*state.catalog, "wall.moved",
                                          {{"title", found->label},
                                           {"place", std::to_string(to + 1)},
                                           {"count", std::to_string(shown.size())}})});
    return step;
}

Result<Step> update_wall(const State& state, const SetWallTitle& command, const Stamp& stamp) {
    if (command.title.size() > longest_title) return fail("text.tooLong");
    Wall wall = state.document->wall;
    wall.title = command.title;
    return change_wall(state, std::move(wall), stamp, "wall/title");
}

Result<Step> update_wall(const State& state, const SetWallAbout& command, const Stamp& stamp) {
    if (command.about.size() > longest_about) return fail("text.tooLong");
    Wall wall = state.document->wall;
    wall.about = command.about;
    return change_wall(state, std::move(wall), stamp, "wall/about");
}

// Kept as typed, so that it can be typed; what is none is refused where it would be used.
Result<Step> update_wall(const State& state, const SetWallAddress& command, const Stamp& stamp) {
    if (command.address.size() > longest_address) return fail("text.tooLong");
    Wall wall = state.document->wall;
    wall.address = command.address;
    return change_wall(state, std::move(wall), stamp, "wall/address");
}

Result<Step> update_wall(const State& state, const SetWallName& command, const Stamp& stamp) {
    Wall wall = state.document->wall;
    wall.show_name = command.show;
    return change_wall(state, std::move(wall), stamp);
}

Result<Step> update_wall(const State& state, const ExportWall&, const Stamp&) {
    const Result<WallSite> site = wall_site(state);
    if (!site) return std::unexpected(site.error());
    Step step{state, {}};
    step.state.session.notice.reset();
    Download download{.effect = step.state.session.next_effect++,
                      .name = exported_name(state, "wall.zip"),
                      .media_type = "application/zip",
                      .text = {},
                      .modified = wall_time(state)};
    std::size_t bytes = 0;
    for (WallFile& file : wall_files(*site)) {
        bytes += file.text.size();
        download.entries.push_back({.path = std::move(file.path), .text = std::move(file.text)});
    }
    if (bytes > most_bytes) return fail("wall.tooLarge");
    step.effects.emplace_back(std::move(download));
    return step;
}

} // namespace cairn::app
