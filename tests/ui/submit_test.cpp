// The Submit screen as a person meets it.
#include "support/meet.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string badge_title = "Career Prepared, Level 1 (sample)";

Desk ready(const std::string& film = {}) {
    Desk desk = badge_learner();
    desk.meet_level_one();
    if (!film.empty()) desk.attach_file(desk.document().records.front()->id, "film.mp4", film, "video/mp4");
    desk.finish_saves();
    return desk;
}

std::unique_ptr<Headless> submit_page(const Desk& desk, const std::string& level = {}) {
    auto page = std::make_unique<Headless>(desk.state);
    page->blobs = desk.blobs;
    page->visit(level.empty() ? "#/submit" : "#/submit/" + level);
    return page;
}

void send(Headless& page, const std::string& what, const std::string& control, bool on) {
    const auto box = page.find_in(what, Role::checkbox, words(control));
    REQUIRE(box.has_value());
    page.act(box->id, ui::ActionKind::check, on ? 1 : 0);
    page.settle();
}

} // namespace

TEST_CASE("every level has a place where it is submitted, and the first not behind the learner is shown") {
    Desk desk = ready();
    auto page = submit_page(desk);
    CHECK(page->find(Role::heading, words("submit.title", {{"level", "Level 1"}})));
    for (const char* level : {"L2", "L3", "M"}) {
        CAPTURE(level);
        page->visit("#/submit/" + std::string(level));
        const std::string& name =
            in_language(find_node(*app::current_pathway(desk.state), level)->name, "en");
        CHECK(page->find(Role::heading, words("submit.title", {{"level", name}})));
        CHECK(page->find(Role::heading, words("submit.missing")));
        CHECK_FALSE(page->find(Role::button, words("submit.export")));
        check_page(*page, 1440);
    }
    page.reset();
    desk.add_badge("level-1.json");
    page = submit_page(desk);
    CHECK(page->find(Role::heading, words("submit.title", {{"level", "Level 2"}})));
    CHECK_FALSE(page->has_text(words("submit.badgeNeeded")));
    page->visit("#/submit/L1");
    CHECK(page->has_text(words("submit.behind")));
    CHECK(page->find(Role::button, words("submit.export")));
}

TEST_CASE("a closed level says which badge it takes, and leads to where badges are added") {
    auto page = submit_page(ready(), "L2");
    CHECK(page->has_text(words("submit.badgeNeeded")));
    const auto& name = in_language(find_node(*app::current_pathway(page->state()), "L2.pre")->name, "en");
    REQUIRE(page->follow(name + ", " + words("submit.badgeNeeded")));
    CHECK(page->find(Role::heading, words("badges.title")));
}

TEST_CASE("a file that is kept back stays out, and the page says so before and after") {
    auto page = submit_page(ready());
    CHECK_FALSE(page->has_text(words("submit.keptBackWhy")));
    send(*page, "stand.jpg", "submit.sendFile", false);
    CHECK(page->has_text(words("submit.keptBack", {{"files", "stand.jpg"}})));
    CHECK_FALSE(page->find_in("stand.jpg", Role::checkbox, words("submit.sendFile"))->is(semantics::checked));
    check_page(*page, 1440);
    REQUIRE(page->press(words("submit.export")));
    REQUIRE(page->downloads.size() == 1);
    const Json bundle = read_json(page->downloads[0].text).value();
    for (const Json& entry : bundle["evidence"])
        CHECK(entry["name"] != "stand.jpg");
    send(*page, "stand.jpg", "submit.sendFile", true);
    CHECK_FALSE(page->has_text(words("submit.keptBackWhy")));
    REQUIRE(page->press(words("submit.export")));
    CHECK(page->state().document->submissions.size() == 2);
}

TEST_CASE("what does not fit inside is exported as a ZIP, and the page says why") {
    const std::string film(2U * 1024 * 1024, 'f');
    auto page = submit_page(ready(film));
    CHECK(page->has_text(words("submit.zip")));
    CHECK(page->has_text(words("submit.zipWhy")));
    CHECK_FALSE(page->find(Role::button, words("submit.export")));
    REQUIRE(page->press(words("submit.exportZip")));
    REQUIRE(page->downloads.size() == 1);
    CHECK(page->downloads[0].name == "bundle.zip");
    CHECK(page->has_text(words("submit.exported", {{"file", "bundle.zip"}})));
    send(*page, "film.mp4", "submit.sendFile", false);
    CHECK_FALSE(page->has_text(words("submit.zip")));
    CHECK(page->find(Role::button, words("submit.export")));
}

TEST_CASE("held badges are shown among what travels, and can be kept back") {
    Desk desk = ready();
    desk.add_badge("level-1-rdfc-only.json");
    desk.add_badge("level-1-older-context.json");
    auto page = submit_page(desk, "L1");
    CHECK(page->has_text(words("submit.beside")));
    check_page(*page, 1440);
    page->resize(360, 640);
    page->settle();
    check_page(*page, 360);
    REQUIRE(page->press(words("submit.export")));
    const auto credentials = [&](std::size_t download) {
        const Json bundle = read_json(page->downloads[download].text).value();
        // A badge that cannot stand in the collection stands beside it.
        const bool presented = bundle.contains("verifiableCredential");
        CHECK(presented == (download == 0));
        const Json& collection = presented ? bundle["verifiableCredential"][0] : bundle;
        return collection["credentialSubject"]["verifiableCredential"].size();
    };
    CHECK(credentials(0) == 5 + 1);
    std::size_t boxes = 0;
    for (const Found& box : page->all(Role::checkbox)) {
        if (box.name != words("submit.sendBadge")) continue;
        ++boxes;
        page->act(box.id, ui::ActionKind::check, 0);
        page->settle();
    }
    CHECK(boxes == 2);
    REQUIRE(page->press(words("submit.export")));
    CHECK(credentials(1) == 5);
}

TEST_CASE("earlier submissions stand with day, time, id and fingerprint") {
    auto page = submit_page(ready());
    REQUIRE(page->press(words("submit.export")));
    const Submission& submission = page->state().document->submissions.front();
    CHECK(page->has_text(words("submit.digest", {{"digest", submission.sha256}, {"id", submission.id}})));
    CHECK(page->has_text(app::day_text(*shipped_catalog(), submission.time, 0)));
    page->visit("#/submit/L2");
    CHECK_FALSE(page->has_text(submission.sha256));
}

TEST_CASE("where another tab writes, nothing can be exported or kept back") {
    Desk desk = ready();
    desk.tell(app::WriterChanged{false});
    auto page = submit_page(desk);
    CHECK(page->find(Role::button, words("submit.export"))->is(semantics::disabled));
    CHECK(page->find_in("stand.jpg", Role::checkbox, words("submit.sendFile"))->is(semantics::disabled));
}
