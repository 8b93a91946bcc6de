// The save machine, one reply at a time. What holds of it whatever happens: saving_property_test.cpp.
#include "app/commit.hpp"
#include "core/store/journal.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

app::AppendRow one_row(Desk& desk) {
    const auto rows = desk.take_effects<app::AppendRow>();
    REQUIRE(rows.size() == 1);
    return rows[0];
}

JournalRow read(const app::AppendRow& row) {
    const auto read = decode_row(row.text, journal_file(row.seq));
    REQUIRE_MESSAGE(read.has_value(), read.error().code);
    return *read;
}

app::Save one_checkpoint(Desk& desk) {
    const auto saves = desk.take_effects<app::Save>();
    REQUIRE(saves.size() == 1);
    return saves[0];
}

app::Wait last_wait(Desk& desk) {
    const auto waits = desk.take_effects<app::Wait>();
    REQUIRE_FALSE(waits.empty());
    return waits.back();
}

void name(Desk& desk, const char* name) {
    desk.must(app::SetName{name});
}

} // namespace

TEST_CASE("saved means committed: the phase moves when the answer comes") {
    Desk desk = Desk::started();
    name(desk, "A");
    CHECK(desk.save_phase() == app::SavePhase::saving);
    const app::AppendRow row = one_row(desk);
    desk.tell(app::Saved{row.effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.session().save.saved_at == desk.now);
}

TEST_CASE("a change is a row of its own steps, and not the whole document again") {
    Desk desk = Desk::started();
    name(desk, "A");
    const JournalRow row = read(one_row(desk));
    CHECK(row.portfolio == desk.document().portfolio);
    REQUIRE(row.steps.size() == 1);
    CHECK(row.steps[0].kind == StepKind::change);
    CHECK(row.steps[0].forward.profile->name == "A");
    CHECK(row.steps[0].backward.profile->name.empty());
    CHECK(desk.take_effects<app::Save>().empty());
}

TEST_CASE("changes while a row is under way become one more row, with typing into one field as one step") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.finish_saves();
    name(desk, "first");
    const app::AppendRow first = one_row(desk);
    desk.pause_ms = 100;
    for (const char* text : {"W", "Wo", "Wor", "Words"})
        desk.set(id, "title", std::string(text));
    desk.set(id, "date", std::string("2026-01-09"));
    CHECK(desk.take_commits().empty());
    desk.tell(app::Saved{first.effect});
    const app::AppendRow second = one_row(desk);
    CHECK(second.seq == first.seq + 1);
    const JournalRow row = read(second);
    CHECK(row.previous == sha256_hex(first.text));
    REQUIRE(row.steps.size() == 2);
    CHECK(std::get<std::string>(row.steps[0].forward.records.put.at(0)->fields.at("title")) == "Words");
    CHECK(desk.save_phase() == app::SavePhase::saving);
    desk.tell(app::Saved{second.effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.take_commits().empty());
}

TEST_CASE("a save that failed is shown, keeps the changes, and can be tried again") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.tell(app::SaveFailed{one_row(desk).effect, {"store.quota"}});
    CHECK(desk.save_phase() == app::SavePhase::failed);
    CHECK(desk.document().profile.name == "A");
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "error.store.quota"));

    desk.must(app::SaveAgain{});
    const app::AppendRow again = one_row(desk);
    CHECK(read(again).steps.at(0).forward.profile->name == "A");
    desk.tell(app::Saved{again.effect});
    desk.finish_saves();
    CHECK(desk.save_phase() == app::SavePhase::saved);
}

