#include "app/merging.hpp"
#include "app/points.hpp"
#include "app/step.hpp"
#include "core/merge/merge.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

bool is_live(const Record* record) {
    return record != nullptr && !record->trashed;
}

// Keys that only the other copy had sign nothing here but what they already signed counts as the learner's.
std::size_t add_keys(std::vector<LearnerKey>& mine, const std::vector<LearnerKey>& theirs) {
    std::size_t added = 0;
    for (const LearnerKey& key : theirs) {
        if (std::ranges::contains(mine, key.did, &LearnerKey::did)) continue;
        mine.push_back(key);
        ++added;
    }
    return added;
}

std::string words_of(const State& state, const Merge& merged) {
    const Catalog& catalog = *state.catalog;
    std::string words = tr(catalog, "merge.done");
    const auto say = [&](std::string_view key, std::size_t count) {
        if (count > 0) words += " " + tr_count(catalog, key, count);
    };
    say("merge.added", merged.added);
    say("merge.updated", merged.updated);
    say("merge.deleted", merged.deleted);
    say("merge.conflicts", merged.conflicts.size());
    return words;
}

void put_record(Document& document, Record record) {
    const auto found = std::ranges::find(document.records, record.id,
                                         [](const RecordPtr& one) -> const Id& { return one->id; });
    *found = std::make_shared<const Record>(std::move(record));
}

// The words of `from` under the id of `to`; what hangs on the id stays.
Record with_words_of(const Record& to, const Record& from) {
    Record record = to;
    record.type = from.type;
    record.lang = from.lang;
    record.fields = from.fields;
    record.files = from.files;
    record.tags = from.tags;
    return record;
}

void add_missing(std::vector<Id>& ids, const std::vector<Id>& others, const Id& but) {
    for (const Id& id : others)
        if (id != but && !std::ranges::contains(ids, id)) ids.push_back(id);
}

} // namespace

std::vector<Conflict> conflicts(const State& state) {
    std::vector<Conflict> found;
    if (!state.document) return found;
    for (const RecordPtr& record : state.document->records) {
        if (record->conflict_of.empty() || record->trashed) continue;
        const Record* original = find_record(*state.document, record->conflict_of);
        if (is_live(original)) found.push_back({original, record.get()});
    }
    return found;
}

Conflict conflict_about(const State& state, const Id& record) {
    for (const Conflict& conflict : conflicts(state))
        if (conflict.record->id == record || conflict.other->id == record) return conflict;
    return {};
}

bool may_merge(const State& state, const WholePortfolio& whole) {
    return state.document && !state.document->sample && !whole.document.sample &&
           state.document->portfolio == whole.document.portfolio;
}

Result<Step> update_whole(const State& state, const MergeImport&, const Stamp& stamp) {
    const auto& import = state.session.whole.import;
    if (!import || !import->whole || import->storing) return fail("whole.none");
    if (!may_merge(state, *import->whole)) return fail("merge.stranger");
    WholeImport merging = *import;
    merging.merging = true;
    return begin_storing({state, {}}, std::move(merging), stamp);
}

Step merge_in(Step step, const WholeImport& import, const Stamp& stamp) {
    const PickedFile file = import.file;
    const std::shared_ptr<const WholePortfolio> theirs = import.whole;
    step.effects.emplace_back(EndImport{file.handle, true});
    step.state.session.whole.import.reset();
    step.state.session.dialog.reset();
    Merge merged = merge(*step.state.document, theirs->document);
    const bool same = merged.document == *step.state.document;
    std::string words = same ? tr(*step.state.catalog, "merge.nothing") : words_of(step.state, merged);
    if (!same) {
        keep_point(step, PointReason::import, file.name, stamp);
        Step next = changed(step.state, std::move(merged.document), "change.merged", stamp);
        step.state = std::move(next.state);
        for (Effect& effect : next.effects)
            step.effects.push_back(std::move(effect));
        ++step.state.session.text_revision;
    }
    // Keys are no part of the document: they stay when the merge is undone.
    if (theirs->keys && add_keys(step.state.keys, *theirs->keys) > 0) request_save(step);
    tell(step, std::move(words), !merged.conflicts.empty());
    focus_on(step, "heading");
    return step;
}

Result<Step> update_recovery(const State& state, const SettleConflict& command, const Stamp& stamp) {
    const Conflict conflict = conflict_about(state, command.other);
    if (conflict.other == nullptr || conflict.other->id != command.other) return fail("conflict.none");
    Document next = *state.document;
    Record record = *conflict.record;
    Record other = *conflict.other;
    if (command.keep == Side::other) {
        const Record words = record;
        record = with_words_of(record, other);
        other = with_words_of(other, words);
        add_missing(record.criteria, other.criteria, {});
        add_missing(record.links, other.links, record.id);
    }
    other.conflict_of.clear();
    if (command.keep != Side::both) other.trashed = stamp.now;
    settle(record, *conflict.other, next.device);
    advance(other, next.device);
    if (command.keep == Side::other) record.modified = stamp.now;
    other.modified = stamp.now;
    put_record(next, std::move(record));
    put_record(next, std::move(other));
    Step step = changed(state, std::move(next),
                        command.keep == Side::both ? "change.keptBoth" : "change.settled", stamp);
    ++step.state.session.text_revision;
    tell(step, tr(*state.catalog, command.keep == Side::both ? "conflicts.keptBoth" : "conflicts.settled"));
    focus_on(step, "heading");
    return step;
}

} // namespace cairn::app
