#include "core/credentials/held.hpp"
#include "core/store/codec.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string said(const Desk& desk, std::string_view key, app::Placeholders values = {}) {
    return app::tr(*desk.state.catalog, key, values);
}

// The badge in the document, whether it could have been picked or not.
void put(Desk& desk, const std::string& text, const std::string& matches = {}) {
    Badge badge;
    badge.id = desk.stamp().fresh[0];
    badge.sha256 = sha256_hex(text);
    badge.text = text;
    badge.matches = matches;
    Document next = desk.document();
    next.badges.push_back(std::make_shared<const Badge>(std::move(badge)));
    desk.state.document = std::make_shared<const Document>(std::move(next));
    app::judge_held(desk.state, nullptr, desk.now);
}

const LevelStatus& level(const std::vector<LevelStatus>& levels, const std::string& id) {
    const auto found =
        std::ranges::find(levels, id, [](const LevelStatus& status) { return status.level->root.id; });
    REQUIRE(found != levels.end());
    return *found;
}

bool opens_level_two(const Desk& desk) {
    const auto levels = app::level_statuses(desk.state);
    const bool earned = level(levels, "L1").state == LevelState::earned;
    CHECK(earned == level(levels, "L2").prerequisites_held);
    return earned;
}

Json& subject(Json& badge) {
    return badge["credentialSubject"];
}

} // namespace

TEST_CASE("a picked badge is kept byte for byte, saved, and can be undone") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddBadges{{{7, "level-1.json"}}});
    const auto reads = desk.take_effects<app::ReadFile>();
    REQUIRE(reads.size() == 1);
    CHECK(reads[0].handle == 7);
    REQUIRE(desk.session().pending_badges.size() == 1);
    CHECK(desk.session().pending_badges[0].name == "level-1.json");
    CHECK(desk.document().badges.empty());
    CHECK(desk.take_commits().empty());

    const std::string text = badge_sample("level-1.json");
    desk.tell(app::FileRead{reads[0].effect, text});
    CHECK(desk.session().pending_badges.empty());
    REQUIRE(desk.document().badges.size() == 1);
    const Badge badge = *desk.document().badges[0];
    CHECK(badge.text == text);
    CHECK(badge.sha256 == sha256_hex(text));
    CHECK(badge.file_name == "level-1.json");
    CHECK(badge.device == desk.document().device);
    CHECK(is_uuid_urn(badge.id));
    CHECK(desk.take_commits().size() == 1);

    REQUIRE(desk.session().badge_reports.size() == 1);
    CHECK_FALSE(desk.session().badge_reports[0].refused);
    CHECK(desk.session().badge_reports[0].badge == badge.id);
    CHECK(desk.session().badge_reports[0].check.signature == SignatureVerdict::valid);
    CHECK(desk.notice() == said(desk, "badges.addedEarned", {{"name", "level-1.json"}}));

    CHECK(desk.state.history.undoable()->label == "change.badgeAdded");
    desk.must(app::Undo{});
    CHECK(desk.document().badges.empty());
    CHECK(app::held_badges(desk.state).empty());
    desk.must(app::Redo{});
    CHECK(desk.document().badges.at(0)->text == badge.text);
    CHECK(app::find_held(desk.state, badge.id)->earned);
}

TEST_CASE(
    "a badge that cannot be checked yet or is out of time is kept, shown with why, and counts for nothing") {
    struct Row {
        const char* file;
        const char* why;
    };
    for (const Row& row :
         {Row{"level-1-other-suite.json", "held.unsupported"}, Row{"level-1-expired.json", "held.expired"},
          Row{"level-1-not-yet.json", "held.notYetValid"}, Row{"level-1-other-key.json", "held.unbound"},
          Row{"level-1-other-id.json", "held.unmatched"}}) {
        CAPTURE(row.file);
        Desk desk = Desk::sample_learner();
        desk.add_badge(row.file);
        REQUIRE(desk.document().badges.size() == 1);
        CHECK(desk.notice() == said(desk, "badges.added", {{"name", row.file}}));
        const HeldBadges& held = app::held_badges(desk.state);
        REQUIRE(held.size() == 1);
        CHECK_FALSE(held[0].earned);
        CHECK(held[0].why.code == row.why);
        CHECK_FALSE(opens_level_two(desk));
    }
}

