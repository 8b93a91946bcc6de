#include "app/checking.hpp"
#include "app/points.hpp"
#include "app/step.hpp"
#include "app/whole_import.hpp"
#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace cairn::app {
namespace {

bool is_open(const State& state, DialogKind kind) {
    return state.session.dialog && state.session.dialog->kind == kind;
}

// The dialog that says how far it is was left behind.
bool turned_away(const State& state, const WholeImport& import) {
    return !import.sample && !import.check && !is_open(state, DialogKind::import_portfolio);
}

Step stopped(const State& state) {
    Step step{state, {}};
    stop_import(step);
    return step;
}

Step begin_import(Step step, PickedFile file, bool sample) {
    stop_import(step);
    step.state.session.notice.reset();
    WholeImport import;
    import.file = std::move(file);
    import.sample = sample;
    return begin_reading(std::move(step), std::move(import));
}

// The restore points that came with it.
void store_points(Step& step, const WholePortfolio& whole) {
    for (const WholePoint& point : whole.points)
        owe_point(step, {0, point.info, std::make_shared<const Document>(point.portfolio.document),
                         point.portfolio.keys, point.portfolio.generation});
}

std::string done_words(const State& state, const WholeImport& import) {
    const Catalog& catalog = *state.catalog;
    if (import.sample) return tr(catalog, "import.sampleOpened");
    if (import.readable) return tr(catalog, "import.readableDone", {{"name", import.file.name}});
    return tr(catalog, "import.done", {{"name", import.file.name}});
}

// The one that waits for this effect, of the two that may be under way.
ImportPtr waiting_for(const State& state, std::uint32_t effect) {
    for (const ImportPtr& import : {state.session.whole.import, state.session.whole.check})
        if (effect != 0 && import && import->effect == effect) return import;
    return nullptr;
}

} // namespace

// In one save. The evidence of before stays until the program starts anew.
Step take_place(Step step, const WholeImport& import, const Stamp& stamp) {
    if (step.state.document && !step.state.document->sample)
        keep_point(step, PointReason::import, import.file.name, stamp);
    const State& before = step.state;
    State after;
    after.catalog = before.catalog;
    Document document = import.whole->document;
    document.device = stamp.fresh[0]; // another copy of the same portfolio may be at work elsewhere
    after.document = std::make_shared<const Document>(std::move(document));
    after.keys =
        import.whole->keys ? *import.whole->keys : std::vector{make_learner_key(stamp.seed, stamp.now)};
    after.generation = std::max(before.generation, import.whole->generation);
    after.notes.idle_minutes = before.notes.idle_minutes;
    after.notes.trust = before.notes.trust;
    // The file is a copy of all that is here now.
    if (!import.sample && !import.readable) after.notes.backup = import.whole->made;
    after.session = fresh_session(before.session);
    read_kept_trust(after);
    step.state = std::move(after);
    step.effects.emplace_back(EndImport{import.file.handle, true});
    store_points(step, *import.whole);
    request_save(step);
    step.effects.emplace_back(ApplyTheme{step.state.document->profile.theme});
    go_to(step, {Screen::path, ""}, true);
    tell(step, done_words(step.state, import));
    return step;
}

void stop_import(Step& step) {
    ImportPtr& import = step.state.session.whole.import;
    if (!import) return;
    step.effects.emplace_back(EndImport{import->file.handle, false});
    import.reset();
}

Session fresh_session(const Session& before) {
    Session session;
    session.route = before.route;
    session.save = before.save; // one may be under way
    session.writer = before.writer;
    session.dark = before.dark;
    session.reduced_motion = before.reduced_motion;
    session.plain = before.plain;
    session.utc_offset_minutes = before.utc_offset_minutes;
    session.now = before.now;
    session.vault = before.vault;
    session.points.owed = before.points.owed; // what was here before is kept all the same
    session.whole.check = before.whole.check;
    session.checking = before.checking; // files of others, which are no part of any document
    session.next_effect = before.next_effect;
    session.focus = before.focus;
    session.focus_request = before.focus_request;
    session.text_revision = before.text_revision + 1;
    return session;
}

Result<Step> update_whole(const State& state, const ImportPortfolio& command, const Stamp&) {
    return begin_import({state, {}}, command.file, false);
}

Result<Step> update_whole(const State& state, const ConfirmImport&, const Stamp& stamp) {
    const ImportPtr& import = state.session.whole.import;
    if (!import || !import->whole || import->storing) return fail("whole.none");
    return begin_storing({state, {}}, *import, stamp);
}

