// The plan, the skill badges and the next step, as the screens say them.
#include "support/page_checks.hpp"

#include <doctest/doctest.h>
#include <memory>

using namespace cairn;
using namespace cairn::test;

namespace {

std::unique_ptr<Headless> page_of(const Desk& desk, std::string_view hash) {
    auto page = std::make_unique<Headless>(desk.state);
    page->settle();
    page->visit(hash);
    return page;
}

std::string named(std::string_view key, const std::string& title) {
    return words("plan.named", {{"do", words(key)}, {"title", title}});
}

// An activity of the plan; what is left out stands as a new one does.
Id activity(Desk& desk, const std::string& title, const std::string& serves, const std::string& due = "") {
    std::map<std::string, Value> fields{
        {"inPlan", true}, {"state", std::string("planned")}, {"title", title}, {"due", due}};
    if (!serves.empty()) fields["serves"] = find_node(*app::current_pathway(desk.state), serves)->uri;
    desk.must(app::CreateRecord{"plan.activity", "", std::move(fields)});
    return desk.document().records.back()->id;
}

} // namespace

TEST_CASE("a plan is started on its screen, counts as a record, and says that it waits for a reviewer") {
    auto page = page_of(Desk::started(), "#/plan");
    check_page(*page, 1440);
    CHECK(page->find(Role::heading, words("plan.none")));
    REQUIRE(page->press(words("plan.start")));
    REQUIRE(page->choose("What kind of plan it is", "Career action plan"));
    page->visit("#/plan");
    check_page(*page, 1440);
    CHECK_FALSE(page->find(Role::heading, words("plan.none")));
    CHECK(page->has_text(words("plan.empty")));
    REQUIRE(page->press(words("claim.buttonNamed", {{"criterion", "Career action plan"}})));
    CHECK(page->has_text(words("node.waitsForReviewer")));
    CHECK(page->has_text(words("claim.claimed")));
    CHECK(page->find(Role::button, words("claim.withdrawNamed", {{"criterion", "Career action plan"}})));
}

TEST_CASE("a plan that was begun elsewhere can be claimed on the plan's screen all the same") {
    Desk desk = Desk::started();
    const Id plan = desk.record("plan.document");
    desk.set(plan, "kind", std::string("similar"));
    auto page = page_of(desk, "#/plan");
    REQUIRE(page->press(words("claim.buttonNamed", {{"criterion", "Career action plan"}})));
    CHECK(page->has_text(words("node.waitsForReviewer")));
}

TEST_CASE("an activity goes from planned to done, and what is done leads to a record of it") {
    Desk desk = Desk::started();
    const Id step = activity(desk, "Spring career fair", "L1.G1.event", "2030-05-01");
    auto page = page_of(desk, "#/plan");
    check_page(*page, 1440);
    CHECK(page->has_text(words("plan.serves", {{"criterion", "Career event attended"}})));
    CHECK(page->has_text(words("plan.due", {{"date", "1 May 2030"}})));
    REQUIRE(page->press(named("plan.markDoing", "Spring career fair")));
    CHECK(page->find(Role::heading, words("plan.doing")));
    REQUIRE(page->press(named("plan.markDone", "Spring career fair")));
    CHECK(page->find(Role::heading, words("plan.done")));
    REQUIRE(page->press(named("plan.record", "Spring career fair")));
    const Record& made = *page->state().document->records.back();
    CHECK(made.type == "event.attendance");
    CHECK(made.links == std::vector<Id>{step});
    page->visit("#/plan");
    check_page(*page, 1440);
    CHECK_FALSE(page->find(Role::button, named("plan.record", "Spring career fair")));
    CHECK(page->find_in(words("plan.recorded"), Role::link, "Spring career fair, Event or workshop, Draft"));
}

TEST_CASE("an activity counts as it is where the path asks for a step of the plan") {
    Desk desk = Desk::started();
    const Id step = activity(desk, "Learn a spreadsheet", "L2.2.acted");
    desk.set(step, "state", std::string("done"));
    auto page = page_of(desk, "#/plan");
    REQUIRE(page->press(named("plan.attach", "Learn a spreadsheet")));
    CHECK(find_record(*page->state().document, step)->criteria.size() == 1);
    CHECK(page->has_text(words("claim.notYet")));
    check_page(*page, 1440);
}

TEST_CASE("the next step names its reason: the plan and its date, or the first open goal") {
    Desk desk = Desk::started();
    CHECK(page_of(desk, "#/path")
              ->has_text(
                  words("path.nextReason", {{"goal", "Get to know career services"}, {"level", "Level 1"}})));
    activity(desk, "Any day", "L1.G3");
    CHECK(page_of(desk, "#/path")->has_text(words("path.nextPlanned", {{"goal", "Job board account"}})));
    activity(desk, "In May", "L1.G3", "2030-05-01");
    const auto due = page_of(desk, "#/path");
    check_page(*due, 1440);
    CHECK(due->find(Role::heading, "In May"));
    CHECK(due->has_text(words("path.nextDue", {{"date", "1 May 2030"}, {"goal", "Job board account"}})));
    activity(desk, "Long ago", "L1.G3", "2020-05-01");
    const auto late = page_of(desk, "#/path");
    CHECK(late->find(Role::heading, "Long ago"));
    CHECK(late->has_text(words("path.nextOverdue", {{"date", "1 May 2020"}, {"goal", "Job board account"}})));
    REQUIRE(late->follow(words("path.seePlan")));
    CHECK(late->has_text(words("plan.overdue", {{"date", "1 May 2020"}})));
}

