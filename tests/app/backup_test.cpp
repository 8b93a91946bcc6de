// Backups: what goes into the file and comes out of it again, encrypted files, damaged ones, checking one,
// and the reminder.
#include "app/backup.hpp"
#include "app/whole_import.hpp"
#include "core/store/sealed_file.hpp"
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::string sealed(const std::string& plain, std::string_view passphrase) {
    auto sealer = FileSealer::make(passphrase, {{1, 8192}, Salt{4}, StreamHeader{5}});
    REQUIRE(sealer.has_value());
    Bytes out;
    sealer->update(bytes_of(plain), out);
    sealer->finish(out);
    return text_of(out);
}

const app::WholeImport& check_of(const Desk& desk) {
    REQUIRE(desk.session().whole.check);
    return *desk.session().whole.check;
}

// Answers what a check asks of the file, at most `most` pieces of evidence.
void answer_check(Desk& desk, const std::string& bytes, std::size_t most = SIZE_MAX) {
    while (true) {
        bool asked = false;
        for (const auto& range : desk.take_effects<app::ReadRange>()) {
            asked = true;
            desk.tell(app::RangeRead{
                range.effect, bytes.substr(std::min<std::size_t>(range.offset, bytes.size()), range.size),
                bytes.size()});
        }
        if (most == 0) return;
        for (const auto& [effect, range] : desk.take_effects<app::CheckRange>()) {
            asked = true;
            --most;
            const bool same = sha256_hex(bytes.substr(range.offset, range.size)) == range.sha256;
            if (same)
                desk.tell(app::RangeChecked{effect});
            else
                desk.tell(app::WholeFailed{effect, {"whole.differs"}});
        }
        if (!asked) return;
    }
}

// The files of one restore point of this document.
StoredFiles point_files(const Id& id, const Document& document, const std::vector<LearnerKey>& keys) {
    return encode_point({id, PointReason::named, "before the talk", {1767000000000}, document.records.size()},
                        document, keys, 3);
}

// Opens the file and gives the passphrase that the dialog asks for.
void open_with(Desk& desk, const std::string& file, const std::string& passphrase) {
    desk.must(app::OpenSealed{passphrase});
    const auto asked = desk.take_effects<app::OpenSealedFile>();
    REQUIRE(asked.size() == 1);
    FileOpener opener(asked[0].passphrase);
    Bytes out;
    auto done = opener.update(bytes_of(file), out);
    if (done) done = opener.finish(out);
    if (done)
        desk.tell(app::SealedOpened{asked[0].effect, {77, "opened"}});
    else
        desk.tell(app::WholeFailed{asked[0].effect, done.error()});
}

bool shows(const Desk& desk, app::DialogKind kind) {
    return desk.session().dialog && desk.session().dialog->kind == kind;
}

} // namespace

TEST_CASE("restore points travel with a whole portfolio, and so does evidence that only they name") {
    Desk desk = busy_desk();
    const Document earlier = desk.document();
    const Id id = "urn:uuid:00000000-0000-4000-8000-00000000abcd";
    const StoredFiles points = point_files(id, earlier, desk.state.keys);
    const std::string only_there =
        earlier.records.front()->files.empty() ? "" : earlier.records.front()->files.front().sha256;
    for (const RecordPtr& record : earlier.records)
        if (!record->files.empty()) desk.must(app::RemoveFile{record->id, record->files.front().id});
    const app::Download download = export_whole(desk, points);
    for (const auto& [sha256, bytes] : desk.blobs)
        CHECK(std::ranges::count(download.entries, sha256, &app::Download::Entry::sha256) == 1);

    const std::string file = make_zip(parts_of(download, desk.blobs));
    Desk empty;
    take_whole(empty, file);
    const auto stored = empty.take_effects<app::StorePoint>();
    REQUIRE(stored.size() == 1);
    CHECK(stored[0].info.id == id);
    CHECK(stored[0].info.name == "before the talk");
    CHECK(*stored[0].document == earlier);
    CHECK(stored[0].keys == desk.state.keys);
    CHECK(empty.blobs == desk.blobs);
}

