// What a portfolio takes up on a device, and that nothing of it stays once it is deleted.
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("everything is deleted by the word, and the program is as on a new device") {
    Desk desk = busy_desk();
    CHECK(desk.ask(app::DeleteEverything{"yes"}) == "erase.word");
    CHECK(desk.take_effects<app::Erase>().empty());
    desk.must(app::DeleteEverything{" Delete "});
    const auto erases = desk.take_effects<app::Erase>();
    REQUIRE(erases.size() == 1);
    CHECK(desk.ask(app::SetName{"Somebody"}) == "erase.underWay");
    CHECK(desk.ask(app::Undo{}) == "erase.underWay");
    desk.tell(app::Erased{erases[0].effect});
    CHECK_FALSE(desk.state.document);
    CHECK(desk.state.keys.empty());
    CHECK(desk.state.history.undoable() == nullptr);
    CHECK(desk.take_commits().empty());
    CHECK(desk.notice().contains("Everything is deleted"));
    desk.must(app::StartEmpty{});
    CHECK(desk.document().records.empty());
}

TEST_CASE("a save that was under way writes nothing after everything is deleted") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"Sample"});
    const auto saves = desk.take_commits();
    REQUIRE(saves.size() == 1);
    desk.must(app::SetName{"Sample Learner"});
    desk.must(app::DeleteEverything{"delete"});
    const auto erases = desk.take_effects<app::Erase>();
    desk.tell(app::Saved{saves[0]});
    CHECK(desk.take_commits().empty());
    desk.tell(app::Erased{erases.at(0).effect});
    CHECK(desk.take_commits().empty());
}

TEST_CASE("where deleting fails the portfolio is still there, is saved again, and the person is told") {
    Desk desk = busy_desk();
    const World before = world_of(desk);
    desk.must(app::DeleteEverything{"delete"});
    const auto erases = desk.take_effects<app::Erase>();
    desk.tell(app::WholeFailed{erases.at(0).effect, {"store.failed"}});
    CHECK(world_of(desk) == before);
    CHECK(desk.notice().contains("still here"));
    CHECK(desk.finish_saves() == 1);
    CHECK(desk.ask(app::SetName{"Sample Learner again"}) == "");
}

TEST_CASE("what the portfolio takes up is measured when it is asked for") {
    Desk desk = Desk::started();
    desk.must(app::MeasureStorage{});
    const auto asked = desk.take_effects<app::Measure>();
    REQUIRE(asked.size() == 1);
    desk.tell(app::StorageMeasured{asked[0].effect, {1234, 5678, 2}});
    REQUIRE(desk.session().use);
    CHECK(desk.session().use->evidence == 5678);
    desk.must(app::MeasureStorage{});
    desk.tell(app::WholeFailed{desk.take_effects<app::Measure>().at(0).effect, {"store.failed"}});
    CHECK(desk.session().use);
    CHECK(desk.notice().empty());
}
