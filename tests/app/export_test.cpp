#include "core/json/read.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>
#include <optional>

using namespace cairn;
using namespace cairn::test;

namespace {

Desk ready() {
    Desk desk = Desk::started();
    desk.meet_level_one();
    desk.finish_saves();
    return desk;
}

// Hands over the bytes that an export asked for.
app::Download download_after_reading(Desk& desk, std::optional<std::size_t> files = {}) {
    const auto reads = desk.take_effects<app::ReadBlobs>();
    REQUIRE(reads.size() == 1);
    if (files) CHECK(reads[0].sha256.size() == *files);
    app::BlobsRead read{reads[0].effect, {}};
    for (const std::string& sha256 : reads[0].sha256)
        read.bytes[sha256] = desk.blobs.at(sha256);
    desk.tell(read);
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    return downloads[0];
}

// Everything up to the moment at which the browser is asked to take the file.
app::Download asked_to_download(Desk& desk, const std::string& level = "L1") {
    desk.must(app::ExportLevel{level});
    return download_after_reading(desk);
}

std::string film() {
    return std::string(2U * 1024 * 1024, 'f');
}

Desk ready_with_film() {
    Desk desk = ready();
    desk.attach_file(desk.document().records.front()->id, "film.mp4", film(), "video/mp4");
    desk.finish_saves();
    return desk;
}

// The submission itself, whether it goes out alone or in a ZIP.
const std::string& bundle_text(const app::Download& download) {
    return download.entries.empty() ? download.text : download.entries[0].text;
}

Json credentials_of(const app::Download& download) {
    return read_json(bundle_text(download)).value()["credentialSubject"]["verifiableCredential"];
}

} // namespace

TEST_CASE("an export reads the files that travel and hands over a bundle") {
    Desk desk = ready();
    desk.must(app::ExportLevel{"L1"});
    CHECK(desk.session().pending_export);
    const app::Download download = download_after_reading(desk, 3);
    CHECK(download.name == "bundle.json");
    CHECK(download.media_type == "application/vc");
    CHECK(download.entries.empty());
    CHECK(read_json(download.text).has_value());
}

TEST_CASE("a submission is noted and saved once the file was handed over, and not before") {
    Desk desk = ready();
    const app::Download download = asked_to_download(desk);
    CHECK(desk.document().submissions.empty());
    CHECK(desk.take_commits().empty());
    CHECK(desk.session().pending_export);
    CHECK(desk.notice().empty());
    CHECK(app::level_statuses(desk.state).front().state == LevelState::ready_to_submit);

    desk.tell(app::Downloaded{download.effect + 1}); // another file
    CHECK(desk.document().submissions.empty());
    desk.tell(app::Downloaded{download.effect});
    REQUIRE(desk.document().submissions.size() == 1);
    const Submission& submission = desk.document().submissions[0];
    const Json bundle = read_json(download.text).value();
    CHECK(submission.sha256 == sha256_hex(download.text));
    CHECK(bundle["id"] == submission.id);
    CHECK(bundle["validFrom"] == to_rfc3339(submission.time));
    CHECK(find_node(*app::current_pathway(desk.state), submission.level)->id == "L1");
    CHECK(desk.take_commits().size() == 1);
    CHECK_FALSE(desk.session().pending_export);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "submit.exported", {{"file", "bundle.json"}}));
    CHECK(app::level_statuses(desk.state).front().state == LevelState::submitted);

    desk.tell(app::Downloaded{download.effect}); // told twice
    CHECK(desk.document().submissions.size() == 1);
}

TEST_CASE("a file that was not handed over leaves nothing behind, is told, and can be exported again") {
    for (const char* code :
         {"effect.failed", "effect.cancelled", "file.missing", "file.damaged", "export.unreadable"}) {
        CAPTURE(code);
        Desk desk = ready_with_film();
        const Document before = desk.document();
        const app::Download download = asked_to_download(desk);
        desk.tell(app::DownloadFailed{download.effect, {code, "", sha256_hex(film())}});
        CHECK(desk.document() == before);
        CHECK(desk.take_commits().empty());
        CHECK_FALSE(desk.session().pending_export);
        REQUIRE(desk.session().notice);
        CHECK(desk.session().notice->problem);
        CHECK(desk.notice().contains("film.mp4") == std::string_view(code).starts_with("file."));
        CHECK(desk.export_level().has_value());
        CHECK(desk.document().submissions.size() == 1);
    }
}