TEST_CASE("a row that failed is tried again by itself, after ever longer waits of at most a minute") {
    Desk desk = Desk::started();
    desk.effects.clear();
    name(desk, "A");
    std::vector<std::int64_t> waits;
    for (int attempt = 0; attempt < 7; ++attempt) {
        desk.tell(app::SaveFailed{one_row(desk).effect, {"store.failed"}});
        const app::Wait wait = last_wait(desk);
        waits.push_back(wait.ms);
        desk.tell(app::Waited{wait.effect});
    }
    CHECK(waits == std::vector<std::int64_t>{2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000});
    const app::AppendRow row = one_row(desk);
    CHECK(read(row).steps.at(0).forward.profile->name == "A");
    desk.tell(app::Saved{row.effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(last_wait(desk).ms == app::idle_ms);
}

TEST_CASE("while saving keeps failing the person is told once, and again when the reason is another") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.tell(app::SaveFailed{one_row(desk).effect, {"store.failed"}});
    CHECK(desk.take_effects<app::Announce>().size() == 1);
    desk.tell(app::Waited{last_wait(desk).effect});
    desk.tell(app::SaveFailed{one_row(desk).effect, {"store.failed"}});
    CHECK(desk.take_effects<app::Announce>().empty());
    desk.tell(app::Waited{last_wait(desk).effect});
    desk.tell(app::SaveFailed{one_row(desk).effect, {"store.quota"}});
    CHECK(desk.take_effects<app::Announce>().size() == 1);
}

TEST_CASE("the next change after a failed save tries again by itself") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.tell(app::SaveFailed{one_row(desk).effect, {"store.failed"}});
    name(desk, "B");
    CHECK(desk.save_phase() == app::SavePhase::saving);
    CHECK(read(one_row(desk)).steps.back().forward.profile->name == "B");
}

TEST_CASE("an answer to a save that is not under way changes nothing") {
    Desk desk = Desk::started();
    name(desk, "A");
    const std::uint32_t effect = one_row(desk).effect;
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
    CHECK(desk.take_commits().empty());
}

TEST_CASE("undo and redo are saved like any change") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.finish_saves();
    desk.must(app::Undo{});
    const app::AppendRow undone = one_row(desk);
    CHECK(read(undone).steps.at(0).kind == StepKind::undo);
    CHECK(read(undone).steps.at(0).forward.profile->name.empty());
    desk.tell(app::Saved{undone.effect});
    desk.must(app::Redo{});
    CHECK(read(one_row(desk)).steps.at(0).kind == StepKind::redo);
}

TEST_CASE("undo and redo take back words, and count every change on") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const std::uint32_t first = desk.find(id).revision;
    desk.set(id, "title", std::string("Second"));
    desk.must(app::Undo{});
    CHECK(desk.find(id).revision == first + 2);
    desk.must(app::Redo{});
    CHECK(desk.find(id).revision == first + 3);
    desk.must(app::TrashRecord{id});
    desk.must(app::DeleteForever{id});
    desk.must(app::Undo{});
    CHECK(desk.find(id).revision > first + 4);
    CHECK(desk.document().tombstones.empty());
}

TEST_CASE("a checkpoint comes after fifty rows, after half a minute of rest, and when the page is hidden") {
    Desk desk = Desk::started();
    desk.effects.clear();
    desk.pause_ms = 10;
    SUBCASE("after fifty rows") {
        for (std::uint32_t i = 0; i < app::rows_to_checkpoint; ++i) {
            CHECK(desk.take_effects<app::Save>().empty());
            name(desk, i % 2 == 0 ? "A" : "B");
            desk.tell(app::Saved{one_row(desk).effect});
        }
        CHECK(one_checkpoint(desk).journal == desk.session().save.journal.committed);
    }
    SUBCASE("after half a minute of rest") {
        name(desk, "A");
        desk.tell(app::Saved{one_row(desk).effect});
        const app::Wait wait = last_wait(desk);
        desk.now.ms += app::idle_ms / 2;
        name(desk, "B");
        desk.tell(app::Saved{one_row(desk).effect});
        desk.now.ms += app::idle_ms / 2;
        desk.tell(app::Waited{wait.effect});
        CHECK(desk.take_effects<app::Save>().empty());
        const app::Wait rest = last_wait(desk);
        CHECK(rest.ms <= app::idle_ms / 2);
        desk.now.ms += rest.ms;
        desk.tell(app::Waited{rest.effect});
        CHECK(one_checkpoint(desk).document->profile.name == "B");
    }
    SUBCASE("when the page is hidden, after what is owed") {
        name(desk, "A");
        const app::AppendRow row = one_row(desk);
        desk.tell(app::PageHidden{});
        CHECK(desk.take_commits().empty());
        desk.tell(app::Saved{row.effect});
        CHECK(one_checkpoint(desk).journal.seq == row.seq);
    }
    CHECK(desk.save_phase() == app::SavePhase::saved);
}

TEST_CASE("a page that is hidden with nothing new writes nothing") {
    Desk desk = Desk::started();
    desk.tell(app::PageHidden{});
    CHECK(desk.take_commits().empty());
}

