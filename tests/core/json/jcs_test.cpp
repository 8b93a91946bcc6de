#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/standards.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <doctest/doctest.h>
#include <limits>
#include <random>

namespace cairn {

namespace {

std::string canonical(std::string_view text) {
    const auto json = read_json(text);
    return json ? canonicalize(*json) : "refused: " + json.error().code;
}

double from_bits(std::string_view hex) {
    std::uint64_t bits = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), bits, 16);
    return std::bit_cast<double>(bits);
}

} // namespace

TEST_CASE("the canonical form sorts members, drops blanks and writes ECMAScript numbers") {
    CHECK(canonical(R"({ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                         "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                         "literals": [null, true, false] })") ==
          "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
          "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    CHECK(canonical("[]") == "[]");
    CHECK(canonical("{ }") == "{}");
    CHECK(canonical(R"({"b":{"z":[],"a":{}},"a":""})") == R"({"a":"","b":{"a":{},"z":[]}})");
}

TEST_CASE("members are ordered by UTF-16 code units, not by bytes") {
    CHECK(canonical(R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})") ==
          "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001F600\":5,\"\uFB33\":3}");
    CHECK(utf16_less("\U0001F600", "\uE000"));
    CHECK(utf16_less("\uD7FF", "\U00010000"));
    CHECK(utf16_less("a", "aa"));
    CHECK_FALSE(utf16_less("a", "a"));
}

TEST_CASE("a number is written the same whether it was read as a whole one or not") {
    for (const char* const text :
         {"0", "-0", "1", "-1", "9007199254740991", "-9007199254740992", "9007199254740993",
          "9223372036854775807", "18446744073709551615", "-9223372036854775808", "123456789012345678901",
          "1234567890123456789012"}) {
        CAPTURE(text);
        CHECK(canonical(text) == canonical(std::string(text) + ".0"));
        CHECK(canonical(text) == number_text(std::strtod(text, nullptr)));
    }
}

TEST_CASE("only what has to be escaped is escaped") {
    CHECK(canonical(R"("\u0000\u0008\u0009\u000a\u000b\u000c\u000d\u001f\u007f\u2028/")") ==
          "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\x7F\u2028/\"");
}

TEST_CASE("what is written can be read again, even if a text was never UTF-8") {
    CHECK(canonicalize(Json("a\xFF\xC3z\xE2\x82")) == "\"a\uFFFD\uFFFDz\uFFFD\uFFFD\"");
    CHECK(read_json(canonicalize(Json{{"\xFF", "\xED\xA0\x80"}})).has_value());
    CHECK(canonicalize(Json(std::numeric_limits<double>::infinity())) == "0");
}

TEST_CASE("numbers come out as ECMAScript writes them") {
    // RFC 8785, appendix B.
    const std::pair<const char*, const char*> table[] = {
        {"0000000000000000", "0"},
        {"8000000000000000", "0"},
        {"0000000000000001", "5e-324"},
        {"8000000000000001", "-5e-324"},
        {"7fefffffffffffff", "1.7976931348623157e+308"},
        {"ffefffffffffffff", "-1.7976931348623157e+308"},
        {"4340000000000000", "9007199254740992"},
        {"c340000000000000", "-9007199254740992"},
        {"4430000000000000", "295147905179352830000"},
        {"44b52d02c7e14af5", "9.999999999999997e+22"},
        {"44b52d02c7e14af6", "1e+23"},
        {"44b52d02c7e14af7", "1.0000000000000001e+23"},
        {"444b1ae4d6e2ef4e", "999999999999999700000"},
        {"444b1ae4d6e2ef4f", "999999999999999900000"},
        {"444b1ae4d6e2ef50", "1e+21"},
        {"3eb0c6f7a0b5ed8c", "9.999999999999997e-7"},
        {"3eb0c6f7a0b5ed8d", "0.000001"},
        {"41b3de4355555553", "333333333.3333332"},
        {"41b3de4355555554", "333333333.33333325"},
        {"41b3de4355555555", "333333333.3333333"},
        {"41b3de4355555556", "333333333.3333334"},
        {"41b3de4355555557", "333333333.33333343"},
        {"becbf647612f3696", "-0.0000033333333333333333"},
        {"43143ff3c1cb0959", "1424953923781206.2"},
    };
    for (const auto& [bits, expected] : table) {
        CAPTURE(bits);
        CHECK(number_text(from_bits(bits)) == expected);
    }
    CHECK(canonical("[1.0,-0,-0.0,1e2,100000000000000000000,9007199254740993,18446744073709551615,-"
                    "9223372036854775808]") ==
          "[1,0,0,100,100000000000000000000,9007199254740992,18446744073709552000,-9223372036854776000]");
}

TEST_CASE("any number reads back as the same double, and the canonical form is its own canonical form") {
    std::mt19937_64 random(8785);
    for (int i = 0; i < 20'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        const std::string text = number_text(value);
        CHECK(read_json(text).value().get<double>() == value);
        CHECK(canonical(text) == text);
    }
}

TEST_CASE("the form for people holds the same value and puts named members first") {
    const Json json = read_json(R"({"z":[1,{"id":"x","a":[],"b":{}}],"id":"\u20ac","type":"t"})").value();
    const std::string_view order[] = {"type", "id"};
    const std::string text = to_pretty(json, order);
    CHECK(text ==
          "{\n  \"type\": \"t\",\n  \"id\": \"\u20ac\",\n  \"z\": [\n    1,\n    {\n      \"id\": \"x\",\n"
          "      \"a\": [],\n      \"b\": {}\n    }\n  ]\n}\n");
    CHECK(canonical(text) == canonicalize(json));
}

TEST_CASE("the RFC 8785 test files of its authors come out byte for byte") {
    const auto folder = test::standards_folder() / "rfc8785";
    const auto numbers = test::read_file(folder / "numbers-00001-04000.txt");
    if (!numbers) CAIRN_SKIP("no RFC 8785 files");
    for (const std::string name : {"arrays", "structures", "unicode", "values"}) {
        CAPTURE(name);
        const auto input = test::read_file(folder / "input" / (std::string(name) + ".json"));
        const auto output = test::read_file(folder / "output" / (std::string(name) + ".json"));
        REQUIRE(input.has_value());
        CHECK(canonical(*input) == output);
    }
    int lines = 0;
    for (std::size_t at = 0; at < numbers->size();) {
        const auto end = std::min(numbers->find('\n', at), numbers->size());
        const std::string_view line = std::string_view(*numbers).substr(at, end - at);
        const auto comma = line.find(',');
        if (comma != std::string_view::npos) {
            CHECK(number_text(from_bits(line.substr(0, comma))) == line.substr(comma + 1));
            ++lines;
        }
        at = end + 1;
    }
    CHECK(lines == 4000);
}

} // namespace cairn