TEST_CASE("what does not fit inside goes beside the bundle in a ZIP, and its bytes are not read") {
    Desk desk = ready_with_film();
    desk.must(app::ExportLevel{"L1"});
    const auto reads = desk.take_effects<app::ReadBlobs>();
    REQUIRE(reads.size() == 1);
    CHECK(reads[0].sha256.empty());
    desk.tell(app::BlobsRead{reads[0].effect, {}});
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    const app::Download& download = downloads[0];
    CHECK(download.name == "bundle.zip");
    CHECK(download.media_type == "application/zip");
    REQUIRE(download.entries.size() == 5);
    CHECK(download.entries[0].path == "bundle.json");
    for (std::size_t i = 1; i < download.entries.size(); ++i) {
        const app::Download::Entry& file = download.entries[i];
        CHECK(desk.blobs.contains(file.sha256));
        CHECK(file.path == "files/" + file.sha256);
    }
    desk.tell(app::Downloaded{download.effect});
    REQUIRE(desk.document().submissions.size() == 1);
    CHECK(desk.document().submissions[0].sha256 == sha256_hex(download.entries[0].text));
    CHECK(desk.document().submissions[0].time == download.modified);
}

TEST_CASE("an unchanged portfolio gives the very same file again and no second submission") {
    for (const bool zip : {false, true}) {
        CAPTURE(zip);
        Desk desk = zip ? ready_with_film() : ready();
        const auto first = desk.export_level();
        REQUIRE(first);
        desk.finish_saves();
        const auto second = desk.export_level();
        REQUIRE(second);
        CHECK(bundle_text(*first) == bundle_text(*second));
        CHECK(first->name == second->name);
        CHECK(first->modified == second->modified);
        CHECK(std::ranges::equal(first->entries, second->entries, {}, &app::Download::Entry::path,
                                 &app::Download::Entry::path));
        CHECK(first->entries.empty() == !zip);
        CHECK(desk.document().submissions.size() == 1);
        CHECK(desk.take_commits().empty());
        CHECK(desk.notice() == app::tr(*desk.state.catalog, "submit.sameAgain"));
    }
}

TEST_CASE("without a file that the learner keeps back it is another submission, and each claim is the same") {
    Desk desk = ready_with_film();
    const auto whole = desk.export_level();
    REQUIRE(whole);
    desk.must(app::SendFile{sha256_hex(film()), false});
    desk.finish_saves();
    const auto without = desk.export_level();
    REQUIRE(without);
    CHECK(without->name == "bundle.json"); // what is left fits inside
    CHECK(credentials_of(*without) == credentials_of(*whole));
    REQUIRE(desk.document().submissions.size() == 2);
    CHECK(desk.document().submissions[0].id != desk.document().submissions[1].id);

    desk.must(app::SendFile{sha256_hex(film()), true});
    const auto again = desk.export_level();
    REQUIRE(again);
    CHECK(again->name == "bundle.zip");
}

TEST_CASE("keeping a file back is no change of the portfolio, and is forgotten with the file") {
    Desk desk = ready_with_film();
    const Document before = desk.document();
    CHECK(desk.ask(app::SendFile{sha256_hex("no file of theirs"), false}) == "file.unknown");
    desk.must(app::SendFile{sha256_hex(film()), false});
    CHECK(desk.session().withheld == std::set<std::string>{sha256_hex(film())});
    CHECK(desk.document() == before);
    CHECK(desk.take_commits().empty());

    const Record& record = desk.find(desk.document().records.front()->id);
    desk.must(app::RemoveFile{record.id, record.files.back().id});
    std::string other;
    for (const RecordPtr& one : desk.document().records)
        if (!one->files.empty()) other = one->files.front().sha256;
    desk.must(app::SendFile{other, false});
    CHECK(desk.session().withheld == std::set<std::string>{other});
}

TEST_CASE("a changed portfolio gives a new submission") {
    Desk desk = ready();
    const auto first = desk.export_level();
    desk.must(app::SetName{"Another sample"});
    const auto second = desk.export_level();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->text != second->text);
    REQUIRE(desk.document().submissions.size() == 2);
    CHECK(desk.document().submissions[0].id != desk.document().submissions[1].id);
    CHECK(desk.document().submissions[1].time > desk.document().submissions[0].time);
}

TEST_CASE(
    "an export is refused while something is missing, while one is under way, and of what is not there") {
    Desk desk = Desk::started();
    CHECK(desk.ask(app::ExportLevel{"L1"}) == "export.notReady");
    CHECK(desk.ask(app::ExportLevel{"L9"}) == "level.unknown");
    desk = ready();
    desk.must(app::ExportLevel{"L1"});
    CHECK(desk.ask(app::ExportLevel{"L1"}) == "export.underWay");
}

TEST_CASE("without the signing key nothing is exported") {
    Desk desk = ready();
    desk.state.keys.clear();
    CHECK(desk.ask(app::ExportLevel{"L1"}) == "key.none");
    CHECK_FALSE(desk.session().pending_export);
}