TEST_CASE("a file that is not kept changes nothing and is told with its name") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1.json");
    desk.finish_saves();
    const auto before = desk.state.document;
    const auto keys = desk.state.keys;
    const std::string sender = badge_like([](Json& badge) { subject(badge)["id"] = "did:example:other"; });
    for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"empty.json", ""},
             {"picture.png", "\x89PNG\r\n\x1a\n"},
             {"note.txt", "Thank you for coming."},
             {"again.json", badge_sample("level-1.json")},
             {"hers.json", sender},
             {"large.json", std::string(20U * 1024 * 1024, ' ')}}) {
        CAPTURE(name);
        desk.pick_badge(name, bytes);
        CHECK(desk.state.document == before);
        CHECK(desk.state.keys == keys);
        CHECK(desk.take_commits().empty());
        REQUIRE(desk.session().badge_reports.size() == 1);
        CHECK(desk.session().badge_reports[0].refused);
        CHECK(desk.session().badge_reports[0].file_name == name);
        REQUIRE(desk.session().notice);
        CHECK(desk.session().notice->problem);
        CHECK(desk.notice().contains(name));
        CHECK(desk.take_effects<app::Announce>().back().assertive);
    }
    CHECK(desk.state.history.undoable()->label == "change.badgeAdded");
}

TEST_CASE("of several files each has its report, and one notice at the end says how many are kept") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddBadges{{{1, "a.json"}, {2, "b.json"}, {3, "c.json"}}});
    const auto reads = desk.take_effects<app::ReadFile>();
    REQUIRE(reads.size() == 3);
    desk.tell(app::FileRead{reads[2].effect, badge_sample("level-1-other-id.json")});
    CHECK(desk.notice().empty());
    desk.tell(app::FileFailed{reads[1].effect, {"file.unreadable"}});
    desk.tell(app::FileRead{reads[0].effect, badge_sample("level-1.json")});
    CHECK(desk.document().badges.size() == 2);
    const auto& reports = desk.session().badge_reports;
    REQUIRE(reports.size() == 3);
    CHECK(reports[0].file_name == "c.json");
    CHECK(reports[1].refused->code == "file.unreadable");
    CHECK(reports[2].file_name == "a.json");
    CHECK(desk.notice() == said(desk, "badges.sum", {{"kept", "2"}, {"all", "3"}}));
    CHECK(desk.session().pending_badges.empty());

    desk.must(app::AddBadges{{{4, "d.json"}}});
    CHECK(desk.session().badge_reports.empty());
    CHECK(desk.document().badges.size() == 2);
}

TEST_CASE("two badges never share the file that the stored form gives them") {
    Desk desk = Desk::sample_learner();
    Badge other;
    other.id = sample_id(7);
    other.text = badge_sample("level-1-other-id.json");
    other.sha256 = sha256_hex(badge_sample("level-1.json")).substr(0, 16) + std::string(48, '0');
    Document next = desk.document();
    next.badges.push_back(std::make_shared<const Badge>(other));
    desk.state.document = std::make_shared<const Document>(std::move(next));
    desk.add_badge("level-1.json");
    CHECK(desk.document().badges.size() == 1);
    CHECK(desk.session().badge_reports.at(0).refused->code == "badge.twice");
}

TEST_CASE("an answer that no badge waits for is not taken for one") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddBadges{{{1, "a.json"}}});
    const auto read = desk.take_effects<app::ReadFile>().at(0);
    desk.tell(app::FileRead{read.effect + 100, badge_sample("level-1.json")});
    CHECK(desk.document().badges.empty());
    CHECK(desk.session().pending_badges.size() == 1);
    desk.tell(app::FileRead{read.effect, badge_sample("level-1.json")});
    desk.tell(app::FileRead{read.effect, badge_sample("level-1-other-id.json")});
    CHECK(desk.document().badges.size() == 1);
}

TEST_CASE("a badge that arrives when nothing may be written is not kept") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddBadges{{{1, "a.json"}}});
    const auto read = desk.take_effects<app::ReadFile>().at(0);
    desk.tell(app::WriterChanged{false});
    desk.tell(app::FileRead{read.effect, badge_sample("level-1.json")});
    CHECK(desk.document().badges.empty());
    CHECK(desk.session().badge_reports.at(0).refused->code == "store.readOnly");
    CHECK(desk.take_commits().empty());
}

