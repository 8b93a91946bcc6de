#include "app/saving.hpp"

#include "app/commit.hpp"
#include "app/points.hpp"
#include "app/trash.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace cairn::app {
namespace {

JournalStep to_step(const OwedStep& owed) {
    return {owed.kind,
            owed.label,
            owed.merge_key,
            owed.at,
            patch_between(*owed.before, *owed.after),
            patch_between(*owed.after, *owed.before)};
}

// A checkpoint that holds more than the rows before it takes a place of its own among them, so that nothing
// goes back from it by rows that lead to another document.
JournalPosition own_place(const State& state, std::uint64_t seq) {
    return {seq, sha256_hex(state.document->portfolio + " " + std::to_string(state.generation) + " " +
                            std::to_string(seq))};
}

bool in_no_row(const State& state) {
    return state.session.save.journal.tail != state.document;
}

std::uint64_t rows_from(const Journal& journal, std::uint64_t next_seq) {
    std::uint64_t from = journal.committed.seq + 1;
    std::uint64_t bytes = 0;
    std::size_t rows = 0;
    for (const auto size : std::views::reverse(journal.sizes)) {
        bytes += size;
        if (++rows > most_rows || bytes > most_row_bytes) break;
        --from;
    }
    return std::min({from, journal.checkpoint_seq + 1, next_seq + 1});
}

void send_checkpoint(Step& step) {
    SaveStatus& save = step.state.session.save;
    Journal& journal = save.journal;
    const bool more = in_no_row(step.state) || !journal.owed.empty();
    ++step.state.generation;
    journal.under_way = more ? own_place(step.state, journal.committed.seq + 1) : journal.committed;
    if (more) {
        journal.in_row = std::exchange(journal.owed, {});
        // What was put in the place of everything has nothing to do with what is owed for before.
        if (in_no_row(step.state)) journal.in_row.clear();
        journal.tail = step.state.document;
    }
    journal.checkpoint = true;
    journal.wants_checkpoint = false;
    save.effect = step.state.session.next_effect++;
    if (more || journal.asked || save.phase != SavePhase::saved) save.phase = SavePhase::saving;
    step.effects.emplace_back(Save{save.effect, step.state.document, step.state.keys, step.state.generation,
                                   journal.under_way, step.state.notes,
                                   rows_from(journal, journal.under_way.seq)});
}

// False: it would be too long.
bool send_row(Step& step) {
    SaveStatus& save = step.state.session.save;
    Journal& journal = save.journal;
    JournalRow row{step.state.document->portfolio, journal.committed.seq + 1, journal.committed.sha256, {}};
    std::ranges::transform(journal.owed, std::back_inserter(row.steps), to_step);
    std::string text = encode_row(row);
    if (text.size() > longest_row) return false;
    journal.under_way = {row.seq, sha256_hex(text)};
    journal.under_way_bytes = static_cast<std::uint32_t>(text.size());
    journal.in_row = std::exchange(journal.owed, {});
    journal.checkpoint = false;
    save.effect = step.state.session.next_effect++;
    save.phase = SavePhase::saving;
    step.effects.emplace_back(AppendRow{save.effect, row.seq, std::move(text)});
    return true;
}

void wait(Step& step, std::int64_t ms) {
    Journal& journal = step.state.session.save.journal;
    journal.waiting = step.state.session.next_effect++;
    step.effects.emplace_back(Wait{journal.waiting, ms});
}

bool waits_for(const State& state, std::uint32_t effect) {
    return effect != 0 && state.session.save.effect == effect;
}

// What was stored as an older program stores it can be returned to.
void keep_older_form(Step& step) {
    Journal& journal = step.state.session.save.journal;
    if (!std::exchange(journal.older_form, false)) return;
    const State& state = step.state;
    PointInfo info;
    info.id = make_uuid_v8(
        sha256(bytes_of("migration " + state.document->portfolio + " " + std::to_string(state.generation))));
    info.reason = PointReason::migration;
    info.made = state.session.now;
    info.records = journal.tail->records.size();
    owe_point(step, {0, info, journal.tail, state.keys, state.generation});
    journal.wants_checkpoint = true;
}

} // namespace

bool may_write(const State& state) {
    const Session& session = state.session;
    return state.document && session.writer && !session.loading && !session.locked && !session.recovery &&
           !session.store_problem && session.whole.erasing == 0;
}

void drive(Step& step) {
    SaveStatus& save = step.state.session.save;
    Journal& journal = save.journal;
    if (!may_write(step.state)) return;
    if (save.effect != 0) {
        // A checkpoint of what was saved before is under way: this is not in it.
        const bool more = in_no_row(step.state) || !journal.owed.empty();
        if (more && save.phase == SavePhase::saved) save.phase = SavePhase::saving;
        return;
    }
    if (journal.older_form && journal.tail) {
        keep_older_form(step);
        return send_checkpoint(step); // a row beside an index of before would say nothing to an older program
    }
    if (in_no_row(step.state)) return send_checkpoint(step);
    if (!journal.owed.empty()) {
        if (!send_row(step)) send_checkpoint(step);
        return;
    }
    if (journal.wants_checkpoint || journal.rows >= rows_to_checkpoint) return send_checkpoint(step);
    if (journal.rows > 0 && journal.waiting == 0) wait(step, idle_ms);
}

SaveStatus parked(const SaveStatus& save) {
    SaveStatus next;
    next.journal.committed = save.journal.committed;
    next.journal.committed.seq = std::max(save.journal.committed.seq, save.journal.under_way.seq);
    return next;
}

void request_save(Step& step) {
    step.state.session.save.journal.wants_checkpoint = true;
    drive(step);
}

