// Several tabs: readers follow, the one that was taken over from loses no word, and a newer version waits.
#include "app/load.hpp"
#include "app/tabs.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// Another tab of the same portfolio that only shows it.
Desk reader_of(const Desk& writer) {
    Desk reader = writer;
    reader.effects.clear();
    reader.state.session.writer = false;
    // Its ids are its own.
    for (int i = 0; i < 100; ++i)
        reader.stamp();
    return reader;
}

// The rows that a tab committed since the last call.
std::vector<std::string> rows_of(Desk& desk) {
    std::vector<std::string> texts;
    for (const app::AppendRow& row : desk.take_effects<app::AppendRow>()) {
        texts.push_back(row.text);
        desk.tell(app::Saved{row.effect});
    }
    return texts;
}

void follow(Desk& reader, Desk& writer) {
    for (auto rows = rows_of(writer); !rows.empty(); rows = rows_of(writer))
        for (const std::string& row : rows)
            reader.tell(app::RowSeen{row});
}

// As the page does it: what another tab stored is read, then this one may write.
void becomes_writer(Desk& desk, const Desk& other) {
    app::strand(desk.state);
    desk.state.document = other.state.document;
    desk.state.history = other.state.history;
    desk.state.generation = other.state.generation;
    desk.state.session.save = other.session().save;
    desk.tell(app::WriterChanged{true});
}

std::string title_of(const Desk& desk, const Id& record) {
    return std::get<std::string>(desk.find(record).fields.at("title"));
}

struct Two {
    Desk a = Desk::started();
    Id record;
    Desk b;

    Two() : record(a.record("meeting.record")), b() {
        a.set(record, "title", std::string("Both know this"));
        a.finish_saves();
        b = reader_of(a);
    }
    // b takes over while a's last change is under way.
    void rob() {
        b.tell(app::WriterChanged{true});
        a.tell(app::Fenced{});
    }
};

} // namespace

TEST_CASE("a reader shows each row that the other tab commits, and can still look around") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Newer"));
    tabs.a.must(app::SetName{"Sample"});
    follow(tabs.b, tabs.a);
    CHECK(tabs.b.document() == tabs.a.document());
    CHECK(tabs.b.take_effects<app::ReadAgain>().empty());
    CHECK(tabs.b.ask(app::SetName{"Mine"}) == "store.readOnly");
    tabs.b.must(app::GoTo{{app::Screen::settings, ""}});
}

TEST_CASE("a row that does not follow is no change, and what is stored is read again") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Missed"));
    rows_of(tabs.a);
    tabs.a.set(tabs.record, "title", std::string("Seen"));
    const auto rows = rows_of(tabs.a);
    const auto before = tabs.b.state.document;
    for (const std::string& row : {rows.at(0), std::string("no row"), std::string()}) {
        tabs.b.tell(app::RowSeen{row});
        CHECK(tabs.b.state.document == before);
        CHECK(tabs.b.take_effects<app::ReadAgain>().size() == 1);
    }
}

TEST_CASE("a row that was read already is passed over") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Once"));
    const auto rows = rows_of(tabs.a);
    tabs.b.tell(app::RowSeen{rows.at(0)});
    const auto before = tabs.b.state.document;
    tabs.b.tell(app::RowSeen{rows.at(0)});
    CHECK(tabs.b.state.document == before);
    CHECK(tabs.b.take_effects<app::ReadAgain>().empty());
}

TEST_CASE("the tab that writes takes no rows") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Mine"));
    const auto rows = rows_of(tabs.a);
    Desk other = reader_of(tabs.b);
    other.state.session.writer = true;
    other.tell(app::RowSeen{rows.at(0)});
    CHECK(title_of(other, tabs.record) == "Both know this");
}