TEST_CASE("files that cannot be read end the export in words, and it can be tried again") {
    Desk desk = ready();
    desk.must(app::ExportLevel{"L1"});
    desk.tell(
        app::BlobsFailed{desk.take_effects<app::ReadBlobs>()[0].effect, {"file.missing", "", "notes.txt"}});
    CHECK_FALSE(desk.session().pending_export);
    CHECK(desk.document().submissions.empty());
    CHECK(desk.notice().find("notes.txt") != std::string::npos);
    CHECK(desk.export_level().has_value());
}

TEST_CASE(
    "a kept file whose bytes are others is named, nothing is exported or noted, and it can be kept back") {
    for (const char* bytes : {"damaged", ""}) {
        CAPTURE(bytes);
        Desk desk = ready();
        desk.attach_file(desk.document().records.front()->id, "talk.txt", "whole");
        desk.finish_saves();
        const Document before = desk.document();
        desk.must(app::ExportLevel{"L1"});
        const auto reads = desk.take_effects<app::ReadBlobs>();
        REQUIRE(reads.size() == 1);
        app::BlobsRead read{reads[0].effect, {}};
        for (const std::string& sha256 : reads[0].sha256)
            read.bytes[sha256] = desk.blobs.at(sha256);
        REQUIRE(read.bytes.contains(sha256_hex("whole")));
        read.bytes[sha256_hex("whole")] = bytes;
        desk.tell(read);
        CHECK(desk.take_effects<app::Download>().empty());
        CHECK(desk.take_commits().empty());
        CHECK(desk.document() == before);
        CHECK_FALSE(desk.session().pending_export);
        REQUIRE(desk.session().notice);
        CHECK(desk.session().notice->problem);
        CHECK(desk.notice() ==
              app::tr(*desk.state.catalog, "error.file.damaged", {{"detail", "talk.txt"}, {"where", ""}}));
        CHECK(desk.notice().contains("talk.txt"));

        desk.must(app::SendFile{sha256_hex("whole"), false});
        CHECK(desk.export_level().has_value());
        CHECK(desk.document().submissions.size() == 1);
    }
}

TEST_CASE("a lost file is named as the learner calls it, and a file added meanwhile travels too") {
    Desk desk = ready();
    const Id id = desk.document().records.front()->id;
    desk.attach_file(id, "lost.txt", "lost");
    desk.must(app::ExportLevel{"L1"});
    desk.tell(app::BlobsFailed{desk.take_effects<app::ReadBlobs>()[0].effect,
                               {"file.missing", "", sha256_hex("lost")}});
    CHECK(desk.notice().find("lost.txt") != std::string::npos);

    desk.must(app::ExportLevel{"L1"});
    const std::uint32_t first = desk.take_effects<app::ReadBlobs>()[0].effect;
    desk.attach_file(id, "late.txt", "late");
    desk.tell(app::BlobsRead{first, {}});
    const auto again = desk.take_effects<app::ReadBlobs>();
    REQUIRE(again.size() == 1);
    CHECK(std::ranges::contains(again[0].sha256, sha256_hex("late")));
    CHECK(desk.take_effects<app::Download>().empty());
}

TEST_CASE("an answer of another export is not taken for this one") {
    Desk desk = ready();
    desk.must(app::ExportLevel{"L1"});
    const std::uint32_t effect = desk.take_effects<app::ReadBlobs>()[0].effect;
    desk.tell(app::BlobsRead{effect + 1, {}});
    CHECK(desk.session().pending_export);
    CHECK(desk.take_effects<app::Download>().empty());
    desk.tell(app::BlobsFailed{effect + 1, {"file.missing"}});
    CHECK(desk.session().pending_export);
}

TEST_CASE("a browser that did not take some other file is told to the person") {
    Desk desk = ready();
    const app::Download download = asked_to_download(desk);
    desk.tell(app::DownloadFailed{download.effect + 1, {"effect.failed"}});
    REQUIRE(desk.session().notice);
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "error.download.failed"));
    CHECK(desk.session().pending_export);
}

TEST_CASE("a level that is no longer ready when its files have been read is not exported") {
    Desk desk = ready();
    desk.must(app::ExportLevel{"L1"});
    const auto read = desk.take_effects<app::ReadBlobs>()[0];
    desk.must(app::WithdrawClaim{"L1.G3", desk.document().records.back()->id});
    desk.tell(app::BlobsRead{read.effect, {}});
    CHECK(desk.take_effects<app::Download>().empty());
    CHECK(desk.document().submissions.empty());
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "error.export.notReady"));
}