void owe(Step& step, OwedStep owed, bool merged) {
    Journal& journal = step.state.session.save.journal;
    journal.changed_at = owed.at;
    if (owed.kind != StepKind::fact && !merged) ++step.state.notes.changes;
    // What came without a row before goes to a checkpoint, and this with it.
    if (journal.tail == owed.before && journal.tail) {
        journal.tail = owed.after;
        OwedStep* last = journal.owed.empty() ? nullptr : &journal.owed.back();
        if (merged && last != nullptr && last->kind == StepKind::change && owed.kind == StepKind::change &&
            last->merge_key == owed.merge_key) {
            last->after = std::move(owed.after);
            last->at = owed.at;
        } else {
            journal.owed.push_back(std::move(owed));
        }
    }
    drive(step);
}

void note_fact(Step& step, const DocumentPtr& before, std::string label, Instant at) {
    owe(step, {StepKind::fact, before, step.state.document, std::move(label), {}, at});
}

Step saved(const State& state, const Saved& event, const Stamp& stamp) {
    Step step{state, {}};
    if (!waits_for(state, event.effect)) return step;
    SaveStatus& save = step.state.session.save;
    Journal& journal = save.journal;
    save.effect = 0;
    if (save.phase != SavePhase::saved) save.saved_at = stamp.now;
    save.phase = SavePhase::saved;
    if (journal.under_way.seq != journal.committed.seq) {
        journal.sizes.push_back(journal.checkpoint ? 0 : journal.under_way_bytes);
        if (journal.sizes.size() > 2 * most_rows)
            journal.sizes.erase(journal.sizes.begin(), journal.sizes.end() - most_rows);
    }
    if (journal.checkpoint) {
        journal.checkpoint_seq = journal.under_way.seq;
        journal.rows = 0;
        journal.asked = false;
    } else {
        ++journal.rows;
    }
    journal.committed = std::exchange(journal.under_way, {});
    journal.checkpoint = false;
    journal.in_row.clear();
    if (journal.attempts != 0) journal.waiting = 0;
    journal.attempts = 0;
    journal.told = false;
    drive(step);
    store_owed_points(step);
    return step;
}

Step save_failed(const State& state, const SaveFailed& event, const Stamp& stamp) {
    Step step{state, {}};
    if (!waits_for(state, event.effect)) return step;
    // Another tab writes now. What is under way and owed is of no use to the journal any more.
    if (event.error.code == "store.fenced") return tabs_event(state, Fenced{}, stamp);
    SaveStatus& save = step.state.session.save;
    Journal& journal = save.journal;
    save.effect = 0;
    const bool checkpoint = std::exchange(journal.checkpoint, false);
    const bool more = checkpoint && journal.under_way != journal.committed;
    journal.under_way = {};
    if (more) {
        // The next checkpoint holds all of it; rows would begin at a document that is not stored.
        journal.in_row.clear();
        journal.owed.clear();
        journal.tail = nullptr;
    } else {
        std::vector<OwedStep> owed = std::exchange(journal.in_row, {});
        std::ranges::move(journal.owed, std::back_inserter(owed));
        journal.owed = std::move(owed);
    }
    if (checkpoint) journal.wants_checkpoint = true;
    const std::int64_t ms = first_retry_ms << std::min<std::uint32_t>(journal.attempts, 5);
    ++journal.attempts;
    wait(step, std::min(ms, last_retry_ms));
    // Every word is in a row: nothing is lost, and the person is not told what does not concern them.
    if (checkpoint && !more && !journal.asked && save.phase == SavePhase::saved) return step;
    const bool known = journal.told && save.error == event.error;
    save.phase = SavePhase::failed;
    save.error = event.error;
    journal.asked = false;
    journal.told = true;
    if (known) return step;
    step.state.session.points.told = false; // these words take the place of those about points
    tell(step, tr_error(*state.catalog, event.error), true);
    return step;
}

Result<Step> save_again(const State& state) {
    Step step{state, {}};
    step.state.session.notice.reset();
    Journal& journal = step.state.session.save.journal;
    journal.asked = true;
    journal.told = false;
    if (!state.session.persisted.value_or(false)) step.effects.emplace_back(AskToPersist{});
    request_save(step);
    return step;
}

Step saving_event(const State& state, const Waited& event, const Stamp& stamp) {
    Step step{state, {}};
    Journal& journal = step.state.session.save.journal;
    if (event.effect == 0 || journal.waiting != event.effect) return step;
    journal.waiting = 0;
    if (journal.attempts == 0) {
        const std::int64_t rested = stamp.now.ms - journal.changed_at.ms;
        if (rested < idle_ms && rested >= 0) {
            if (journal.rows > 0) wait(step, idle_ms - rested);
            return step;
        }
        journal.wants_checkpoint = journal.rows > 0;
    }
    drive(step);
    return step;
}

Step saving_event(const State& state, const PageHidden&, const Stamp&) {
    Step step{state, {}};
    const Journal& journal = state.session.save.journal;
    if (state.document && (journal.rows > 0 || !journal.owed.empty() || !journal.in_row.empty() ||
                           state.session.save.effect != 0 || in_no_row(state)))
        request_save(step);
    return step;
}

Step begin_writing(const State& state, const Stamp& stamp) {
    Step step{state, {}};
    if (!may_write(state)) return step;
    step.state.session.now = stamp.now;
    drive(step);
    if (const std::vector<Id> gone = expired_trash(*state.document, stamp.now); !gone.empty()) {
        keep_point(step, PointReason::deletion, {}, stamp);
        step.state.document =
            std::make_shared<const Document>(without_records(*state.document, gone, stamp.now));
        note_fact(step, state.document, "fact", stamp.now);
    }
    return step;
}

} // namespace cairn::app
