// When what was stored cannot be read: what can take its place, and that nothing does by itself.
#include "app/recovery.hpp"
#include "core/store/journal.hpp"
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;
using app::Candidate;

namespace {

StoredFiles files_of(const Desk& desk, std::uint64_t generation = 7) {
    StoredFiles files = encode_document(desk.document(), generation);
    files["keys.json"] = encode_keys(desk.state.keys);
    return files;
}

StoredCopy stored(StoredFiles files) {
    return {StoredCopy::Place::stored, "", std::move(files)};
}

StoredCopy second(StoredFiles files, std::string name = "A") {
    return {StoredCopy::Place::second, std::move(name), std::move(files)};
}

// The first shard is gone.
StoredFiles without_a_shard(StoredFiles files) {
    const auto shard =
        std::ranges::find_if(files, [](const auto& file) { return file.first.starts_with("shards/"); });
    REQUIRE(shard != files.end());
    files.erase(shard);
    return files;
}

// A program that starts where something stored cannot be read.
Desk troubled(Error why = {"store.damaged", "index.json"}) {
    Desk desk;
    desk.state.session.store_problem = std::move(why);
    app::Step step{desk.state, {}};
    app::begin_recovery(step);
    desk.state = step.state;
    desk.effects = step.effects;
    return desk;
}

void find(Desk& desk, std::vector<StoredCopy> copies) {
    const auto asked = desk.take_effects<app::ReadCopies>();
    REQUIRE(asked.size() == 1);
    desk.tell(app::CopiesRead{asked[0].effect, std::move(copies)});
}

const app::Recovery& recovery(const Desk& desk) {
    REQUIRE(desk.session().recovery);
    return *desk.session().recovery;
}

// Nothing that would write to the device.
bool writes(const Desk& desk) {
    return std::ranges::any_of(desk.effects, [](const app::Effect& effect) {
        return std::holds_alternative<app::Save>(effect) || std::holds_alternative<app::AppendRow>(effect) ||
               std::holds_alternative<app::StorePoint>(effect) ||
               std::holds_alternative<app::KeepBlobs>(effect) || std::holds_alternative<app::Erase>(effect);
    });
}

} // namespace

TEST_CASE(
    "a portfolio that cannot be read is asked after once, and nothing is written before the person chooses") {
    Desk desk = troubled();
    CHECK(recovery(desk).effect != 0);
    CHECK(desk.effects.size() == 1);
    CHECK(desk.ask(app::TakeCopy{0}) == "recovery.looking");
    CHECK(desk.ask(app::StartOver{"delete"}) == "recovery.looking");
    CHECK(desk.ask(app::StartEmpty{}) == "store.damaged");
    CHECK(desk.ask(app::OpenSample{}) == "store.damaged");
    find(desk, {});
    CHECK(recovery(desk).candidates.empty());
    CHECK(desk.ask(app::TakeCopy{0}) == "recovery.none");
    CHECK(desk.ask(app::ExportReadable{}) == "recovery.none");
    CHECK(desk.ask(app::StartEmpty{}) == "store.damaged");
    CHECK_FALSE(writes(desk));
    CHECK_FALSE(desk.state.document);
}

TEST_CASE("a portfolio that can be read, and one that is locked, ask for no copies") {
    app::Step step{Desk::started().state, {}};
    app::begin_recovery(step);
    CHECK_FALSE(step.state.session.recovery);
    step.state.session.store_problem = Error{"store.damaged"};
    step.state.session.locked = true;
    app::begin_recovery(step);
    CHECK(step.effects.empty());
}

