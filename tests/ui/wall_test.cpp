// The wall as a person makes it: ticked, ordered, described, exported.
#include "app/wall.hpp"
#include "support/meet.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>
#include <memory>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string badge_title = "Career Prepared, Level 1 (sample)";
const std::string talk = "Career services talk";

std::unique_ptr<Headless> wall_page() {
    Desk desk = badge_learner();
    desk.add_badge("level-1.json");
    desk.add_badge("level-1-other-id.json");
    const Id meeting = desk.meeting();
    desk.must(app::ClaimCriterion{meeting, "L1.G1.meeting"});
    desk.finish_saves();
    auto page = std::make_unique<Headless>(desk.state);
    page->visit("#/wall");
    return page;
}

bool disabled(const Headless& page, const std::string& button) {
    const auto found = page.find(Role::button, button);
    REQUIRE_MESSAGE(found.has_value(), button);
    return found->is(semantics::disabled);
}

} // namespace

TEST_CASE("the wall says what it gives away before anything is on it, and why a badge cannot be shown") {
    auto page = wall_page();
    for (const float width : {320.0F, 360.0F, 1440.0F}) {
        page->resize(width, 900);
        check_page(*page, width);
    }
    for (const char* key : {"wall.warnLink", "wall.warnFile", "wall.warnClaim", "wall.warnCopies"})
        CHECK(page->has_text(words(key)));
    CHECK(page->has_text(words("wall.orderNone")));
    CHECK(page->has_text(words("badges.state.unmatched")));
    CHECK(page->all(Role::checkbox).size() == 3); // a badge, a claim, the name
}

TEST_CASE("what is ticked is listed, moves by named buttons, and leaves when it is unticked") {
    auto page = wall_page();
    REQUIRE(page->check(badge_title, true));
    REQUIRE(page->check(talk, true));
    for (const float width : {320.0F, 1440.0F}) {
        page->resize(width, 900);
        check_page(*page, width);
    }
    CHECK(disabled(*page, words("wall.upNamed", {{"title", badge_title}})));
    CHECK(disabled(*page, words("wall.downNamed", {{"title", talk}})));
    REQUIRE(page->press(words("wall.upNamed", {{"title", talk}})));
    CHECK(disabled(*page, words("wall.upNamed", {{"title", talk}})));
    CHECK_FALSE(disabled(*page, words("wall.upNamed", {{"title", badge_title}})));
    REQUIRE_FALSE(page->announcements.empty());
    CHECK(page->announcements.back().text ==
          words("wall.moved", {{"title", talk}, {"place", "1"}, {"count", "2"}}));
    REQUIRE(page->check(talk, false));
    CHECK_FALSE(page->find(Role::button, words("wall.upNamed", {{"title", talk}})));
}

TEST_CASE("an empty wall, and one with an address that is none, are not exported and say why") {
    auto page = wall_page();
    REQUIRE(page->press(words("wall.export")));
    CHECK(page->downloads.empty());
    CHECK(page->has_text(words("error.wall.empty")));
    REQUIRE(page->check(talk, true));
    REQUIRE(page->type(words("wall.address"), "javascript:alert(1)"));
    CHECK(page->has_text(words("error.wall.address")));
    REQUIRE(page->press(words("wall.export")));
    CHECK(page->downloads.empty());
    REQUIRE(page->type(words("wall.address"), "https://example.org/"));
    REQUIRE(page->type(words("wall.title"), "Mine"));
    REQUIRE(page->type(words("wall.about"), "A few words."));
    REQUIRE(page->press(words("wall.export")));
    REQUIRE(page->downloads.size() == 1);
    CHECK(page->downloads[0].name == "wall.zip");
    CHECK(page->downloads[0].entries[0].text.contains("<title>Mine</title>"));
}
