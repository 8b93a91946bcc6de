#include "core/json/read.hpp"

#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <string>

namespace cairn {

namespace {

struct Refused {
    std::string name;
    std::string text;
    const char* code;
    const char* where;
    const char* detail;
};

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

} // namespace

TEST_CASE("the reader refuses what two readers could understand differently, and says where") {
    using namespace std::string_literals;
    const Refused table[] = {
        {"empty text", "", "json.syntax", "$", "1:1"},
        {"only blanks", " \n ", "json.syntax", "$", "2:2"},
        {"a byte order mark", "\xEF\xBB\xBF{}", "json.bom", "$", "1:1"},
        {"a duplicate key", R"({"a":1,"b":{"c":1,"c":2}})", "json.duplicateKey", "$.b.c", "1:19"},
        {"a duplicate key, once escaped", R"({"a":1,"\u0061":1})", "json.duplicateKey", "$.a", "1:8"},
        {"text after the value", "{}\n{}", "json.trailing", "$", "2:1"},
        {"a comma after the value", "1,", "json.trailing", "$", "1:2"},
        {"an overlong encoding", "{\"a\":\"\xC0\xAF\"}", "json.utf8", "$.a", "1:7"},
        {"a surrogate as UTF-8", "[\"\xED\xA0\x80\"]", "json.utf8", "$[0]", "1:3"},
        {"beyond Unicode", "[\"\xF4\x90\x80\x80\"]", "json.utf8", "$[0]", "1:3"},
        {"a cut sequence", "[\"\xE2\x82", "json.utf8", "$[0]", "1:3"},
        {"a lone high surrogate", R"([1,"a\ud83dz"])", "json.surrogate", "$[1]", "1:6"},
        {"a lone low surrogate", R"(["\ude00"])", "json.surrogate", "$[0]", "1:3"},
        {"two high surrogates", R"(["\ud83d\ud83d"])", "json.surrogate", "$[0]", "1:3"},
        {"a lone surrogate in a key", R"({"\ud800":1})", "json.surrogate", "$", "1:3"},
        {"a number that no double holds", R"({"n":[1,1e400]})", "json.number", "$.n[1]", nullptr},
        {"a negative one", "-1e999", "json.number", "$", nullptr},
        {"a leading zero", "[01]", "json.syntax", "$[1]", nullptr},
        {"NaN", "[NaN]", "json.syntax", "$[0]", nullptr},
        {"a NUL byte behind the value", "{}\0{}"s, "json.syntax", "$", "1:3"},
        {"a comment", "{} // no", "json.trailing", "$", nullptr},
        {"a comma too many", "[1,]", "json.syntax", "$[1]", "1:4"},
        {"a raw line feed in a string", "[\"a\nb\"]", "json.syntax", "$[0]", nullptr},
        {"sixty-five levels", nested(65), "json.tooDeep", nullptr, "1:65"},
        {"a million levels", std::string(1'000'000, '['), "json.tooDeep", nullptr, "1:65"},
        {"an odd key", R"({"a b":[,]})", "json.syntax", "$[\"a b\"][0]", nullptr},
    };
    for (const Refused& row : table) {
        CAPTURE(row.name);
        const auto result = read_json(row.text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == row.code);
        if (row.where != nullptr) CHECK(result.error().where == row.where);
        if (row.detail != nullptr) CHECK(result.error().detail == row.detail);
    }
}

TEST_CASE("the reader keeps to its limits of bytes and values") {
    CHECK(read_json("[1,2]", {.bytes = 5}).has_value());
    CHECK(read_json("[1,2]", {.bytes = 4}).error().code == "json.tooLarge");
    CHECK(read_json("[1,2]", {.values = 3}).has_value());
    CHECK(read_json("[1,2]", {.values = 2}).error().code == "json.tooLarge");
    CHECK(read_json(nested(64)).has_value());
    CHECK(read_json(std::string(17 * 1024 * 1024, ' ')).error() == Error{"json.tooLarge", "$", "16777216"});
}

TEST_CASE("the reader takes every kind of value as it stands") {
    const auto result = read_json(R"( {"a":[null,true,-1,2,1.5,"\ud83d\ude00 \u00e9"],"":{"":[]}} )");
    REQUIRE(result.has_value());
    CHECK(*result ==
          Json{{"a", {nullptr, true, -1, 2, 1.5, "\U0001F600 \u00e9"}}, {"", {{"", Json::array()}}}});
    CHECK(read_json("1e-400").value() == 0.0);
    CHECK(read_json("\"x\"").value() == "x");
}

TEST_CASE("the reader names the member and the place where a text goes wrong") {
    const Refused table[] = {
        {"no colon", R"({"a":1,"b" 2})", "json.syntax", "$.b", "1:12"},
        {"no comma", R"({"a":1 "b":2})", "json.syntax", "$.a", "1:10"},
        {"no name", R"({"a":1,2})", "json.syntax", "$.a", "1:8"},
        {"no end", R"({"a":[1,2)", "json.syntax", "$.a[2]", "1:10"},
        {"another bracket", R"([{"a":[1}])", "json.syntax", "$[0].a[1]", "1:9"},
        {"a word cut short", "[true,fals]", "json.syntax", "$[1]", "1:11"},
        {"no digit after the point", "[1.]", "json.syntax", "$[0]", "1:4"},
        {"no digit in the exponent", "[1e+]", "json.syntax", "$[0]", "1:5"},
        {"a sign alone", "-", "json.syntax", "$", "1:2"},
        {"a plus sign", "+1", "json.syntax", "$", "1:1"},
        {"no such escape", R"(["\x"])", "json.syntax", "$[0]", "1:4"},
        {"no hexadecimal digit", R"(["\u12g4"])", "json.syntax", "$[0]", "1:7"},
        {"bad bytes between values", "[1,\xFF]", "json.utf8", "$[1]", "1:4"},
        {"bad bytes after what is refused already", "[1,,\xFF]", "json.syntax", "$[1]", "1:4"},
        {"bad bytes behind the value", "{} \xFF", "json.trailing", "$", "1:4"},
        {"a number in the depths", R"({"a":[{"b":-1e400}]})", "json.number", "$.a[0].b", "1:17"},
    };
    for (const Refused& row : table) {
        CAPTURE(row.name);
        const auto result = read_json(row.text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error() == Error{row.code, row.where, row.detail});
    }
}

TEST_CASE("the reader takes numbers as whole ones where they are and fit, else as the nearest double") {
    CHECK(read_json("-0").value().is_number_integer());
    CHECK(read_json("18446744073709551615").value() == 18446744073709551615U);
    CHECK(read_json("18446744073709551616").value().is_number_float());
    CHECK(read_json("-9223372036854775808").value() == std::numeric_limits<std::int64_t>::min());
    CHECK(read_json("-9223372036854775809").value().is_number_float());
    CHECK(read_json("1.0").value().is_number_float());
    CHECK(read_json("9007199254740993.0").value() == 9007199254740992.0);
    CHECK(read_json("0.1e1").value() == 1.0);
    CHECK(read_json("2.2250738585072011e-308").value() == 2.2250738585072011e-308);
    CHECK(read_json("1" + std::string(300, '0') + "." + std::string(300, '1')).value() == 1e300);
}

TEST_CASE("the reader survives every prefix and every changed byte of a text") {
    const std::string text = R"({"a":["\ud83d\ude00",{"b":-1.5e3,"c":[true,null]}],"é":"x"})";
    for (std::size_t i = 0; i < text.size(); ++i)
        CHECK_FALSE(read_json(text.substr(0, i)).has_value());
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = text;
            changed[i] = static_cast<char>(byte);
            const auto result = read_json(changed);
            if (!result) CHECK_FALSE(result.error().code.empty());
        }
    }
}

} // namespace cairn
