#include "core/json/read.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

Desk ready() {
    Desk desk = Desk::started();
    desk.meet_level_one();
    desk.finish_saves();
    return desk;
}

} // namespace

TEST_CASE("an export reads the files that travel, hands over a bundle and notes the submission") {
    Desk desk = ready();
    desk.must(app::ExportLevel{"L1"});
    CHECK(desk.session().pending_export);
    const auto reads = desk.take_effects<app::ReadBlobs>();
    REQUIRE(reads.size() == 1);
    CHECK(reads[0].sha256.size() == 3);
    CHECK(desk.document().submissions.empty());

    app::BlobsRead read{reads[0].effect, {}};
    for (const std::string& sha256 : reads[0].sha256)
        read.bytes[sha256] = desk.blobs.at(sha256);
    desk.tell(read);
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    CHECK(downloads[0].name == "bundle.json");
    CHECK(read_json(downloads[0].text, {.bytes = 64U * 1024 * 1024}).has_value());
    REQUIRE(desk.document().submissions.size() == 1);
    CHECK(desk.document().submissions[0].sha256 == sha256_hex(downloads[0].text));
    CHECK(desk.take_effects<app::Save>().size() == 1);
    CHECK_FALSE(desk.session().pending_export);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "submit.exported"));
    CHECK(app::level_statuses(desk.state).front().state == LevelState::submitted);
}

TEST_CASE("an unchanged portfolio gives the very same bytes again and no second submission") {
    Desk desk = ready();
    const auto first = desk.export_level();
    const auto second = desk.export_level();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->text == second->text);
    CHECK(desk.document().submissions.size() == 1);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "submit.sameAgain"));
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

TEST_CASE("a browser that did not take the file is told to the person") {
    Desk desk = ready();
    desk.tell(app::DownloadFailed{1, {"effect.failed"}});
    REQUIRE(desk.session().notice);
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "error.download.failed"));
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
