#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

Query words(std::string text) {
    return {.text = std::move(text), .type = {}, .tag = {}};
}

std::vector<std::string> titles(const Desk& desk) {
    REQUIRE(desk.state.found);
    std::vector<std::string> all;
    for (const Record* record : desk.state.found->records)
        all.push_back(app::record_title(desk.state, *record));
    return all;
}

// Three records: a claimed meeting, an event that is attached, a registration that is not. On the list of
// evidence.
struct Three {
    Desk desk = Desk::started();
    Id meeting = desk.meeting();
    Id event = desk.record("event.attendance", "L1.G1.event");
    Id account = desk.record("account.registration");

    Three() {
        desk.must(app::ClaimCriterion{meeting, "L1.G1.meeting"});
        desk.set(event, "title", std::string("Spring fair"));
        desk.set(account, "title", std::string("Job board"));
        desk.must(app::SetTags{account, {"Summer"}});
        desk.must(app::GoTo{{app::Screen::evidence, ""}});
    }
};

} // namespace

TEST_CASE("the list is narrowed by words, type, state and tag, each and all together") {
    Three three;
    Desk& desk = three.desk;
    CHECK(titles(desk) == std::vector<std::string>{"Job board", "Spring fair", "First talk (sample)"});
    desk.must(app::SetQuery{words("FAIR spring")});
    CHECK(titles(desk) == std::vector<std::string>{"Spring fair"});
    desk.must(app::SetQuery{{.text = {}, .type = "meeting.record", .tag = {}}});
    CHECK(titles(desk) == std::vector<std::string>{"First talk (sample)"});
    const std::pair<RecordState, const char*> states[] = {{RecordState::claimed, "First talk (sample)"},
                                                          {RecordState::used, "Spring fair"},
                                                          {RecordState::draft, "Job board"}};
    for (const auto& [state, title] : states) {
        desk.must(app::SetQuery{{.text = {}, .type = {}, .state = state, .tag = {}}});
        CHECK(titles(desk) == std::vector<std::string>{title});
    }
    desk.must(app::SetQuery{{.text = {}, .type = {}, .tag = "summer"}});
    CHECK(titles(desk) == std::vector<std::string>{"Job board"});
    desk.must(app::SetQuery{{.text = "spring", .type = {}, .tag = "summer"}});
    CHECK(titles(desk).empty());
}

TEST_CASE("what was asked stays while one looks elsewhere, and what is found follows the records") {
    Three three;
    Desk& desk = three.desk;
    desk.must(app::SetQuery{words("fair")});
    desk.must(app::GoTo{{app::Screen::record, three.account}});
    CHECK(desk.state.found == nullptr);
    desk.set(three.account, "title", std::string("Fair board"));
    desk.must(app::GoTo{{app::Screen::evidence, ""}});
    CHECK(titles(desk) == std::vector<std::string>{"Fair board", "Spring fair"});
    desk.must(app::TrashRecord{three.event});
    CHECK(titles(desk) == std::vector<std::string>{"Fair board"});
    desk.must(app::Undo{});
    CHECK(titles(desk).size() == 2);
}

TEST_CASE("a frame searches nothing anew while document and query stay") {
    Three three;
    const auto found = three.desk.state.found;
    three.desk.tell(app::MotionChanged{true});
    CHECK(three.desk.state.found == found);
    Query more = three.desk.session().query;
    more.most += 100;
    three.desk.must(app::SetQuery{more});
    CHECK(three.desk.state.found == found);
    three.desk.must(app::SetQuery{words("x")});
    CHECK(three.desk.state.found != found);
}

TEST_CASE("to begin anew empties the query and puts the focus into its field") {
    Three three;
    Desk& desk = three.desk;
    desk.must(app::SetQuery{{.text = "a", .type = "b", .state = RecordState::used, .tag = "c", .most = 300}});
    desk.must(app::SetQuery{{.text = {}, .type = {}, .tag = {}, .most = 0}});
    CHECK(desk.session().query == Query{});
    CHECK(desk.session().focus == "query");
    CHECK(desk.ask(app::SetQuery{words(std::string(1001, 'a'))}) == "text.tooLong");
}

