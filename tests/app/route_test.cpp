#include "app/route.hpp"

#include <doctest/doctest.h>
#include <random>
#include <string>

using cairn::app::parse_route;
using cairn::app::Route;
using cairn::app::Screen;
using cairn::app::to_hash;

TEST_CASE("every screen has an address that leads back to it") {
    const Route routes[] = {
        {Screen::path, ""},
        {Screen::criterion, "L1.G1.meeting"},
        {Screen::evidence, ""},
        {Screen::new_record, ""},
        {Screen::new_record, "L1.G3"},
        {Screen::record, "urn:uuid:00000000-0000-4000-8000-000000000001"},
        {Screen::submit, ""},
        {Screen::submit, "L2"},
        {Screen::settings, ""},
        {Screen::trash, ""},
        {Screen::badges, ""},
        {Screen::check, ""},
    };
    for (const Route& route : routes) {
        CAPTURE(to_hash(route));
        CHECK(parse_route(to_hash(route)) == route);
    }
}

TEST_CASE("an address that is not understood is the path") {
    for (const char* hash : {"", "#", "#/", "#/nowhere", "#/settings/", "#/badges/x", "#/path/", "##", "/",
                             "#/pathology", "#/\xFF\xFE"}) {
        CAPTURE(hash);
        CHECK(parse_route(hash) == Route{});
    }
    CHECK(parse_route("#/path/" + std::string(5000, 'x')) == Route{});
}

TEST_CASE("the mark and the stroke before an address may be missing") {
    CHECK(parse_route("evidence").screen == Screen::evidence);
    CHECK(parse_route("/evidence").screen == Screen::evidence);
    CHECK(parse_route("#evidence").screen == Screen::evidence);
}

TEST_CASE("any text gives a route, and the route's address gives the route again") {
    std::mt19937 random(7);
    const std::string letters = "#/pathevidncwsubmrgL1.%\xC3\xA9\n";
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (unsigned length = random() % 24; length > 0; --length)
            text += letters[random() % letters.size()];
        const Route route = parse_route(text);
        CAPTURE(text);
        REQUIRE(parse_route(to_hash(route)) == route);
    }
}
