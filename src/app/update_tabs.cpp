// Several tabs of one portfolio, and newer versions of the program.
#include "app/commit.hpp"
#include "app/load.hpp"
#include "app/step.hpp"
#include "app/tabs.hpp"

namespace cairn::app {
namespace {

// Nothing may be written any more. What this tab was in the middle of ends here.
Step stop_writing(const State& state, bool fenced) {
    Step step{state, {}};
    Session& session = step.state.session;
    if (!session.writer) return step;
    session.writer = false;
    stop_import(step);
    if (session.dialog && session.dialog->kind != DialogKind::palette) session.dialog.reset();
    session.pending_files.clear();
    session.updating = false;
    strand(step.state);
    session.fenced = fenced || !session.stranded.empty();
    return step;
}

// It was read from the store before it was heard of.
bool is_known(const State& state, std::string_view text) {
    const Result<JournalRow> row = decode_row(text, "journal");
    return row && state.document && row->portfolio == state.document->portfolio &&
           row->seq <= state.session.save.journal.committed.seq;
}

bool is_saved(const State& state) {
    const SaveStatus& save = state.session.save;
    return save.phase != SavePhase::failed && save.journal.attempts == 0 && state.session.stranded.empty();
}

bool is_at_work(const State& state) {
    const Session& session = state.session;
    return !session.pending_files.empty() || !session.pending_badges.empty() || session.pending_export ||
           session.whole.exporting != 0 || session.whole.sample != 0 || session.whole.erasing != 0 ||
           session.whole.import || session.locking != 0 || session.loading;
}

} // namespace

Result<Step> update_tabs(const State& state, const TakeOver&, const Stamp&) {
    Step step{state, {}};
    if (state.session.writer || state.session.asks_to_write) return step;
    step.state.session.asks_to_write = true;
    step.state.session.notice.reset();
    step.effects.emplace_back(AskToWrite{});
    return step;
}

Result<Step> update_tabs(const State& state, const LoadUpdate&, const Stamp&) {
    if (!is_saved(state)) return fail("update.unsaved");
    if (is_at_work(state)) return fail("update.underWay");
    Step step{state, {}};
    if (state.session.updating) return step;
    step.state.session.updating = true;
    step.state.session.notice.reset();
    if (state.document && state.session.save.journal.rows > 0) request_save(step);
    step.effects.emplace_back(StartUpdate{});
    return step;
}

Step tabs_event(const State& state, const RowSeen& row, const Stamp&) {
    Step step{state, {}};
    Session& session = step.state.session;
    // What this tab could not save stays on its screen until it is saved.
    if (session.writer || session.locked || !session.stranded.empty()) return step;
    if (!session.loading && !session.recovery && !session.store_problem && take_row(step.state, row.text))
        ++session.text_revision;
    else if (!is_known(state, row.text))
        step.effects.emplace_back(ReadAgain{});
    return step;
}

Step tabs_event(const State& state, const Fenced&, const Stamp&) {
    Step step = stop_writing(state, true);
    if (state.session.writer && step.state.session.stranded.empty()) step.effects.emplace_back(ReadAgain{});
    return step;
}

Step tabs_event(const State& state, const WriterChanged& changed, const Stamp&) {
    if (!changed.writer) {
        Step step = stop_writing(state, false);
        step.state.session.asks_to_write = false;
        return step;
    }
    Step step{state, {}};
    Session& session = step.state.session;
    session.writer = true;
    session.asks_to_write = session.fenced = false;
    return step;
}

Step tabs_event(const State& state, const WriterBusy&, const Stamp&) {
    Step step{state, {}};
    step.state.session.asks_to_write = false;
    tell(step, tr(*state.catalog, "tabs.busy"), true);
    return step;
}

Step tabs_event(const State& state, const UpdateWaits& waits, const Stamp&) {
    Step step{state, {}};
    step.state.session.update_waits = true;
    step.state.session.updating = false;
    if (waits.held) tell(step, tr(*state.catalog, "update.held"), true);
    return step;
}

Step tabs_event(const State& state, const Persisted& persisted, const Stamp&) {
    Step step{state, {}};
    step.state.session.persisted = persisted.granted;
    return step;
}

} // namespace cairn::app
