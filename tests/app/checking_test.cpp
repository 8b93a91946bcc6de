// The screen Check: files of others are read, told, and never become part of the portfolio.
#include "core/store/codec.hpp"
#include "support/look.hpp"
#include "support/pictures.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string note = "Sample attendance note.\n";

std::string shown_state(const Desk& desk) {
    return std::string(name_of(looked_report(desk).state));
}

const app::TrustItem& only_trust(const Desk& desk) {
    REQUIRE(looked(desk).trust.size() == 1);
    return looked(desk).trust.front();
}

// The submission of a learner who met Level 1.
std::string exported_bundle() {
    Desk desk = Desk::started();
    desk.meet_level_one();
    const auto download = desk.export_level();
    REQUIRE(download.has_value());
    return download->text;
}

std::vector<std::string> codes_of(const std::vector<SentCredential>& claims) {
    std::vector<std::string> codes;
    for (const SentCredential& claim : claims)
        codes.push_back(claim.code);
    return codes;
}

} // namespace

TEST_CASE("a file is looked at with no portfolio, and none begins by it") {
    Desk desk;
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}});
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
    CHECK(shown_state(desk) == "issuerUnknown");
    CHECK(desk.state.document == nullptr);
    CHECK(desk.take_commits().empty());
    CHECK(desk.take_effects<app::StoreFile>().empty());
}

TEST_CASE("looking at files changes no portfolio and stores nothing of them") {
    Desk desk = Desk::sample_learner();
    const auto before = desk.state.document;
    look_at_everything(desk);
    CHECK(desk.state.document == before);
    CHECK(desk.state.notes.trust.empty());
    CHECK(desk.take_commits().empty());
    CHECK(desk.take_effects<app::StoreFile>().empty());
    CHECK(desk.take_effects<app::StoreRange>().empty());
    CHECK(desk.session().badge_reports.empty());
}

TEST_CASE("files can be looked at where another tab writes") {
    Desk desk = Desk::started();
    desk.tell(app::WriterChanged{false});
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}});
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
}

TEST_CASE("our own submission is told as its level, what is claimed and what is not") {
    Desk desk;
    const std::string bundle = exported_bundle();
    look_at(desk, {{"bundle.json", bundle}});
    const app::CheckedItem& item = looked_item(desk);
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
    CHECK(item.contents->is_submission());
    CHECK(item.contents->level.ends_with("Level 1"));
    CHECK(std::ranges::contains(codes_of(item.contents->claims), std::string("L1.G3")));
    for (const SentCredential& claim : item.contents->claims) {
        CAPTURE(claim.code);
        CHECK(claim.own);
        CHECK_FALSE(claim.title.empty());
        CHECK(std::ranges::contains(looked_report(desk).nested, claim.path, &CheckReport::path));
    }
    // What the learner left out is of the same level and none of what is claimed.
    CHECK_FALSE(item.not_claimed.empty());
    for (const std::string& name : item.not_claimed)
        CHECK_FALSE(std::ranges::contains(item.contents->claims, name, &SentCredential::name));
}

TEST_CASE("of several files each is read after the other, and what cannot be read is told beside the rest") {
    Desk desk;
    desk.must(app::CheckFiles{{{1, "a.json"}, {2, "gone.json"}, {3, "c.json"}}});
    std::vector<std::uint32_t> handles;
    for (auto asked = desk.take_effects<app::ReadRange>(); !asked.empty();
         asked = desk.take_effects<app::ReadRange>()) {
        REQUIRE(asked.size() == 1);
        handles.push_back(asked[0].handle);
        if (asked[0].handle == 2) {
            desk.tell(app::WholeFailed{asked[0].effect, {"file.unreadable"}});
        } else {
            const std::string bytes = badge_sample("level-1.json");
            desk.tell(app::RangeRead{asked[0].effect, bytes, bytes.size()});
        }
    }
    CHECK(handles == std::vector<std::uint32_t>{1, 2, 3});
    REQUIRE(looked(desk).items.size() == 3);
    CHECK(looked(desk).items[0].name == "a.json");
    CHECK(looked(desk).items[1].unread->code == "file.unreadable");
    CHECK(looked(desk).items[1].unread->where == "gone.json");
    CHECK(looked(desk).items[2].file);
    // The edge lets go of each.
    CHECK(desk.take_effects<app::EndImport>().size() == 3);
}

TEST_CASE("a large file is read in pieces and checked as a whole") {
    Desk desk;
    const std::string film(9 * 1024 * 1024, 'f');
    const std::string zip =
        make_zip({{.name = "bundle.json", .text = sample_file("bundles", "left-out.json")},
                  {.name = "files/" + sha256_hex(film), .text = film}});
    look_at(desk, {{"bundle.zip", zip}});
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
    CHECK(looked_item(desk).file->files.size() == 1);
}