TEST_CASE("what is due today is not overdue, by the learner's own clock") {
    Desk desk = Desk::started();
    activity(desk, "Today", "L1.G3", "2026-01-15"); // the page's clock begins at eight on that morning, UTC
    const auto reason = [&](std::string_view key) {
        return page_of(desk, "#/path")
            ->has_text(words(key, {{"date", "15 January 2026"}, {"goal", "Job board account"}}));
    };
    CHECK(reason("path.nextDue"));
    desk.state.session.utc_offset_minutes = 17 * 60;
    CHECK(reason("path.nextOverdue"));
}

TEST_CASE("the path lists the skill badges with their state, and each leads to its criteria and back") {
    auto page = page_of(Desk::started(), "#/path");
    check_page(*page, 1440);
    CHECK(page->find(Role::list_item, words("path.pebble", {{"badge", "Professionalism"}})));
    REQUIRE(page->follow("Professionalism, " + words("state.open")));
    check_page(*page, 1440);
    CHECK(page->find(Role::heading, "Professionalism"));
    CHECK(page->has_text("Our reading: "));
    CHECK(page->find(Role::link,
                     "Rated with a rubric, " + words("node.others") + ", " + words("state.waitsForOthers")));
    REQUIRE(page->follow("Be prepared and reliable, " + words("node.nothing") + ", " + words("state.open")));
    check_page(*page, 1440);
    REQUIRE(page->follow("Professionalism"));
    CHECK(page->find(Role::heading, "Professionalism"));
    REQUIRE(page->follow(words("skill.title")));
    CHECK(page->find(Role::heading, words("skill.title")));
    check_page(*page, 1440);
    page->visit("#/skills/edl.empathy");
    CHECK(page->find(Role::heading, words("skill.unknown")));
}

TEST_CASE("a claimed criterion raises the pebble of its skill badge") {
    auto page = page_of(Desk::started(), "#/path/ums.nace.professionalism.reliability");
    REQUIRE(page->press(words("criterion.add")));
    CHECK(std::get<std::string>(page->state().document->records.back()->fields.at("badge")) ==
          "ums.nace.professionalism");
    REQUIRE(page->type("What you did", "I opened the lab every morning for a month."));
    REQUIRE(page->press("Add a person"));
    REQUIRE(page->type("Name", "A. Sample"));
    REQUIRE(page->choose("Role", "Supervisor"));
    REQUIRE(page->press(words("claim.buttonNamed", {{"criterion", "Be prepared and reliable"}})));
    page->visit("#/path");
    const std::string begun =
        words("path.pebbleBegun", {{"badge", "Professionalism"}, {"met", "1"}, {"need", "8"}});
    CHECK(page->find(Role::list_item, begun));
    CHECK(page->find(Role::list_item, words("path.pebble", {{"badge", "Career technology"}})));
    CHECK(page->find(Role::link, "Professionalism, " + words("level.open", {{"met", "1"}, {"need", "8"}})));
}

TEST_CASE("what was claimed for another revision stays in sight and says that it does not count here") {
    Desk desk = Desk::started();
    desk.must(app::SetRevision{"A-edl"});
    const Id id = desk.record("skill.practice", "edl.empathy.listening");
    desk.set(id, "title", std::string("A long talk"));
    desk.set(id, "narrative", std::string("I asked before I answered."));
    desk.attach_file(id, "note.txt", "A note.");
    desk.must(app::ClaimCriterion{id, "edl.empathy.listening"});
    CHECK_FALSE(page_of(desk, "#/path")->has_text(words("elsewhere.title")));
    desk.must(app::SetRevision{"B-nace-2025-06-06"});
    auto page = page_of(desk, "#/path");
    check_page(*page, 1440);
    CHECK(page->find(Role::heading, words("elsewhere.title")));
    const std::string criterion = words(
        "elsewhere.criterion", {{"criterion", "Listen actively"},
                                {"revision", "earlier revision, with one Education Design Lab skill badge"}});
    REQUIRE(page->follow("A long talk, " + criterion));
    check_page(*page, 1440);
    CHECK(page->has_text(criterion));
    CHECK(page->has_text(words("elsewhere.kept")));
}

TEST_CASE("plan and skill badges fit a narrow page") {
    Desk desk = Desk::started();
    desk.record("plan.document", "L2.2.plan");
    for (const char* const state : {"planned", "doing", "done", "dropped"}) {
        const Id step = activity(desk, "A step with a rather long title, that nobody would call short",
                                 "L1.G1.event", "2020-05-01");
        desk.set(step, "state", std::string(state));
        desk.set(step, "proofToKeep", std::string("The ticket, and a photo of the hall if they let me"));
    }
    for (const char* const hash : {"#/plan", "#/path", "#/skills", "#/skills/ums.nace.career-technology",
                                   "#/path/ums.nace.professionalism.at-work"}) {
        CAPTURE(hash);
        Headless page(desk.state, {360, 740, 1});
        page.settle();
        page.visit(hash);
        check_page(page, 360);
    }
}
