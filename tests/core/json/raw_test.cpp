// Parts of JSON text, taken out byte for byte.
#include "core/json/raw.hpp"
#include "core/json/read.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace cairn;

TEST_CASE("a member's value is found as it is written, whatever stands before it") {
    const std::string text =
        R"( { "x" : "}, \"a\": 1" , "b\\" : [ {"a": 2}, "]" ], "n":-1.5e3 ,"a" : { "k" : [1, 2] } } )";
    REQUIRE(read_json(text).has_value());
    CHECK(raw_member(text, "a") == R"({ "k" : [1, 2] })");
    CHECK(raw_member(text, "n") == "-1.5e3");
    CHECK(raw_member(text, "x") == R"("}, \"a\": 1")");
    CHECK(raw_member(text, "b\\") == R"([ {"a": 2}, "]" ])");
    CHECK(raw_member(text, "k").empty());
    CHECK(raw_member(R"({"\u0061":true})", "a") == "true");
    CHECK(raw_member("[1]", "a").empty());
    CHECK(raw_member("", "a").empty());
    CHECK(raw_member("{}", "a").empty());
}

TEST_CASE("the elements of an array are found one by one, and a value alone stands for itself") {
    const auto elements = raw_elements(R"([ {"a":[1,2]} ,"x,]", 3,null ,[] ])");
    REQUIRE(elements.size() == 5);
    CHECK(elements[0] == R"({"a":[1,2]})");
    CHECK(elements[1] == R"("x,]")");
    CHECK(elements[2] == "3");
    CHECK(elements[3] == "null");
    CHECK(elements[4] == "[]");
    CHECK(raw_elements("[]").empty());
    CHECK(raw_elements(" [ ] ").empty());
    CHECK(raw_elements("").empty());
    CHECK(raw_elements(R"({"a":1})") == std::vector<std::string_view>{R"({"a":1})"});
}

TEST_CASE("text that is no JSON is looked into without harm") {
    for (const std::string text :
         {"{", "{\"", "{\"a\"", "{\"a\":", "{\"a\":[", "{\"a\":\"\\", "{\"b\":1,", "{]", "[1,", "[{]", "["}) {
        CAPTURE(text);
        const std::string_view found = raw_member(text, "a");
        CHECK(found.size() <= text.size());
        CHECK(raw_elements(text).size() <= text.size());
    }
}
