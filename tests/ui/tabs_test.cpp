// What a tab shows that does not write, and where a newer version waits.
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

app::State reader(const app::State& state) {
    app::State made = state;
    made.session.writer = false;
    return made;
}

} // namespace

TEST_CASE("a tab that only shows the portfolio says so on every size, and offers to edit here") {
    const Desk desk = Desk::started();
    for (const ui::Viewport& viewport : {ui::Viewport{1440, 900, 1}, ui::Viewport{360, 740, 2}}) {
        Headless page(reader(desk.state), viewport);
        CHECK(page.has_text(words("banner.readOnly")));
        REQUIRE(page.press(words("tabs.edit")));
        page.settle();
        CHECK(page.find(Role::button, words("tabs.asking")));
        CHECK_FALSE(page.press(words("tabs.asking")));
        check_page(page, viewport.width);
    }
}

TEST_CASE("on the welcome too") {
    Desk desk;
    Headless page(reader(desk.state), {1440, 900, 1});
    CHECK(page.has_text(words("banner.readOnly")));
    CHECK(page.press(words("tabs.edit")));
}

TEST_CASE("a tab that was taken over from says whether everything was saved") {
    Desk desk = Desk::started();
    desk.tell(app::Fenced{});
    Headless saved(desk.state, {1440, 900, 1});
    CHECK(saved.has_text(words("banner.fenced")));

    Desk other = Desk::started();
    other.must(app::SetName{"Not saved"});
    other.tell(app::Fenced{});
    Headless page(other.state, {360, 740, 2});
    CHECK(page.has_text(words("banner.stranded")));
    CHECK(page.find(Role::button, words("tabs.edit")));
    page.visit("#/settings");
    CHECK(page.find(Role::text_field, words("settings.name"))->value == "Not saved");
    check_page(page, 360);
}

TEST_CASE("a newer version is offered calmly, and loading it is shown") {
    Desk desk = Desk::started();
    desk.tell(app::UpdateWaits{});
    for (const ui::Viewport& viewport : {ui::Viewport{1440, 900, 1}, ui::Viewport{360, 740, 2}}) {
        Headless page(desk.state, viewport);
        CHECK(page.has_text(words("update.ready")));
        CHECK(page.announcements.empty());
        REQUIRE(page.press(words("update.load")));
        page.settle();
        CHECK(page.find(Role::button, words("update.loading")));
        CHECK_FALSE(page.press(words("update.loading")));
        check_page(page, viewport.width);
    }
}

TEST_CASE("the settings say what the browser promised, and what Safari may do") {
    Desk desk = Desk::started();
    desk.tell(app::Persisted{false});
    desk.state.session.may_be_cleared = true;
    Headless page(desk.state, {1440, 900, 1});
    page.visit("#/settings");
    CHECK(page.has_text(words("settings.whereText")));
    CHECK(page.has_text(words("settings.notPersisted")));
    CHECK(page.has_text(words("settings.mayBeCleared")));

    desk.tell(app::Persisted{true});
    desk.state.session.may_be_cleared = false;
    Headless other(desk.state, {1440, 900, 1});
    other.visit("#/settings");
    CHECK(other.has_text(words("settings.persisted")));
    CHECK_FALSE(other.has_text(words("settings.mayBeCleared")));
}
