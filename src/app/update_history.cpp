#include "app/commit.hpp"
#include "core/merge/merge.hpp"
#include "core/store/patch.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cairn::app {
namespace {

bool is_there(const Document& document, const Id& id) {
    return find_record(document, id) != nullptr || std::ranges::contains(document.claims, id, &Claim::id) ||
           std::ranges::contains(document.badges, id, [](const BadgePtr& badge) { return badge->id; });
}

// Submissions and tombstones are facts about the world; undo takes back words, not facts. What is there again
// was not deleted.
void take_facts(Document& then, const Document& now) {
    then.submissions = now.submissions;
    for (const Tombstone& tombstone : now.tombstones)
        if (!std::ranges::contains(then.tombstones, tombstone)) then.tombstones.push_back(tombstone);
    std::erase_if(then.tombstones, [&](const Tombstone& one) { return is_there(then, one.id); });
}

// What is older than what was there is a change like any other: it counts on, and never back.
Record as_change_of(const Record& now, const Record& then, const Id& device, Instant at) {
    Record next = then;
    next.revision = now.revision;
    next.clock = now.clock;
    next.device = now.device;
    if (same_words(next, now)) return now;
    next.modified = at;
    advance(next, device);
    return next;
}

template <class T>
T as_change_of(const T& now, const T& then, const Id& device) {
    T next = then;
    next.revision = now.revision;
    next.device = now.device;
    if (next == now) return now;
    ++next.revision;
    next.device = device;
    return next;
}

void count_on(std::vector<RecordPtr>& then, const Document& now, Instant at) {
    std::unordered_map<std::string_view, const RecordPtr*> present;
    for (const RecordPtr& record : now.records)
        present.emplace(record->id, &record);
    for (RecordPtr& record : then) {
        const auto found = present.find(record->id);
        if (found == present.end()) {
            Record again = *record;
            again.modified = at;
            advance(again, now.device);
            record = std::make_shared<const Record>(std::move(again));
        } else if (*found->second != record) {
            Record next = as_change_of(**found->second, *record, now.device, at);
            record =
                next == **found->second ? *found->second : std::make_shared<const Record>(std::move(next));
        }
    }
}

// What is like an older document in part: what that part holds counts on from what is here.
Document counted_on(Document next, const Document& now, Instant at) {
    count_on(next.records, now, at);
    for (Claim& claim : next.claims) {
        const auto found = std::ranges::find(now.claims, claim.id, &Claim::id);
        if (found != now.claims.end()) claim = as_change_of(*found, claim, now.device);
        // Elsewhere it may count as deleted: it is more than that one was.
        else
            ++claim.revision;
    }
    for (BadgePtr& one : next.badges) {
        const auto found =
            std::ranges::find(now.badges, one->id, [](const BadgePtr& badge) { return badge->id; });
        if (found != now.badges.end() && *found == one) continue;
        Badge badge = found != now.badges.end() ? as_change_of(**found, *one, now.device) : *one;
        if (found == now.badges.end()) ++badge.revision;
        one = std::make_shared<const Badge>(std::move(badge));
    }
    for (Tombstone& tombstone : next.tombstones) {
        const Record* gone = find_record(now, tombstone.id);
        if (gone != nullptr) tombstone.version = version_of(*gone);
    }
    return next;
}

Result<Step> walk(const State& state, StepKind kind, const HistoryEntry& entry, const Stamp& stamp) {
    const bool back = kind == StepKind::undo;
    const std::string label = entry.label;
    Step step{state, {}};
    // Only what the step changed: a fact that was noted since stays.
    const Patch patch =
        back ? patch_between(*entry.after, *entry.before) : patch_between(*entry.before, *entry.after);
    step.state.document = std::make_shared<const Document>(
        counted_on(apply(patch, *state.document), *state.document, stamp.now));
    const HistoryEntry done{state.document, step.state.document, label, {}, stamp.now};
    if (back)
        step.state.history.took_back(done);
    else
        step.state.history.did_again(done);
    ++step.state.session.text_revision;
    owe(step, {kind, state.document, step.state.document, label, {}, stamp.now});
    const std::string& theme = step.state.document->profile.theme;
    if (theme != state.document->profile.theme) step.effects.emplace_back(ApplyTheme{theme});
    tell(step, tr(*state.catalog, back ? "history.undone" : "history.redone",
                  {{"change", tr(*state.catalog, label)}}));
    return step;
}

} // namespace

bool same_words(const Record& a, const Record& b) {
    Record other = b;
    other.modified = a.modified;
    other.revision = a.revision;
    other.device = a.device;
    other.clock = a.clock;
    return a == other;
}

Document return_to(const Document& now, const Document& then, Instant at) {
    Document next = then;
    next.device = now.device;
    take_facts(next, now);
    return counted_on(std::move(next), now, at);
}

Result<Step> undo(const State& state, const Stamp& stamp) {
    const HistoryEntry* entry = state.history.undoable();
    if (entry == nullptr) return fail("undo.nothing");
    return walk(state, StepKind::undo, *entry, stamp);
}

Result<Step> redo(const State& state, const Stamp& stamp) {
    const HistoryEntry* entry = state.history.redoable();
    if (entry == nullptr) return fail("redo.nothing");
    return walk(state, StepKind::redo, *entry, stamp);
}

} // namespace cairn::app
