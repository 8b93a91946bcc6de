// Badges as a person meets them: added, refused, matched, taken away; and what they do to the path.
#include "app/check_words.hpp"
#include "core/crypto/ed25519.hpp"
#include "support/page_checks.hpp"
#include "support/pictures.hpp"
#include "ui/views/badge_parts.hpp"

#include <doctest/doctest.h>
#include <memory>
#include <set>

using namespace cairn;
using namespace cairn::test;
using ui::held_tone;
using ui::Tone;

namespace {

std::string badge_file(const std::string& name) {
    const auto text =
        read_file(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests" / "data" / "badges" / name);
    REQUIRE_MESSAGE(text.has_value(), name);
    return *text;
}

// The learner whom the sample badges are made out to, with a portfolio that is saved.
Desk learner() {
    Desk desk = Desk::started();
    desk.state.keys = {make_learner_key(Seed{}, desk.now)};
    return desk;
}

std::unique_ptr<Headless> badges_page(Desk desk = learner()) {
    auto page = std::make_unique<Headless>(desk.state);
    page->visit("#/badges");
    return page;
}

void pick(Headless& page, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        if (!page.files.contains(name)) page.files[name] = {badge_file(name), "application/json"};
    REQUIRE(page.drop(words("badges.add"), names));
}

std::string first_stone(Headless& page) {
    page.visit("#/path");
    for (const Found& node : page.all(Role::list_item))
        if (node.name.starts_with("Level 1")) return node.name;
    return "";
}

const std::string title = "Career Prepared, Level 1 (sample)";

std::string changed_name(std::string text) {
    const std::size_t at = text.find("nobody has earned it");
    REQUIRE(at != std::string::npos);
    return text.replace(at, 6, "no one");
}

} // namespace

TEST_CASE("a held Level 1 badge makes its stone earned and opens Level 2") {
    auto page = badges_page();
    CHECK(page->has_text(words("badges.none")));
    page->visit("#/path");
    CHECK(page->has_text(words("level.closed", {{"levels", "Level 1"}})));
    CHECK(page->has_text(words("path.badgesNone")));

    page->visit("#/badges");
    pick(*page, {"level-1.json"});
    check_page(*page, 1440);
    CHECK(page->find(Role::heading, title));
    CHECK(page->find(Role::text, words("badges.state.earned")));
    CHECK(page->has_text(words("badges.why.earned", {{"badge", "Level 1, Foundation"}})));
    CHECK(page->find(Role::text, "Signature: holds"));
    CHECK(first_stone(*page) == "Level 1, Foundation: " + words("level.earned"));
    CHECK(page->find(Role::heading, "Level 2, Training and practice"));
    CHECK_FALSE(page->has_text(words("level.closed", {{"levels", "Level 1"}})));
    CHECK(page->has_text(words("path.badgesEarned", {{"held", "1 badge"}})));
    page->visit("#/path/L2");
    CHECK_FALSE(page->has_text(words("badges.opensBy")));
}

TEST_CASE("a closed level says which badges open it, and leads to where they are added") {
    auto page = badges_page();
    page->visit("#/path/L3");
    CHECK(page->has_text(words("level.closedMany", {{"levels", "Level 1, Level 2"}})));
    CHECK(page->has_text(words("badges.opensBy")));
    REQUIRE(page->follow(words("badges.addThe")));
    CHECK(page->find(Role::heading, words("badges.title")));
    CHECK(page->find(Role::file_drop, words("badges.add")));
}

TEST_CASE("a criterion that a badge meets says which one, and shows the one that is held") {
    auto page = badges_page();
    page->visit("#/path/L2.pre");
    CHECK(page->find(Role::text, "Level 1, Foundation, " + words("badges.notHeld")));
    CHECK_FALSE(page->find(Role::button, words("criterion.add")));
    REQUIRE(page->follow(words("badges.addThe")));
    pick(*page, {"level-1.json"});
    page->visit("#/path/L2.pre");
    CHECK(page->find(Role::text, "Level 1, Foundation, " + title + ", " + words("badges.state.earned")));
    CHECK(page->find(Role::text, words("state.held")));
    CHECK(page->find(Role::link, words("badges.see")));
}

TEST_CASE("a badge with an id of its own counts once the learner says which badge it is") {
    auto page = badges_page();
    pick(*page, {"level-1-other-id.json"});
    CHECK(page->find(Role::text, words("badges.state.unmatched")));
    CHECK(page->has_text(words("error.held.unmatched")));
    CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);

