// Search, filters, the palette, tags and the list of kinds of records, as a person meets them.
#include "app/actions.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;
using ui::ActionKind;

namespace {

Desk with_records(int count) {
    Desk desk = Desk::started();
    for (int i = 0; i < count; ++i)
        desk.set(desk.record("event.attendance"), "title", "Event " + std::to_string(i));
    desk.finish_saves();
    return desk;
}

std::size_t rows(const Headless& page) {
    std::size_t count = 0;
    for (const Found& link : page.all(Role::link))
        count += link.value.starts_with("#/evidence/urn:") ? 1 : 0;
    return count;
}

void open_palette(Headless& page) {
    REQUIRE(page.press(words("action.search")));
    REQUIRE(page.find(Role::dialog, words("action.search")));
}

// Enter in a field.
void enter(Headless& page, std::string_view label) {
    const auto field = page.find(Role::text_field, label);
    REQUIRE(field);
    page.act(field->id, ActionKind::activate);
    page.settle();
}

} // namespace

TEST_CASE("a long list shows a hundred records at once, and more when asked") {
    Headless page(with_records(230).state);
    page.visit("#/evidence");
    CHECK(rows(page) == 100);
    REQUIRE(page.press(words("find.more.other", {{"count", "100"}})));
    CHECK(rows(page) == 200);
    REQUIRE(page.press(words("find.more.other", {{"count", "30"}})));
    CHECK(rows(page) == 230);
    CHECK_FALSE(page.find(Role::button, words("find.more.other", {{"count", "30"}})));
    page.type(words("find.words"), "event 22"); // 22, 122, 220 to 229
    CHECK(rows(page) == 12);
    CHECK(page.has_text(words("find.count", {{"found", "12"}, {"all", "230"}})));
    page.type(words("find.words"), "event");
    CHECK(rows(page) == 100);
}

TEST_CASE("how many were found is said, and what was found is cleared by one button") {
    Headless page(with_records(3).state);
    page.visit("#/evidence");
    CHECK_FALSE(page.find(Role::button, words("find.clear")));
    page.type(words("find.words"), "nothing like it");
    CHECK(page.has_text(words("find.none")));
    const auto status = page.all(Role::status);
    REQUIRE(status.size() == 1);
    CHECK(status[0].name == words("find.count", {{"found", "0"}, {"all", "3"}}));
    REQUIRE(page.press(words("find.clear")));
    CHECK(rows(page) == 3);
    CHECK(page.all(Role::status).empty());
}

TEST_CASE("Enter in the palette takes the first that fits, and nothing where nothing does") {
    Headless page(with_records(3).state);
    open_palette(page);
    page.type(words("palette.field"), "event 1");
    enter(page, words("palette.field"));
    CHECK_FALSE(page.state().session.dialog);
    CHECK(page.all(Role::heading).front().name == "Event 1");
    open_palette(page);
    page.type(words("palette.field"), "zzz");
    enter(page, words("palette.field"));
    CHECK(page.state().session.dialog);
    CHECK(page.has_text(words("palette.none")));
}

TEST_CASE("the palette offers every action that is enabled, and does what is chosen") {
    Headless page(with_records(1).state);
    open_palette(page);
    for (const app::Action& action : app::actions()) {
        CAPTURE(action.id);
        const bool shown =
            page.find_in(words("palette.list"), Role::button, words(action.label)).has_value() ||
            page.find_in(words("palette.list"), Role::button,
                         words(action.label) + ", " +
                             std::string(action.keys.substr(0, action.keys.find(' '))))
                .has_value();
        CHECK(shown == (action.id != "search" && action.enabled(page.state())));
    }
    page.type(words("palette.field"), words("action.theme"));
    REQUIRE(page.press(words("action.theme")));
    CHECK_FALSE(page.state().session.dialog);
    CHECK(page.state().document->profile.theme == "dark");
    CHECK(page.state().history.undoable()->label == "change.theme");
}

TEST_CASE("the palette makes a record of a kind that one names, and leads to the list where more fit than it "
          "shows") {
    Headless page(with_records(12).state);
    open_palette(page);
    page.type(words("palette.field"), "meeting record");
    REQUIRE(page.press(words("newRecord.buttonNamed", {{"type", "Meeting"}})));
    CHECK(page.state().document->records.back()->type == "meeting.record");
    open_palette(page);
    page.type(words("palette.field"), "event");
    REQUIRE(page.press(words("palette.all.other", {{"count", "12"}})));
    CHECK(page.state().session.route.screen == app::Screen::evidence);
    CHECK(page.state().session.query.text == "event");
    CHECK(rows(page) == 12);
}

TEST_CASE("kinds of records stand in groups, each once, and are narrowed by words") {
    Headless page(Desk::started().state);
    page.visit("#/evidence/new");
    const auto shown = [&] {
        std::multiset<std::string> names;
        for (const Found& button : page.all(Role::button))
            if (button.spoken().starts_with(words("newRecord.buttonNamed", {{"type", ""}})))
                names.insert(button.spoken());
        return names;
    };
    const auto all = shown();
    CHECK(all.size() == shipped_catalog()->record_types.size());
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == all.size());
    page.type(words("newRecord.filter"), "MEETING");
    CHECK(shown().size() < all.size());
    CHECK_FALSE(shown().empty());
    page.type(words("newRecord.filter"), "zzz");
    CHECK(shown().empty());
    CHECK(page.has_text(words("newRecord.none")));
    page.visit("#/evidence");
    page.visit("#/evidence/new");
    CHECK(shown() == all);
}

TEST_CASE("every action that the rail and the page More need leads to a screen") {
    for (const char* id : {"path", "evidence", "reflections", "plan", "wall", "submit", "settings", "badges",
                           "skills", "trash"}) {
        CAPTURE(id);
        const app::Action* action = app::find_action(id);
        REQUIRE(action != nullptr);
        const app::Command command = action->command(Desk::started().state);
        REQUIRE(std::holds_alternative<app::GoTo>(command));
    }
}

TEST_CASE("a rail that is higher than the window scrolls") {
    Headless page(Desk::started().state, {1000, 420, 1});
    check_page(page, 1000);
    CHECK(page.all(Role::navigation).front().is(semantics::scroll));
    page.resize(1440, 900);
    CHECK_FALSE(page.all(Role::navigation).front().is(semantics::scroll));
}
