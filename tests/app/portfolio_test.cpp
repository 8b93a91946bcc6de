#include "core/store/codec.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("starting empty makes a portfolio with ids, a pathway and a key of its own, and saves it") {
    Desk desk;
    CHECK_FALSE(app::can_edit(desk.state));
    desk.must(app::StartEmpty{});

    CHECK(is_uuid_urn(desk.document().portfolio));
    CHECK(is_uuid_urn(desk.document().device));
    CHECK(desk.document().portfolio != desk.document().device);
    REQUIRE(app::current_pathway(desk.state) != nullptr);
    CHECK(app::current_pathway(desk.state)->revision == "B-nace-2025-06-06");
    REQUIRE(app::active_key(desk.state) != nullptr);
    CHECK(app::active_key(desk.state)->did.starts_with("did:key:z6Mk"));
    CHECK(app::can_edit(desk.state));
    CHECK(desk.state.history.undoable() == nullptr);

    const auto saves = desk.take_effects<app::Save>();
    REQUIRE(saves.size() == 1);
    CHECK(*saves[0].document == desk.document());
    CHECK(saves[0].keys == desk.state.keys);
    CHECK(saves[0].generation == 1);
    CHECK(desk.take_effects<app::Navigate>().size() == 1);
}

TEST_CASE("two devices that start at the same time have different keys") {
    Desk one = Desk::started();
    Desk other;
    app::Stamp stamp = other.stamp();
    stamp.seed.fill(0xAB);
    auto step = app::update(other.state, app::StartEmpty{}, stamp);
    REQUIRE(step);
    CHECK(step->state.keys[0].did != one.state.keys[0].did);
}

TEST_CASE("a portfolio is started once") {
    Desk desk = Desk::started();
    const Document before = desk.document();
    CHECK(desk.ask(app::StartEmpty{}) == "document.exists");
    CHECK(desk.document() == before);
}

TEST_CASE("without a portfolio only starting and looking around is possible") {
    Desk desk;
    CHECK(desk.ask(app::SetName{"A"}) == "document.none");
    CHECK(desk.ask(app::CreateRecord{"meeting.record", ""}) == "document.none");
    CHECK(desk.ask(app::Undo{}) == "document.none");
    CHECK(desk.ask(app::SaveAgain{}) == "document.none");
    CHECK(desk.ask(app::ExportLevel{"L1"}) == "document.none");
    CHECK(desk.ask(app::AddBadges{{{1, "badge.json"}}}) == "document.none");
    CHECK(desk.ask(app::AddEmail{"learner@example.org"}) == "document.none");
    CHECK(desk.ask(app::GoTo{{app::Screen::evidence, ""}}) == "");
    CHECK(desk.ask(app::DismissNotice{}) == "");
    CHECK(desk.ask(app::CloseDialog{}) == "");
}

TEST_CASE("a tab that is not the writer changes nothing and says why") {
    Desk desk = Desk::sample_learner();
    const Id record = desk.meeting();
    desk.add_badge("level-1.json");
    const Id badge = desk.document().badges.at(0)->id;
    desk.finish_saves();
    desk.tell(app::WriterChanged{false});
    const Document before = desk.document();
    CHECK_FALSE(app::can_edit(desk.state));

    const std::vector<app::Command> changes{
        app::SetName{"A"},
        app::SetTheme{"dark"},
        app::SetRevision{"A-edl"},
        app::CreateRecord{"meeting.record", ""},
        app::SetField{record, "title", std::string("x")},
        app::AddRow{record, "people"},
        app::RemoveRow{record, "people", 0},
        app::SetCell{record, "people", 0, "name", "x"},
        app::AddFiles{record, {{1, "a.txt"}}},
        app::TrashRecord{record},
        app::RestoreRecord{record},
        app::DeleteForever{record},
        app::AttachRecord{record, "L1.G1.meeting"},
        app::DetachRecord{record, "L1.G1.meeting"},
        app::ClaimCriterion{record, "L1.G1.meeting"},
        app::WithdrawClaim{"L1.G1.meeting", record},
        app::AddEmail{"learner@example.org"},
        app::RemoveEmail{"b@example.org"},
        app::AddBadges{{{1, "badge.json"}}},
        app::MatchBadge{badge, "ums.career-prepared.l2"},
        app::RemoveBadge{badge},
        app::ExportLevel{"L1"},
        app::Undo{},
        app::Redo{},
        app::SaveAgain{},
    };
    desk.effects.clear();
    for (const app::Command& change : changes)
        CHECK(desk.ask(change) == "store.readOnly");
    CHECK(desk.document() == before);
    CHECK(desk.effects.empty());
    CHECK(desk.ask(app::GoTo{{app::Screen::settings, ""}}) == "");

    desk.tell(app::WriterChanged{true});
    CHECK(desk.ask(app::SetName{"A"}) == "");
}