TEST_CASE("a checkpoint of what the rows say is not spoken of, and where it fails every word is safe still") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.tell(app::Saved{one_row(desk).effect});
    const Instant saved_at = desk.session().save.saved_at;
    desk.effects.clear();
    desk.tell(app::PageHidden{});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    desk.tell(app::SaveFailed{one_checkpoint(desk).effect, {"store.failed"}});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    CHECK(desk.take_effects<app::Announce>().empty());
    desk.tell(app::Waited{last_wait(desk).effect});
    desk.tell(app::Saved{one_checkpoint(desk).effect});
    CHECK(desk.session().save.saved_at == saved_at);
}

TEST_CASE("saving on purpose writes a checkpoint, answers, and asks once that the storage be kept") {
    Desk desk = Desk::started();
    desk.must(app::SaveAgain{});
    CHECK(desk.save_phase() == app::SavePhase::saving);
    CHECK(desk.take_effects<app::AskToPersist>().size() == 1);
    desk.tell(app::Saved{one_checkpoint(desk).effect});
    CHECK(desk.save_phase() == app::SavePhase::saved);
    desk.tell(app::Persisted{true});
    desk.must(app::SaveAgain{});
    CHECK(desk.take_effects<app::AskToPersist>().empty());
    desk.tell(app::SaveFailed{one_checkpoint(desk).effect, {"store.failed"}});
    CHECK(desk.save_phase() == app::SavePhase::failed);
}

TEST_CASE("what is no step of a document is a checkpoint at once, and nothing goes back over it") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.finish_saves();
    const std::uint64_t seq = desk.session().save.journal.committed.seq;
    Document other = desk.document();
    other.profile.name = "Somebody";
    app::Step step{desk.state, {}};
    step.state.document = std::make_shared<const Document>(other);
    app::request_save(step);
    REQUIRE(step.effects.size() == 1);
    const auto& save = std::get<app::Save>(step.effects[0]);
    CHECK(save.journal.seq == seq + 1);
    CHECK(save.journal.sha256.size() == 64);
    CHECK(save.document->profile.name == "Somebody");
}

TEST_CASE("a step that is too long for a row becomes a checkpoint") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.finish_saves();
    Document next = desk.document();
    Record record = desk.find(id);
    record.fields["notes"] = std::string(app::longest_row, 'x');
    next.records.back() = std::make_shared<const Record>(record);
    const app::Step step = app::changed(desk.state, next, "change.record", desk.stamp());
    REQUIRE(step.effects.size() == 1);
    CHECK(std::holds_alternative<app::Save>(step.effects[0]));
}

TEST_CASE("a checkpoint keeps the rows since the one before it, and two hundred for undo") {
    Desk desk = Desk::started();
    desk.pause_ms = 10'000;
    std::uint64_t from = 0, seq = 0;
    for (int i = 0; i < 260; ++i) {
        name(desk, i % 2 == 0 ? "A" : "B");
        for (auto commits = desk.take_effects<app::AppendRow>(); !commits.empty();
             commits = desk.take_effects<app::AppendRow>())
            desk.tell(app::Saved{commits[0].effect});
        for (const app::Save& save : desk.take_effects<app::Save>()) {
            CHECK(save.rows_from >= from);
            CHECK(save.rows_from <= seq + 1);
            from = save.rows_from;
            seq = save.journal.seq;
            desk.tell(app::Saved{save.effect});
        }
    }
    CHECK(seq - from + 1 == app::most_rows);
}

TEST_CASE("a tab that another took the place of tries nothing again") {
    Desk desk = Desk::started();
    name(desk, "A");
    desk.effects.clear();
    desk.tell(app::SaveFailed{desk.session().save.effect, {"store.fenced"}});
    CHECK_FALSE(desk.session().writer);
    CHECK(desk.take_effects<app::Wait>().empty());
    CHECK(desk.take_commits().empty());
    CHECK(desk.ask(app::SetName{"B"}) == "store.readOnly");
}

TEST_CASE("steps are counted since the last file of everything, typing as one") {
    Desk desk = Desk::started();
    const std::uint32_t before = desk.state.notes.changes;
    desk.pause_ms = 100;
    for (const char* text : {"A", "AB", "ABC"})
        name(desk, text);
    CHECK(desk.state.notes.changes == before + 1);
    desk.must(app::Undo{});
    CHECK(desk.state.notes.changes == before + 2);
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
    CHECK(desk.state.notes.last_opened == id);
}
