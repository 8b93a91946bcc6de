#include "support/assets.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const app::Catalog& catalog() {
    return *shipped_catalog();
}

Instant at(const char* time) {
    return *parse_rfc3339(time);
}

} // namespace

TEST_CASE("the pack gives words, pathways, record types, colours and icons") {
    CHECK(catalog().pathways.size() == 2);
    CHECK(catalog().record_types.size() >= 6);
    CHECK(app::find_record_type(catalog(), "meeting.record") != nullptr);
    CHECK(app::find_record_type(catalog(), "no.such.type") == nullptr);
    CHECK(app::find_pathway(catalog(), "ums.career-prepared", "A-edl") != nullptr);
    CHECK(app::find_pathway(catalog(), "ums.career-prepared", "Z") == nullptr);
    for (const auto* scheme : {&catalog().light, &catalog().dark})
        for (const char* token :
             {"background", "surface", "ink", "muted", "line", "control-line", "primary", "on-primary",
              "tint", "gold-text", "gold", "moss", "moss-tint", "rust", "rust-tint", "focus"}) {
            CAPTURE(token);
            CHECK(scheme->contains(token));
        }
    CHECK_FALSE(catalog().pebbles.empty());
}

TEST_CASE("icons have code points in the order of their names") {
    const Json pack = asset_pack();
    std::uint32_t code_point = 0xE000;
    for (const Json& icon : pack["icons"])
        CHECK(catalog().icons.at(icon.get<std::string>()) == code_point++);
    for (const auto& [id, type] : catalog().record_types)
        CHECK(catalog().icons.contains(type.icon));
}

TEST_CASE("a pack that is not one is refused with its place") {
    const Json pack = asset_pack();
    CHECK_FALSE(app::parse_catalog(Json::array()));
    CHECK_FALSE(app::parse_catalog(Json()));
    for (const char* key : {"theme", "pathways", "recordTypes", "icons"}) {
        CAPTURE(key);
        Json broken = pack;
        broken.erase(key);
        const auto result = app::parse_catalog(broken);
        REQUIRE_FALSE(result);
        CHECK(result.error().where.find(key) != std::string::npos);
        broken[key] = 7;
        CHECK_FALSE(app::parse_catalog(broken));
    }
    Json broken = pack;
    broken["pathways"][0].erase("levels");
    CHECK_FALSE(app::parse_catalog(broken));
}

TEST_CASE("placeholders are replaced by their values, and values are not searched for placeholders") {
    app::Catalog words;
    words.strings = {
        {"plain", "No gaps"},        {"two", "{a} and {b}"},         {"twice", "{a}{a}"},
        {"open", "An open { stays"}, {"count.one", "{count} thing"}, {"count.other", "{count} things"}};
    CHECK(app::tr(words, "plain") == "No gaps");
    CHECK(app::tr(words, "two", {{"a", "x"}, {"b", "y"}}) == "x and y");
    CHECK(app::tr(words, "two", {{"a", "{b}"}, {"b", "y"}}) == "{b} and y");
    CHECK(app::tr(words, "two", {{"a", "x"}}) == "x and {b}");
    CHECK(app::tr(words, "twice", {{"a", "x"}}) == "xx");
    CHECK(app::tr(words, "open") == "An open { stays");
    CHECK(app::tr(words, "absent") == "[absent]");
    CHECK(app::tr_count(words, "count", 1) == "1 thing");
    CHECK(app::tr_count(words, "count", 0) == "0 things");
    CHECK(app::tr_count(words, "count", 2) == "2 things");
}

TEST_CASE("an error of an unknown code still says that nothing was lost, and its code") {
    const std::string text = app::tr_error(catalog(), {"from.the.future", "x", "y"});
    CHECK(text.find("from.the.future") != std::string::npos);
    CHECK(text.find('{') == std::string::npos);
    CHECK(app::tr_error(catalog(), {"file.tooLarge", "film.mov"}).starts_with("film.mov"));
}

TEST_CASE("days and times are said in words, in local time") {
    struct Case {
        const char* instant;
        int offset;
        const char* day;
        const char* clock;
    };
    const Case cases[] = {
        {"2026-10-03T14:02:00Z", 0, "3 October 2026", "14:02"},
        {"2026-10-03T23:30:00Z", 120, "4 October 2026", "01:30"},
        {"2026-01-01T00:10:00Z", -300, "31 December 2025", "19:10"},
        {"2024-02-29T12:00:00Z", 0, "29 February 2024", "12:00"},
        {"1969-12-31T23:59:59Z", 0, "31 December 1969", "23:59"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.instant);
        CHECK(app::day_text(catalog(), at(one.instant), one.offset) == one.day);
        CHECK(app::clock_text(at(one.instant), one.offset) == one.clock);
    }
}

TEST_CASE("a date field is said in words where it is a date, else as it stands") {
    CHECK(app::date_field_text(catalog(), "2026-10-03") == "3 October 2026");
    CHECK(app::date_field_text(catalog(), "2026-10-13") == "13 October 2026");
    for (const char* text : {"", "soon", "2026-13-01", "2026-1-1", "3000"})
        CHECK(app::date_field_text(catalog(), text) == text);
}

TEST_CASE("sizes are said in the unit that keeps them short") {
    struct Case {
        std::uint64_t bytes;
        const char* text;
    };
    const Case cases[] = {{0, "0 bytes"},           {1, "1 byte"},       {999, "999 bytes"},
                          {1000, "1 kB"},           {1499, "1 kB"},      {1500, "2 kB"},
                          {999'499, "999 kB"},      {999'500, "1.0 MB"}, {1'250'000, "1.3 MB"},
                          {268'435'456, "268.4 MB"}};
    for (const Case& one : cases)
        CHECK(app::size_text(catalog(), one.bytes) == one.text);
}