TEST_CASE("a badge of another id counts once the learner says which one it is") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1-other-id.json");
    const Id id = desk.document().badges.at(0)->id;
    CHECK_FALSE(opens_level_two(desk));
    desk.must(app::MatchBadge{id, "ums.career-prepared.l1"});
    CHECK(desk.document().badges[0]->revision == 2);
    CHECK(desk.state.history.undoable()->label == "change.badgeMatched");
    CHECK(opens_level_two(desk));
    desk.must(app::Undo{});
    CHECK_FALSE(opens_level_two(desk));
    desk.must(app::Redo{});
    CHECK(opens_level_two(desk));

    const auto before = desk.state.document;
    CHECK(desk.ask(app::MatchBadge{id, "no.such.badge"}) == "badge.match");
    CHECK(desk.ask(app::MatchBadge{sample_id(1), ""}) == "badge.unknown");
    desk.must(app::MatchBadge{id, "ums.career-prepared.l1"});
    CHECK(desk.state.document == before);
    desk.must(app::MatchBadge{id, ""});
    CHECK_FALSE(opens_level_two(desk));
}

TEST_CASE("a removed badge leaves a tombstone, and undo brings it back without one") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1.json");
    const BadgePtr badge = desk.document().badges.at(0);
    desk.must(app::RemoveBadge{badge->id});
    CHECK(desk.document().badges.empty());
    CHECK(desk.document().tombstones.at(0).id == badge->id);
    CHECK_FALSE(opens_level_two(desk));
    CHECK(desk.ask(app::RemoveBadge{badge->id}) == "badge.unknown");
    desk.must(app::Undo{});
    CHECK(desk.document().badges.at(0)->text == badge->text);
    CHECK(desk.document().badges.at(0)->revision > badge->revision);
    CHECK(desk.document().tombstones.empty());
    CHECK(opens_level_two(desk));
}

TEST_CASE("a held badge is handed back exactly as it was received") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1.json");
    desk.must(app::SaveBadgeFile{desk.document().badges.at(0)->id});
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    CHECK(downloads[0].text == badge_sample("level-1.json"));
    CHECK(downloads[0].name == "level-1.json");
    CHECK(downloads[0].entries.empty());
    desk.tell(app::Downloaded{downloads[0].effect});
    CHECK(desk.document().submissions.empty());
    CHECK(desk.ask(app::SaveBadgeFile{sample_id(1)}) == "badge.unknown");
}

TEST_CASE("Level 2 opens by a held Level 1 badge, and only where every rule is kept") {
    struct Row {
        std::string name;
        std::string text;
        std::string why; // "": it counts
    };
    const auto as_it_is = [](Json&) {};
    std::string changed = badge_sample("level-1.json");
    changed.replace(changed.find("Sample wording"), 6, "Other!");
    const Row table[] = {
        {"good", badge_sample("level-1.json"), ""},
        {"good, with two proofs", badge_sample("level-1-dual.json"), ""},
        {"signature", changed, "held.signature"},
        {"signature of a suite that cannot be checked", badge_sample("level-1-other-suite.json"),
         "held.unsupported"},
        {"bound to its issuer", badge_like(as_it_is, stranger_seed), "held.unbound"},
        {"time: over", badge_sample("level-1-expired.json"), "held.expired"},
        {"time: not begun", badge_sample("level-1-not-yet.json"), "held.notYetValid"},
        {"time: no date", badge_like([](Json& badge) { badge["validUntil"] = "soon"; }), "held.time"},
        {"subject",
         badge_like([](Json& badge) { subject(badge)["id"] = did_of(public_key_of(stranger_seed)); }),
         "held.subject"},
        {"own key",
         badge_like([](Json& badge) { badge["issuer"]["id"] = did_of(public_key_of(learner_seed)); },
                    learner_seed),
         "held.ownKey"},
        {"matched", badge_sample("level-1-other-id.json"), "held.unmatched"},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        Desk desk = Desk::sample_learner();
        CHECK_FALSE(opens_level_two(desk));
        put(desk, row.text);
        REQUIRE(app::held_badges(desk.state).size() == 1);
        CHECK(app::held_badges(desk.state)[0].why.code == row.why);
        CHECK(opens_level_two(desk) == row.why.empty());
    }
}

