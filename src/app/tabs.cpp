#include "app/tabs.hpp"

#include "app/commit.hpp"
#include "app/step.hpp"
#include "core/merge/merge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn::app {
namespace {

const Record* as_record(const RecordPtr& record) {
    return record.get();
}
const Badge* as_badge(const BadgePtr& badge) {
    return badge.get();
}

template <class T, class Get>
auto found_in(const std::vector<T>& list, const Id& id, Get get) -> decltype(get(list.front())) {
    const auto at = std::ranges::find_if(list, [&](const T& one) { return get(one)->id == id; });
    return at == list.end() ? nullptr : get(*at);
}

// Whether the one with this id is the same in both, or in neither.
template <class T, class Get>
bool same_in(const std::vector<T>& a, const std::vector<T>& b, const Id& id, Get get) {
    const auto* one = found_in(a, id, get);
    const auto* other = found_in(b, id, get);
    return one == nullptr || other == nullptr ? one == other : *one == *other;
}

// What the patch does to things that are not now as they were then is left out of it.
template <class T, class Get>
void leave_out_changed(ListPatch<T>& patch, const std::vector<T>& then, const std::vector<T>& now, Get get) {
    std::erase_if(patch.put, [&](const T& one) { return !same_in(then, now, get(one)->id, get); });
    std::erase_if(patch.removed, [&](const Id& id) { return !same_in(then, now, id, get); });
    patch.placed.clear();
}

template <class T>
void leave_out_changed(std::optional<T>& value, const T& then, const T& now) {
    if (then != now) value.reset();
}

bool stands(const Document& document, const Record& record) {
    const Record* there = find_record(document, record.id);
    return there != nullptr && same_words(*there, record);
}

// Records that are stored otherwise now: the words of this tab stand beside them.
std::size_t keep_beside(Document& document, const std::vector<RecordPtr>& records) {
    std::size_t kept = 0;
    for (const RecordPtr& record : records) {
        if (stands(document, *record)) continue;
        if (find_record(document, record->id) == nullptr) {
            Record back = *record;
            advance(back, document.device);
            document.records.push_back(std::make_shared<const Record>(std::move(back)));
            std::erase_if(document.tombstones, [&](const Tombstone& one) { return one.id == record->id; });
            ++kept;
            continue;
        }
        Record other = other_side(*record);
        if (find_record(document, other.id) != nullptr) continue;
        document.records.push_back(std::make_shared<const Record>(std::move(other)));
        ++kept;
    }
    return kept;
}

} // namespace

void strand(State& state) {
    SaveStatus& save = state.session.save;
    Journal& journal = save.journal;
    std::vector<OwedStep>& stranded = state.session.stranded;
    // A document that was put in the place of everything is in no row.
    const bool replaced =
        journal.checkpoint && journal.under_way != journal.committed && journal.in_row.empty();
    const bool known = state.document && journal.tail == state.document && !replaced;
    std::ranges::move(journal.in_row, std::back_inserter(stranded));
    std::ranges::move(journal.owed, std::back_inserter(stranded));
    // What stands in no row, from a document that is not known any more.
    if (state.document && !known && (save.effect != 0 || save.phase == SavePhase::failed))
        stranded.push_back({StepKind::change, nullptr, state.document, {}, {}, {}});
    journal.in_row.clear();
    journal.owed.clear();
    journal.under_way = {};
    journal.checkpoint = journal.wants_checkpoint = false;
    journal.attempts = journal.waiting = 0;
    save.effect = 0;
    save.phase = SavePhase::nothing;
}

Step bring_back(const State& state, const Stamp& stamp) {
    Step step{state, {}};
    const std::vector<OwedStep> stranded = std::exchange(step.state.session.stranded, {});
    if (stranded.empty() || !state.document) return step;
    const Document& now = *state.document;
    const DocumentPtr last = stranded.back().after;
    if (last->portfolio != now.portfolio) {
        tell(step, tr(*state.catalog, "tabs.otherPortfolio"), true);
        return step;
    }
    const bool known =
        std::ranges::all_of(stranded, [](const OwedStep& one) { return one.before != nullptr; });
    Document next = now;
    std::vector<RecordPtr> records;
    if (known) {
        const Document& then = *stranded.front().before;
        Patch patch = patch_between(then, *last);
        records = patch.records.put;
        leave_out_changed(patch.records, then.records, now.records, as_record);
        leave_out_changed(patch.badges, then.badges, now.badges, as_badge);
        const auto itself = [](const auto& one) { return &one; };
        leave_out_changed(patch.claims, then.claims, now.claims, itself);
        leave_out_changed(patch.submissions, then.submissions, now.submissions, itself);
        leave_out_changed(patch.tombstones, then.tombstones, now.tombstones, itself);
        leave_out_changed(patch.profile, then.profile, now.profile);
        leave_out_changed(patch.pathway, then.pathway, now.pathway);
        leave_out_changed(patch.wall, then.wall, now.wall);
        patch.portfolio.reset();
        patch.device.reset();
        patch.created.reset();
        patch.sample.reset();
        next = apply(patch, now);
    } else {
        records = last->records;
    }
    const std::size_t beside = keep_beside(next, records);
    if (next == now) {
        // It is all there. The page learns that nothing is left to be saved.
        request_save(step);
        return step;
    }
    step = changed(step.state, std::move(next), "change.broughtBack", stamp);
    ++step.state.session.text_revision;
    tell(step, tr(*state.catalog, beside > 0 ? "tabs.broughtBeside" : "tabs.broughtBack"));
    return step;
}

} // namespace cairn::app
