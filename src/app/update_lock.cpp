#include "app/commit.hpp"
#include "app/lock.hpp"
#include "app/recovery.hpp"
#include "app/step.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t longest_wait = 30 * second;
constexpr std::uint32_t most_counted = 1000;

// Code points of UTF-8.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The vault is asked for something; until it answers nothing else is.
std::uint32_t begin(Step& step) {
    Session& session = step.state.session;
    session.locking = session.next_effect++;
    session.lock_error.reset();
    session.lock_wait = 0;
    session.lock_done = 0;
    session.lock_total = 0;
    return session.locking;
}

// Nothing is tried before so much time has passed.
void begin_wait(Step& step, std::int64_t ms) {
    Session& session = step.state.session;
    session.locking = session.next_effect++;
    session.lock_wait = ms;
    step.effects.emplace_back(Wait{session.locking, ms});
}

bool asks_for_present(const Session& session) {
    return session.dialog &&
           (session.dialog->kind == DialogKind::set_lock || session.dialog->kind == DialogKind::remove_lock);
}

// The passphrase was right.
void forget_tries(Step& step) {
    step.state.session.lock_tries = 0;
    step.state.session.lock_wait = 0;
    step.effects.emplace_back(NoteTries{});
}

// What was typed is not needed any more.
void forget_typed(Session& session) {
    session.typed_here.clear();
    session.passphrase_shown = false;
    if (asks_for_present(session)) session.dialog.reset();
}

Step leave(const State& state) {
    Step step{state, {}};
    step.effects.emplace_back(LockPage{});
    return step;
}

} // namespace

bool allowed_while_locked(const Command& command) {
    if (const auto* open = std::get_if<OpenDialog>(&command))
        return open->dialog.kind == DialogKind::start_over;
    return std::holds_alternative<Unlock>(command) || std::holds_alternative<TypeHere>(command) ||
           std::holds_alternative<ShowPassphrase>(command) || std::holds_alternative<StartOver>(command) ||
           std::holds_alternative<TypeInDialog>(command) || std::holds_alternative<CloseDialog>(command) ||
           std::holds_alternative<SetPlain>(command) || std::holds_alternative<DismissNotice>(command);
}

std::int64_t wait_after(std::uint32_t tries) {
    if (tries == 0) return 0;
    return tries > 5 ? longest_wait : second << (tries - 1);
}

std::int64_t wait_left(std::uint32_t tries, Instant last, Instant now) {
    const std::int64_t whole = wait_after(tries);
    return last.ms > now.ms ? whole : std::max<std::int64_t>(0, whole - (now.ms - last.ms));
}

bool lock_at_work(const Session& session) {
    return session.locking != 0 && session.lock_wait == 0;
}

bool holds_unsaved(const State& state) {
    return state.session.save.phase == SavePhase::failed;
}

WatchIdle idle_watch(const State& state) {
    return {state.session.vault && !state.session.locked ? state.notes.idle_minutes * minute : 0};
}

Result<Step> update_lock(const State& state, const SetLock& set, const Stamp&) {
    const Session& session = state.session;
    if (session.locking != 0) return fail("lock.busy");
    if (!session.dialog || !session.dialog->agreed) return fail("lock.agree");
    if (characters(set.passphrase) < least_passphrase) return fail("lock.short");
    if (set.passphrase.size() > most_passphrase) return fail("lock.long");
    if (set.passphrase != set.again) return fail("lock.differs");
    if (session.vault && set.present.empty()) return fail("lock.noPresent");
    Step step{state, {}};
    const std::uint32_t effect = begin(step);
    step.effects.emplace_back(ChangeVault{effect, set.passphrase, set.present});
    return step;
}

Result<Step> update_lock(const State& state, const RemoveLock& remove, const Stamp&) {
    if (!state.session.vault) return fail("lock.none");
    if (state.session.locking != 0) return fail("lock.busy");
    Step step{state, {}};
    const std::uint32_t effect = begin(step);
    step.effects.emplace_back(ChangeVault{effect, {}, remove.passphrase});
    return step;
}

Result<Step> update_lock(const State& state, const Unlock& unlock, const Stamp&) {
    if (!state.session.locked) return fail("lock.none");
    if (state.session.locking != 0) return fail("lock.busy");
    Step step{state, {}};
    const std::uint32_t effect = begin(step);
    step.state.session.typed_here.clear();
    step.effects.emplace_back(OpenVault{effect, unlock.passphrase});
    return step;
}

Result<Step> update_lock(const State& state, const LockNow&, const Stamp&) {
    if (!state.session.vault || state.session.locked) return fail("lock.none");
    if (lock_at_work(state.session)) return fail("lock.busy");
    if (holds_unsaved(state)) return fail("lock.unsaved");
    return leave(state);
}

// Nothing of what is locked can be read, so all of it goes.
Result<Step> start_over_locked(const State& state, const StartOver& start) {
    if (!is_delete_word(*state.catalog, start.word)) return fail("erase.word");
    if (state.session.locking != 0) return fail("lock.busy");
    Step step{state, {}};
    Session& session = step.state.session;
    session.whole.erasing = session.next_effect++;
    step.effects.emplace_back(Erase{session.whole.erasing});
    return step;
}

