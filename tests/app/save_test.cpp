#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("saved means committed: the phase moves when the answer comes") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    CHECK(desk.save_phase() == app::SavePhase::saving);
    const auto saves = desk.take_effects<app::Save>();
    REQUIRE(saves.size() == 1);
    desk.tell(app::Saved{saves[0].effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.session().save.saved_at == desk.now);
}

TEST_CASE("changes during a save lead to exactly one more save, of the newest document") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    const auto first = desk.take_effects<app::Save>();
    for (const char* name : {"B", "C", "D"})
        desk.must(app::SetName{name});
    CHECK(desk.take_effects<app::Save>().empty());
    desk.tell(app::Saved{first.at(0).effect});
    const auto second = desk.take_effects<app::Save>();
    REQUIRE(second.size() == 1);
    CHECK(second[0].document->profile.name == "D");
    CHECK(second[0].generation == first[0].generation + 1);
    CHECK(desk.save_phase() == app::SavePhase::saving);
    desk.tell(app::Saved{second[0].effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.take_effects<app::Save>().empty());
}

TEST_CASE("a save that failed is shown, keeps the changes, and can be tried again") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    desk.tell(app::SaveFailed{desk.take_effects<app::Save>()[0].effect, {"store.quota"}});
    CHECK(desk.save_phase() == app::SavePhase::failed);
    CHECK(desk.document().profile.name == "A");
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "error.store.quota"));

    desk.must(app::SaveAgain{});
    const auto again = desk.take_effects<app::Save>();
    REQUIRE(again.size() == 1);
    CHECK(again[0].document->profile.name == "A");
    desk.tell(app::Saved{again[0].effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
}

TEST_CASE("the next change after a failed save tries again by itself") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    desk.tell(app::SaveFailed{desk.take_effects<app::Save>()[0].effect, {"store.failed"}});
    desk.must(app::SetName{"B"});
    CHECK(desk.save_phase() == app::SavePhase::saving);
    CHECK(desk.take_effects<app::Save>().size() == 1);
}

TEST_CASE("an answer to a save that is not under way changes nothing") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    const std::uint32_t effect = desk.take_effects<app::Save>()[0].effect;
    desk.tell(app::Saved{effect + 100});
    CHECK(desk.save_phase() == app::SavePhase::saving);
    desk.tell(app::SaveFailed{effect + 100, {"store.failed"}});
    CHECK(desk.save_phase() == app::SavePhase::saving);
}

TEST_CASE("looking around saves nothing") {
    Desk desk = Desk::started();
    desk.must(app::GoTo{{app::Screen::settings, ""}});
    desk.must(app::OpenDialog{{app::DialogKind::use_record, "L1.G1.meeting", {}}});
    desk.must(app::CloseDialog{});
    desk.tell(app::RouteChanged{{app::Screen::path, ""}});
    CHECK(desk.take_effects<app::Save>().empty());
}

TEST_CASE("undo and redo are saved like any change") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    desk.finish_saves();
    desk.must(app::Undo{});
    CHECK(desk.take_effects<app::Save>().at(0).document->profile.name.empty());
}

TEST_CASE("another screen closes the dialog and the notice, and asks for the focus") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::OpenDialog{{app::DialogKind::use_record, "L1.G1.meeting", {}}});
    const std::uint32_t request = desk.session().focus_request;
    desk.tell(app::RouteChanged{{app::Screen::trash, ""}});
    CHECK_FALSE(desk.session().dialog);
    CHECK_FALSE(desk.session().notice);
    CHECK(desk.session().focus == "heading");
    CHECK(desk.session().focus_request == request + 1);
    desk.tell(app::RouteChanged{{app::Screen::trash, ""}});
    CHECK(desk.session().focus_request == request + 1);
    CHECK(desk.ask(app::GoTo{{app::Screen::record, id}}) == "");
    CHECK(desk.session().route == app::Route{app::Screen::record, id});
}