TEST_CASE("what an import takes the place of is kept as a restore point, with its keys") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk other = Desk::started();
    other.meeting();
    other.finish_saves();
    const World before = world_of(other);
    take_whole(other, file);
    const auto stored = other.take_effects<app::StorePoint>();
    REQUIRE(stored.size() == 1);
    CHECK(stored[0].info.reason == PointReason::import);
    CHECK(*stored[0].document == before.document);
    CHECK(stored[0].keys == before.keys);
    CHECK(stored[0].info.records == before.document.records.size());
    other.tell(app::KeepFailed{stored[0].effect, {"store.quota"}});
    CHECK(other.notice().contains("could not be kept"));
    CHECK(other.notice().contains("Before the import of"));
}

TEST_CASE("a sample leaves no restore point behind") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk sample = Desk::started();
    Document document = sample.document();
    document.sample = true;
    sample.state.document = std::make_shared<const Document>(document);
    take_whole(sample, file);
    CHECK(sample.take_effects<app::StorePoint>().empty());
}

TEST_CASE("with a passphrase the file is handed over to be encrypted, and its name says so") {
    Desk desk = busy_desk();
    const app::Download download = export_whole(desk, {}, "four words of mine");
    CHECK(download.passphrase == "four words of mine");
    CHECK(download.name == "cairn-portfolio-encrypted-2026-01-15.cairn");
    CHECK(download.backup);
    CHECK(desk.notice().contains("passphrase"));
    CHECK(desk.session().whole.passphrase.empty());
    CHECK(desk.ask(app::ExportPortfolio{"short"}) == "seal.short");
}

TEST_CASE("a file is never exported in the clear while a passphrase stands in the dialog") {
    Desk desk = busy_desk();
    desk.must(app::OpenDialog{{app::DialogKind::export_portfolio, {}, {}}});
    desk.must(app::TypeInDialog{"four words of mine"});
    CHECK(desk.ask(app::ExportPortfolio{}) == "seal.differ");
    CHECK(desk.ask(app::ExportPortfolio{"four words of mine"}) == "seal.differ");
    desk.must(app::TypeInDialog{"four words of mine", app::DialogField::again});
    desk.must(app::ExportPortfolio{"four words of mine"});
    give_points(desk);
    CHECK(desk.take_effects<app::Download>().size() == 1);
}

TEST_CASE("an encrypted file asks for its passphrase, says when it is wrong, and then opens as any other") {
    Desk desk = busy_desk();
    const std::string plain = whole_file(desk);
    const std::string file = sealed(plain, "right one here");
    Desk empty;
    pick_whole(empty, file);
    REQUIRE(shows(empty, app::DialogKind::sealed_file));
    open_with(empty, file, "wrong one here");
    CHECK(shows(empty, app::DialogKind::sealed_file));
    REQUIRE(empty.session().whole.import->wrong);
    CHECK(empty.notice().contains("does not open it"));
    CHECK_FALSE(empty.state.document);
    open_with(empty, file, "right one here");
    WholeWorld world(empty);
    world.answer(plain);
    REQUIRE(asks_about_import(empty));
    CHECK(empty.session().whole.import->file.name == "everything.zip");
    empty.must(app::ConfirmImport{});
    world.answer(plain);
    CHECK(on_no_device(empty.document()) == on_no_device(desk.document()));
    CHECK(empty.blobs == desk.blobs);
}

TEST_CASE("turning away from the passphrase leaves nothing under way") {
    Desk desk = busy_desk();
    const std::string file = sealed(whole_file(desk), "right one here");
    Desk empty;
    pick_whole(empty, file);
    empty.must(app::OpenSealed{"right one here"});
    const auto asked = empty.take_effects<app::OpenSealedFile>();
    empty.must(app::CloseDialog{});
    CHECK_FALSE(empty.session().whole.import);
    empty.tell(app::SealedOpened{asked.at(0).effect, {77, "opened"}});
    CHECK_FALSE(empty.session().whole.import);
    CHECK(empty.take_effects<app::ReadRange>().empty());
    CHECK(empty.ask(app::OpenSealed{"right one here"}) == "whole.none");
}

