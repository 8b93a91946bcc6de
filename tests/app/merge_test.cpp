// Two devices with the same portfolio: their copies become one, and where both changed a record both stay.
#include "app/merging.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/merge/merge.hpp"
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// The same portfolio on another device.
Desk second_device(Desk& first) {
    Desk other;
    other.now.ms = first.now.ms + 1000;
    for (int i = 0; i < 500; ++i)
        other.stamp(); // ids of its own
    take_whole(other, whole_file(first));
    return other;
}

void bring_together(Desk& desk, const std::string& file) {
    pick_whole(desk, file);
    REQUIRE(asks_about_import(desk));
    desk.must(app::MergeImport{});
    WholeWorld(desk).answer(file);
    desk.finish_saves();
}

std::string title_of(const Record& record) {
    return std::get<std::string>(record.fields.at("title"));
}

void rename(Desk& desk, const Id& record, const std::string& title) {
    desk.set(record, "title", title);
}

struct Pair {
    Desk here, there;
    Id record;
};

// Both devices changed the same record.
Pair parted() {
    Desk here = busy_desk();
    const Id record = here.meeting();
    here.finish_saves();
    Desk there = second_device(here);
    rename(here, record, "Changed here");
    rename(there, record, "Changed there");
    here.finish_saves();
    there.finish_saves();
    return {std::move(here), std::move(there), record};
}

Pair in_conflict() {
    Pair pair = parted();
    bring_together(pair.here, whole_file(pair.there));
    REQUIRE(app::conflicts(pair.here.state).size() == 1);
    return pair;
}

std::set<std::string> both_titles(const app::Conflict& conflict) {
    return {title_of(*conflict.record), title_of(*conflict.other)};
}

} // namespace

TEST_CASE(
    "another copy of the portfolio is brought together with what is here as one step, and undone as one") {
    Desk here = busy_desk();
    const Id shared = here.meeting();
    here.finish_saves();
    Desk there = second_device(here);
    rename(there, shared, "Renamed there");
    const Id fresh = there.meeting();
    there.attach_file(fresh, "there.txt", "evidence of the other device (sample)");
    there.finish_saves();
    const Id mine = here.meeting();
    here.finish_saves();
    const Document before = here.document();

    bring_together(here, whole_file(there));
    CHECK(title_of(here.find(shared)) == "Renamed there");
    CHECK(find_record(here.document(), fresh) != nullptr);
    CHECK(find_record(here.document(), mine) != nullptr);
    CHECK(here.blobs.contains(sha256_hex("evidence of the other device (sample)")));
    CHECK(here.document().device == before.device);
    CHECK(app::conflicts(here.state).empty());
    CHECK(here.notice().contains(app::tr_count(*here.state.catalog, "merge.added", 1)));
    CHECK(here.notice().contains(app::tr_count(*here.state.catalog, "merge.updated", 1)));

    const Document merged = here.document();
    here.must(app::Undo{});
    CHECK(words_of(here.document()) == words_of(before));
    here.must(app::Redo{});
    CHECK(words_of(here.document()) == words_of(merged));
}

TEST_CASE("before two copies are brought together the one that is here becomes a restore point") {
    Pair pair = parted();
    const std::string file = whole_file(pair.there);
    pick_whole(pair.here, file);
    const std::size_t records = pair.here.document().records.size();
    pair.here.must(app::MergeImport{});
    WholeWorld(pair.here).answer(file);
    const auto points = pair.here.take_effects<app::StorePoint>();
    REQUIRE(points.size() == 1);
    CHECK(points[0].info.reason == PointReason::import);
    CHECK(points[0].document->records.size() == records);
    CHECK(title_of(*find_record(*points[0].document, pair.record)) == "Changed here");
}

TEST_CASE("nothing changes before all evidence of the other copy is kept") {
    Pair pair = parted();
    const Id more = pair.there.meeting();
    pair.there.attach_file(more, "one.txt", "one piece (sample)");
    pair.there.finish_saves();
    const std::string file = whole_file(pair.there);
    const World before = world_of(pair.here);
    pick_whole(pair.here, file);
    pair.here.must(app::MergeImport{});
    WholeWorld world(pair.here);
    world.stores_until_full = 1;
    world.answer(file);
    CHECK(world_of(pair.here) == before);
    CHECK(pair.here.session().notice->problem);
}

TEST_CASE("keys that only the other copy has come along as they are, and stay when the merge is undone") {
    Pair pair = parted();
    const LearnerKey theirs = make_learner_key(Seed{7}, Instant{1768464000000});
    pair.there.state.keys.push_back(theirs);
    const std::vector<LearnerKey> mine = pair.here.state.keys;
    bring_together(pair.here, whole_file(pair.there));
    REQUIRE(pair.here.state.keys.size() == mine.size() + 1);
    CHECK(pair.here.state.keys.back() == theirs);
    CHECK(active_key(pair.here.state)->did == mine.front().did);
    pair.here.must(app::Undo{});
    CHECK(pair.here.state.keys.back() == theirs);
}