TEST_CASE("the palette finds records by what is typed in it, and forgets them when it closes") {
    Three three;
    Desk& desk = three.desk;
    desk.must(app::OpenDialog{{.kind = app::DialogKind::palette, .node = {}, .record = {}}});
    CHECK(desk.session().focus == "palette");
    CHECK(desk.state.palette_found == nullptr);
    desk.must(app::TypeInDialog{"board"});
    REQUIRE(desk.state.palette_found);
    CHECK(desk.state.palette_found->records.size() == 1);
    CHECK(titles(desk).size() == 3); // the list behind it is as it was
    CHECK(desk.ask(app::TypeInDialog{std::string(1001, 'a')}) == "text.tooLong");
    desk.must(app::CloseDialog{});
    CHECK(desk.state.palette_found == nullptr);
    desk.must(app::TypeInDialog{"nobody listens"});
    CHECK_FALSE(desk.session().dialog);
}

TEST_CASE("tags are trimmed, each once, and what is too much is refused") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    desk.must(app::TypeHere{"half typed"});
    desk.must(app::SetTags{id, {"  first \t year ", "", "FIRST YEAR", "résumé", "Resume", "\x01"}});
    CHECK(desk.find(id).tags == std::vector<std::string>{"first year", "résumé"});
    CHECK(desk.session().typed_here.empty());
    CHECK(desk.session().focus == "tag");
    CHECK(desk.ask(app::SetTags{id, {std::string(161, 'a')}}) == "tag.tooLong");
    std::vector<std::string> many;
    for (int i = 0; i < 21; ++i)
        many.push_back("tag " + std::to_string(i));
    CHECK(desk.ask(app::SetTags{id, many}) == "tag.tooMany");
    CHECK(desk.ask(app::SetTags{"urn:uuid:nobody", {}}) == "record.unknown");
    desk.must(app::Undo{});
    CHECK(desk.find(id).tags.empty());
}

TEST_CASE("what is typed on a page and not kept is gone with the page") {
    Desk desk = Desk::started();
    desk.must(app::TypeHere{"half"});
    CHECK(desk.session().typed_here == "half");
    desk.must(app::GoTo{{app::Screen::evidence, ""}});
    CHECK(desk.session().typed_here.empty());
    desk.must(app::TypeHere{"half"});
    desk.tell(app::RouteChanged{{app::Screen::path, ""}});
    CHECK(desk.session().typed_here.empty());
    CHECK(desk.ask(app::TypeHere{std::string(max_badge_bytes + 1, 'a')}) == "text.tooLong");
}

TEST_CASE("a record is linked to another one once, never to itself or to nothing") {
    Three three;
    Desk& desk = three.desk;
    desk.must(app::LinkRecord{three.event, three.meeting});
    desk.must(app::LinkRecord{three.event, three.meeting});
    CHECK(desk.find(three.event).links == std::vector<Id>{three.meeting});
    CHECK(desk.ask(app::LinkRecord{three.event, three.event}) == "link.self");
    CHECK(desk.ask(app::LinkRecord{three.event, "urn:uuid:nobody"}) == "record.unknown");
    CHECK(desk.ask(app::LinkRecord{"urn:uuid:nobody", three.event}) == "record.unknown");
    desk.must(app::TrashRecord{three.account});
    CHECK(desk.ask(app::LinkRecord{three.event, three.account}) == "record.unknown");
    desk.must(app::UnlinkRecord{three.event, three.meeting});
    CHECK(desk.find(three.event).links.empty());
    desk.must(app::Undo{});
    CHECK(desk.find(three.event).links == std::vector<Id>{three.meeting});
}

TEST_CASE("a record is linked to a hundred others and no more") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    for (int i = 0; i < 100; ++i)
        desk.must(app::LinkRecord{id, desk.record("event.attendance")});
    const Id last = desk.record("event.attendance");
    CHECK(desk.ask(app::LinkRecord{id, last}) == "link.tooMany");
}

TEST_CASE("a record of every type goes to the trash and comes back as it was") {
    for (const auto& [type, unused] : shipped_catalog()->record_types) {
        CAPTURE(type);
        Desk desk = Desk::started();
        const Id id = desk.record(type);
        const Record before = desk.find(id);
        desk.must(app::TrashRecord{id});
        CHECK(app::live_records(desk.state).empty());
        CHECK(app::trashed_records(desk.state).size() == 1);
        desk.must(app::RestoreRecord{id});
        Record after = desk.find(id);
        after.modified = before.modified;
        after.revision = before.revision;
        CHECK(after == before);
    }
}
