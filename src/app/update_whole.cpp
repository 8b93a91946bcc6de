#include "app/checking.hpp"
#include "app/commit.hpp"
#include "app/whole_import.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

namespace cairn::app {

bool is_delete_word(const Catalog& catalog, std::string_view typed) {
    const std::string word = tr(catalog, "settings.deleteWord");
    const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!typed.empty() && is_space(typed.front()))
        typed.remove_prefix(1);
    while (!typed.empty() && is_space(typed.back()))
        typed.remove_suffix(1);
    return std::ranges::equal(typed, word, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    });
}

std::string exported_name(const State& state, std::string name) {
    return state.document && state.document->sample ? "sample-" + name : name;
}

Result<Step> update_whole(const State& state, const MeasureStorage&, const Stamp&) {
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    whole.measured = true;
    whole.measuring = step.state.session.next_effect++;
    step.effects.emplace_back(Measure{whole.measuring});
    return step;
}

Step whole_event(const State& state, const StorageMeasured& event, const Stamp&) {
    Step step{state, {}};
    if (event.effect == 0 || state.session.whole.measuring != event.effect) return step;
    step.state.session.whole.measuring = 0;
    step.state.session.use = event.use;
    return step;
}

Result<Step> update_whole(const State& state, const DeleteEverything& command, const Stamp&) {
    if (!is_delete_word(*state.catalog, command.word)) return fail("erase.word");
    Step step{state, {}};
    stop_import(step);
    Session& session = step.state.session;
    // Nothing that is under way may write again what is removed.
    session.save = parked(session.save);
    session.pending_files.clear();
    session.pending_badges.clear();
    session.pending_export.reset();
    session.whole.exporting = 0;
    session.notice.reset();
    session.whole.erasing = session.next_effect++;
    step.effects.emplace_back(Erase{session.whole.erasing});
    return step;
}

Step whole_event(const State& state, const Erased& event, const Stamp&) {
    if (event.effect == 0 || state.session.whole.erasing != event.effect) return {state, {}};
    Step step;
    step.state.catalog = state.catalog;
    step.state.session = fresh_session(state.session);
    step.state.session.vault = false;
    forget_checked(step);
    step.state.session.points.owed.clear();
    step.effects.emplace_back(WatchIdle{});
    step.effects.emplace_back(NoteTries{});
    step.effects.emplace_back(ApplyTheme{Profile{}.theme});
    go_to(step, {Screen::path, ""}, true);
    tell(step, tr(*state.catalog, "welcome.erased"));
    return step;
}

Step whole_event(const State& state, const WholeFailed& event, const Stamp& stamp) {
    if (auto step = import_failed(state, event, stamp)) return *std::move(step);
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    if (event.effect == 0) return step;
    if (whole.measuring == event.effect) whole.measuring = 0;
    if (whole.erasing == event.effect) {
        whole.erasing = 0;
        step.state.session.dialog.reset();
        tell(step, tr_error(*state.catalog, Error{"erase.failed"}), true);
        if (step.state.document) request_save(step); // what is still here is kept as it was
    }
    return step;
}

} // namespace cairn::app
