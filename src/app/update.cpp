#include "app/update.hpp"

#include "app/answers.hpp"
#include "app/checking.hpp"
#include "app/commit.hpp"
#include "app/lock.hpp"
#include "app/recovery.hpp"
#include "app/tabs.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn::app {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

template <class... Kinds>
bool is_one_of(const Command& command) {
    return (std::holds_alternative<Kinds>(command) || ...);
}

bool needs_document(const Command& command) {
    return !is_one_of<StartEmpty, OpenSample, ImportPortfolio, ConfirmImport, OpenSealed, TakeReadable,
                      SetRevision, TakeCopy, ExportReadable, StartOver, OpenDialog, TypeInDialog, GoTo,
                      DismissNotice, CloseDialog, TakeOver, LoadUpdate, CheckFiles, TypeToCheck, CheckTyped,
                      ForgetChecked, LeaveOutTrust, SaveSentFile>(command);
}

bool only_looks(const Command& command) {
    return is_one_of<SetQuery, TypeInDialog, TypeHere, MeasureStorage, ExportPortfolio, CancelExport,
                     CheckBackup, PauseCheck, GoOnChecking, ExportWall, ExportReadable, GoTo, DismissNotice,
                     OpenDialog, CloseDialog, SetPlain, SaveBadgeFile, SaveBadgePicture, Unlock, LockNow,
                     ShowPassphrase, AgreeInDialog, TakeOver, LoadUpdate, CheckFiles, TypeToCheck, CheckTyped,
                     ForgetChecked, LeaveOutTrust, SaveSentFile>(command);
}

// What may take the place of something stored that cannot be read. Nothing may where a newer version wrote
// it.
bool recovers(const State& state, const Command& command) {
    const auto& recovery = state.session.recovery;
    return recovery && may_replace(*recovery) &&
           is_one_of<ImportPortfolio, ConfirmImport, OpenSealed, TakeReadable, TakeCopy, StartOver>(command);
}

// A person who closes the dialog about a file turns away from it.
Step without_dialog(const State& state) {
    Step step{state, {}};
    std::optional<Dialog>& dialog = step.state.session.dialog;
    if (dialog && (dialog->kind == DialogKind::import_portfolio || dialog->kind == DialogKind::sealed_file))
        stop_import(step);
    dialog.reset();
    return step;
}

Result<Step> run(const State& state, const Command& command, const Stamp& stamp) {
    if (state.session.locked && !allowed_while_locked(command)) return fail("lock.locked");
    if (needs_document(command) && !state.document && !state.session.locked) return fail("document.none");
    if (!only_looks(command)) {
        if (!state.session.writer) return fail("store.readOnly");
        if (state.session.loading) return fail("store.loading");
        if (state.session.whole.erasing != 0) return fail("erase.underWay");
        if (state.session.store_problem && !recovers(state, command))
            return std::unexpected(*state.session.store_problem);
        if (state.session.recovery && state.session.recovery->effect != 0) return fail("recovery.looking");
    }
    return std::visit(Overloaded{
                          [&](const Undo&) { return undo(state, stamp); },
                          [&](const Redo&) { return redo(state, stamp); },
                          [&](const SaveAgain&) { return save_again(state); },
                          [&](const OpenDialog& open) -> Result<Step> {
                              if (!state.document && open.dialog.kind != DialogKind::start_over)
                                  return fail("document.none");
                              Step step{state, {}};
                              step.state.session.dialog = open.dialog;
                              if (!state.session.locked && state.session.locking == 0)
                                  step.state.session.lock_error.reset(); // of a dialog that was closed
                              if (open.dialog.kind == DialogKind::palette) focus_on(step, "palette");
                              return step;
                          },
                          [&](const CloseDialog&) -> Result<Step> { return without_dialog(state); },
                          [&](const SetPlain& plain) -> Result<Step> {
                              Step step{state, {}};
                              step.state.session.plain = plain.plain;
                              step.effects.emplace_back(ApplyPlain{plain.plain});
                              return step;
                          },
                          [&](const DismissNotice&) -> Result<Step> {
                              Step step{state, {}};
                              step.state.session.notice.reset();
                              return step;
                          },
                          [&](const GoTo& go) -> Result<Step> {
                              Step step{state, {}};
                              step.state.session.notice.reset();
                              go_to(step, go.route);
                              return step;
                          },
                          [&]<class C>(const C& change) -> Result<Step> {
                              if constexpr (requires { update_records(state, change, stamp); })
                                  return update_records(state, change, stamp);
                              else if constexpr (requires { update_files(state, change, stamp); })
                                  return update_files(state, change, stamp);
                              else if constexpr (requires { update_badges(state, change, stamp); })
                                  return update_badges(state, change, stamp);
                              else if constexpr (requires { update_checking(state, change, stamp); })
                                  return update_checking(state, change, stamp);
                              else if constexpr (requires { update_export(state, change, stamp); })
                                  return update_export(state, change, stamp);
                              else if constexpr (requires { update_search(state, change, stamp); })
                                  return update_search(state, change, stamp);
                              else if constexpr (requires { update_whole(state, change, stamp); })
                                  return update_whole(state, change, stamp);
                              else if constexpr (requires { update_points(state, change, stamp); })
                                  return update_points(state, change, stamp);
                              else if constexpr (requires { update_recovery(state, change, stamp); })
                                  return update_recovery(state, change, stamp);
                              else if constexpr (requires { update_lock(state, change, stamp); })
                                  return update_lock(state, change, stamp);
                              else if constexpr (requires { update_tabs(state, change, stamp); })
                                  return update_tabs(state, change, stamp);
                              else if constexpr (requires { update_wall(state, change, stamp); })
                                  return update_wall(state, change, stamp);
                              else if constexpr (requires { update_criteria(state, change, stamp); })
                                  return update_criteria(state, change, stamp);
                              else
                                  return update_portfolio(state, change, stamp);
                          },
                      },
                      command);
}

