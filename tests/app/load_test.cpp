// What a program finds when it starts: checkpoints, rows after them, and rows that do not follow.
#include "app/commit.hpp"
#include "app/load.hpp"
#include "core/store/journal.hpp"
#include "support/bad_disk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// A desk whose commits all get to a disk.
class DiskDesk : public Desk {
  public:
    DiskDesk() {
        must(app::StartEmpty{});
        world();
    }

    void world() {
        bad.take(*this);
        while (bad.busy()) {
            tell(*bad.answer(false, {}));
            bad.take(*this);
        }
    }

    app::State loaded() const { return loaded(bad.disk.files()); }
    app::State loaded(const StoredFiles& files) const {
        app::State fresh;
        fresh.catalog = state.catalog;
        app::load_stored(fresh, files);
        return fresh;
    }

    void named(const char* name) {
        must(app::SetName{name});
        world();
    }

    BadDisk bad;
};

std::uint64_t last_seq(const Desk& desk) {
    return desk.session().save.journal.committed.seq;
}

} // namespace

TEST_CASE("rows after the checkpoint are part of what is loaded, and what they did can be undone") {
    DiskDesk desk;
    desk.named("A");
    desk.named("B");
    app::State state = desk.loaded();
    REQUIRE(state.document);
    CHECK(state.document->profile.name == "B");
    REQUIRE(state.history.undoable() != nullptr);
    CHECK(state.history.undoable()->label == "change.name");
    CHECK(state.history.undoable()->before->profile.name == "A");
    CHECK(state.session.save.journal.committed == desk.session().save.journal.committed);
    CHECK(state.notes.changes == desk.state.notes.changes);
}

TEST_CASE("typing that was stored in pieces is one step after a start, too") {
    DiskDesk desk;
    desk.named("first");
    desk.pause_ms = 500;
    for (const char* text : {"W", "Wo", "Wor"})
        desk.named(text);
    app::State state = desk.loaded();
    CHECK(state.history.undoable()->before->profile.name ==
          desk.state.history.undoable()->before->profile.name);
}

TEST_CASE("rows before the checkpoint give undo and redo back") {
    DiskDesk desk;
    desk.named("A");
    desk.named("B");
    desk.must(app::Undo{});
    desk.world();
    desk.tell(app::PageHidden{});
    desk.world();
    app::State state = desk.loaded();
    CHECK(state.document->profile.name == "A");
    CHECK(state.session.save.journal.rows == 0);
    REQUIRE(state.history.redoable() != nullptr);
    CHECK(state.history.redoable()->after->profile.name == "B");
    REQUIRE(state.history.undoable() != nullptr);
    CHECK(state.history.undoable()->before->profile.name.empty());
}

TEST_CASE("a row that is damaged is told of, and everything before it is there") {
    DiskDesk desk;
    desk.named("A");
    desk.named("B");
    StoredFiles files = desk.bad.disk.files();
    files[journal_file(last_seq(desk))].resize(20);
    app::State state = desk.loaded(files);
    CHECK_FALSE(state.session.store_problem);
    CHECK(state.document->profile.name == "A");
    REQUIRE(state.session.notice);
    CHECK(state.session.notice->text == app::tr(*state.catalog, "load.rowDamaged"));
}

TEST_CASE("rows that do not follow give their records: newer ones in place, others beside") {
    DiskDesk desk;
    const Id id = desk.meeting();
    desk.world();
    desk.tell(app::PageHidden{});
    desk.world();
    desk.set(id, "title", std::string("Lost row"));
    desk.world();
    const std::uint64_t lost = last_seq(desk);
    desk.set(id, "title", std::string("Newest words"));
    desk.world();
    StoredFiles files = desk.bad.disk.files();
    files.erase(journal_file(lost));

    SUBCASE("newer ones in place") {
        app::State state = desk.loaded(files);
        CHECK(app::record_title(state, *find_record(*state.document, id)) == "Newest words");
        CHECK(state.document->records.size() == 1);
        REQUIRE(state.session.notice);
        // The next commit says all that the rows said, and comes after them.
        const app::Step step = app::begin_writing(state, desk.stamp());
        REQUIRE(step.effects.size() == 1);
        const auto& save = std::get<app::Save>(step.effects[0]);
        CHECK(save.journal.seq > lost + 1);
        CHECK(*save.document == *state.document);
    }
    SUBCASE("others beside") {
        JournalRow row = *decode_row(files[journal_file(lost + 1)], "row");
        Record other = *row.steps.at(0).forward.records.put.at(0);
        other.device = sample_id(4242);
        other.clock.clear();
        other.revision = 1;
        row.steps[0].forward.records.put = {std::make_shared<const Record>(other)};
        files[journal_file(lost + 1)] = encode_row(row);
        app::State state = desk.loaded(files);
        REQUIRE(state.document->records.size() == 2);
        const Record& beside = *state.document->records.back();
        CHECK(beside.conflict_of == id);
        CHECK(app::record_title(state, beside) == "Newest words");
        CHECK(*desk.loaded(files).document == *state.document);
    }
}

TEST_CASE("what was stored before there was a journal is read, and marked to be stored anew") {
    DiskDesk desk;
    desk.named("A");
    app::State state;
    state.catalog = desk.state.catalog;
    StoredDocument stored{desk.document(), 7};
    stored.version = 1;
    app::load_rest(state, std::move(stored), {{"keys.json", encode_keys(desk.state.keys)}});
    REQUIRE(state.document);
    CHECK(state.session.save.journal.older_form);
    CHECK(state.history.undoable() == nullptr);
}

TEST_CASE("a tab that reads takes the rows of the one that writes, and refuses what does not follow") {
    DiskDesk desk;
    app::State reader = desk.loaded();
    desk.must(app::SetName{"A"});
    const auto rows = desk.take_effects<app::AppendRow>();
    REQUIRE(rows.size() == 1);
    CHECK(app::take_row(reader, rows[0].text));
    CHECK(reader.document->profile.name == "A");
    CHECK(reader.history.undoable() != nullptr);
    const auto document = reader.document;
    CHECK_FALSE(app::take_row(reader, rows[0].text));
    CHECK_FALSE(app::take_row(reader, "{}"));
    CHECK(reader.document == document);
}

TEST_CASE("evidence that undo can bring back counts as named after a start") {
    DiskDesk desk;
    const Id id = desk.meeting();
    desk.attach_file(id, "scan.txt", "bytes");
    desk.must(app::RemoveFile{id, desk.find(id).files.front().id});
    desk.world();
    const app::State state = desk.loaded();
    CHECK(app::named_blobs(*state.document).empty());
    CHECK(app::reachable_blobs(state) == std::vector<std::string>{sha256_hex("bytes")});
}
