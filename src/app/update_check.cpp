// A backup that is only checked: read and compared piece by piece, nothing kept and nothing changed.
#include "app/step.hpp"
#include "app/whole_import.hpp"

#include <utility>

namespace cairn::app {
namespace {

// What was read of one before is not wanted any more.
void stop_check(Step& step) {
    ImportPtr& check = step.state.session.whole.check;
    if (!check) return;
    if (!check->over) step.effects.emplace_back(EndImport{check->file.handle, false});
    check.reset();
}

} // namespace

Result<Step> update_whole(const State& state, const CheckBackup& command, const Stamp&) {
    Step step{state, {}};
    stop_check(step);
    WholeImport check;
    check.file = command.file;
    check.check = true;
    return begin_reading(std::move(step), std::move(check));
}

// What is under way is finished; then nothing more is asked for.
Result<Step> update_whole(const State& state, const PauseCheck&, const Stamp&) {
    const ImportPtr& there = state.session.whole.check;
    if (!there || !there->storing || there->over) return fail("whole.none");
    Step step{state, {}};
    WholeImport check = *there;
    check.paused = true;
    put(step, std::move(check));
    return step;
}

Result<Step> update_whole(const State& state, const GoOnChecking&, const Stamp& stamp) {
    const ImportPtr& there = state.session.whole.check;
    if (!there || !there->paused || there->over) return fail("whole.none");
    Step step{state, {}};
    WholeImport check = *there;
    check.paused = false;
    if (check.effect == 0) return store_next(std::move(step), std::move(check), stamp);
    put(step, std::move(check));
    return step;
}

} // namespace cairn::app