TEST_CASE("edit here instead asks once, and says when the other tab is busy") {
    Two tabs;
    tabs.b.must(app::TakeOver{});
    tabs.b.must(app::TakeOver{});
    CHECK(tabs.b.take_effects<app::AskToWrite>().size() == 1);
    tabs.b.tell(app::WriterBusy{});
    CHECK(tabs.b.notice() == app::tr(*tabs.b.state.catalog, "tabs.busy"));
    tabs.b.must(app::TakeOver{});
    CHECK(tabs.b.take_effects<app::AskToWrite>().size() == 1);
    tabs.b.tell(app::WriterChanged{false}); // a third tab was quicker
    tabs.b.must(app::TakeOver{});
    CHECK(tabs.b.take_effects<app::AskToWrite>().size() == 1);
    tabs.a.must(app::TakeOver{});
    CHECK(tabs.a.take_effects<app::AskToWrite>().empty());
}

TEST_CASE("a tab that left off after it had saved everything keeps nothing back") {
    Two tabs;
    tabs.a.tell(app::WriterChanged{false});
    CHECK(tabs.a.session().stranded.empty());
    CHECK_FALSE(tabs.a.session().fenced);
    CHECK(tabs.a.ask(app::SetName{"Mine"}) == "store.readOnly");
}

TEST_CASE("a tab that was taken over from keeps its words, sends nothing, and shows no row over them") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Under way"));
    tabs.a.set(tabs.record, "title", std::string("Under way and owed"));
    const auto under_way = tabs.a.take_effects<app::AppendRow>();
    REQUIRE(under_way.size() == 1);
    tabs.rob();
    CHECK_FALSE(tabs.a.session().writer);
    CHECK(tabs.a.session().fenced);
    CHECK(tabs.a.session().stranded.size() == 2);
    CHECK(title_of(tabs.a, tabs.record) == "Under way and owed");

    tabs.a.take_effects<app::Wait>();
    tabs.a.tell(app::SaveFailed{under_way[0].effect, {"store.fenced"}});
    CHECK(tabs.a.take_commits().empty());
    CHECK(tabs.a.take_effects<app::Wait>().empty());
    CHECK(tabs.a.save_phase() != app::SavePhase::failed);

    tabs.b.set(tabs.record, "title", std::string("The other tab's"));
    follow(tabs.a, tabs.b);
    CHECK(title_of(tabs.a, tabs.record) == "Under way and owed");
    CHECK(tabs.a.take_effects<app::ReadAgain>().empty());
}

TEST_CASE("a commit that was fenced off strands the words without a word from the lock") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Refused"));
    tabs.a.tell(app::SaveFailed{tabs.a.take_effects<app::AppendRow>().at(0).effect, {"store.fenced"}});
    CHECK_FALSE(tabs.a.session().writer);
    CHECK(tabs.a.session().stranded.size() == 1);
    CHECK(tabs.a.take_commits().empty());
}

TEST_CASE("words that were not saved come back as they were where nobody changed the record meanwhile") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Not saved"));
    const Id made = tabs.a.record("account.registration");
    tabs.a.must(app::SetName{"Sample learner"});
    tabs.rob();
    const Id theirs = tabs.b.record("event.attendance");
    becomes_writer(tabs.a, tabs.b);
    CHECK(tabs.a.session().stranded.empty());
    CHECK_FALSE(tabs.a.session().fenced);
    CHECK(title_of(tabs.a, tabs.record) == "Not saved");
    CHECK(tabs.a.find(made).conflict_of.empty());
    CHECK(tabs.a.find(theirs).type == "event.attendance");
    CHECK(tabs.a.document().profile.name == "Sample learner");
    CHECK(tabs.a.document().records.size() == 3);
    CHECK(tabs.a.notice() == app::tr(*tabs.a.state.catalog, "tabs.broughtBack"));
    CHECK(tabs.a.finish_saves() > 0);

    tabs.a.must(app::Undo{});
    CHECK(words_of(tabs.a.document()) == words_of(tabs.b.document()));
}