    page->visit("#/badges");
    REQUIRE(page->choose(words("badges.match"), "Level 1, Foundation"));
    CHECK(page->find(Role::text, words("badges.state.earned")));
    CHECK(first_stone(*page) == "Level 1, Foundation: " + words("level.earned"));

    page->visit("#/badges");
    REQUIRE(page->choose(words("badges.match"), words("badges.matchNone")));
    CHECK(page->find(Role::text, words("badges.state.unmatched")));
}

TEST_CASE("a badge that says which one it is can be called another one") {
    auto page = badges_page();
    pick(*page, {"level-1.json"});
    CHECK(page->has_text(words("badges.matchOwnHint")));
    REQUIRE(page->choose(words("badges.match"), words("badges.skill", {{"badge", "Professionalism"}})));
    CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);
    CHECK(page->find(Role::list_item, words("path.pebbleEarned", {{"badge", "Professionalism"}})));
    CHECK(page->find(Role::list_item, words("path.pebble", {{"badge", "Career technology"}})));

    page->visit("#/badges");
    REQUIRE(
        page->choose(words("badges.match"), words("badges.matchOwn", {{"badge", "Level 1, Foundation"}})));
    CHECK(first_stone(*page) == "Level 1, Foundation: " + words("level.earned"));
}

TEST_CASE("what is refused is told with its reason, and nothing changes") {
    struct Refusal {
        const char* name;
        std::string bytes;
        std::string error;
    };
    const std::vector<Refusal> refusals{
        {"not-json.txt", "Dear learner, congratulations", "json.syntax"},
        {"other.json", R"({"hello": "world"})", "badge.kind"},
        {"changed.json", changed_name(badge_file("level-1.json")), "badge.signature"},
        {"level-1-email.json", badge_file("level-1-email.json"), "badge.subject"},
    };
    for (const Refusal& refusal : refusals) {
        CAPTURE(refusal.name);
        auto page = badges_page();
        const Document before = *page->state().document;
        const std::size_t commits = page->commits;
        page->files[refusal.name] = {refusal.bytes, "application/json"};
        pick(*page, {refusal.name});
        check_page(*page, 1440);
        CHECK(page->find(Role::text, std::string(refusal.name) + ", " + words("badges.notKept")));
        CHECK(page->has_text(words("badges.none")));
        CHECK(*page->state().document == before);
        CHECK(page->commits == commits);
        REQUIRE_FALSE(page->announcements.empty());
        CHECK(page->announcements.back().assertive);
        const std::string& told = page->announcements.back().text;
        CHECK(told.find(refusal.name) != std::string::npos);
        // The screen gives the same reason as the notice.
        REQUIRE(page->state().session.badge_reports.size() == 1);
        const Error why = page->state().session.badge_reports[0].refused.value_or(Error{});
        CHECK(why.code == refusal.error);
        const std::string reason = app::reason_words(shipped_catalog()->strings, why);
        CHECK(told.ends_with(reason));
        CHECK(page->find(Role::text, reason));
    }
}

TEST_CASE("of several files at once each is told apart") {
    auto page = badges_page();
    page->files["changed.json"] = {changed_name(badge_file("level-1.json")), "application/json"};
    pick(*page, {"level-1.json", "changed.json", "level-1-other-suite.json"});
    CHECK(page->find(Role::text, "level-1.json, " + words("badges.kept")));
    CHECK(page->find(Role::text, "changed.json, " + words("badges.notKept")));
    CHECK(page->find(Role::text, "level-1-other-suite.json, " + words("badges.kept")));
    CHECK(page->find_in(words("badges.checksOf", {{"title", "changed.json"}}), Role::text,
                        "Signature: does not hold"));
    // The next pick begins anew.
    pick(*page, {"level-1-other-id.json"});
    CHECK_FALSE(page->has_text("changed.json"));
}