Result<Step> update_lock(const State& state, const SetIdle& idle, const Stamp&) {
    if (!std::ranges::contains(idle_choices, idle.minutes)) return fail("lock.idle");
    Step step{state, {}};
    step.state.notes.idle_minutes = idle.minutes;
    step.effects.emplace_back(idle_watch(step.state));
    request_save(step);
    return step;
}

Result<Step> update_lock(const State& state, const ShowPassphrase& show, const Stamp&) {
    Step step{state, {}};
    step.state.session.passphrase_shown = show.show;
    return step;
}

Result<Step> update_lock(const State& state, const AgreeInDialog& agree, const Stamp&) {
    Step step{state, {}};
    if (step.state.session.dialog) step.state.session.dialog->agreed = agree.agreed;
    return step;
}

// The edge has read everything into the state before it says so.
Step lock_event(const State& state, const Unlocked& event, const Stamp& stamp) {
    Step step{state, {}};
    Session& session = step.state.session;
    if (!session.locked || event.effect != session.locking) return step;
    session.locked = false;
    session.vault = true;
    session.locking = 0;
    session.dialog.reset();
    forget_typed(session);
    forget_tries(step);
    step.effects.emplace_back(idle_watch(step.state));
    step.effects.emplace_back(Announce{tr(*state.catalog, "lock.opened")});
    if (state.document) step.effects.emplace_back(ApplyTheme{state.document->profile.theme});
    focus_on(step, "heading");
    begin_recovery(step);
    Step writing = begin_writing(step.state, stamp);
    step.state = std::move(writing.state);
    std::ranges::move(writing.effects, std::back_inserter(step.effects));
    return step;
}

Step lock_event(const State& state, const LockChanged& event, const Stamp&) {
    Step step{state, {}};
    Session& session = step.state.session;
    if (event.effect != session.locking) return step;
    const bool before = session.vault;
    session.locking = 0;
    session.vault = event.locked;
    forget_typed(session);
    forget_tries(step);
    if (event.locked && !before && step.state.notes.idle_minutes == 0)
        step.state.notes.idle_minutes = usual_idle;
    // The second copies went, for they were as everything was before.
    request_save(step);
    step.effects.emplace_back(idle_watch(step.state));
    const std::string_view words = !event.locked ? "lock.removed" : before ? "lock.changed" : "lock.done";
    tell(step, tr(*state.catalog, words));
    return step;
}

Step lock_event(const State& state, const TriesNoted& event, const Stamp& stamp) {
    Step step{state, {}};
    Session& session = step.state.session;
    if (!session.locked && !session.vault) return step;
    session.lock_tries = std::min(event.count, most_counted);
    const std::int64_t left = wait_left(session.lock_tries, event.at, stamp.now);
    if (session.locking == 0 && left > 0) begin_wait(step, left);
    return step;
}

Step lock_event(const State& state, const IdleEnded&, const Stamp&) {
    if (!state.session.vault || state.session.locked) return {state, {}};
    if (!holds_unsaved(state) && !lock_at_work(state.session)) return leave(state);
    Step step{state, {}};
    step.effects.emplace_back(idle_watch(state));
    if (holds_unsaved(state)) tell(step, tr_error(*state.catalog, {"lock.unsaved"}), true);
    return step;
}

std::optional<Step> lock_failed(const State& state, const KeepFailed& failed, const Stamp& stamp) {
    if (failed.effect == 0 || failed.effect != state.session.locking) return std::nullopt;
    Step step{state, {}};
    Session& session = step.state.session;
    session.locking = 0;
    const bool wrong = failed.error.code == Error{"lock.wrong"}.code;
    session.lock_error = wrong && !session.locked ? Error{"lock.notPresent"} : failed.error;
    const std::string words = tr_error(*state.catalog, *session.lock_error);
    step.effects.emplace_back(Announce{words, true});
    if (wrong) {
        session.lock_tries = std::min(session.lock_tries + 1, most_counted);
        begin_wait(step, wait_after(session.lock_tries));
        step.effects.emplace_back(NoteTries{session.lock_tries, stamp.now});
        if (!session.locked && !asks_for_present(session)) tell(step, words, true);
    } else if (!session.locked) {
        // The document is encrypted, evidence not all: that is gone on with after the next start.
        if (failed.error.code == Error{"lock.evidence"}.code) {
            session.vault = true;
            request_save(step);
        }
        forget_typed(session);
        tell(step, words, true);
    }
    return step;
}

std::optional<Step> lock_waited(const State& state, const Waited& waited) {
    if (waited.effect == 0 || waited.effect != state.session.locking) return std::nullopt;
    Step step{state, {}};
    Session& session = step.state.session;
    session.locking = 0;
    session.lock_wait = 0;
    if (session.dialog ? asks_for_present(session) : session.locked) focus_on(step, "passphrase");
    return step;
}

std::optional<Step> lock_progressed(const State& state, const Progressed& progressed) {
    if (progressed.effect == 0 || progressed.effect != state.session.locking) return std::nullopt;
    Step step{state, {}};
    step.state.session.lock_done = progressed.done;
    step.state.session.lock_total = progressed.total;
    return step;
}

} // namespace cairn::app