TEST_CASE("what is larger than the page takes is refused by its size, before it is read") {
    Desk desk;
    desk.must(app::CheckFiles{{{1, "film.zip"}}});
    const auto asked = desk.take_effects<app::ReadRange>();
    REQUIRE(asked.size() == 1);
    desk.tell(app::RangeRead{asked[0].effect, "PK", app::most_checked_bytes + 1});
    CHECK(looked_item(desk).unread->code == "look.tooLarge");
    CHECK(desk.take_effects<app::ReadRange>().empty());

    // Each fits, all of them do not.
    Desk full;
    app::Checking checking;
    checking.items.emplace_back().bytes = PartialFile(app::most_checked_in_all - 10);
    checking.items.back().unread = Error{"file.unreadable"};
    full.state.session.checking = std::make_shared<const app::Checking>(checking);
    full.must(app::CheckFiles{{{1, "film.zip"}}});
    const auto reads = full.take_effects<app::ReadRange>();
    REQUIRE(reads.size() == 1);
    full.tell(app::RangeRead{reads[0].effect, "PK", 11});
    CHECK(looked(full).items.front().unread->code == "look.full");
}

TEST_CASE("no more files are taken in than the page holds, and the person is told") {
    Desk desk;
    app::CheckFiles many;
    for (std::uint32_t i = 0; i <= app::most_checked; ++i)
        many.files.push_back({i + 1, "a.json"});
    desk.must(many);
    CHECK(desk.take_effects<app::ReadRange>().empty());
    CHECK(desk.take_effects<app::EndImport>().size() == many.files.size());
    CHECK(desk.session().notice->problem);
}

TEST_CASE("pasted text is looked at like a file, and an empty field is not") {
    Desk desk;
    CHECK(desk.ask(app::CheckTyped{}) == "look.nothing");
    desk.must(app::TypeToCheck{"  \n"});
    CHECK(desk.ask(app::CheckTyped{}) == "look.nothing");
    desk.must(app::TypeToCheck{"\n " + badge_sample("level-1.json") + "\n"});
    desk.must(app::CheckTyped{});
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
    CHECK(looked_item(desk).name.empty());
    CHECK(looked(desk).typed.empty());
    CHECK(desk.ask(app::TypeToCheck{std::string(app::most_typed_to_check + 1, 'x')}) == "look.tooLong");
}

TEST_CASE("a file that a submission carries is handed over byte for byte, one that differs is not") {
    const std::string sha256 = sha256_hex(note);
    for (const char* name : {"inside.json", "beside.zip"}) {
        CAPTURE(name);
        Desk desk;
        look_at(desk, {{name, sample_file("bundles", name)}});
        desk.must(app::SaveSentFile{looked_item(desk).id, sha256});
        const auto downloads = desk.take_effects<app::Download>();
        REQUIRE(downloads.size() == 1);
        CHECK(downloads[0].text == note);
        CHECK(downloads[0].name == "attendance.txt");
        // Nothing that came from outside is ever handed over as a page.
        CHECK(downloads[0].media_type == "application/octet-stream");
    }
    Desk desk;
    const std::string zip =
        make_zip({{.name = "bundle.json", .text = sample_file("bundles", "left-out.json")},
                  {.name = "files/" + sha256, .text = "Other.\n"}});
    look_at(desk, {{"bundle.zip", zip}});
    CHECK(shown_state(desk) == "bad");
    CHECK(desk.ask(app::SaveSentFile{looked_item(desk).id, sha256}) == "check.fileDiffers");
    CHECK(desk.ask(app::SaveSentFile{looked_item(desk).id + 1, sha256}) == "check.fileMissing");
    CHECK(desk.take_effects<app::Download>().empty());
}