TEST_CASE("a copy of everything takes the place of what is damaged, with its keys, in a checkpoint of a new "
          "device") {
    const Desk before = busy_desk();
    Desk desk = troubled();
    find(desk, {second(files_of(before, 40))});
    REQUIRE(recovery(desk).candidates.size() == 1);
    CHECK(recovery(desk).candidates[0].salvage->whole);
    desk.must(app::TakeCopy{0});
    CHECK(on_no_device(desk.document()) == on_no_device(before.document()));
    CHECK(desk.document().device != before.document().device);
    CHECK(desk.state.keys == before.state.keys);
    CHECK_FALSE(desk.session().recovery);
    CHECK_FALSE(desk.session().store_problem);
    const auto saves = desk.take_effects<app::Save>();
    REQUIRE(saves.size() == 1);
    CHECK(saves[0].generation > 40);
    CHECK(saves[0].keys == before.state.keys);
    desk.tell(app::Saved{saves[0].effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.ask(app::SetName{"Somebody"}) == "");
}

TEST_CASE("rows that are written after a recovery follow none of those that lie there") {
    const Desk before = busy_desk();
    StoredFiles files = files_of(before);
    files[journal_file(12)] = "{}";
    files[journal_file(13)] = "{}";
    files["journal/notes.txt"] = "no row";
    Desk desk = troubled();
    find(desk, {stored(files)});
    const JournalPosition position = desk.session().save.journal.committed;
    CHECK(position.seq == 13);
    CHECK(position.sha256 != sha256_hex("{}"));
    CHECK(position.sha256.size() == 64);
}

TEST_CASE("candidates stand in order: whole ones first, then the last change, nothing twice") {
    Desk desk = busy_desk();
    const StoredFiles old = files_of(desk, 1);
    desk.must(app::SetField{desk.document().records.front()->id, "title", std::string("Later")});
    const StoredFiles late = files_of(desk, 2);
    const auto found = app::candidates_in(
        {stored(without_a_shard(late)), second(old, "A"), second(late, "B"), second(late, "A")});
    REQUIRE(found.size() == 3);
    CHECK(found[0].salvage->portfolio.document == desk.document());
    CHECK(found[0].kind == Candidate::Kind::second);
    CHECK(found[1].salvage->whole);
    CHECK(found[1].made < found[0].made);
    CHECK_FALSE(found[2].salvage->whole);
    CHECK(found[2].kind == Candidate::Kind::stored);
    CHECK(found[2].salvage->records_lost > 0);
}

TEST_CASE("restore points that lie among the stored files can come back") {
    const Desk before = busy_desk();
    const PointInfo info{sample_id(77), PointReason::named, "Before the summer", Instant{1768464000000},
                         before.document().records.size()};
    StoredFiles files = encode_point(info, before.document(), before.state.keys, 3);
    files["index.json"] = "broken";
    const auto found = app::candidates_in({stored(files)});
    const auto point = std::ranges::find(found, Candidate::Kind::point, &Candidate::kind);
    REQUIRE(point != found.end());
    CHECK(point->name == "Before the summer");
    CHECK(point->made == info.made);
    CHECK(point->salvage->portfolio.document == before.document());
}

TEST_CASE("an empty copy is never offered beside one that holds something") {
    const Desk empty = Desk::started();
    const Desk full = busy_desk();
    const auto found = app::candidates_in({second(files_of(empty)), second(files_of(full), "B")});
    REQUIRE(found.size() == 1);
    CHECK(found[0].salvage->portfolio.document == full.document());
    CHECK(app::candidates_in({second(files_of(empty))}).size() == 1);
}

TEST_CASE("a copy without its keys takes those of another copy of the same portfolio") {
    Desk desk = busy_desk();
    StoredFiles keyless = files_of(desk);
    keyless.erase("keys.json");
    const StoredFiles with_keys = files_of(desk);
    desk.must(app::SetName{"Changed"});
    const auto found = app::candidates_in({stored(keyless), second(files_of(desk))});
    REQUIRE(found.size() == 2);
    for (const Candidate& one : found)
        CHECK(one.keys == desk.state.keys);
    Desk stranger;
    for (int i = 0; i < 500; ++i)
        stranger.stamp(); // ids of its own
    stranger.must(app::StartEmpty{});
    stranger.must(app::SetName{"A stranger"});
    const auto strangers = app::candidates_in({stored(keyless), second(files_of(stranger))});
    const auto lost = std::ranges::find(strangers, Candidate::Kind::stored, &Candidate::kind);
    REQUIRE(lost != strangers.end());
    CHECK(lost->keys.empty());
}

TEST_CASE("where the keys are lost, a new one is made and the person is told what that means") {
    const Desk before = busy_desk();
    StoredFiles files = files_of(before);
    files.erase("keys.json");
    Desk desk = troubled({"store.missing", "keys.json"});
    find(desk, {stored(files)});
    desk.must(app::TakeCopy{0});
    REQUIRE(desk.state.keys.size() == 1);
    CHECK(desk.state.keys[0].state == "active");
    CHECK(desk.state.keys[0].did != before.state.keys[0].did);
    CHECK(desk.notice().contains(app::tr(*desk.state.catalog, "recovery.newKey")));
}

TEST_CASE("what did not come back is said") {
    const Desk before = busy_desk();
    Desk desk = troubled();
    find(desk, {stored(without_a_shard(files_of(before)))});
    REQUIRE(recovery(desk).candidates.size() == 1);
    const std::uint64_t lost = recovery(desk).candidates[0].salvage->records_lost;
    REQUIRE(lost > 0);
    desk.must(app::TakeCopy{0});
    CHECK(desk.notice().contains(app::tr_count(*desk.state.catalog, "recovery.backLost", lost)));
    CHECK(desk.session().notice->problem);
    CHECK(desk.document().badges.size() == before.document().badges.size());
}

TEST_CASE("what a newer version wrote is only exported") {
    Desk desk = troubled({"store.newerVersion", "index.json"});
    const Desk before = busy_desk();
    StoredFiles files = files_of(before);
    find(desk, {stored(files), second(files)});
    CHECK(recovery(desk).candidates.empty());
    for (const app::Command& command :
         std::vector<app::Command>{app::TakeCopy{0}, app::StartOver{"delete"}, app::StartEmpty{},
                                   app::ImportPortfolio{{9, "everything.zip"}}, app::OpenSample{}})
        CHECK(desk.ask(command) == "store.newerVersion");
    desk.must(app::ExportReadable{});
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    for (const auto& [name, text] : files) {
        const auto entry =
            std::ranges::find(downloads[0].entries, "stored/" + name, &app::Download::Entry::path);
        REQUIRE(entry != downloads[0].entries.end());
        CHECK(entry->text == text);
    }
    for (const auto& [sha256, bytes] : before.blobs)
        CHECK(std::ranges::contains(downloads[0].entries, sha256, &app::Download::Entry::sha256));
    CHECK_FALSE(writes(desk));
}

TEST_CASE("what can be read is exported as a file that Cairn opens, without the evidence that is gone") {
    const Desk before = busy_desk();
    Desk desk = troubled();
    find(desk, {stored(without_a_shard(files_of(before))), second(files_of(before))});
    const std::string gone = before.blobs.begin()->first;
    desk.must(app::ExportReadable{});
    CHECK(desk.ask(app::ExportReadable{}) == "export.underWay");
    auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    CHECK(downloads[0].name.starts_with("cairn-rescued-2026-"));
    desk.tell(app::DownloadFailed{downloads[0].effect, {"file.missing", "", gone}});
    downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    desk.tell(app::Downloaded{downloads[0].effect});
    CHECK(desk.notice().contains(downloads[0].name));
    CHECK(desk.session().notice->problem);
    CHECK_FALSE(writes(desk));
    CHECK(desk.session().recovery);

    Desk elsewhere;
    auto blobs = before.blobs;
    blobs.erase(gone);
    take_whole(elsewhere, make_zip(parts_of(downloads[0], blobs)));
    CHECK(on_no_device(elsewhere.document()) == on_no_device(before.document()));
    CHECK(elsewhere.state.keys == before.state.keys);
}

TEST_CASE("a backup file takes the place of what cannot be read") {
    Desk before = busy_desk();
    const std::string file = whole_file(before);
    StoredFiles files = files_of(before);
    files["index.json"] = "broken";
    files[journal_file(5)] = "broken";
    Desk desk = troubled();
    find(desk, {stored(files)});
    take_whole(desk, file);
    CHECK(on_no_device(desk.document()) == on_no_device(before.document()));
    CHECK_FALSE(desk.session().recovery);
    CHECK_FALSE(desk.session().store_problem);
    CHECK(desk.session().save.journal.committed.seq > 5);
}

TEST_CASE("starting over needs the word, writes nothing, and only then can one start empty") {
    Desk desk = troubled({"store.vanished"});
    find(desk, {});
    desk.must(app::OpenDialog{{app::DialogKind::start_over, {}, {}}});
    desk.must(app::TypeInDialog{"dele"});
    CHECK(desk.ask(app::StartOver{"dele"}) == "erase.word");
    CHECK(desk.ask(app::StartEmpty{}) == "store.vanished");
    desk.must(app::StartOver{"delete"});
    CHECK_FALSE(writes(desk));
    CHECK_FALSE(desk.state.document);
    CHECK_FALSE(desk.session().recovery);
    desk.must(app::StartEmpty{});
    CHECK(desk.state.document);
}

TEST_CASE("a tab that only shows recovers nothing, but exports") {
    Desk desk = troubled();
    desk.state.session.writer = false;
    find(desk, {second(files_of(busy_desk()))});
    CHECK(desk.ask(app::TakeCopy{0}) == "store.readOnly");
    CHECK(desk.ask(app::StartOver{"delete"}) == "store.readOnly");
    CHECK(desk.ask(app::ExportReadable{}) == "");
}

TEST_CASE("copies that cannot be looked for leave the backup file as a way") {
    Desk desk = troubled();
    const auto asked = desk.take_effects<app::ReadCopies>();
    desk.tell(app::KeepFailed{asked[0].effect, {"store.failed"}});
    CHECK(recovery(desk).effect == 0);
    Desk before = busy_desk();
    take_whole(desk, whole_file(before));
    CHECK(on_no_device(desk.document()) == on_no_device(before.document()));
}