TEST_CASE("what cannot be checked yet is kept, said to be so, and called neither good nor bad") {
    auto page = badges_page();
    pick(*page, {"level-1-other-suite.json"});
    CHECK(page->find(Role::text, words("badges.state.unsupported")));
    CHECK(page->has_text(words("error.held.unsupported")));
    CHECK(page->find(Role::text, "Signature: " + words("check.signature.unsupported")));
    CHECK_FALSE(page->find(Role::text, "Signature: holds"));
    CHECK_FALSE(page->find(Role::text, "Signature: does not hold"));
    CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);
}

TEST_CASE("a badge that only its issuer’s page vouches for is called so, and neither good nor bad") {
    Desk desk = learner();
    Document document = desk.document();
    document.profile.emails = {"learner@example.org"};
    desk.state.document = std::make_shared<const Document>(std::move(document));
    auto page = badges_page(std::move(desk));
    page->files["hosted.json"] = {
        R"({"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://example.org/a",)"
        R"("issuedOn":"2026-01-02T00:00:00Z",)"
        R"("recipient":{"type":"email","hashed":false,"identity":"learner@example.org"},)"
        R"("badge":{"id":"https://example.org/b","name":"Welder"},"verification":{"type":"hosted"}})",
        "application/json"};
    pick(*page, {"hosted.json"});
    REQUIRE(app::held_badges(page->state()).size() == 1);
    const HeldBadge& held = app::held_badges(page->state()).front();
    CHECK(held.why.code == "held.hosted");
    CHECK(page->find(Role::text, words("badges.state.hosted")));
    CHECK_FALSE(page->has_text(words("badges.state.unmatched")));
    CHECK(held_tone(held) == Tone::muted);
    // Nobody signed when it was given: that it is in time is only said.
    CHECK(page->find(Role::text, "Time: " + words("check.time.ok")));
    CHECK(ui::time_look(held.check).tone == Tone::gold);
}

TEST_CASE("dates are called good only where somebody signed them") {
    CheckReport report;
    report.signature = SignatureVerdict::valid;
    const Tone good = ui::time_look(report).tone;
    for (const auto other :
         {SignatureVerdict::none, SignatureVerdict::unsupported, SignatureVerdict::invalid}) {
        report.signature = other;
        CHECK(ui::time_look(report).tone == Tone::gold);
        CHECK(ui::time_look(report).tone != good);
    }
    report.time = TimeVerdict::expired;
    CHECK(ui::time_look(report).tone == Tone::rust);
}

TEST_CASE("of a picture with only the address of a badge nothing is said of times and withdrawal") {
    auto page = std::make_unique<Headless>(learner().state);
    page->visit("#/check");
    const std::string address("openbadges\0https://example.org/1", 32);
    page->files["old.png"] = {png_with({{"tEXt", address}}), "image/png"};
    REQUIRE(page->drop(words("look.add"), {"old.png"}));
    CHECK(page->find(Role::text, "Signature: " + words("check.signature.none")));
    CHECK_FALSE(page->has_text("Time: "));
    CHECK_FALSE(page->has_text("Withdrawal: "));
}

TEST_CASE("each badge that does not count says why in words") {
    const std::pair<const char*, std::string> states[] = {
        {"level-1-expired.json", words("badges.state.expiredOn", {{"date", "31 December 2025"}})},
        {"level-1-not-yet.json", words("badges.state.validFrom", {{"date", "1 January 2099"}})},
        {"level-1-other-key.json", words("badges.state.unbound")},
    };
    for (const auto& [file, state] : states) {
        CAPTURE(file);
        auto page = badges_page();
        pick(*page, {file});
        CHECK(page->find(Role::text, state));
        CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);
    }
}