TEST_CASE("an export that was stopped or failed counts as no backup, and says so") {
    Desk desk = busy_desk();
    for (const char* const code : {"effect.cancelled", "export.notWritten", "effect.failed"}) {
        CAPTURE(code);
        desk.must(app::ExportPortfolio{});
        give_points(desk);
        const auto downloads = desk.take_effects<app::Download>();
        REQUIRE(downloads.size() == 1);
        desk.tell(app::Progressed{downloads[0].effect, 5, 10});
        CHECK(desk.session().whole.done == 5);
        CHECK(desk.ask(app::ExportPortfolio{}) == "export.underWay");
        desk.must(app::CancelExport{});
        const auto stops = desk.take_effects<app::CancelDownload>();
        REQUIRE(stops.size() == 1);
        CHECK(stops[0].effect == downloads[0].effect);
        desk.tell(app::DownloadFailed{downloads[0].effect, {code}});
        CHECK(desk.session().whole.exporting == 0);
        CHECK_FALSE(desk.notice().empty());
        CHECK_FALSE(desk.state.notes.backup);
    }
    export_whole(desk);
    CHECK(desk.state.notes.backup);
    CHECK(desk.state.notes.changes == 0);
}

TEST_CASE("a backup is checked piece by piece, and nothing is kept or changed by it") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    desk.finish_saves();
    const World before = world_of(desk);
    desk.must(app::CheckBackup{{9, "everything.zip"}});
    answer_check(desk, file);
    CHECK(check_of(desk).over);
    CHECK(check_of(desk).damaged.empty());
    CHECK_FALSE(check_of(desk).fault);
    CHECK(check_of(desk).stored == desk.blobs.size());
    CHECK(desk.notice().contains("all of it is whole"));
    CHECK(world_of(desk) == before);
    CHECK(desk.take_effects<app::Save>().empty());
    CHECK(desk.take_effects<app::StoreRange>().empty());
    CHECK(desk.take_effects<app::EndImport>().size() == 1);
}

TEST_CASE("a check names the evidence that is damaged, and says why a file cannot be opened at all") {
    Desk desk = busy_desk();
    const Parts whole = parts_of(export_whole(desk), desk.blobs);
    Parts flipped = whole;
    ZipPart& part = part_of(flipped, "files/");
    part.text[0] ^= 1;
    const std::string sha256 = part.name.substr(6);
    desk.must(app::CheckBackup{{9, "everything.zip"}});
    answer_check(desk, make_zip(flipped));
    REQUIRE(check_of(desk).over);
    CHECK(check_of(desk).damaged == std::vector{app::evidence_name(desk.document(), sha256)});
    CHECK(desk.session().notice->problem);

    const std::string file = make_zip(whole);
    desk.must(app::CheckBackup{{9, "everything.zip"}});
    answer_check(desk, file.substr(0, file.size() / 2));
    REQUIRE(check_of(desk).over);
    CHECK(check_of(desk).fault);
    CHECK_FALSE(desk.session().dialog);
}

TEST_CASE("a check that is paused goes on where it was") {
    Desk desk = busy_desk();
    const Id record = desk.document().records.front()->id;
    desk.attach_file(record, "one.txt", "one (sample)");
    desk.attach_file(record, "two.txt", "two (sample)");
    const std::string file = whole_file(desk);
    desk.must(app::CheckBackup{{9, "everything.zip"}});
    answer_check(desk, file, 1);
    desk.must(app::PauseCheck{});
    const auto under_way = desk.take_effects<app::CheckRange>();
    REQUIRE(under_way.size() == 1);
    desk.tell(app::RangeChecked{under_way[0].effect});
    CHECK(check_of(desk).stored == 2);
    CHECK(desk.take_effects<app::CheckRange>().empty());
    CHECK_FALSE(check_of(desk).over);
    // Whatever else is done meanwhile.
    desk.must(app::CloseDialog{});
    desk.must(app::GoTo{{app::Screen::evidence, ""}});
    desk.must(app::GoOnChecking{});
    answer_check(desk, file);
    CHECK(check_of(desk).over);
    CHECK(check_of(desk).stored == desk.blobs.size());
    CHECK(desk.ask(app::GoOnChecking{}) == "whole.none");
}

TEST_CASE("an encrypted backup is checked once its passphrase is given") {
    Desk desk = busy_desk();
    const std::string plain = whole_file(desk);
    const std::string file = sealed(plain, "right one here");
    desk.must(app::OpenDialog{{app::DialogKind::check_backup, {}, {}}});
    desk.must(app::CheckBackup{{9, "everything.cairn"}});
    answer_check(desk, file);
    CHECK(check_of(desk).sealed);
    open_with(desk, file, "right one here");
    answer_check(desk, plain);
    CHECK(check_of(desk).over);
    CHECK(check_of(desk).damaged.empty());
    CHECK(shows(desk, app::DialogKind::check_backup));
}

