#include "ui/views/badge_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {

namespace {

std::string_view level_state_key(LevelState state) {
    switch (state) {
    case LevelState::open:
        return "level.open";
    case LevelState::ready_to_submit:
        return "level.ready";
    case LevelState::submitted:
        return "level.submitted";
    case LevelState::accepted:
        return "level.accepted";
    case LevelState::returned:
        return "level.returned";
    case LevelState::earned:
        return "level.earned";
    }
    return "level.open";
}

} // namespace

std::string level_state_words(const View& view, const LevelStatus& level) {
    const std::string date = level.submission == nullptr
                                 ? std::string()
                                 : app::day_text(*view.state.catalog, level.submission->time,
                                                 view.state.session.utc_offset_minutes);
    if (level.state == LevelState::open && !level.prerequisites_held) return closed_words(view, level);
    return view.tr(
        level_state_key(level.state),
        {{"met", std::to_string(level.met)}, {"need", std::to_string(level.need)}, {"date", date}});
}

Tone level_tone(const LevelStatus& level) {
    switch (level.state) {
    case LevelState::open:
        return level.met > 0 ? Tone::primary : Tone::muted;
    case LevelState::ready_to_submit:
    case LevelState::submitted:
        return Tone::primary;
    case LevelState::accepted:
        return Tone::moss;
    case LevelState::returned:
        return Tone::rust;
    case LevelState::earned:
        return Tone::gold;
    }
    return Tone::muted;
}

Mark mark_of(const LevelStatus& level) {
    switch (level.state) {
    case LevelState::open:
        return level.met > 0 ? Mark::drafted : Mark::empty;
    case LevelState::ready_to_submit:
    case LevelState::submitted:
        return Mark::claimed;
    case LevelState::accepted:
        return Mark::accepted;
    case LevelState::returned:
        return Mark::returned;
    case LevelState::earned:
        return Mark::earned;
    }
    return Mark::empty;
}

const LevelStatus* level_under_way(const View& view) {
    const auto found = std::ranges::find_if(view.levels, [](const LevelStatus& level) {
        return level.state != LevelState::earned && level.state != LevelState::accepted;
    });
    return found == view.levels.end() ? nullptr : &*found;
}

} // namespace cairn::ui
