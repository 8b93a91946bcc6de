#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a new record stands at the end, belongs to this device and opens") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    const Record& record = desk.find(id);
    CHECK(record.type == "meeting.record");
    CHECK(record.device == desk.document().device);
    CHECK(record.revision == 1);
    CHECK(record.criteria.empty());
    CHECK(desk.session().route == app::Route{app::Screen::record, id});
    CHECK(desk.session().focus == "heading");
    CHECK(desk.take_effects<app::Navigate>().back().hash == "#/evidence/" + id);
}

TEST_CASE("a record made for a criterion is attached to it and has what the criterion says by name") {
    Desk desk = Desk::started();
    const Id id = desk.record("account.registration", "L1.G3");
    const PathwayNode* leaf = find_node(*app::current_pathway(desk.state), "L1.G3");
    CHECK(desk.find(id).criteria == std::vector<Id>{leaf->uri});
    CHECK(desk.find(id).fields.at("system") == Value(std::string("campus-job-board")));
}

TEST_CASE("a criterion that is no leaf or not there leaves a new record unattached") {
    for (const std::string criterion : {"L1", "L1.G1", "L9.G9", "../../x"}) {
        Desk desk = Desk::started();
        CHECK(desk.find(desk.record("meeting.record", criterion)).criteria.empty());
    }
}

TEST_CASE("each change of a record counts its revision and its time, and only changes do") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    const Instant created = desk.find(id).modified;
    desk.set(id, "title", std::string("One"));
    CHECK(desk.find(id).revision == 2);
    CHECK(desk.find(id).modified > created);
    CHECK(desk.find(id).created == created);
    desk.set(id, "title", std::string("One"));
    CHECK(desk.find(id).revision == 2);
}

TEST_CASE("values that do not fit their field are refused and change nothing") {
    struct Case {
        const char* type;
        const char* field;
        Value value;
        const char* code;
    };
    const std::vector<Case> cases{
        {"meeting.record", "nowhere", std::string("x"), "field.unknown"},
        {"meeting.record", "title", true, "field.wrongKind"},
        {"meeting.record", "title", std::vector<std::string>{"x"}, "field.wrongKind"},
        {"meeting.record", "title", std::string(2001, 'x'), "text.tooLong"},
        {"meeting.record", "narrative", std::string(20001, 'x'), "text.tooLong"},
        {"meeting.record", "date", std::string("yesterday"), "field.wrongKind"},
        {"meeting.record", "date", std::string("2026-02-30"), "field.wrongKind"},
        {"meeting.record", "topic", std::string("weather"), "field.wrongKind"},
        {"meeting.record", "people", std::string("x"), "field.wrongKind"},
        {"meeting.record", "people", std::vector<Row>{{{"name", "x"}}}, "field.wrongKind"},
        {"event.attendance", "approved", std::string("true"), "field.wrongKind"},
        {"course.completion", "integrates", std::vector<std::string>{"cooking"}, "field.wrongKind"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.field);
        Desk desk = Desk::started();
        const Id id = desk.record(one.type);
        const Document before = desk.document();
        CHECK(desk.ask(app::SetField{id, one.field, one.value}) == one.code);
        CHECK(desk.document() == before);
    }
}

TEST_CASE("text is measured in characters, not in bytes") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    const std::size_t limit =
        find_field(*app::find_record_type(*desk.state.catalog, "meeting.record"), "title")->max_length;
    REQUIRE(limit > 0);
    std::string text;
    for (std::size_t i = 0; i < limit; ++i)
        text += "\U0001F600";
    CHECK(desk.ask(app::SetField{id, "title", text}) == "");
    CHECK(desk.ask(app::SetField{id, "title", text + "x"}) == "text.tooLong");
}

TEST_CASE("a field can be emptied") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    for (const char* field : {"title", "date", "topic"}) {
        desk.set(id, field,
                 std::string(field) == "date"    ? std::string("2026-01-01")
                 : std::string(field) == "topic" ? std::string("other")
                                                 : std::string("x"));
        CHECK(desk.ask(app::SetField{id, field, std::string()}) == "");
    }
    desk.set(id, "title", Value());
    CHECK_FALSE(desk.find(id).fields.contains("title"));
}

TEST_CASE("rows are added, filled cell by cell and removed") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.add_row(id, "people", {{"name", "A"}, {"role", "career-coach"}});
    desk.add_row(id, "people", {{"name", "B"}});
    CHECK(desk.rows(id, "people").size() == 2);
    desk.must(app::RemoveRow{id, "people", 0});
    REQUIRE(desk.rows(id, "people").size() == 1);
    CHECK(desk.rows(id, "people")[0].at("name") == "B");
}

TEST_CASE("a list that has lost its last row is as if it had never been there") {
    Desk desk = Desk::started();
    const Id id = desk.record("course.completion");
    const auto fields = desk.find(id).fields;
    desk.must(app::AddRow{id, "people"});
    desk.must(app::RemoveRow{id, "people", 0});
    desk.set(id, "integrates", std::vector<std::string>{"other"});
    desk.set(id, "integrates", std::vector<std::string>{});
    CHECK(desk.find(id).fields == fields);
}

