#include "core/json/read.hpp"
#include "core/json/reader.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

Error fault_of(std::string_view text, const std::function<void(Object&)>& read) {
    const Json json = read_json(text).value();
    Reading reading("file.json");
    Object root = reading.root(json);
    read(root);
    const auto result = reading.finish(0);
    return result ? Error{} : result.error();
}

} // namespace

TEST_CASE("a typed reader names the file, the path and what was expected") {
    CHECK(fault_of("[]", [](Object&) {}) == Error{"format.type", "file.json: $", "object"});
    CHECK(fault_of("{}", [](Object& o) { o.text("id"); }) ==
          Error{"format.missing", "file.json: $.id", "id"});
    CHECK(fault_of(R"({"id":null})", [](Object& o) { o.text("id"); }).code == "format.missing");
    CHECK(fault_of(R"({"id":1})", [](Object& o) { o.text("id"); }) ==
          Error{"format.type", "file.json: $.id", "string"});
    CHECK(fault_of(R"({"a":[{"b":true}]})", [](Object& o) {
              o.each("a", 9, [](Object e) { e.number("b", 1); });
          }) == Error{"format.type", "file.json: $.a[0].b", "number"});
    CHECK(fault_of(R"({"a":[1,2]})", [](Object& o) { o.each("a", 1, [](Object) {}); }) ==
          Error{"format.tooLong", "file.json: $.a", "1"});
    CHECK(fault_of(R"({"a":7})", [](Object& o) { o.number("a", 6); }) ==
          Error{"format.value", "file.json: $.a", "7"});
    CHECK(fault_of(R"({"a":"x"})", [](Object& o) { o.one_of<int>("a", {{"y", 1}}); }) ==
          Error{"format.value", "file.json: $.a", "x"});
    CHECK(fault_of(R"({"a":"x"})", [](Object& o) { o.instant("a"); }).code == "format.value");
    CHECK(fault_of(R"({"a":{"en":3}})", [](Object& o) { o.words("a"); }).where == "file.json: $.a.en");
    CHECK(fault_of(R"({"a":"long"})", [](Object& o) { o.text("a", 3); }).code == "format.tooLong");
    CHECK(fault_of(R"({"a":1,"b":2})", [](Object& o) {
              o.number("a", 9);
              o.done();
          }) == Error{"format.unknown", "file.json: $.b", "b"});
}

TEST_CASE("a typed reader keeps the first fault and gives defaults after it") {
    const Json json = read_json(R"({"a":1,"list":[{"x":1},{"x":"2"},{"x":3}]})").value();
    Reading reading("f");
    Object root = reading.root(json);
    int seen = 0;
    root.each("list", 9, [&](Object item) {
        item.number("x", 9);
        ++seen;
    });
    CHECK(seen == 2);
    CHECK(root.text("missing").empty());
    CHECK(reading.finish(1).error().where == "f: $.list[1].x");
}

TEST_CASE("a typed reader gives what stands there") {
    const Json json =
        read_json(
            R"({"t":"x","b":true,"n":5,"i":"2026-01-15T12:00:00Z","w":{"en":"W"},"l":["p","q"],"m":{"k":"v"}})")
            .value();
    Reading reading("f");
    Object root = reading.root(json);
    CHECK(root.text("t") == "x");
    CHECK(root.text_or("none", "y") == "y");
    CHECK(root.boolean("b"));
    CHECK(root.number("n", 9) == 5);
    CHECK(root.instant("i").ms == 1768478400000);
    CHECK_FALSE(root.instant_or_none("none").has_value());
    CHECK(root.words("w") == LanguageMap{{"en", "W"}});
    CHECK(root.texts("l", 2) == std::vector<std::string>{"p", "q"});
    CHECK(root.text_map("m", 2) == std::map<std::string, std::string>{{"k", "v"}});
    root.done();
    CHECK(reading.finish(true).has_value());
}

} // namespace cairn
