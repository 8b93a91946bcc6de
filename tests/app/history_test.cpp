#include "support/desk.hpp"
#include "support/random_commands.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// A desk with a record and badges, whose badges a random person may pick again.
Desk with_badges() {
    Desk desk = Desk::sample_learner();
    desk.meeting();
    for (const char* name : {"level-1.json", "level-1-other-id.json"})
        desk.add_badge(name);
    return desk;
}

void answer_reads(Desk& desk, RandomCommands& random) {
    for (const app::ReadFile& read : desk.take_effects<app::ReadFile>())
        desk.tell(app::FileRead{read.effect, random.badge_text()});
}

} // namespace

TEST_CASE("there is nothing to undo or redo at first") {
    Desk desk = Desk::started();
    CHECK(desk.ask(app::Undo{}) == "undo.nothing");
    CHECK(desk.ask(app::Redo{}) == "redo.nothing");
}

TEST_CASE("undo and redo name the change in words and say it") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.set(id, "title", std::string("One"));
    CHECK(desk.state.history.undoable()->label == "change.record");
    desk.effects.clear();
    desk.must(app::Undo{});
    const std::string said = desk.take_effects<app::Announce>().at(0).text;
    CHECK(said.find(app::tr(*desk.state.catalog, "change.record")) != std::string::npos);
    CHECK(desk.state.history.redoable()->label == "change.record");
    CHECK_FALSE(desk.find(id).fields.contains("title"));
    desk.must(app::Redo{});
    CHECK(desk.find(id).fields.at("title") == Value(std::string("One")));
}

TEST_CASE("typing on in one field is one step; another field or a pause starts a new one") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    const auto type = [&](const char* field, const char* text) {
        desk.must(app::SetField{id, field, std::string(text)});
    };
    desk.pause_ms = 500;
    type("title", "O");
    type("title", "On");
    type("title", "One");
    type("narrative", "Two");
    type("title", "Three");
    desk.pause_ms = 6000;
    type("title", "Four");
    desk.must(app::Undo{});
    CHECK(desk.find(id).fields.at("title") == Value(std::string("Three")));
    desk.must(app::Undo{});
    CHECK(desk.find(id).fields.at("title") == Value(std::string("One")));
    desk.must(app::Undo{});
    desk.must(app::Undo{});
    CHECK(desk.find(id).fields.empty());
}

TEST_CASE("cells of different rows are different steps") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.must(app::AddRow{id, "people"});
    desk.must(app::AddRow{id, "people"});
    desk.pause_ms = 100;
    desk.must(app::SetCell{id, "people", 0, "name", "A"});
    desk.must(app::SetCell{id, "people", 1, "name", "B"});
    desk.must(app::Undo{});
    CHECK(desk.rows(id, "people")[0].at("name") == "A");
    CHECK_FALSE(desk.rows(id, "people")[1].contains("name"));
}

TEST_CASE("what is typed after an undo never joins a step from before it") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.pause_ms = 100;
    desk.must(app::SetField{id, "title", std::string("One")});
    desk.must(app::SetField{id, "narrative", std::string("x")});
    desk.must(app::Undo{});
    desk.must(app::SetField{id, "title", std::string("Two")});
    desk.must(app::Undo{});
    CHECK(desk.find(id).fields.at("title") == Value(std::string("One")));
}

TEST_CASE("a new change ends what could be redone") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    desk.must(app::Undo{});
    desk.must(app::SetTheme{"dark"});
    CHECK(desk.ask(app::Redo{}) == "redo.nothing");
}

TEST_CASE("undo puts the colours back on the page, too") {
    Desk desk = Desk::started();
    desk.must(app::SetTheme{"dark"});
    desk.take_effects<app::ApplyTheme>();
    desk.must(app::Undo{});
    auto applied = desk.take_effects<app::ApplyTheme>();
    REQUIRE(applied.size() == 1);
    CHECK(applied[0].choice == "system");
    desk.must(app::Redo{});
    applied = desk.take_effects<app::ApplyTheme>();
    REQUIRE(applied.size() == 1);
    CHECK(applied[0].choice == "dark");
}

TEST_CASE("text that undo changes under a field is announced to the field by a new number") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"A"});
    const std::uint32_t before = desk.session().text_revision;
    desk.must(app::Undo{});
    CHECK(desk.session().text_revision != before);
}

TEST_CASE("undo keeps what was submitted") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    desk.must(app::SetName{"A"});
    REQUIRE(desk.export_level());
    REQUIRE(desk.document().submissions.size() == 1);
    desk.must(app::Undo{});
    CHECK(desk.document().profile.name.empty());
    CHECK(desk.document().submissions.size() == 1);
    desk.must(app::Redo{});
    CHECK(desk.document().submissions.size() == 1);
}

TEST_CASE("the oldest steps fall off, the newest can all be undone") {
    Desk desk = Desk::started();
    for (int i = 0; i < 250; ++i)
        desk.must(app::SetName{std::to_string(i)});
    std::size_t undone = 0;
    while (desk.ask(app::Undo{}).empty())
        ++undone;
    CHECK(undone == app::History::limit);
    CHECK(desk.document().profile.name == "49");
}

TEST_CASE("after any commands, undoing all gives the first document and redoing all the last") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        Desk desk = with_badges();
        RandomCommands random(seed);
        Desk run = desk;
        run.state.history = {};
        const Document first = run.document();
        std::vector<Document> documents{first};
        for (int i = 0; i < 60; ++i) {
            run.pause_ms = random.below(3) == 0 ? 300 : 8000;
            if (!run.ask(random.command(run.state)).empty()) continue;
            answer_reads(run, random);
            if (!(run.document() == documents.back())) documents.push_back(run.document());
        }
        const Document last = run.document();
        std::size_t steps = 0;
        while (run.ask(app::Undo{}).empty())
            ++steps;
        CHECK(words_of(run.document()) == words_of(first));
        for (std::size_t i = 0; i < steps; ++i)
            run.must(app::Redo{});
        CHECK(run.ask(app::Redo{}) == "redo.nothing");
        CHECK(words_of(run.document()) == words_of(last));
    }
}

TEST_CASE("every single command undone gives the document before it") {
    for (unsigned seed = 100; seed < 120; ++seed) {
        CAPTURE(seed);
        Desk desk = with_badges();
        RandomCommands random(seed);
        for (int i = 0; i < 60; ++i) {
            const Document before = desk.document();
            const app::Command command = random.command(desk.state);
            CAPTURE(command.index());
            if (!desk.ask(command).empty()) {
                CHECK(desk.document() == before);
                continue;
            }
            answer_reads(desk, random);
            if (desk.document() == before) continue;
            const Document after = desk.document();
            desk.must(app::Undo{});
            CHECK(words_of(desk.document()) == words_of(before));
            desk.must(app::Redo{});
            CHECK(words_of(desk.document()) == words_of(after));
        }
    }
}
