#include "app/step.hpp"
#include "app/whole_import.hpp"
#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::uint64_t first_range = 64 * 1024;        // bytes; tells how long the file is
constexpr std::uint64_t document_range = 1024 * 1024;   // bytes; read at the least while it is understood
constexpr std::uint64_t header_range = 4 * 1024;        // bytes; of one piece of evidence
constexpr std::uint64_t most_known = 256 * 1024 * 1024; // bytes of the file in memory

using ImportPtr = std::shared_ptr<const WholeImport>;

void put(Step& step, WholeImport import) {
    step.state.session.whole.import = std::make_shared<const WholeImport>(std::move(import));
}

// What is said of a file that is no stored form of this device.
Error as_of_file(const Error& error) {
    const std::string_view code = error.code;
    if (code.starts_with("whole.")) return error;
    if (code == "store.newerVersion") return {"whole.newer", error.where};
    if (code == "store.quota" || code == "file.noRoom") return {"whole.noRoom"};
    if (code == "store.failed") return {"whole.notKept"};
    if (code == "store.readOnly") return error;
    if (code == "zip.directory") return {"whole.notZip"};
    if (code == "zip.bomb" || code == "zip.tooLarge") return {"whole.tooLarge", error.where};
    if (code.starts_with("file.") || code.starts_with("effect.")) return {"whole.unreadable"};
    return {"whole.damaged", error.where};
}

Step give_up(Step step, const Error& error) {
    const std::string name = step.state.session.whole.import->file.name;
    const bool asked =
        step.state.session.dialog && step.state.session.dialog->kind == DialogKind::import_portfolio;
    if (asked) step.state.session.dialog.reset();
    stop_import(step);
    tell(step,
         tr(*step.state.catalog, "import.failed",
            {{"name", name}, {"why", tr_error(*step.state.catalog, as_of_file(error))}}),
         true);
    return step;
}

// Asks for a range of the file, or gives up where it would be too much.
Step ask(Step step, WholeImport import, ByteRange range, std::uint64_t least) {
    if (import.known.known() > most_known)
        return give_up(std::move(step), Error{"whole.tooLarge", {}, std::to_string(most_known)});
    const std::uint64_t size = import.begun ? import.known.size() - range.offset : first_range;
    import.asked = {range.offset, std::min(size, std::max(range.size, least))};
    import.effect = step.state.session.next_effect++;
    step.effects.emplace_back(
        ReadRange{import.effect, import.file.handle, import.asked.offset, import.asked.size});
    put(step, std::move(import));
    return step;
}

// What it holds takes the place of what is here, in one save. The evidence of before stays until the program
// starts anew.
Step take_place(Step step, const WholeImport& import, const Stamp& stamp) {
    const bool sample = import.sample;
    const State& before = step.state;
    State after;
    after.catalog = before.catalog;
    Document document = import.whole->document;
    document.device = stamp.fresh[0]; // another copy of the same portfolio may be at work elsewhere
    after.document = std::make_shared<const Document>(std::move(document));
    after.keys =
        import.whole->keys ? *import.whole->keys : std::vector{make_learner_key(stamp.seed, stamp.now)};
    after.generation = std::max(before.generation, import.whole->generation);
    after.session = fresh_session(before.session);
    const PickedFile file = import.file;
    step.state = std::move(after);
    step.effects.emplace_back(EndImport{file.handle, true});
    request_save(step);
    step.effects.emplace_back(ApplyTheme{step.state.document->profile.theme});
    go_to(step, {Screen::path, ""}, true);
    tell(step, sample ? tr(*step.state.catalog, "import.sampleOpened")
                      : tr(*step.state.catalog, "import.done", {{"name", file.name}}));
    return step;
}

// Keeps one piece of evidence after the other; the document changes when all are there.
Step store_next(Step step, WholeImport import, const Stamp& stamp) {
    const std::vector<WholeEvidence>& evidence = import.whole->evidence;
    if (import.stored == evidence.size()) return take_place(std::move(step), import, stamp);
    const WholeEvidence& next = evidence[import.stored];
    ByteRange missing;
    const auto place = find_zip_entry(import.at_hand.source(missing), next.entry, whole_limits);
    if (missing.size > 0) return ask(std::move(step), std::move(import), missing, header_range);
    if (!place) return give_up(std::move(step), place.error());
    import.effect = step.state.session.next_effect++;
    step.effects.emplace_back(StoreRange{import.effect, import.file.handle, place->offset, place->packed,
                                         place->deflated, next.entry.size, next.sha256});
    import.at_hand = import.known;
    put(step, std::move(import));
    return step;
}