Step take_in(const State& state, const Event& event, const Stamp& stamp) {
    return std::visit(Overloaded{
        [&](const Saved& event) { return saved(state, event, stamp); },
        [&](const SaveFailed& failed) { return save_failed(state, failed, stamp); },
        [&](const FileStored& stored) { return file_stored(state, stored, stamp); },
        [&](const FileFailed& failed) {
            std::optional<Step> badge = badge_failed(state, failed);
            return badge ? *std::move(badge) : file_failed(state, failed);
        },
        [&](const FileRead& read) { return file_read(state, read, stamp); },
        [&](const SignaturesAnswered& answered) {
            return badges_answered(checked_again(signatures_answered(state, answered), answered, stamp),
                                   answered, stamp);
        },
        [&](const RangeRead& read) {
            if (auto step = checking_read(state, read, stamp)) return *std::move(step);
            return whole_event(state, read, stamp);
        },
        [&](const WholeFailed& failed) {
            if (auto step = checking_failed(state, failed, stamp)) return *std::move(step);
            return whole_event(state, failed, stamp);
        },
        [&](const BlobsRead& read) { return blobs_read(state, read, stamp); },
        [&](const BlobsFailed& failed) { return blobs_failed(state, failed); },
        [&](const Downloaded& done) { return downloaded(state, done, stamp); },
        [&](const DownloadFailed& failed) { return download_failed(state, failed); },
        [&]<class E>(const E& event)
            requires requires { whole_event(state, event, stamp); }
                     { return whole_event(state, event, stamp); },
                     [&]<class E>(const E& event)
                         requires requires { points_event(state, event, stamp); }
                                  { return points_event(state, event, stamp); },
                                  [&]<class E>(const E& event)
                                      requires requires { recovery_event(state, event, stamp); }
                                               { return recovery_event(state, event, stamp); },
                                               [&]<class E>(const E& event)
                                                   requires requires { lock_event(state, event, stamp); }
                                                            { return lock_event(state, event, stamp); },
                                                            [&]<class E>(const E& event)
                                                                requires requires {
                                                                    tabs_event(state, event, stamp);
                                                                }
                                                                         {
                                                                             return tabs_event(state, event,
                                                                                               stamp);
                                                                         },
                                                                         [&]<class E>(const E& event)
                                                                             requires requires {
                                                                                 saving_event(state, event,
                                                                                              stamp);
                                                                             }
        { return saving_event(state, event, stamp); },
        [&](const Waited& waited) {
            if (auto step = lock_waited(state, waited)) return *std::move(step);
            return saving_event(state, waited, stamp);
        },
        [&](const Progressed& progressed) {
            if (auto step = lock_progressed(state, progressed)) return *std::move(step);
            return whole_event(state, progressed, stamp);
        },
        [&](const KeepFailed& failed) {
            if (auto step = export_points_failed(state, failed)) return *std::move(step);
            if (auto step = points_failed(state, failed)) return *std::move(step);
            if (auto step = recovery_failed(state, failed)) return *std::move(step);
            if (auto step = lock_failed(state, failed, stamp)) return *std::move(step);
            return Step{state, {}};
        },
        [&](const RouteChanged& changed) {
            if (changed.route == state.session.route) return Step{state, {}};
            Step step = without_dialog(state);
            step.state.session.route = changed.route;
            step.state.session.typed_here.clear();
            step.state.session.whole.measured = false;
            step.state.session.notice.reset();
            // The address may have run ahead of the screen, or be one that nobody knows.
            step.effects.emplace_back(Navigate{to_hash(changed.route), true});
            focus_on(step, "heading");
            return step;
        },
        [&](const ThemeChanged& changed) {
            Step step{state, {}};
            step.state.session.dark = changed.dark;
            return step;
        },
        [&](const PlainChanged& changed) {
            Step step{state, {}};
            step.state.session.plain = changed.plain;
            return step;
        },
        [&](const MotionChanged& changed) {
            Step step{state, {}};
            step.state.session.reduced_motion = changed.reduced;
            return step;
        },
        },
        event);
}

// What the person had open last is read first at the next start.
void note_opened(State& state) {
    const Route& route = state.session.route;
    if (route.screen == Screen::record && state.document && find_record(*state.document, route.id) != nullptr)
        state.notes.last_opened = route.id;
}

} // namespace

Result<Step> update(const State& state, const Command& command, const Stamp& stamp) {
    Result<Step> step = run(state, command, stamp);
    if (!step) return step;
    step->state.session.now = stamp.now;
    note_opened(step->state);
    judge_held(step->state, &state, stamp.now);
    if (step->state.held != state.held) ask_about_held(*step);
    search_anew(step->state);
    return step;
}

Step update(const State& state, const Event& event, const Stamp& stamp) {
    Step step = take_in(state, event, stamp);
    step.state.session.now = stamp.now;
    if (!may_write(state) && may_write(step.state)) {
        const auto go_on = [&](Step next) {
            step.state = std::move(next.state);
            std::ranges::move(next.effects, std::back_inserter(step.effects));
        };
        go_on(bring_back(step.state, stamp));
        go_on(begin_writing(step.state, stamp));
    }
    note_opened(step.state);
    judge_held(step.state, &state, stamp.now);
    if (step.state.held != state.held) ask_about_held(step);
    search_anew(step.state);
    return step;
}

Step refuse(const State& state, const Error& error) {
    Step step{state, {}};
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

} // namespace cairn::app