TEST_CASE("what can be read of a file that is cut off anywhere is offered, and taken when it is wanted") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    std::size_t offered = 0;
    std::size_t all_records = 0;
    for (std::size_t part = 1; part < 40; ++part) {
        CAPTURE(part);
        const std::string cut = file.substr(0, file.size() * part / 40);
        Desk target = Desk::started();
        const World before = world_of(target);
        pick_whole(target, cut);
        CHECK(world_of(target) == before);
        if (!asks_about_import(target)) continue;
        ++offered;
        REQUIRE(target.session().whole.import->readable);
        CHECK(target.notice().contains("was not opened"));
        target.must(app::TakeReadable{});
        WholeWorld(target).answer(cut);
        target.finish_saves();
        CHECK(target.document().portfolio == desk.document().portfolio);
        CHECK_FALSE(target.state.keys.empty());
        for (const RecordPtr& record : target.document().records)
            CHECK(find_record(desk.document(), record->id) != nullptr);
        for (const auto& [sha256, bytes] : target.blobs)
            CHECK(sha256_hex(bytes) == sha256);
        if (target.document().records.size() == desk.document().records.size()) ++all_records;
    }
    CHECK(offered > 0);
    CHECK(all_records > 0);
}

TEST_CASE("where one piece of evidence is damaged the rest of the portfolio is offered") {
    Desk desk = busy_desk();
    Parts parts = parts_of(export_whole(desk), desk.blobs);
    ZipPart& part = part_of(parts, "files/");
    part.text[0] ^= 1;
    const std::string damaged = part.name.substr(6);
    const std::string file = make_zip(parts);
    Desk target;
    pick_whole(target, file);
    REQUIRE(asks_about_import(target));
    target.must(app::ConfirmImport{});
    WholeWorld world(target);
    world.answer(file);
    REQUIRE(asks_about_import(target));
    CHECK_FALSE(target.state.document);
    CHECK(target.session().whole.import->readable->evidence.size() == desk.blobs.size() - 1);
    target.must(app::TakeReadable{});
    world.answer(file);
    CHECK(on_no_device(target.document()) == on_no_device(desk.document()));
    auto expected = desk.blobs;
    expected.erase(damaged);
    CHECK(target.blobs == expected);
}

TEST_CASE(
    "a reminder comes when a backup is old or much has changed, and not before there is something to lose") {
    struct Case {
        const char* name;
        int days;                  // since the portfolio was begun
        std::optional<int> backup; // days ago
        std::uint32_t changes;     // since then
        std::size_t records;
        std::optional<int> reminded; // days ago
        bool due;
    };
    const Case table[] = {
        {"just begun", 0, {}, 3, 1, {}, false},
        {"old, and nearly empty", 90, {}, 3, 1, {}, false},
        {"five records, and young", 2, {}, 12, 5, {}, false},
        {"five records for a month", 30, {}, 12, 5, {}, true},
        {"many changes on the first day", 0, {}, 20, 1, {}, true},
        {"backed up, few changes", 90, 10, 19, 9, {}, false},
        {"backed up, twenty changes", 90, 10, 20, 9, {}, true},
        {"backed up a month ago", 90, 30, 1, 9, {}, true},
        {"backed up a month ago, nothing since", 90, 30, 0, 9, {}, false},
        {"later, yesterday", 90, 30, 25, 9, 1, false},
        {"later, a week ago", 90, 30, 25, 9, 7, true},
    };
    for (const Case& one : table) {
        CAPTURE(one.name);
        Desk desk = Desk::started();
        for (std::size_t i = 0; i < one.records; ++i)
            desk.meeting();
        app::State& state = desk.state;
        state.session.now = desk.now;
        Document document = *state.document;
        document.created.ms = desk.now.ms - one.days * day_ms;
        state.document = std::make_shared<const Document>(document);
        state.notes.changes = one.changes;
        state.notes.backup.reset();
        if (one.backup) state.notes.backup = Instant{desk.now.ms - *one.backup * day_ms};
        if (one.reminded) state.notes.reminded = Instant{desk.now.ms - *one.reminded * day_ms};
        CHECK(app::backup_due(state) == one.due);
        document.sample = true;
        app::State sample = state;
        sample.document = std::make_shared<const Document>(document);
        CHECK_FALSE(app::backup_due(sample));
        if (!one.due) continue;
        desk.must(app::RemindLater{});
        CHECK_FALSE(app::backup_due(desk.state));
    }
}
