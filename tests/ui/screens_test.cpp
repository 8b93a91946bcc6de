// What holds of every screen in every state at every width.
#include "support/look.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>
#include <functional>

using namespace cairn;
using namespace cairn::test;

namespace {

struct Situation {
    const char* name;
    std::function<Desk()> make;
};

Desk half_way() {
    Desk desk = Desk::started();
    desk.meeting();
    const Id claimed = desk.meeting();
    desk.must(app::ClaimCriterion{claimed, "L1.G1.meeting"});
    const Id account = desk.record("account.registration", "L1.G3");
    desk.attach_file(account, "screenshot with a rather long name that goes on and on.png", "A", "image/png");
    desk.attach_file(account, "talk.mp3", "B", "audio/mpeg");
    desk.attach_file(account, "talk.mp4", "C", "video/mp4");
    desk.attach_file(account, "paper.pdf", "D", "application/pdf");
    desk.attach_file(account, "notes.txt", "E", "text/plain");
    const Id gone = desk.record("event.attendance");
    desk.set(gone, "title", std::string("Thrown away"));
    desk.must(app::TrashRecord{gone});
    desk.finish_saves();
    return desk;
}

const std::vector<Situation>& situations() {
    static const std::vector<Situation> all{
        {"nothing started", [] { return Desk(); }},
        {"stored data damaged",
         [] {
             Desk desk;
             desk.state.session.store_problem = Error{"store.damaged", "index.json"};
             return desk;
         }},
        {"another tab writes, nothing started",
         [] {
             Desk desk;
             desk.state.session.writer = false;
             return desk;
         }},
        {"started", [] { return Desk::started(); }},
        {"half way", half_way},
        {"saving",
         [] {
             Desk desk = half_way();
             desk.must(app::SetName{"A"});
             return desk;
         }},
        {"not saved",
         [] {
             Desk desk = half_way();
             desk.must(app::SetName{"A"});
             desk.tell(app::SaveFailed{desk.take_commits().back(), {"store.quota"}});
             return desk;
         }},
        {"read only",
         [] {
             Desk desk = half_way();
             desk.tell(app::WriterChanged{false});
             return desk;
         }},
        {"a notice",
         [] {
             Desk desk = half_way();
             desk.state = app::refuse(desk.state, {"claim.notMet"}).state;
             return desk;
         }},
        {"file on its way",
         [] {
             Desk desk = half_way();
             desk.must(app::AddFiles{desk.document().records.front()->id, {{1, "a file.txt"}}});
             return desk;
         }},
        {"ready",
         [] {
             Desk desk = Desk::started();
             desk.meet_level_one();
             return desk;
         }},
        {"exported twice, dark",
         [] {
             Desk desk = Desk::started();
             desk.meet_level_one();
             desk.export_level();
             desk.must(app::SetName{"B"});
             desk.export_level();
             desk.finish_saves();
             desk.tell(app::ThemeChanged{true});
             return desk;
         }},
        {"badges held, refused and on their way",
         [] {
             Desk desk = half_way();
             desk.state.keys = {make_learner_key(Seed{}, desk.now)};
             for (const char* name : {"level-1.json", "level-1-other-id.json", "level-1-other-suite.json",
                                      "level-1-expired.json", "level-1-email.json"})
                 desk.add_badge(name);
             desk.must(app::AddEmail{"somebody.with.a.rather.long.address@students.example.org"});
             desk.must(app::AddEmail{"b@example.org"});
             desk.finish_saves();
             desk.must(app::AddBadges{{{9, "one that is being read.json"}, {10, "another.json"}}});
             return desk;
         }},
        {"records with tags, and a list that is narrowed",
         [] {
             Desk desk = half_way();
             const Id id = desk.document().records.front()->id;
             desk.must(app::SetTags{id,
                                    {"summer", "a tag as long as a tag can be, forty of them",
                                     "\u05E9\u05DC\u05D5\u05DD", "b", "c", "d"}});
             desk.must(app::SetTags{desk.document().records[1]->id, {"of another record"}});
             desk.must(app::SetQuery{{.text = "talk", .type = {}, .tag = "summer"}});
             desk.finish_saves();
             return desk;
         }},
        {"files that were looked at, with no portfolio",
         [] {
             Desk desk;
             look_at_everything(desk);
             return desk;
         }},
        {"files that were looked at and are on their way",
         [] {
             Desk desk = half_way();
             look_at_everything(desk);
             desk.must(app::CheckFiles{{{99, "one that is being read, with a rather long name to it.zip"}}});
             return desk;
         }},
        {"the other revision",
         [] {
             Desk desk = half_way();
             desk.must(app::SetRevision{"A-edl"});
             return desk;
         }},
        {"a record of a kind that is not there any more",
         [] {
             Desk desk = half_way();
             Document changed = desk.document();
             Record stranger = *changed.records.front();
             stranger.id = sample_id(7);
             stranger.type = "from.the.future";
             changed.records.push_back(std::make_shared<const Record>(stranger));
             desk.state.document = std::make_shared<const Document>(changed);
             return desk;
         }},
    };
    return all;
}

std::vector<std::string> addresses(const app::State& state) {
    std::vector<std::string> all{
        "#/path",  "#/evidence",     "#/evidence/new", "#/evidence/new/L1.G3", "#/submit", "#/settings",
        "#/trash", "#/path/nowhere", "#/badges",       "#/evidence/nobody",    "#/more",   "#/reflections",
        "#/plan",  "#/wall",         "#/check"};
    for (const LevelStatus& level : app::level_statuses(state))
        for (const auto& [id, status] : level.nodes)
            all.push_back("#/path/" + id);
    if (state.document)
        for (const RecordPtr& record : state.document->records)
            all.push_back("#/evidence/" + record->id);
    return all;
}

} // namespace