TEST_CASE("what cannot be read is never written over") {
    Desk desk;
    desk.state.session.store_problem = Error{"store.damaged", "index.json"};
    CHECK(desk.ask(app::StartEmpty{}) == "store.damaged");
    CHECK(desk.take_commits().empty());
    CHECK_FALSE(app::can_edit(desk.state));
}

TEST_CASE("name, theme and revision change the profile and the pathway, each as a step of its own") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A. Sample"});
    CHECK(desk.document().profile.name == "A. Sample");
    CHECK(desk.state.history.undoable()->label == "change.name");

    desk.must(app::SetTheme{"dark"});
    CHECK(desk.document().profile.theme == "dark");
    CHECK(desk.take_effects<app::ApplyTheme>().back().choice == "dark");

    desk.must(app::SetRevision{"A-edl"});
    CHECK(app::current_pathway(desk.state)->revision == "A-edl");

    CHECK(desk.ask(app::SetTheme{"sepia"}) == "theme.unknown");
    CHECK(desk.ask(app::SetRevision{"Z"}) == "pathway.unknown");
    CHECK(desk.ask(app::SetName{std::string(1000, 'x')}) == "text.tooLong");
    CHECK(desk.document().profile.name == "A. Sample");
}

TEST_CASE("a name of as many characters as the field takes is accepted in any script") {
    Desk desk = Desk::started();
    std::string name;
    for (int i = 0; i < 100; ++i)
        name += "\u6F22";
    CHECK(desk.ask(app::SetName{name}) == "");
}

TEST_CASE("setting what is already so is no step and no save") {
    Desk desk = Desk::started();
    desk.must(app::SetName{""});
    desk.must(app::SetTheme{"system"});
    desk.must(app::SetRevision{"B-nace-2025-06-06"});
    CHECK(desk.state.history.undoable() == nullptr);
    CHECK(desk.take_commits().empty());
}

TEST_CASE("a refusal is shown as words, and leaves everything else as it was") {
    Desk desk = Desk::started();
    const app::Step step = app::refuse(desk.state, {"export.notReady"});
    REQUIRE(step.state.session.notice);
    CHECK(step.state.session.notice->problem);
    CHECK(step.state.session.notice->text == app::tr(*desk.state.catalog, "error.export.notReady"));
    CHECK(*step.state.document == desk.document());
    REQUIRE(step.effects.size() == 1);
    CHECK(std::get<app::Announce>(step.effects[0]).assertive);
}

TEST_CASE("what a whole level needs survives the stored form") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    const auto stored = decode_document(encode_document(desk.document(), 7));
    REQUIRE(stored);
    CHECK(stored->document == desk.document());
    CHECK(stored->generation == 7);
}

TEST_CASE("changes of the window are kept in the session alone") {
    Desk desk = Desk::started();
    const auto before = desk.state.document;
    desk.tell(app::ThemeChanged{true});
    desk.tell(app::MotionChanged{true});
    CHECK(desk.session().dark);
    CHECK(desk.session().reduced_motion);
    CHECK(desk.state.document == before);
    CHECK(desk.take_commits().empty());
}

TEST_CASE("contacts are added, changed and removed, each step undone as one") {
    Desk desk = Desk::started();
    desk.must(app::AddContact{});
    desk.must(app::SetContact{0, {"Website", "https://learner.example"}});
    desk.must(app::AddContact{});
    CHECK(desk.document().profile.contacts.size() == 2);
    desk.must(app::RemoveContact{0});
    CHECK(desk.document().profile.contacts == std::vector<Contact>{{}});
    desk.must(app::Undo{});
    CHECK(desk.document().profile.contacts.front().value == "https://learner.example");
    CHECK(desk.ask(app::SetContact{7, {}}) == "contact.unknown");
    CHECK(desk.ask(app::RemoveContact{7}) == "contact.unknown");
    CHECK(desk.ask(app::SetContact{0, {std::string(3000, 'x'), ""}}) == "text.tooLong");
    while (desk.document().profile.contacts.size() < 20)
        desk.must(app::AddContact{});
    CHECK(desk.ask(app::AddContact{}) == "contact.tooMany");
}

TEST_CASE("a portfolio begins with the revision that was chosen, else with the newest") {
    Desk newest;
    newest.must(app::StartEmpty{});
    CHECK(newest.document().pathway.revision == "B-nace-2025-06-06");
    Desk chosen;
    chosen.must(app::SetRevision{"A-edl"});
    chosen.must(app::StartEmpty{});
    CHECK(chosen.document().pathway.revision == "A-edl");
    Desk given;
    given.must(app::StartEmpty{"A-edl"});
    CHECK(given.document().pathway.revision == "A-edl");
    Desk wrong;
    CHECK(wrong.ask(app::SetRevision{"C"}) == "pathway.unknown");
    CHECK(wrong.ask(app::StartEmpty{"C"}) == "pathway.unknown");
}
