// The screens for what cannot be read and for two versions of a record, by roles and names.
#include "app/merging.hpp"
#include "core/merge/merge.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

app::State damaged(std::string code = "store.damaged") {
    Desk desk;
    desk.state.session.store_problem = Error{std::move(code), "index.json"};
    return desk.state;
}

Desk with_records() {
    Desk desk = Desk::started();
    desk.meeting();
    desk.meeting();
    desk.finish_saves();
    return desk;
}

StoredCopy copy_of(const Desk& desk, StoredCopy::Place place) {
    StoredCopy copy{place, "A", encode_document(desk.document(), 3)};
    copy.files["keys.json"] = encode_keys(desk.state.keys);
    return copy;
}

std::string take(std::string_view what) {
    return words("recovery.takeNamed", {{"what", what}});
}

// A meeting of which two versions are here.
Desk in_two_versions() {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    Document document = desk.document();
    Record other = desk.find(id);
    other.fields["title"] = std::string("The same talk, told otherwise");
    document.records.push_back(std::make_shared<const Record>(other_side(other)));
    desk.state.document = std::make_shared<const Document>(std::move(document));
    desk.finish_saves();
    return desk;
}

} // namespace

TEST_CASE("in place of every screen the recovery screen says what happened, and offers what was found") {
    for (const ui::Viewport& viewport : {ui::Viewport{1440, 900, 1}, ui::Viewport{390, 844, 2}}) {
        Headless page(damaged(), viewport);
        CHECK(page.find(Role::heading, words("recovery.title")));
        CHECK(page.has_text("index.json"));
        CHECK(page.has_text(words("recovery.safe")));
        CHECK(page.has_text(words("recovery.looking")));
        CHECK_FALSE(page.find(Role::button, words("welcome.startEmpty")));
        const Desk before = with_records();
        page.find_copies({copy_of(before, StoredCopy::Place::second)});
        CHECK_FALSE(page.has_text(words("recovery.looking")));
        CHECK(page.has_text(words("recovery.wholeThen")));
        CHECK(page.has_text(app::tr_count(*shipped_catalog(), "recovery.records", 2)));
        CHECK(page.find(Role::file_drop, words("welcome.openFile")));
        CHECK(page.find(Role::button, words("recovery.export")));
        CHECK(page.auditor().faults().empty());
        CHECK(page.commits == 0);
        page.visit("#/evidence");
        CHECK(page.find(Role::heading, words("recovery.title")));
    }
}

TEST_CASE("a copy that is chosen opens the portfolio, and what came back is said") {
    Headless page(damaged());
    const Desk before = with_records();
    page.find_copies({copy_of(before, StoredCopy::Place::stored)});
    REQUIRE(page.press(take(words("recovery.stored"))));
    CHECK(page.find(Role::heading, before.state.catalog->pathways.back().name.at("en")));
    CHECK(page.has_text(app::tr_count(*shipped_catalog(), "recovery.records", 2)));
    CHECK(page.commits == 1);
    CHECK(page.state().session.save.phase == app::SavePhase::saved);
}

TEST_CASE("starting over is asked about, and needs the word") {
    Headless page(damaged("store.vanished"));
    page.find_copies({});
    CHECK(page.find(Role::heading, words("recovery.titleVanished")));
    CHECK(page.has_text(words("recovery.noCopies")));
    REQUIRE(page.press(words("recovery.startOverAsk")));
    CHECK_FALSE(page.press(words("recovery.startOver")));
    REQUIRE(page.type(words("settings.eraseType", {{"word", words("settings.deleteWord")}}), "delete"));
    REQUIRE(page.press(words("recovery.startOver")));
    CHECK(page.find(Role::heading, words("welcome.title")));
    CHECK(page.commits == 0);
    CHECK(page.press(words("welcome.startEmpty")));
    CHECK(page.commits == 1);
}

TEST_CASE("what a newer version wrote offers the export alone") {
    Headless page(damaged("store.newerVersion"));
    const Desk before = with_records();
    page.find_copies({copy_of(before, StoredCopy::Place::stored)});
    CHECK(page.find(Role::heading, words("recovery.titleNewer")));
    CHECK_FALSE(page.find(Role::file_drop, words("welcome.openFile")));
    CHECK_FALSE(page.find(Role::button, words("recovery.startOverAsk")));
    CHECK(page.press(words("recovery.export")));
    CHECK(page.downloads.size() == 1);
    CHECK(page.find(Role::heading, words("recovery.titleNewer")));
}

TEST_CASE("a record in two versions is named on the path, among the evidence and on its own page") {
    Headless page(in_two_versions().state);
    const std::string banner = app::tr_count(*shipped_catalog(), "conflicts.banner", 1);
    page.visit("#/path");
    CHECK(page.has_text(banner));
    page.visit("#/evidence");
    CHECK(page.has_text(banner));
    page.visit(app::to_hash({app::Screen::record, page.state().document->records.front()->id}));
    CHECK(page.has_text(words("conflicts.ofThis")));
    page.visit("#/plan");
    CHECK_FALSE(page.has_text(banner));
    page.visit("#/path");
    REQUIRE(page.follow(words("conflicts.choose")));
    CHECK(page.find(Role::heading, words("conflicts.title")));
}

TEST_CASE("two versions stand beside each other with what differs, and one above the other on a phone") {
    Headless page(in_two_versions().state);
    page.visit("#/conflicts");
    const auto first = page.find(Role::heading, words("conflicts.first"));
    const auto second = page.find(Role::heading, words("conflicts.second"));
    REQUIRE((first && second));
    CHECK(first->box.y == second->box.y);
    CHECK(first->box.x < second->box.x);
    CHECK(page.has_text("The same talk, told otherwise"));
    CHECK(page.has_text("First talk (sample)"));
    const auto marks = page.nodes();
    CHECK(std::ranges::count_if(marks, [](const Found& node) {
              return node.name == words("conflicts.differs");
          }) == 2); // of one field, on either side
    page.resize(390, 844);
    const auto above = page.find(Role::heading, words("conflicts.first"));
    const auto below = page.find(Role::heading, words("conflicts.second"));
    REQUIRE((above && below));
    CHECK(above->box.x == below->box.x);
    CHECK(above->box.y < below->box.y);
    CHECK(page.auditor().faults().empty());
}

TEST_CASE("a version is chosen by its button, and undone") {
    const std::string title = "First talk (sample)";
    for (const char* key :
         {"conflicts.keepThisNamed", "conflicts.keepOtherNamed", "conflicts.keepBothNamed"}) {
        CAPTURE(key);
        Headless page(in_two_versions().state);
        page.visit("#/conflicts");
        REQUIRE(page.press(words(key, {{"title", title}})));
        CHECK(app::conflicts(page.state()).empty());
        CHECK(page.has_text(words("conflicts.none")));
        const bool both = std::string_view(key) == "conflicts.keepBothNamed";
        REQUIRE(page.press(
            words("undo.named", {{"change", words(both ? "change.keptBoth" : "change.settled")}})));
        CHECK(app::conflicts(page.state()).size() == 1);
    }
}
