// The screen of restore points and the trash as a whole, as a person meets them.
#include "support/desk.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;
using headless::Headless;
using headless::Role;

namespace {

Desk saved_desk() {
    Desk desk = Desk::started();
    desk.meeting();
    desk.finish_saves();
    return desk;
}

} // namespace

TEST_CASE("a restore point is kept, compared and returned to from its screen, at every width") {
    for (const float width : {1440.0F, 390.0F}) {
        CAPTURE(width);
        Headless page(saved_desk().state, {width, 900, 1});
        page.visit("#/history");
        CHECK(page.has_text(words("points.none")));
        check_page(page, width);

        REQUIRE(page.press(words("points.keep")));
        check_page(page, width);
        REQUIRE(page.type(words("points.name"), "Before the interview"));
        REQUIRE(page.press(words("points.keepNow")));
        REQUIRE(page.disk.points.size() == 1);
        CHECK(page.has_text("Before the interview"));

        page.visit("#/settings");
        REQUIRE(page.type(words("settings.name"), "Somebody"));
        page.visit("#/history");
        const auto compare = page.all(Role::button);
        const auto found = std::ranges::find_if(compare, [](const headless::Found& node) {
            return node.spoken().starts_with("Compare with Before");
        });
        REQUIRE(found != compare.end());
        page.act(found->id, ui::ActionKind::activate);
        page.settle();
        CHECK(page.has_text(words("points.profile")));
        check_page(page, width);

        REQUIRE(page.press(words("points.restore")));
        CHECK(page.has_text(words("points.restoreWhat")));
        REQUIRE(page.find_in(words("points.restoreTitle"), Role::button, words("points.restore")));
        page.act(page.find_in(words("points.restoreTitle"), Role::button, words("points.restore"))->id,
                 ui::ActionKind::activate);
        page.settle();
        CHECK(page.state().document->profile.name.empty());
        CHECK(page.disk.points.size() == 2);
        CHECK(page.has_text(words("points.beforeRestore")));
        CHECK(page.has_text(words("points.restored")));
        check_page(page, width);
    }
}

TEST_CASE("the trash says when its records go, and is emptied after asking") {
    Desk desk = saved_desk();
    desk.must(app::TrashRecord{desk.document().records.front()->id});
    desk.finish_saves();
    Headless page(desk.state, {390, 900, 1});
    page.visit("#/trash");
    CHECK(page.has_text("goes on"));
    check_page(page, 390);
    REQUIRE(page.press(words("trash.empty")));
    CHECK(page.has_text(words("trash.emptyTitle")));
    CHECK_FALSE(page.state().document->records.empty());
    page.act(page.find_in(words("trash.emptyTitle"), Role::button, words("trash.empty"))->id,
             ui::ActionKind::activate);
    page.settle();
    CHECK(page.state().document->records.empty());
    CHECK(page.has_text(words("trash.none")));
}