Step begin_storing(Step step, WholeImport import, const Stamp& stamp) {
    import.storing = true;
    import.at_hand = import.known;
    put(step, import);
    return store_next(std::move(step), std::move(import), stamp);
}

// The file is understood: whether its keys and its pathway can be used here.
Result<void> check_use(const State& state, const WholePortfolio& whole, bool sample) {
    const PathwayChoice& choice = whole.document.pathway;
    if (find_pathway(*state.catalog, choice.id, choice.revision) == nullptr) return fail("whole.pathway");
    if (sample && !whole.document.sample) return fail("whole.kind");
    if (!whole.keys) return {};
    for (const LearnerKey& key : *whole.keys)
        if (!seed_of(key)) return fail("whole.damaged", "document/keys.json");
    if (!std::ranges::contains(*whole.keys, "active", &LearnerKey::state))
        return fail("whole.damaged", "document/keys.json");
    return {};
}

// Tries to understand what is known; asks for what is missed, or for the person's word.
Step understand(Step step, WholeImport import, const Stamp& stamp) {
    ByteRange missing;
    const ByteSource source = import.known.source(missing);
    if (!looks_like_zip(source)) return give_up(std::move(step), Error{"whole.notZip"});
    auto whole = read_whole(source);
    if (missing.size > 0) return ask(std::move(step), std::move(import), missing, document_range);
    if (!whole) return give_up(std::move(step), whole.error());
    if (const auto use = check_use(step.state, *whole, import.sample); !use)
        return give_up(std::move(step), use.error());
    import.whole = std::make_shared<const WholePortfolio>(*std::move(whole));
    import.effect = 0;
    if (import.sample) return begin_storing(std::move(step), std::move(import), stamp);
    put(step, std::move(import));
    step.state.session.notice.reset();
    step.state.session.dialog.emplace().kind = DialogKind::import_portfolio;
    return step;
}

Step begin_import(Step step, PickedFile file, bool sample) {
    stop_import(step);
    step.state.session.notice.reset();
    WholeImport import;
    import.file = std::move(file);
    import.sample = sample;
    put(step, import);
    return ask(std::move(step), std::move(import), {0, first_range}, first_range);
}

// The dialog that says how far it is was left behind.
bool turned_away(const State& state, const WholeImport& import) {
    return !import.sample &&
           (!state.session.dialog || state.session.dialog->kind != DialogKind::import_portfolio);
}

Step stopped(const State& state) {
    Step step{state, {}};
    stop_import(step);
    return step;
}

ImportPtr waiting_import(const State& state, std::uint32_t effect) {
    const ImportPtr& import = state.session.whole.import;
    return import && import->effect == effect && effect != 0 ? import : nullptr;
}

} // namespace

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
    const ImportPtr import = state.session.whole.import;
    if (!import || !import->whole || import->storing) return fail("whole.none");
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

Step whole_event(const State& state, const RangeRead& event, const Stamp& stamp) {
    const ImportPtr waiting = waiting_import(state, event.effect);
    if (!waiting) return {state, {}};
    WholeImport import = *waiting;
    import.effect = 0;
    const bool same = !import.begun || event.total == import.known.size();
    if (!import.begun) import.known = PartialFile(event.total);
    import.begun = true;
    const std::uint64_t rest = event.total - std::min(event.total, import.asked.offset);
    // A file that is gone, or was changed under us.
    if (!same || event.bytes.size() != std::min(import.asked.size, rest))
        return give_up({state, {}}, Error{"whole.unreadable"});
    if (import.storing) {
        if (turned_away(state, import)) return stopped(state);
        import.at_hand.add(import.asked.offset, event.bytes);
        return store_next({state, {}}, std::move(import), stamp);
    }
    import.known.add(import.asked.offset, event.bytes);
    return understand({state, {}}, std::move(import), stamp);
}

Step whole_event(const State& state, const RangeStored& event, const Stamp& stamp) {
    const ImportPtr waiting = waiting_import(state, event.effect);
    if (!waiting || !waiting->storing) return {state, {}};
    WholeImport import = *waiting;
    if (turned_away(state, import)) return stopped(state);
    ++import.stored;
    return store_next({state, {}}, std::move(import), stamp);
}

std::optional<Step> import_failed(const State& state, const WholeFailed& event) {
    if (event.effect != 0 && state.session.whole.sample == event.effect) {
        Step step{state, {}};
        step.state.session.whole.sample = 0;
        tell(step, tr_error(*state.catalog, Error{"sample.unreachable"}), true);
        return step;
    }
    if (!waiting_import(state, event.effect)) return std::nullopt;
    return give_up({state, {}}, event.error);
}

} // namespace cairn::app