TEST_CASE("a list of issuers is used for what is shown, and kept only if the person says so") {
    Desk desk = Desk::sample_learner();
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}});
    CHECK(shown_state(desk) == "issuerUnknown");
    look_at(desk, {{"issuers.json", campus_list()}});
    // It is none of the files that are told, and what is told follows it.
    CHECK(shown_state(desk) == "goodAsOf");
    CHECK(only_trust(desk).about.kind == TrustKind::issuers);
    CHECK_FALSE(only_trust(desk).kept);
    CHECK(desk.state.notes.trust.empty());
    CHECK(desk.state.trust == nullptr);

    desk.must(app::KeepTrust{only_trust(desk).sha256, true});
    CHECK(only_trust(desk).kept);
    REQUIRE(desk.state.trust);
    CHECK(desk.state.trust->known_issuer(did_of(public_key_of(campus_seed))) != nullptr);
    CHECK(desk.finish_saves() > 0);
    REQUIRE(desk.state.notes.trust.size() == 1);
    CHECK(desk.state.notes.trust[0].text == campus_list());
    CHECK(decode_notes(encode_notes(desk.state.notes)).value() == desk.state.notes);

    desk.must(app::ForgetChecked{});
    CHECK(only_trust(desk).kept);
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}});
    CHECK(shown_state(desk) == "goodAsOf");

    CHECK(desk.ask(app::LeaveOutTrust{only_trust(desk).sha256}) == "look.kept");
    desk.must(app::KeepTrust{only_trust(desk).sha256, false});
    CHECK(desk.state.notes.trust.empty());
    CHECK(desk.state.trust == nullptr);
    desk.must(app::LeaveOutTrust{only_trust(desk).sha256});
    CHECK(looked(desk).trust.empty());
    CHECK(shown_state(desk) == "issuerUnknown");
}

TEST_CASE("kept lists are there again at the next start") {
    Desk desk = Desk::started();
    desk.state.notes.trust = {{"issuers.json", campus_list(), desk.now}};
    app::read_kept_trust(desk.state);
    CHECK(only_trust(desk).kept);
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}});
    CHECK(shown_state(desk) == "goodAsOf");
}

TEST_CASE("without a portfolio nothing can be kept, and a reader keeps nothing either") {
    Desk desk;
    look_at(desk, {{"issuers.json", campus_list()}});
    CHECK(desk.ask(app::KeepTrust{only_trust(desk).sha256, true}) == "document.none");
    Desk reader = Desk::started();
    reader.tell(app::WriterChanged{false});
    look_at(reader, {{"issuers.json", campus_list()}});
    CHECK(reader.ask(app::KeepTrust{only_trust(reader).sha256, true}) == "store.readOnly");
}

TEST_CASE("the same list twice is one, and more than the device keeps is refused") {
    Desk desk = Desk::started();
    look_at(desk, {{"issuers.json", campus_list()}, {"again.json", campus_list()}});
    CHECK(only_trust(desk).name == "issuers.json");
    for (std::size_t i = 0; i < most_trust_files; ++i)
        desk.state.notes.trust.push_back({"x.json", campus_list("2026-01-1" + std::to_string(i % 10)), {}});
    CHECK(desk.ask(app::KeepTrust{only_trust(desk).sha256, true}) == "look.keepTooMuch");
}

TEST_CASE("no credential is taken for something to check with, whatever else it calls itself") {
    Desk desk;
    const std::string badge = badge_like([](Json& json) {
        json["verificationMethod"] = Json::array();
        json["type"].push_back("Profile");
    });
    look_at(desk, {{"badge.json", badge}});
    CHECK(looked(desk).trust.empty());
    CHECK(looked_report(desk).kind == CredentialKind::achievement);
}

TEST_CASE("a list of issuers of a newer version is told as that") {
    Desk desk;
    look_at(desk, {{"issuers.json", R"({"format":"cairn-issuers","version":2,"issuers":[]})"}});
    REQUIRE(looked_item(desk).unread);
    CHECK(looked_item(desk).unread->code == "trust.newerVersion");
}

TEST_CASE("putting everything away forgets files and stops what is being read") {
    Desk desk;
    look_at(desk, {{"level-1.json", badge_sample("level-1.json")}, {"issuers.json", campus_list()}});
    desk.must(app::CheckFiles{{{7, "another.json"}}});
    const auto asked = desk.take_effects<app::ReadRange>();
    REQUIRE(asked.size() == 1);
    desk.must(app::ForgetChecked{});
    CHECK(looked(desk).items.empty());
    CHECK(looked(desk).trust.empty());
    const auto ended = desk.take_effects<app::EndImport>();
    CHECK(std::ranges::contains(ended, 7U, &app::EndImport::handle));
    desk.tell(app::RangeRead{asked[0].effect, "{}", 2});
    CHECK(looked(desk).items.empty());
}

TEST_CASE("a plain picture is told as one without a badge, and is nothing to check with") {
    Desk desk;
    look_at(desk, {{"holiday.png", png_with({})}});
    CHECK_FALSE(looked_item(desk).unread);
    CHECK(looked_report(desk).reason.code == "baking.none");
    CHECK(looked(desk).trust.empty());
}