TEST_CASE("every screen is sound in every state at every width") {
    for (const Situation& situation : situations()) {
        const Desk desk = situation.make();
        CAPTURE(situation.name);
        Headless page(desk.state);
        page.answers_saves = false;
        for (const float width : {320.0F, 360.0F, 768.0F, 1440.0F}) {
            CAPTURE(width);
            page.resize(width, width < 500 ? 640.0F : 900.0F);
            for (const std::string& address : addresses(desk.state)) {
                CAPTURE(address);
                page.visit(address);
                check_page(page, width);
                if (page.state().document) CHECK(page.all(Role::heading).front().aux == 1);
            }
        }
    }
}

TEST_CASE("every dialog is sound at every width, comes last, and closes by button and by Escape") {
    const Desk desk = half_way();
    const Id trashed = app::trashed_records(desk.state).front()->id;
    for (const app::Dialog& dialog : {app::Dialog{app::DialogKind::use_record, "L1.G1.event", {}},
                                      app::Dialog{app::DialogKind::use_record, "L1.G1.meeting", {}},
                                      app::Dialog{app::DialogKind::delete_record, {}, trashed},
                                      app::Dialog{app::DialogKind::palette, {}, {}},
                                      app::Dialog{app::DialogKind::palette, {}, {}, "talk"},
                                      app::Dialog{app::DialogKind::palette, {}, {}, "zzz"}}) {
        for (const float width : {320.0F, 360.0F, 768.0F, 1440.0F}) {
            CAPTURE(width);
            Headless page(desk.state, {width, 640, 1});
            page.program().post(app::Command(app::OpenDialog{dialog}));
            page.settle();
            REQUIRE(page.all(Role::dialog).size() == 1);
            check_page(page, width);
            CHECK(page.cancel_dialog());
            CHECK(page.all(Role::dialog).empty());
            CHECK_FALSE(page.state().session.dialog);
        }
    }
}

TEST_CASE("one part of the page is the main one and scrolls, and what stands around it has a name") {
    for (const float width : {360.0F, 1440.0F}) {
        Headless page(half_way().state, {width, 800, 1});
        REQUIRE(page.all(Role::main).size() == 1);
        CHECK(page.all(Role::main)[0].is(semantics::scroll));
        CHECK(page.all(Role::navigation).size() == 1);
        for (const Role role :
             {Role::main, Role::navigation, Role::region, Role::list, Role::ordered_list, Role::group})
            for (const Found& node : page.all(role))
                CHECK_FALSE(node.name.empty());
    }
}

TEST_CASE("the entry of the section that one is in is marked, and no other") {
    Headless page(half_way().state);
    const std::pair<const char*, const char*> sections[] = {{"#/path", "nav.path"},
                                                            {"#/path/L1.G3", "nav.path"},
                                                            {"#/evidence", "nav.evidence"},
                                                            {"#/evidence/new", "nav.evidence"},
                                                            {"#/trash", "nav.evidence"},
                                                            {"#/submit", "nav.submit"},
                                                            {"#/settings", "nav.settings"},
                                                            {"#/badges", "nav.path"},
                                                            {"#/reflections", "nav.reflections"},
                                                            {"#/plan", "nav.plan"},
                                                            {"#/wall", "nav.wall"},
                                                            {"#/check", "nav.check"}};
    for (const auto& [address, key] : sections) {
        page.visit(address);
        std::vector<std::string> current;
        for (const Found& node : page.all(Role::link))
            if (node.is(semantics::current)) current.push_back(node.name);
        CHECK(current == std::vector<std::string>{words(key)});
    }
}

TEST_CASE("headings go down one step at a time") {
    Headless page(half_way().state);
    for (const std::string& address : addresses(half_way().state)) {
        CAPTURE(address);
        page.visit(address);
        unsigned last = 0;
        std::size_t first_level = 0;
        for (const Found& heading : page.all(Role::heading)) {
            CHECK(heading.aux <= last + 1);
            last = heading.aux;
            if (heading.aux == 1) ++first_level;
        }
        CHECK(first_level == 1);
    }
}

TEST_CASE("a new screen asks for the focus on its heading, once") {
    Headless page(half_way().state);
    page.visit("#/submit");
    auto heading = page.all(Role::heading).front();
    CHECK(heading.is(semantics::focus));
    const std::uint32_t request = heading.request;
    page.settle();
    CHECK(page.all(Role::heading).front().request == request);
    page.visit("#/settings");
    CHECK(page.all(Role::heading).front().request == request + 1);
}

TEST_CASE("when the last backup was made stands beside what is saved, on a phone under More") {
    Desk desk = half_way();
    for (const bool made : {false, true}) {
        if (made) desk.state.notes.backup = Instant{1'768'435'200'000};
        const std::string expected = made ? "Backup of 15 January 2026" : "No backup file yet";
        Headless wide(desk.state, {1440, 900, 1});
        for (const char* screen : {"#/path", "#/evidence", "#/submit"}) {
            wide.visit(screen);
            CHECK(wide.has_text(expected));
        }
        Headless phone(desk.state, {360, 740, 2});
        phone.visit("#/more");
        CHECK(phone.has_text(expected));
    }
}
