#include "app/update.hpp"

#include "app/step.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

bool needs_document(const Command& command) {
    return !std::holds_alternative<StartEmpty>(command) && !std::holds_alternative<OpenSample>(command) &&
           !std::holds_alternative<ImportPortfolio>(command) &&
           !std::holds_alternative<SetRevision>(command) && !std::holds_alternative<ConfirmImport>(command) &&
           !std::holds_alternative<GoTo>(command) && !std::holds_alternative<DismissNotice>(command) &&
           !std::holds_alternative<CloseDialog>(command);
}

bool only_looks(const Command& command) {
    return std::holds_alternative<SetQuery>(command) || std::holds_alternative<TypeInDialog>(command) ||
           std::holds_alternative<TypeHere>(command) || std::holds_alternative<MeasureStorage>(command) ||
           std::holds_alternative<ExportPortfolio>(command) || std::holds_alternative<ExportWall>(command) ||
           std::holds_alternative<GoTo>(command) || std::holds_alternative<DismissNotice>(command) ||
           std::holds_alternative<OpenDialog>(command) || std::holds_alternative<CloseDialog>(command) ||
           std::holds_alternative<SetPlain>(command) || std::holds_alternative<SaveBadgeFile>(command);
}

bool is_there(const Document& document, const Id& id) {
    return find_record(document, id) != nullptr || std::ranges::contains(document.claims, id, &Claim::id) ||
           std::ranges::contains(document.badges, id, [](const BadgePtr& badge) { return badge->id; });
}

// Submissions and tombstones are facts about the world; undo takes back words, not facts. What is there again
// was not deleted.
DocumentPtr with_facts_of(const Document& now, const DocumentPtr& then) {
    if (then->submissions == now.submissions && then->tombstones == now.tombstones) return then;
    Document kept = *then;
    kept.submissions = now.submissions;
    for (const Tombstone& tombstone : now.tombstones)
        if (!std::ranges::contains(kept.tombstones, tombstone)) kept.tombstones.push_back(tombstone);
    std::erase_if(kept.tombstones, [&](const Tombstone& one) { return is_there(kept, one.id); });
    return std::make_shared<const Document>(std::move(kept));
}

// Puts another document of the history in place, says `key`, and saves.
Step step_in_history(const State& state, History history, const DocumentPtr& then, std::string_view key,
                     const std::string& label) {
    Step step{state, {}};
    step.state.history = std::move(history);
    step.state.document = with_facts_of(*state.document, then);
    ++step.state.session.text_revision;
    request_save(step);
    if (then->profile.theme != state.document->profile.theme)
        step.effects.emplace_back(ApplyTheme{then->profile.theme});
    tell(step, tr(*state.catalog, key, {{"change", tr(*state.catalog, label)}}));
    return step;
}

Result<Step> undo(const State& state) {
    const HistoryEntry* entry = state.history.undoable();
    if (entry == nullptr) return fail("undo.nothing");
    History history = state.history;
    const DocumentPtr then = history.undo();
    return step_in_history(state, std::move(history), then, "history.undone", entry->label);
}

Result<Step> redo(const State& state) {
    const HistoryEntry* entry = state.history.redoable();
    if (entry == nullptr) return fail("redo.nothing");
    History history = state.history;
    const DocumentPtr then = history.redo();
    return step_in_history(state, std::move(history), then, "history.redone", entry->label);
}

bool waits_for_save(const State& state, std::uint32_t effect) {
    const SaveStatus& save = state.session.save;
    return save.phase == SavePhase::saving && save.effect == effect;
}

Step saved(const State& state, const Saved& event, const Stamp& stamp) {
    Step step{state, {}};
    if (!waits_for_save(state, event.effect)) return step;
    SaveStatus& save = step.state.session.save;
    save.phase = SavePhase::saved;
    save.saved_at = stamp.now;
    if (save.again) request_save(step);
    return step;
}

Step save_failed(const State& state, const SaveFailed& event) {
    Step step{state, {}};
    if (!waits_for_save(state, event.effect)) return step;
    SaveStatus& save = step.state.session.save;
    save.phase = SavePhase::failed;
    save.again = false;
    save.error = event.error;
    tell(step, tr_error(*state.catalog, event.error), true);
    return step;
}

// A person who closes the dialog about a file turns away from it.
Step without_dialog(const State& state) {
    Step step{state, {}};
    std::optional<Dialog>& dialog = step.state.session.dialog;
    if (dialog && dialog->kind == DialogKind::import_portfolio) stop_import(step);
    dialog.reset();
    return step;
}

Result<Step> run(const State& state, const Command& command, const Stamp& stamp) {
    if (needs_document(command) && !state.document) return fail("document.none");
    if (!only_looks(command)) {
        if (!state.session.writer) return fail("store.readOnly");
        if (state.session.whole.erasing != 0) return fail("erase.underWay");
        if (state.session.store_problem) return std::unexpected(*state.session.store_problem);
    }
    return std::visit(Overloaded{
                          [&](const Undo&) { return undo(state); },
                          [&](const Redo&) { return redo(state); },
                          [&](const SaveAgain&) -> Result<Step> {
                              Step step{state, {}};
                              step.state.session.notice.reset();
                              request_save(step);
                              return step;
                          },
                          [&](const OpenDialog& open) -> Result<Step> {
                              Step step{state, {}};
                              step.state.session.dialog = open.dialog;
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
        [&](const SaveFailed& failed) { return save_failed(state, failed); },
        [&](const FileStored& stored) { return file_stored(state, stored, stamp); },
        [&](const FileFailed& failed) {
            std::optional<Step> badge = badge_failed(state, failed);
            return badge ? *std::move(badge) : file_failed(state, failed);
        },
        [&](const FileRead& read) { return file_read(state, read, stamp); },
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
        [&](const KeepFailed& failed) {
            if (auto step = export_points_failed(state, failed)) return *std::move(step);
            if (auto step = points_failed(state, failed)) return *std::move(step);
            if (auto step = recovery_failed(state, failed)) return *std::move(step);
            if (auto step = lock_failed(state, failed)) return *std::move(step);
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

} // namespace

Result<Step> update(const State& state, const Command& command, const Stamp& stamp) {
    Result<Step> step = run(state, command, stamp);
    if (!step) return step;
    step->state.session.now = stamp.now;
    judge_held(step->state, &state, stamp.now);
    search_anew(step->state);
    return step;
}

Step update(const State& state, const Event& event, const Stamp& stamp) {
    Step step = take_in(state, event, stamp);
    step.state.session.now = stamp.now;
    judge_held(step.state, &state, stamp.now);
    search_anew(step.state);
    return step;
}

Step refuse(const State& state, const Error& error) {
    Step step{state, {}};
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

} // namespace cairn::app