Result<Step> update_whole(const State& state, const TakeReadable&, const Stamp& stamp) {
    const ImportPtr& import = state.session.whole.import;
    if (!import || !import->readable || !import->whole || import->storing) return fail("whole.none");
    return begin_storing({state, {}}, *import, stamp);
}

Result<Step> update_whole(const State& state, const OpenSample&, const Stamp&) {
    if (state.document && !state.document->sample) return fail("document.exists");
    Step step{state, {}};
    stop_import(step);
    step.state.session.notice.reset();
    step.state.session.whole.sample = step.state.session.next_effect++;
    step.effects.emplace_back(PickSample{step.state.session.whole.sample});
    return step;
}

Step whole_event(const State& state, const SamplePicked& event, const Stamp&) {
    Step step{state, {}};
    if (event.effect == 0 || state.session.whole.sample != event.effect) return step;
    step.state.session.whole.sample = 0;
    if (state.document && !state.document->sample) return refuse(step.state, Error{"document.exists"});
    return begin_import(std::move(step), event.file, true);
}

// A passphrase for the encrypted file that the open dialog is about.
Result<Step> update_whole(const State& state, const OpenSealed& command, const Stamp&) {
    const bool check = is_open(state, DialogKind::check_backup);
    const ImportPtr& there = check ? state.session.whole.check : state.session.whole.import;
    if (!there || !there->sealed || there->effect != 0) return fail("whole.none");
    Step step{state, {}};
    WholeImport import = *there;
    import.wrong.reset();
    import.done = import.opened = 0;
    import.effect = step.state.session.next_effect++;
    step.effects.emplace_back(OpenSealedFile{import.effect, import.file.handle, command.passphrase});
    put(step, std::move(import));
    return step;
}

Step whole_event(const State& state, const SealedOpened& event, const Stamp&) {
    Step step{state, {}};
    const ImportPtr waiting = waiting_for(state, event.effect);
    if (!waiting || !waiting->sealed) {
        step.effects.emplace_back(EndImport{event.file.handle, false});
        return step;
    }
    WholeImport import;
    import.file = {event.file.handle, waiting->file.name};
    import.check = waiting->check;
    step.effects.emplace_back(EndImport{waiting->file.handle, false});
    if (is_open(step.state, DialogKind::sealed_file)) step.state.session.dialog.reset();
    return begin_reading(std::move(step), std::move(import));
}

Step whole_event(const State& state, const RangeStored& event, const Stamp& stamp) {
    const ImportPtr waiting = waiting_for(state, event.effect);
    if (!waiting || !waiting->storing || waiting->check) return {state, {}};
    if (turned_away(state, *waiting)) return stopped(state);
    WholeImport import = *waiting;
    ++import.stored;
    return store_next({state, {}}, std::move(import), stamp);
}

Step whole_event(const State& state, const RangeChecked& event, const Stamp& stamp) {
    const ImportPtr waiting = waiting_for(state, event.effect);
    if (!waiting || !waiting->storing || !waiting->check) return {state, {}};
    WholeImport import = *waiting;
    import.effect = 0;
    ++import.stored;
    return store_next({state, {}}, std::move(import), stamp);
}

std::optional<Step> import_failed(const State& state, const WholeFailed& event, const Stamp& stamp) {
    if (event.effect != 0 && state.session.whole.sample == event.effect) {
        Step step{state, {}};
        step.state.session.whole.sample = 0;
        tell(step, tr_error(*state.catalog, Error{"sample.unreachable"}), true);
        return step;
    }
    const ImportPtr waiting = waiting_for(state, event.effect);
    if (!waiting) return std::nullopt;
    WholeImport import = *waiting;
    import.effect = 0;
    const std::string& code = event.error.code;
    if (import.sealed && (code == "seal.passphrase" || code == "seal.memory")) {
        Step step{state, {}};
        import.wrong = event.error;
        tell(step, tr_error(*state.catalog, event.error), true);
        put(step, std::move(import));
        return step;
    }
    if (turned_away(state, import) && import.storing) return stopped(state);
    const bool differs = code == Error{"whole.differs"}.code;
    // One damaged piece of evidence says nothing about the others.
    if (import.storing && differs && (import.check || import.readable)) {
        if (import.check)
            import.damaged.push_back(
                evidence_name(import.whole->document, import.whole->evidence[import.stored].sha256));
        ++import.spoiled;
        ++import.stored;
        return store_next({state, {}}, std::move(import), stamp);
    }
    if (import.storing && differs && !import.sample)
        return offer_the_rest({state, {}}, std::move(import), event.error);
    return give_up({state, {}}, std::move(import), event.error);
}

} // namespace cairn::app