TEST_CASE("a badge that is taken away no longer counts, and undo brings it back") {
    auto page = badges_page();
    pick(*page, {"level-1.json"});
    REQUIRE(page->press(words("badges.removeNamed", {{"title", title}})));
    CHECK(page->has_text(words("badges.none")));
    CHECK_FALSE(page->has_text(words("badges.reports")));
    CHECK(page->all(Role::file_drop).front().is(semantics::focus));
    CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);
    page->program().post(app::Command(app::Undo{}));
    page->settle();
    CHECK(first_stone(*page) == "Level 1, Foundation: " + words("level.earned"));
}

TEST_CASE("a badge made out to an e-mail address is the learner's once the address is in the settings") {
    auto page = badges_page();
    pick(*page, {"level-1-email.json"});
    CHECK(page->has_text(words("badges.none")));
    REQUIRE(page->follow(words("badges.yourEmails")));
    REQUIRE(page->type(words("settings.email"), " learner@example.org "));
    REQUIRE(page->press(words("settings.emailAdd")));
    CHECK(page->find(Role::text, "learner@example.org"));
    CHECK(page->find(Role::text_field, words("settings.emailOther"))->value.empty());
    CHECK(page->find(Role::text_field, words("settings.emailOther"))->is(semantics::focus));
    check_page(*page, 1440);

    page->visit("#/badges");
    pick(*page, {"level-1-email.json"});
    CHECK(page->find(Role::text, words("badges.state.earned")));
    CHECK(first_stone(*page) == "Level 1, Foundation: " + words("level.earned"));

    page->visit("#/settings");
    REQUIRE(page->press(words("settings.emailRemoveNamed", {{"email", "learner@example.org"}})));
    CHECK(first_stone(*page).find(words("level.earned")) == std::string::npos);
    page->visit("#/badges");
    CHECK(page->find(Role::text, words("badges.state.subject")));
}

TEST_CASE("the file of a badge is handed back as it was received") {
    auto page = badges_page();
    pick(*page, {"level-1.json"});
    REQUIRE(page->press(words("badges.saveNamed", {{"title", title}})));
    REQUIRE(page->downloads.size() == 1);
    CHECK(page->downloads[0].text == badge_file("level-1.json"));
    CHECK(page->downloads[0].name == "level-1.json");
}

TEST_CASE("badges of one title have controls with names of their own") {
    auto page = badges_page();
    pick(*page, {"level-1.json", "level-1-expired.json"});
    std::set<std::string> names;
    std::size_t buttons = 0;
    for (const Found& node : page->all(Role::button)) {
        names.insert(node.spoken());
        ++buttons;
    }
    CHECK(names.size() == buttons);
}

TEST_CASE("while a badge is read the page says so, for eye and ear") {
    Desk desk = learner();
    desk.must(app::AddBadges{{{1, "from-the-campus.json"}}});
    Headless page(desk.state);
    page.visit("#/badges");
    const std::string reading = words("badges.reading", {{"name", "from-the-campus.json"}});
    CHECK(page.find(Role::text, reading));
    CHECK(page.find(Role::status, reading));
}

TEST_CASE("two files of one name that are read at once stand apart") {
    Desk desk = learner();
    desk.must(app::AddBadges{{{1, "badge.json"}, {2, "badge.json"}}});
    Headless page(desk.state);
    page.visit("#/badges");
    check_page(page, 1440);
    std::set<std::uint32_t> ids;
    for (const Found& node : page.all(Role::status))
        if (node.name == words("badges.reading", {{"name", "badge.json"}})) ids.insert(node.id);
    CHECK(ids.size() == 2);
}

TEST_CASE("where another tab writes, badges are shown and nothing can be changed") {
    auto first = badges_page();
    pick(*first, {"level-1.json"});
    app::State state = first->state();
    first.reset(); // one program at a time has ImGui
    Headless page(state);
    page.program().post(app::Event(app::WriterChanged{false}));
    page.visit("#/badges");
    CHECK(page.all(Role::file_drop).empty());
    CHECK_FALSE(page.press(words("badges.removeNamed", {{"title", title}})));
    CHECK(page.press(words("badges.saveNamed", {{"title", title}})));
    CHECK(page.downloads.size() == 1);
    CHECK(page.find(Role::choice, words("badges.match"))->is(semantics::disabled));
}