TEST_CASE("cells that are not there or do not take the text are refused") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.must(app::AddRow{id, "people"});
    const Document before = desk.document();
    CHECK(desk.ask(app::SetCell{id, "people", 1, "name", "x"}) == "field.unknown");
    CHECK(desk.ask(app::SetCell{id, "people", 0, "shoe size", "x"}) == "field.unknown");
    CHECK(desk.ask(app::SetCell{id, "people", 0, "role", "magician"}) == "field.wrongKind");
    CHECK(desk.ask(app::SetCell{id, "people", 0, "name", std::string(200'000, 'x')}) == "text.tooLong");
    CHECK(desk.ask(app::SetCell{id, "title", 0, "name", "x"}) == "field.unknown");
    CHECK(desk.ask(app::AddRow{id, "title"}) == "field.wrongKind");
    CHECK(desk.ask(app::RemoveRow{id, "people", 7}) == "field.unknown");
    CHECK(desk.ask(app::RemoveRow{id, "links", 0}) == "field.unknown");
    CHECK(desk.document() == before);
}

TEST_CASE("a list takes a bounded number of rows") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    std::string code;
    std::size_t rows = 0;
    for (; rows < 1000 && code.empty(); ++rows)
        code = desk.ask(app::AddRow{id, "people"});
    CHECK(code == "row.tooMany");
    CHECK(desk.rows(id, "people").size() == 200);
}

TEST_CASE("commands about records that are not there are refused") {
    Desk desk = Desk::started();
    desk.meeting();
    const Id gone = sample_id(1);
    CHECK(desk.ask(app::CreateRecord{"spaceship.launch", ""}) == "recordType.unknown");
    for (const app::Command& command : std::vector<app::Command>{
             app::SetField{gone, "title", std::string("x")}, app::AddRow{gone, "people"},
             app::RemoveRow{gone, "people", 0}, app::SetCell{gone, "people", 0, "name", "x"},
             app::AddFiles{gone, {{1, "a"}}}, app::RemoveFile{gone, gone}, app::SetAlt{gone, gone, "x"},
             app::TrashRecord{gone}, app::RestoreRecord{gone}, app::DeleteForever{gone},
             app::AttachRecord{gone, "L1.G1.meeting"}, app::DetachRecord{gone, "L1.G1.meeting"},
             app::ClaimCriterion{gone, "L1.G1.meeting"}})
        CHECK(desk.ask(command) == "record.unknown");
}

TEST_CASE("the trash keeps a record until it is restored or deleted for good") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const Record before = desk.find(id);
    desk.must(app::TrashRecord{id});
    CHECK(desk.find(id).trashed.has_value());
    CHECK(app::live_records(desk.state).empty());
    CHECK(app::trashed_records(desk.state).size() == 1);
    CHECK(desk.session().route == app::Route{app::Screen::evidence, ""});
    CHECK(desk.ask(app::TrashRecord{id}) == "record.unknown");

    desk.must(app::RestoreRecord{id});
    CHECK_FALSE(desk.find(id).trashed.has_value());
    CHECK(desk.find(id).fields == before.fields);
    CHECK(desk.ask(app::DeleteForever{id}) == "record.unknown");
}

TEST_CASE("what is deleted for good leaves tombstones of the record and of its claims") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const Id other = desk.meeting("L1.G2.meeting");
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    const Id claim = desk.document().claims.at(0).id;
    desk.must(app::TrashRecord{id});
    desk.must(app::OpenDialog{{app::DialogKind::delete_record, {}, id}});
    desk.must(app::DeleteForever{id});

    CHECK(find_record(desk.document(), id) == nullptr);
    CHECK(find_record(desk.document(), other) != nullptr);
    CHECK(desk.document().claims.empty());
    CHECK_FALSE(desk.session().dialog);
    std::vector<Id> stones;
    for (const Tombstone& stone : desk.document().tombstones) {
        stones.push_back(stone.id);
        CHECK(stone.device == desk.document().device);
    }
    CHECK(std::ranges::contains(stones, id));
    CHECK(std::ranges::contains(stones, claim));
    CHECK(stones.size() == 2);
}

TEST_CASE("a deletion that is taken back takes its tombstones back, and redone puts them there again") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.must(app::TrashRecord{id});
    desk.must(app::DeleteForever{id});
    desk.must(app::Undo{});
    CHECK(find_record(desk.document(), id) != nullptr);
    CHECK(desk.document().tombstones.empty());
    desk.must(app::Redo{});
    CHECK(find_record(desk.document(), id) == nullptr);
    CHECK(desk.document().tombstones.size() == 2);
}

TEST_CASE("a record is called by its own title, else by the name of its kind") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    CHECK(app::record_title(desk.state, desk.find(id)) == "Meeting");
    CHECK(app::record_day(desk.state, desk.find(id)) == "");
    desk.set(id, "title", std::string("My talk"));
    desk.set(id, "date", std::string("2026-10-03"));
    CHECK(app::record_title(desk.state, desk.find(id)) == "My talk");
    CHECK(app::record_day(desk.state, desk.find(id)) == "3 October 2026");
    Record stranger;
    stranger.type = "from.the.future";
    CHECK(app::record_title(desk.state, stranger) == "from.the.future");
}

TEST_CASE("records are listed newest first") {
    Desk desk = Desk::started();
    const Id first = desk.record("meeting.record");
    const Id second = desk.record("event.attendance");
    const auto live = app::live_records(desk.state);
    REQUIRE(live.size() == 2);
    CHECK(live[0]->id == second);
    CHECK(live[1]->id == first);
}