TEST_CASE("no word of the learner makes a badge count that breaks another rule") {
    for (const char* file : {"level-1-other-suite.json", "level-1-expired.json", "level-1-not-yet.json",
                             "level-1-other-key.json"}) {
        CAPTURE(file);
        Desk desk = Desk::sample_learner();
        desk.add_badge(file);
        for (const PathwayBadge& badge : pathway_badges(*app::current_pathway(desk.state))) {
            desk.must(app::MatchBadge{desk.document().badges.at(0)->id, badge.id});
            CHECK(app::signed_facts(desk.state).held_badges.empty());
        }
    }
}

TEST_CASE("a badge made out to an e-mail address counts while that address is the learner's") {
    for (const char* file : {"level-1-email.json", "level-1-email-plain.json"}) {
        CAPTURE(file);
        Desk desk = Desk::sample_learner();
        desk.add_badge(file);
        CHECK(desk.document().badges.empty());
        CHECK(desk.session().badge_reports.at(0).refused->code == "badge.subject");
        desk.must(app::AddEmail{"learner@example.org"});
        desk.add_badge(file);
        CHECK(opens_level_two(desk));
        desk.must(app::RemoveEmail{"learner@example.org"});
        CHECK(app::held_badges(desk.state).at(0).why.code == "held.subject");
        CHECK_FALSE(opens_level_two(desk));
        desk.must(app::Undo{});
        CHECK(opens_level_two(desk));
    }
}

TEST_CASE("a badge stops counting when its time is over, while the page stays open") {
    Desk desk = Desk::sample_learner();
    const std::int64_t week = std::int64_t{7} * 24 * 60 * 60 * 1000;
    desk.pick_badge("short.json",
                    badge_like([&](Json& badge) { badge["validUntil"] = to_rfc3339({desk.now.ms + week}); }));
    CHECK(opens_level_two(desk));
    desk.pause_ms = 2 * week;
    desk.must(app::GoTo{{app::Screen::path, ""}});
    CHECK(app::held_badges(desk.state).at(0).why.code == "held.expired");
    CHECK_FALSE(opens_level_two(desk));
}

TEST_CASE("a portfolio with badges survives the stored form, and they count as before") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddEmail{"learner@example.org"});
    for (const char* file : {"level-1.json", "level-1-email.json", "level-1-other-id.json"})
        desk.add_badge(file);
    const StoredFiles files = encode_document(desk.document(), 3);
    const auto stored = decode_document(files);
    REQUIRE(stored);
    CHECK(stored->document == desk.document());
    app::State state;
    state.catalog = desk.state.catalog;
    state.document = std::make_shared<const Document>(stored->document);
    state.keys = desk.state.keys;
    app::judge_held(state, nullptr, desk.now);
    CHECK(app::signed_facts(state).held_badges == app::signed_facts(desk.state).held_badges);
}

TEST_CASE("addresses are trimmed, told apart without regard to case, and refused where they are none") {
    Desk desk = Desk::started();
    desk.must(app::TypeEmail{" A.Learner@Example.org\t"});
    CHECK(desk.session().new_email == " A.Learner@Example.org\t");
    CHECK(desk.take_commits().empty());
    desk.must(app::AddEmail{desk.session().new_email});
    CHECK(desk.document().profile.emails == std::vector<std::string>{"A.Learner@Example.org"});
    CHECK(desk.session().new_email.empty());
    CHECK(desk.state.history.undoable()->label == "change.emailAdded");
    CHECK(desk.ask(app::AddEmail{"a.learner@example.ORG"}) == "email.twice");
    for (const std::string bad : {"", "   ", "name", "@example.org", "name@", "a@b@c",
                                  "two words@example.org", "line\nbreak@example.org"}) {
        CAPTURE(bad);
        CHECK(desk.ask(app::AddEmail{bad}) == "email.malformed");
    }
    CHECK(desk.ask(app::AddEmail{std::string(250, 'x') + "@y.org"}) == "email.malformed");
    for (int i = 1; i < 20; ++i)
        desk.must(app::AddEmail{std::to_string(i) + "@example.org"});
    CHECK(desk.ask(app::AddEmail{"more@example.org"}) == "email.tooMany");
    desk.must(app::RemoveEmail{"A.Learner@Example.org"});
    CHECK(desk.document().profile.emails.size() == 19);
    CHECK(desk.state.history.undoable()->label == "change.emailRemoved");
    const auto before = desk.state.document;
    desk.must(app::RemoveEmail{"nobody@example.org"});
    CHECK(desk.state.document == before);
}