TEST_CASE("a file to check with is told by its kind and whose word it is, and pasted it has a name too") {
    Desk desk;
    look_at(desk, {{"issuers.json", campus_list()}});
    CHECK(desk.notice().contains("issuers.json"));
    CHECK(desk.notice().contains("Sample list"));
    CHECK(desk.notice().contains(app::tr(*desk.state.catalog, "look.takenTrust")));

    Desk other;
    other.must(app::TypeToCheck{campus_list()});
    other.must(app::CheckTyped{});
    CHECK(only_trust(other).name == app::tr(*other.state.catalog, "look.pasted"));
}

TEST_CASE("of several files each result is spoken, once the last was read") {
    Desk desk;
    look_at(desk, {{"a.json", badge_sample("level-1.json")},
                   {"b.json", "{"},
                   {"c.json", badge_sample("level-1-expired.json")},
                   {"issuers.json", campus_list()}});
    const auto said = desk.take_effects<app::Announce>();
    REQUIRE(said.size() == 1);
    for (const char* name : {"a.json", "b.json", "c.json", "issuers.json"})
        CHECK(said[0].text.contains(name));
}

TEST_CASE("the focus goes to what was found, and stays where only something to check with was added") {
    Desk desk;
    look_at(desk, {{"a.json", badge_sample("level-1.json")}, {"issuers.json", campus_list()}});
    CHECK(desk.state.session.focus == "check-results");
    const auto request = desk.state.session.focus_request;
    look_at(desk, {{"more.json", campus_list("2026-02-01")}});
    CHECK(desk.state.session.focus_request == request);
}

TEST_CASE("while somebody checks a signature nothing is said of what holds, and afterwards it is") {
    for (const bool answered : {true, false}) {
        CAPTURE(answered);
        Desk desk;
        look_at(desk, {{"token.jwt", sample_file("tokens", "es256-kid.jwt")}});
        CHECK_FALSE(looked_item(desk).done());
        CHECK(desk.take_effects<app::Announce>().empty());
        const auto asked = desk.take_effects<app::AnswerSignatures>();
        REQUIRE(asked.size() == 1);
        app::SignaturesAnswered event{asked[0].effect, {}};
        if (answered) event.answers.emplace(id_of(asked[0].questions.at(0)), true);
        desk.tell(event);
        CHECK(looked_item(desk).done());
        CHECK((looked_report(desk).signature == SignatureVerdict::valid) == answered);
        CHECK(desk.take_effects<app::Announce>().size() == 1);
        CHECK(desk.take_effects<app::AnswerSignatures>().empty());
    }
}

TEST_CASE("files to check with count among the files that the page holds") {
    Desk desk;
    look_at(desk, {{"issuers.json", campus_list()}});
    app::CheckFiles many;
    for (std::uint32_t i = 0; i < app::most_checked; ++i)
        many.files.push_back({i + 1, "a.json"});
    desk.must(many);
    CHECK(desk.take_effects<app::ReadRange>().empty());
    CHECK(desk.session().notice->problem);
}

TEST_CASE("what is kept to check with and cannot be used is shown with its reason, and can be removed") {
    Desk desk = Desk::started();
    desk.state.notes.trust = {{"old.json", "{}", desk.now}};
    app::read_kept_trust(desk.state);
    CHECK(only_trust(desk).kept);
    CHECK(only_trust(desk).unusable->code == "trust.unknown");
    CHECK(desk.state.trust == nullptr);
    desk.must(app::KeepTrust{only_trust(desk).sha256, false});
    CHECK(desk.state.notes.trust.empty());
    CHECK(looked(desk).trust.empty());
}

TEST_CASE("what is kept to check with stays where a portfolio takes the place of the sample") {
    Desk desk = Desk::started();
    Document sample = desk.document();
    sample.sample = true;
    desk.state.document = std::make_shared<const Document>(sample);
    desk.state.notes.trust = {{"issuers.json", campus_list(), desk.now}};
    app::read_kept_trust(desk.state);
    desk.must(app::StartEmpty{});
    CHECK(desk.state.notes.trust.size() == 1);
    CHECK(desk.state.trust != nullptr);
    CHECK(only_trust(desk).kept);
}

TEST_CASE(
    "a file that is being read goes on where another document takes the place of the one that is here") {
    Desk desk;
    desk.must(app::CheckFiles{{{7, "a.json"}}});
    const auto asked = desk.take_effects<app::ReadRange>();
    REQUIRE(asked.size() == 1);
    desk.must(app::StartEmpty{});
    const std::string bytes = badge_sample("level-1.json");
    desk.tell(app::RangeRead{asked[0].effect, bytes, bytes.size()});
    CHECK(looked_report(desk).signature == SignatureVerdict::valid);
    CHECK(std::ranges::contains(desk.take_effects<app::EndImport>(), 7U, &app::EndImport::handle));
}