TEST_CASE("only another copy of the same portfolio can be brought together with what is here") {
    Desk here = busy_desk();
    Desk stranger = Desk::started();
    for (int i = 0; i < 50; ++i)
        stranger.stamp();
    Document other = stranger.document();
    other.portfolio = sample_id(4711);
    stranger.state.document = std::make_shared<const Document>(std::move(other));
    const World before = world_of(here);
    pick_whole(here, whole_file(stranger));
    CHECK(here.ask(app::MergeImport{}) == "merge.stranger");
    CHECK(world_of(here) == before);
    here.must(app::CloseDialog{});
    CHECK(here.ask(app::MergeImport{}) == "whole.none");
}

TEST_CASE("bringing the same copy in again adds nothing") {
    Pair pair = in_conflict();
    const Document once = pair.here.document();
    bring_together(pair.here, whole_file(pair.there));
    CHECK(words_of(pair.here.document()) == words_of(once));
    bring_together(pair.here, whole_file(pair.here));
    CHECK(pair.here.notice() == app::tr(*pair.here.state.catalog, "merge.nothing"));
}

TEST_CASE("a record that was changed on both devices stands in both versions until one is chosen") {
    Pair pair = in_conflict();
    const app::Conflict conflict = app::conflicts(pair.here.state)[0];
    CHECK(conflict.record->id == pair.record);
    CHECK(both_titles(conflict) == std::set<std::string>{"Changed here", "Changed there"});
    CHECK(app::conflict_about(pair.here.state, pair.record).other == conflict.other);
    CHECK(app::conflict_about(pair.here.state, conflict.other->id).record == conflict.record);
    CHECK(pair.here.notice().contains(app::tr_count(*pair.here.state.catalog, "merge.conflicts", 1)));
}

TEST_CASE("the version that is chosen keeps the record's id, its claims and its links; the other goes to the "
          "trash") {
    for (const app::Side keep : {app::Side::this_one, app::Side::other}) {
        CAPTURE(static_cast<int>(keep));
        Pair pair = in_conflict();
        Desk& here = pair.here;
        const app::Conflict conflict = app::conflicts(here.state)[0];
        const Id other = conflict.other->id;
        const Record first = *conflict.record;
        const Record second = *conflict.other;
        const std::vector<Claim> claims = here.document().claims;
        const std::string chosen = title_of(keep == app::Side::this_one ? first : second);
        const std::string given_up = title_of(keep == app::Side::this_one ? second : first);
        const Document before = here.document();

        here.must(app::SettleConflict{other, keep});
        CHECK(app::conflicts(here.state).empty());
        const Record& record = here.find(pair.record);
        CHECK(title_of(record) == chosen);
        CHECK_FALSE(record.trashed);
        CHECK(covers(record, first));
        CHECK(covers(record, second));
        CHECK(record.revision > std::max(first.revision, second.revision));
        CHECK(record.criteria == first.criteria);
        CHECK(here.document().claims == claims);
        CHECK(here.find(other).trashed);
        CHECK(title_of(here.find(other)) == given_up);
        CHECK(here.find(other).conflict_of.empty());

        here.must(app::Undo{});
        CHECK(words_of(here.document()) == words_of(before));
        CHECK(app::conflicts(here.state).size() == 1);
    }
}

TEST_CASE("keeping both makes two records of the two versions") {
    Pair pair = in_conflict();
    Desk& here = pair.here;
    const app::Conflict conflict = app::conflicts(here.state)[0];
    const Id other = conflict.other->id;
    const std::set<std::string> titles = both_titles(conflict);
    here.must(app::SettleConflict{other, app::Side::both});
    CHECK(app::conflicts(here.state).empty());
    CHECK_FALSE(here.find(pair.record).trashed);
    CHECK_FALSE(here.find(other).trashed);
    CHECK(std::set<std::string>{title_of(here.find(pair.record)), title_of(here.find(other))} == titles);
    CHECK(here.ask(app::SettleConflict{other, app::Side::both}) == "conflict.none");
}

TEST_CASE("what was settled on one device is settled on the other, once the copies meet again") {
    Pair pair = in_conflict();
    const app::Conflict conflict = app::conflicts(pair.here.state)[0];
    const app::Side side =
        title_of(*conflict.record) == "Changed there" ? app::Side::this_one : app::Side::other;
    pair.here.must(app::SettleConflict{conflict.other->id, side});
    pair.here.finish_saves();
    bring_together(pair.there, whole_file(pair.here));
    CHECK(app::conflicts(pair.there.state).empty());
    CHECK(title_of(pair.there.find(pair.record)) == "Changed there");
    bring_together(pair.here, whole_file(pair.there));
    CHECK(app::conflicts(pair.here.state).empty());
    CHECK(title_of(pair.here.find(pair.record)) == "Changed there");
}

TEST_CASE("where one of the two versions is in the trash or gone, nothing is left to choose") {
    Pair pair = in_conflict();
    const app::Conflict conflict = app::conflicts(pair.here.state)[0];
    const Id other = conflict.other->id;
    pair.here.must(app::TrashRecord{pair.record});
    CHECK(app::conflicts(pair.here.state).empty());
    CHECK(pair.here.ask(app::SettleConflict{other, app::Side::other}) == "conflict.none");
    pair.here.must(app::RestoreRecord{pair.record});
    CHECK(app::conflicts(pair.here.state).size() == 1);
    pair.here.must(app::TrashRecord{pair.record});
    pair.here.must(app::DeleteForever{pair.record});
    CHECK(app::conflicts(pair.here.state).empty());
    CHECK_FALSE(pair.here.find(other).trashed);
}
