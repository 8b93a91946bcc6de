#include "core/merge/merge.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>
#include <set>

namespace cairn {

namespace {

using test::Source;

RecordPtr record_of(const Id& id, const Id& device, std::uint32_t revision, std::string text,
                    std::int64_t modified, Versions clock = {}) {
    Record record;
    record.id = id;
    record.type = "meeting.record";
    record.device = device;
    record.revision = revision;
    record.clock = std::move(clock);
    record.modified = {modified};
    record.fields["text"] = std::move(text);
    return std::make_shared<const Record>(std::move(record));
}

Document with(std::vector<RecordPtr> records, std::vector<Tombstone> tombstones = {}) {
    Document document;
    document.portfolio = "p";
    document.records = std::move(records);
    document.tombstones = std::move(tombstones);
    return document;
}

std::string text_of(const Document& document, const Id& id) {
    const Record* record = find_record(document, id);
    return record == nullptr ? "" : std::get<std::string>(record->fields.at("text"));
}

bool same_records(const Document& a, const Document& b) {
    return std::ranges::equal(a.records, b.records,
                              [](const RecordPtr& x, const RecordPtr& y) { return *x == *y; });
}

// A device with its copy of one portfolio, and a clock that all share.
struct Device {
    Id id;
    Document document;
};

std::int64_t now = 1000;

void act(Source& source, Device& device) {
    Document& document = device.document;
    now += 1 + static_cast<std::int64_t>(source.below(3));
    std::vector<RecordPtr>& records = document.records;
    if (records.empty() || source.below(5) == 0) {
        Record record = *record_of(source.id(), device.id, 1, source.text(), now);
        record.created = {now};
        records.push_back(std::make_shared<const Record>(std::move(record)));
        return;
    }
    const std::size_t i = source.below(records.size());
    Record record = *records[i];
    switch (source.below(8)) {
    case 0:
        std::erase_if(document.claims, [&](const Claim& claim) {
            if (claim.record != record.id) return false;
            document.tombstones.push_back({claim.id, {now}, device.id, {{claim.device, claim.revision}}});
            return true;
        });
        document.tombstones.push_back({record.id, {now}, device.id, version_of(record)});
        records.erase(records.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    case 1:
        document.claims.push_back({source.id(), "criterion", record.id, {now}, device.id, 1});
        return;
    case 2:
        if (record.conflict_of.empty()) return;
        record.conflict_of.clear();
        break;
    case 3:
        record.trashed = Instant{now};
        break;
    default:
        record.fields["text"] = source.text() + std::to_string(now);
    }
    record.modified = {now};
    advance(record, device.id);
    records[i] = std::make_shared<const Record>(std::move(record));
}

// Where the record is in the result: as itself, as what became of it, or beside it.
bool is_kept(const Record& record, const Document& result, const Document& a, const Document& b) {
    const Record* const now_there = find_record(result, record.id);
    if (now_there != nullptr && (*now_there == record || covers(*now_there, record))) return true;
    if (find_record(result, other_side(record).id) != nullptr) return true;
    for (const Document* document : {&a, &b})
        for (const Tombstone& stone : document->tombstones)
            if ((stone.id == record.id && covers(stone, record)) || stone.id == other_side(record).id)
                return true;
    // What it became stands under another id: a side, or what a side stood beside.
    const Id& original = record.conflict_of.empty() ? record.id : record.conflict_of;
    return std::ranges::any_of(result.records, [&](const RecordPtr& other) {
        return (other->id == original || other->conflict_of == original) && covers(*other, record);
    });
}

} // namespace

TEST_CASE(
    "of two copies of a record the one that holds the other's changes stays, and both where neither does") {
    struct Row {
        const char* what;
        RecordPtr mine, theirs;
        std::string text;
        std::size_t updated, conflicts;
    };
    const Row rows[] = {
        {"the same", record_of("r", "a", 2, "x", 5), record_of("r", "a", 2, "x", 5), "x", 0, 0},
        {"mine is newer", record_of("r", "a", 3, "x", 5), record_of("r", "a", 2, "y", 9), "x", 0, 0},
        {"theirs is newer", record_of("r", "a", 2, "x", 9), record_of("r", "a", 3, "y", 5), "y", 1, 0},
        {"theirs went on from mine", record_of("r", "a", 2, "x", 9),
         record_of("r", "b", 3, "y", 5, {{"a", 2}}), "y", 1, 0},
        {"both went on", record_of("r", "a", 3, "x", 9), record_of("r", "b", 3, "y", 5, {{"a", 2}}), "x", 0,
         1},
        {"both went on, theirs later", record_of("r", "a", 3, "x", 5),
         record_of("r", "b", 3, "y", 9, {{"a", 2}}), "y", 1, 1},
        {"one count and two contents", record_of("r", "a", 3, "x", 9), record_of("r", "a", 3, "y", 5), "x", 0,
         1},
        {"both wrote the same", record_of("r", "a", 3, "x", 9), record_of("r", "b", 3, "x", 5, {{"a", 2}}),
         "x", 1, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Merge merged = merge(with({row.mine}), with({row.theirs}));
        CHECK(text_of(merged.document, "r") == row.text);
        CHECK(merged.updated == row.updated);
        CHECK(merged.added == 0);
        CHECK(merged.deleted == 0);
        REQUIRE(merged.conflicts.size() == row.conflicts);
        CHECK(merged.document.records.size() == 1 + row.conflicts);
        for (const Id& id : merged.conflicts) {
            CHECK(find_record(merged.document, id)->conflict_of == "r");
            CHECK(text_of(merged.document, id) == (row.text == "x" ? "y" : "x"));
        }
    }
}

TEST_CASE("what was deleted stays deleted unless somebody changed it who did not know") {
    const RecordPtr record = record_of("r", "a", 2, "x", 5);
    const Tombstone stone{"r", {8}, "b", {{"a", 2}}};
    Merge merged = merge(with({record}), with({}, {stone}));
    CHECK(merged.document.records.empty());
    CHECK(merged.deleted == 1);
    CHECK(merged.document.tombstones == std::vector{stone});
    CHECK(merge(with({}, {stone}), with({record})).document == merged.document);

    // Changed by the clock before it was deleted, by somebody who did not know.
    const RecordPtr changed = record_of("r", "c", 3, "y", 7, {{"a", 2}});
    merged = merge(with({changed}), with({}, {stone}));
    CHECK(text_of(merged.document, "r") == "y");
    CHECK(merged.document.tombstones.empty());
    merged = merge(with({}, {stone}), with({changed}));
    CHECK(text_of(merged.document, "r") == "y");
    CHECK(merged.added == 1);

    // A deletion of before there were versions goes by the clock.
    const Tombstone old{"r", {6}, "b"};
    CHECK(merge(with({record}), with({}, {old})).document.records.empty());
    CHECK(merge(with({changed}), with({}, {old})).document.records.size() == 1);
}

TEST_CASE("a conflict that somebody settled does not come back") {
    const Document mine = with({record_of("r", "a", 3, "x", 9)});
    const Document theirs = with({record_of("r", "b", 3, "y", 5, {{"a", 2}})});
    Document merged = merge(mine, theirs).document;
    REQUIRE(merged.records.size() == 2);
    const Id side =
        find_record(merged, "r") == merged.records[0].get() ? merged.records[1]->id : merged.records[0]->id;
    Record chosen = *find_record(merged, "r");
    const Record other = *find_record(merged, side);
    settle(chosen, other, "a");
    const Document settled =
        with({std::make_shared<const Record>(chosen)}, {{side, {20}, "a", version_of(other)}});
    for (const Document& copy : {mine, theirs, merged}) {
        const Merge again = merge(settled, copy);
        CHECK(again.document == settled);
        CHECK(again.conflicts.empty());
        const Merge there = merge(copy, settled);
        CHECK(same_records(there.document, settled));
    }
}

TEST_CASE(
    "a side that is changed further takes the place of what it was, and one that was edited here stays") {
    const Document mine = with({record_of("r", "a", 3, "x", 9)});
    Document merged = merge(mine, with({record_of("r", "b", 3, "y", 5, {{"a", 2}})})).document;
    const Document later = with({record_of("r", "b", 4, "z", 6, {{"a", 2}})});
    Document again = merge(merged, later).document;
    REQUIRE(again.records.size() == 2);
    CHECK(std::ranges::count_if(again.records, [&](const RecordPtr& one) {
              return !one->conflict_of.empty() && text_of(again, one->id) == "z";
          }) == 1);

    for (RecordPtr& one : merged.records) {
        if (one->conflict_of.empty()) continue;
        Record edited = *one;
        edited.fields["text"] = std::string("edited here");
        advance(edited, "a");
        one = std::make_shared<const Record>(std::move(edited));
    }
    again = merge(merged, later).document;
    CHECK(again.records.size() == 3);
}

TEST_CASE("copies of a few devices become alike, again and again, and nothing of any of them is lost") {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        Source source(seed);
        Document start;
        start.portfolio = "p";
        std::vector<Device> devices{{"a", start}, {"b", start}, {"c", start}};
        for (int round = 0; round < 12; ++round) {
            for (std::size_t i = source.below(5); i > 0; --i)
                act(source, devices[source.below(3)]);
            const std::size_t one = source.below(3);
            const std::size_t two = (one + 1 + source.below(2)) % 3;
            Document& a = devices[one].document;
            Document& b = devices[two].document;
            const Merge here = merge(a, b);
            const Merge there = merge(b, a);
            CHECK(same_records(here.document, there.document));
            CHECK(merge(here.document, b).document == here.document);
            CHECK(merge(here.document, a).document == here.document);
            CHECK(same_records(merge(here.document, there.document).document, here.document));
            CHECK(merge(here.document, here.document).document == here.document);
            for (const Document* document : {&a, &b})
                for (const RecordPtr& record : document->records)
                    CHECK(is_kept(*record, here.document, a, b));
            std::set<Id> ids;
            for (const RecordPtr& record : here.document.records)
                CHECK(ids.insert(record->id).second);
            for (const Claim& claim : here.document.claims)
                CHECK(ids.contains(claim.record));
            for (const Tombstone& stone : here.document.tombstones)
                CHECK_FALSE(ids.contains(stone.id));
            if (source.below(2) == 0) b = there.document;
            a = here.document;
        }
    }
}

TEST_CASE("claims, badges and submissions of both copies are there once, and what was taken back is not") {
    Source source(1);
    Document mine = with({record_of("r", "a", 1, "x", 5)});
    Document theirs = mine;
    const Claim kept{"c1", "k", "r", {5}, "a", 1};
    const Claim taken_back{"c2", "k", "r", {5}, "a", 1};
    const Claim only_there{"c3", "k", "r", {6}, "b", 1};
    const Claim without_record{"c4", "k", "nobody", {6}, "b", 1};
    mine.claims = {kept, taken_back};
    theirs.claims = {only_there, kept, without_record};
    theirs.tombstones = {{"c2", {9}, "b", {{"a", 1}}}};
    const BadgePtr badge = source.badge();
    Badge copy = *badge;
    copy.id = source.id();
    copy.added.ms += 10;
    Badge matched = *badge;
    ++matched.revision;
    matched.matches = "level";
    mine.badges = {std::make_shared<const Badge>(copy)};
    theirs.badges = {std::make_shared<const Badge>(matched), source.badge()};
    mine.wall.items = {copy.id, "c2", "c1"};
    mine.submissions = {{"s1", "l", {1}, ""}};
    theirs.submissions = {{"s2", "l", {0}, ""}, {"s1", "l", {1}, ""}};
    const Document merged = merge(mine, theirs).document;
    CHECK(merged.claims == std::vector{kept, only_there});
    REQUIRE(merged.badges.size() == 2);
    CHECK(*merged.badges[0] == matched);
    CHECK(merged.wall.items == std::vector<Id>{badge->id, "c1"});
    CHECK(merged.submissions.size() == 2);

    // Brought back by an undo: it counts as changed since.
    Claim again = taken_back;
    again.revision = 2;
    mine.claims = {again};
    CHECK(merge(mine, theirs).document.claims.front() == again);
    // Of before there were versions: by the clock.
    theirs.tombstones = {{"c2", {4}, "b"}};
    mine.claims = {taken_back};
    CHECK(merge(mine, theirs).document.claims.front() == taken_back);
}

TEST_CASE("words about the learner stay as they are here, and nothing gets on a wall that is set up") {
    Document mine = with({});
    Document theirs = mine;
    theirs.profile = {.name = "There", .theme = "dark", .emails = {"b@example.org", "a@example.org"}};
    theirs.profile.contacts = {{"Website", "https://example.org"}};
    theirs.wall.title = "Their wall";
    Document merged = merge(mine, theirs).document;
    CHECK(merged.profile.name == "There");
    CHECK(merged.profile.theme == "system");
    CHECK(merged.profile.contacts == theirs.profile.contacts);
    CHECK(merged.wall == theirs.wall);

    mine.profile = {.name = "Here", .emails = {"a@example.org"}};
    mine.profile.contacts = {{"Phone", "1"}};
    mine.wall.title = "My wall";
    mine.pathway = {"p", "1"};
    theirs.pathway = {"p", "2"};
    merged = merge(mine, theirs).document;
    CHECK(merged.profile.name == "Here");
    CHECK(merged.profile.contacts == mine.profile.contacts);
    CHECK(merged.profile.emails == std::vector<std::string>{"a@example.org", "b@example.org"});
    CHECK(merged.wall == mine.wall);
    CHECK(merged.pathway == mine.pathway);
}

} // namespace cairn