TEST_CASE("words that were not saved stand beside the record where the other tab changed it") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Mine"));
    tabs.a.must(app::SetName{"My name"});
    tabs.rob();
    tabs.b.set(tabs.record, "title", std::string("Theirs"));
    tabs.b.must(app::SetName{"Their name"});
    becomes_writer(tabs.a, tabs.b);
    CHECK(title_of(tabs.a, tabs.record) == "Theirs");
    CHECK(tabs.a.document().profile.name == "Their name");
    REQUIRE(tabs.a.document().records.size() == 2);
    const Record& beside = *tabs.a.document().records.back();
    CHECK(beside.conflict_of == tabs.record);
    CHECK(std::get<std::string>(beside.fields.at("title")) == "Mine");
    CHECK(tabs.a.notice() == app::tr(*tabs.a.state.catalog, "tabs.broughtBeside"));
}

TEST_CASE("words in a record that the other tab deleted for good come back") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Mine"));
    tabs.rob();
    tabs.b.must(app::TrashRecord{tabs.record});
    tabs.b.must(app::DeleteForever{tabs.record});
    becomes_writer(tabs.a, tabs.b);
    CHECK(title_of(tabs.a, tabs.record) == "Mine");
    CHECK(tabs.a.find(tabs.record).conflict_of.empty());
}

TEST_CASE("words that were stored after all change nothing when they come back") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("It landed"));
    tabs.rob();
    tabs.b.set(tabs.record, "title", std::string("It landed"));
    const auto before = tabs.b.state.document;
    becomes_writer(tabs.a, tabs.b);
    CHECK(tabs.a.document().records.size() == 1);
    CHECK(words_of(tabs.a.document()) == words_of(*before));
}

TEST_CASE("words of another portfolio are not mixed into the one that is stored now") {
    Two tabs;
    tabs.a.set(tabs.record, "title", std::string("Mine"));
    tabs.rob();
    Desk other = Desk::started();
    Document document = other.document();
    document.portfolio = "00000000-0000-4000-8000-00000000abcd";
    other.state.document = std::make_shared<const Document>(std::move(document));
    becomes_writer(tabs.a, other);
    CHECK(tabs.a.document().records.empty());
    CHECK(tabs.a.notice() == app::tr(*tabs.a.state.catalog, "tabs.otherPortfolio"));
}

TEST_CASE("a newer version is offered, and starts after a save when the person says so") {
    Two tabs;
    tabs.a.tell(app::UpdateWaits{});
    CHECK(tabs.a.session().update_waits);
    CHECK(tabs.a.take_effects<app::StartUpdate>().empty());
    tabs.a.must(app::LoadUpdate{});
    tabs.a.must(app::LoadUpdate{});
    CHECK(tabs.a.take_effects<app::StartUpdate>().size() == 1);
    tabs.a.tell(app::UpdateWaits{true});
    CHECK_FALSE(tabs.a.session().updating);
    CHECK(tabs.a.notice() == app::tr(*tabs.a.state.catalog, "update.held"));
}

TEST_CASE("a newer version is refused while words are not saved or a file is under way") {
    SUBCASE("a save failed") {
        Two tabs;
        tabs.a.set(tabs.record, "title", std::string("Not saved"));
        tabs.a.tell(app::SaveFailed{tabs.a.take_commits().at(0), {"store.quota"}});
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "update.unsaved");
        tabs.a.must(app::SaveAgain{});
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "update.unsaved");
        tabs.a.finish_saves();
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "");
    }
    SUBCASE("another tab took over") {
        Two tabs;
        tabs.a.set(tabs.record, "title", std::string("Not saved"));
        tabs.rob();
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "update.unsaved");
        CHECK(tabs.a.take_effects<app::StartUpdate>().empty());
    }
    SUBCASE("a file is on its way into storage") {
        Two tabs;
        tabs.a.must(app::AddFiles{tabs.record, {{1, "a.txt"}}});
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "update.underWay");
    }
    SUBCASE("everything is being exported") {
        Two tabs;
        tabs.a.must(app::ExportPortfolio{});
        CHECK(tabs.a.ask(app::LoadUpdate{}) == "update.underWay");
    }
}
