#include "core/merge/merge.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

Record record_of(Id device, std::uint32_t revision, Versions clock = {}) {
    Record record;
    record.id = "r";
    record.device = std::move(device);
    record.revision = revision;
    record.clock = std::move(clock);
    return record;
}

} // namespace

TEST_CASE("device, revision and clock together say how many changes each device made") {
    CHECK(version_of(record_of("a", 3)) == Versions{{"a", 3}});
    CHECK(version_of(record_of("a", 5, {{"b", 2}})) == Versions{{"a", 3}, {"b", 2}});
    CHECK(version_of(record_of("a", 0)).empty());
    // What no program writes is read without harm.
    CHECK(version_of(record_of("a", 5, {{"a", 9}, {"b", 2}})) == Versions{{"a", 3}, {"b", 2}});
    CHECK(version_of(record_of("a", 1, {{"b", UINT32_MAX}})) == Versions{{"b", UINT32_MAX}});
}

TEST_CASE("a change adds one to what its device did and nothing to the others") {
    Record record = record_of("a", 3);
    advance(record, "a");
    CHECK(record == record_of("a", 4));
    advance(record, "b");
    CHECK(record == record_of("b", 5, {{"a", 4}}));
    advance(record, "b");
    CHECK(record == record_of("b", 6, {{"a", 4}}));
    advance(record, "a");
    CHECK(record == record_of("a", 7, {{"b", 2}}));

    test::Source source(1);
    const Id devices[] = {"a", "b", "c"};
    Record walked = record_of("a", 1);
    Versions counted{{"a", 1}};
    for (int i = 0; i < 200; ++i) {
        const Id& device = devices[source.below(3)];
        const Record before = walked;
        advance(walked, device);
        ++counted[device];
        CHECK(version_of(walked) == counted);
        CHECK(covers(walked, before));
        CHECK_FALSE(covers(before, walked));
    }
}

TEST_CASE("one copy covers another where it holds all of its changes") {
    struct Row {
        Record a, b;
        bool a_covers, b_covers;
    };
    const Row rows[] = {
        {record_of("a", 1), record_of("a", 1), true, true},
        {record_of("a", 2), record_of("a", 1), true, false},
        {record_of("a", 1), record_of("b", 1), false, false},
        {record_of("a", 9), record_of("b", 1), false, false},
        {record_of("b", 3, {{"a", 2}}), record_of("a", 2), true, false},
        {record_of("b", 3, {{"a", 2}}), record_of("a", 3), false, false},
        {record_of("b", 3, {{"a", 2}}), record_of("a", 3, {{"b", 1}}), true, true},
        {record_of("a", 0), record_of("b", 1), false, true},
    };
    for (const Row& row : rows) {
        CHECK(covers(row.a, row.b) == row.a_covers);
        CHECK(covers(row.b, row.a) == row.b_covers);
    }
}

TEST_CASE("what was chosen out of two sides covers both") {
    const Record mine = record_of("a", 4, {{"c", 1}});
    const Record theirs = record_of("b", 6, {{"a", 2}});
    Record chosen = mine;
    settle(chosen, theirs, "a");
    CHECK(version_of(chosen) == Versions{{"a", 4}, {"b", 4}, {"c", 1}});
    CHECK(covers(chosen, mine));
    CHECK(covers(chosen, theirs));
    CHECK_FALSE(covers(theirs, chosen));
    CHECK(chosen.revision == 9);
}

TEST_CASE("a deletion means the changes that it knew") {
    const Tombstone knew{"r", Instant{100}, "a", {{"a", 2}, {"b", 1}}};
    CHECK(covers(knew, record_of("a", 2)));
    CHECK(covers(knew, record_of("b", 3, {{"a", 2}})));
    CHECK_FALSE(covers(knew, record_of("b", 4, {{"a", 2}})));
    CHECK_FALSE(covers(knew, record_of("c", 1)));
    Record record = record_of("c", 1);
    record.modified = Instant{100};
    const Tombstone of_before{"r", Instant{100}, "a"};
    CHECK(covers(of_before, record));
    record.modified = Instant{101};
    CHECK_FALSE(covers(of_before, record));
}

TEST_CASE("the other side of a record has an id that follows from its content") {
    Record record = record_of("a", 4);
    record.fields["text"] = std::string("words");
    const Record side = other_side(record);
    CHECK(is_uuid_urn(side.id));
    CHECK(side.conflict_of == "r");
    CHECK(side.fields == record.fields);
    CHECK(version_of(side) == version_of(record));
    CHECK(other_side(record) == side);
    record.conflict_of = "another";
    CHECK(other_side(record) == side);
    record.fields["text"] = std::string("other words");
    CHECK(other_side(record).id != side.id);
}

} // namespace cairn
