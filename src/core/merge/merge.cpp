#include "core/merge/merge.hpp"

#include "core/json/jcs.hpp"
#include "core/model/record_json.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

using Records = std::map<Id, RecordPtr>;
using Stones = std::map<Id, Tombstone>;

// What people see of a record: without who changed it when.
Record content_of(Record record) {
    record.device.clear();
    record.revision = 0;
    record.clock.clear();
    record.modified = {};
    return record;
}

std::string text_of(const Record& record) {
    return canonicalize(to_json(record, RecordScope::stored));
}

// The same whoever merges: what was changed last, else by its text.
bool comes_first(const Record& a, const Record& b) {
    if (a.modified != b.modified) return a.modified > b.modified;
    return text_of(a) > text_of(b);
}

enum class Which { same, first, second, both };

Which newer_of(const Record& a, const Record& b) {
    if (a == b) return Which::same;
    const bool a_covers = covers(a, b);
    const bool b_covers = covers(b, a);
    if (a_covers != b_covers) return a_covers ? Which::first : Which::second;
    return Which::both;
}

// A deletion of either side counts; of two that know different changes, both do.
void add_stone(Stones& stones, const Tombstone& stone) {
    const auto [found, fresh] = stones.emplace(stone.id, stone);
    if (fresh) return;
    Tombstone& kept = found->second;
    if (std::tie(stone.deleted, stone.device) > std::tie(kept.deleted, kept.device)) {
        kept.deleted = stone.deleted;
        kept.device = stone.device;
    }
    for (const auto& [device, count] : stone.version)
        kept.version[device] = std::max(kept.version[device], count);
}

Stones stones_of(const Document& mine, const Document& theirs) {
    Stones stones;
    for (const Document* document : {&mine, &theirs})
        for (const Tombstone& stone : document->tombstones)
            add_stone(stones, stone);
    return stones;
}

bool is_deleted(const Stones& stones, const Record& record) {
    const auto found = stones.find(record.id);
    return found != stones.end() && covers(found->second, record);
}

// Of claims and badges, which one device alone changes.
bool is_deleted(const Stones& stones, const Id& id, const Id& device, std::uint32_t revision, Instant made) {
    const auto found = stones.find(id);
    if (found == stones.end()) return false;
    const Tombstone& stone = found->second;
    if (stone.version.empty()) return made <= stone.deleted;
    const auto known = stone.version.find(device);
    return known != stone.version.end() && known->second >= revision;
}

// Whether nobody has touched it since it was put beside.
bool is_untouched_side(const Record& record) {
    if (record.conflict_of.empty()) return false;
    Record original = record;
    original.id = record.conflict_of;
    return other_side(std::move(original)).id == record.id;
}

class Merging {
  public:
    Merging(const Document& mine, const Document& theirs)
        : mine_(mine), theirs_(theirs), stones_(stones_of(mine, theirs)) {}

    Merge run() {
        merge_.document = mine_;
        merge_records();
        merge_claims();
        merge_badges();
        merge_submissions();
        merge_rest();
        return std::move(merge_);
    }

  private:
    void merge_records() {
        Records was;
        for (const RecordPtr& record : mine_.records)
            was.emplace(record->id, record);
        records_ = was;
        for (const RecordPtr& record : theirs_.records)
            take(record);
        std::erase_if(records_, [&](const auto& entry) { return is_deleted(stones_, *entry.second); });
        drop_known_sides();
        std::vector<RecordPtr>& list = merge_.document.records;
        list.clear();
        for (const auto& [id, record] : records_) {
            list.push_back(record);
            const auto before = was.find(id);
            const bool is_side = sides_.contains(id);
            if (before == was.end() && is_side) merge_.conflicts.push_back(id);
            if (before == was.end() && !is_side) ++merge_.added;
            if (before != was.end() && *before->second != *record) ++merge_.updated;
        }
        merge_.deleted = static_cast<std::size_t>(
            std::ranges::count_if(was, [&](const auto& entry) { return !records_.contains(entry.first); }));
        std::ranges::sort(list, {},
                          [](const RecordPtr& record) { return std::tie(record->created, record->id); });
    }

    void take(const RecordPtr& record) {
        const auto [found, fresh] = records_.emplace(record->id, record);
        if (fresh) return;
        RecordPtr& here = found->second;
        switch (newer_of(*here, *record)) {
        case Which::same:
        case Which::first:
            return;
        case Which::second:
            here = record;
            return;
        case Which::both:
            break;
        }
        const RecordPtr first = comes_first(*here, *record) ? here : record;
        const RecordPtr second = first == here ? record : here;
        if (content_of(*first) == content_of(*second)) {
            Record joined = *first;
            join(joined, *second);
            here = std::make_shared<const Record>(std::move(joined));
            return;
        }
        here = first;
        auto side = std::make_shared<const Record>(other_side(*second));
        const Id id = side->id;
        sides_.insert(id);
        // Where it is there already, somebody may have gone on with it.
        if (!stones_.contains(id)) records_.emplace(id, std::move(side));
    }

    // A side that nobody touched is no longer needed where its changes are in what it stands beside, or in
    // another side of it.
    void drop_known_sides() {
        std::map<Id, std::vector<RecordPtr>> sides;
        for (const auto& [id, record] : records_)
            if (!record->conflict_of.empty()) sides[record->conflict_of].push_back(record);
        const auto is_known = [&](const Record& side) {
            const auto knows = [&](const RecordPtr& other) {
                return other->id != side.id && covers(*other, side) && !covers(side, *other);
            };
            const auto original = records_.find(side.conflict_of);
            return (original != records_.end() && knows(original->second)) ||
                   std::ranges::any_of(sides[side.conflict_of], knows);
        };
        std::vector<Id> known;
        for (const auto& [id, record] : records_)
            if (is_untouched_side(*record) && is_known(*record)) known.push_back(id);
        for (const Id& id : known)
            records_.erase(id);
    }

    // What is here keeps its order; what was only there follows.
    void merge_claims() {
        std::vector<Claim>& list = merge_.document.claims;
        std::map<Id, std::size_t> places;
        for (const Claim& claim : std::exchange(list, {}))
            add_claim(claim, list, places);
        for (const Claim& claim : theirs_.claims)
            add_claim(claim, list, places);
    }

    void add_claim(const Claim& claim, std::vector<Claim>& list, std::map<Id, std::size_t>& places) {
        // Without its record a claim says nothing.
        if (!records_.contains(claim.record)) return;
        if (is_deleted(stones_, claim.id, claim.device, claim.revision, claim.claimed)) return;
        const auto [found, fresh] = places.emplace(claim.id, list.size());
        if (fresh)
            list.push_back(claim);
        else if (claim.revision > list[found->second].revision)
            list[found->second] = claim;
    }

    // The same credential, added on both devices, is held once: the one that was added first.
    void merge_badges() {
        std::vector<BadgePtr>& list = merge_.document.badges;
        std::map<std::string, std::size_t> places; // by digest
        const auto age = [](const Badge& one) { return std::tie(one.added, one.id); };
        const auto rank = [](const Badge& one) { return std::tie(one.revision, one.matches); };
        const auto add = [&](const BadgePtr& badge) {
            if (is_deleted(stones_, badge->id, badge->device, badge->revision, badge->added)) return;
            const auto [found, fresh] = places.emplace(badge->sha256, list.size());
            if (fresh) return list.push_back(badge);
            BadgePtr& here = list[found->second];
            const bool other = here->id == badge->id ? rank(*badge) > rank(*here) : age(*badge) < age(*here);
            if (here->id != badge->id) {
                const BadgePtr& kept = other ? badge : here;
                same_badge_[here->id] = kept->id;
                same_badge_[badge->id] = kept->id;
            }
            if (other) here = badge;
        };
        for (const BadgePtr& badge : std::exchange(list, {}))
            add(badge);
        for (const BadgePtr& badge : theirs_.badges)
            add(badge);
    }

    void merge_submissions() {
        std::vector<Submission>& list = merge_.document.submissions;
        for (const Submission& submission : theirs_.submissions)
            if (!std::ranges::contains(list, submission.id, &Submission::id)) list.push_back(submission);
    }

    // Nothing says which of two words about the learner is the newer one: what stands here stays. What is
    // shown on the wall here is not added to by another copy, where it was perhaps not yet taken down.
    void merge_rest() {
        Profile& profile = merge_.document.profile;
        if (profile.name.empty()) profile.name = theirs_.profile.name;
        if (profile.contacts.empty()) profile.contacts = theirs_.profile.contacts;
        for (const std::string& email : theirs_.profile.emails)
            if (!std::ranges::contains(profile.emails, email)) profile.emails.push_back(email);
        Wall& wall = merge_.document.wall;
        if (wall == Wall{}) wall = theirs_.wall;
        std::set<Id> there;
        for (const Claim& claim : merge_.document.claims)
            there.insert(claim.id);
        for (const BadgePtr& badge : merge_.document.badges)
            there.insert(badge->id);
        std::vector<Id> items;
        for (const Id& item : std::exchange(wall.items, {})) {
            const auto same = same_badge_.find(item);
            const Id& id = same == same_badge_.end() ? item : same->second;
            if (there.contains(id) && !std::ranges::contains(items, id)) items.push_back(id);
        }
        wall.items = std::move(items);

        for (const auto& [id, record] : records_)
            there.insert(id);
        std::vector<Tombstone>& stones = merge_.document.tombstones;
        stones.clear();
        for (const Document* document : {&mine_, &theirs_}) {
            for (const Tombstone& stone : document->tombstones)
                if (there.insert(stone.id).second) stones.push_back(stones_.at(stone.id));
        }
    }

    const Document& mine_;
    const Document& theirs_;
    Stones stones_;
    Records records_;
    std::set<Id> sides_;
    std::map<Id, Id> same_badge_;
    Merge merge_;
};

} // namespace

Merge merge(const Document& mine, const Document& theirs) {
    return Merging(mine, theirs).run();
}

} // namespace cairn
