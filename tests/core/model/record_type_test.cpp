#include "core/json/json.hpp"
#include "core/model/record_type.hpp"

#include <doctest/doctest.h>
#include <functional>

using namespace cairn;

namespace {

Json words(const char* text) {
    return {{"en", text}};
}

Json small_type() {
    const Json name = {{"id", "name"}, {"kind", "text"}, {"label", words("Name")}};
    const Json role = {{"id", "role"},
                       {"kind", "choice"},
                       {"label", words("Role")},
                       {"options", {{{"value", "coach"}, {"label", words("Coach")}}}}};
    return {{"format", "cairn-record-type"},
            {"version", 1},
            {"id", "sample.record"},
            {"uri", "urn:uuid:00000000-0000-4000-8000-000000000001"},
            {"icon", "compass"},
            {"name", words("Sample")},
            {"description", words("A sample.")},
            {"titleField", "title"},
            {"startField", "date"},
            {"fields",
             {{{"id", "title"}, {"kind", "text"}, {"label", words("Title")}, {"required", true}},
              {{"id", "date"}, {"kind", "date"}, {"label", words("Date")}},
              {{"id", "people"},
               {"kind", "people"},
               {"label", words("People")},
               {"addLabel", words("Add a person")},
               {"columns", {name, role}}}}}};
}

Json& field(Json& type, std::size_t index) {
    return type["fields"][index];
}

} // namespace

TEST_CASE("a record type is read with its fields, options and columns") {
    const auto type = parse_record_type(small_type().dump(), "sample.json");
    REQUIRE(type.has_value());
    CHECK(type->takes_files);
    CHECK(type->title_field == "title");
    CHECK(type->start_field == "date");
    CHECK(type->end_field.empty());
    const FieldSpec* const people = find_field(*type, "people");
    REQUIRE(people != nullptr);
    CHECK(people->kind == FieldKind::people);
    REQUIRE(people->columns.size() == 2);
    CHECK(people->columns[1].options[0].value == "coach");
    CHECK(find_field(*type, "title")->required);
    CHECK(find_field(*type, "gone") == nullptr);
}

TEST_CASE("a field that waits for a choice is shown only while that is chosen") {
    Json json = small_type();
    Json& fields = json["fields"];
    fields.push_back(
        {{"id", "form"},
         {"kind", "choice"},
         {"label", words("Form")},
         {"ownWord", true},
         {"options",
          {{{"value", "long"}, {"label", words("Long")}}, {{"value", "short"}, {"label", words("Short")}}}}});
    fields.push_back({{"id", "growth"},
                      {"kind", "longText"},
                      {"label", words("How did you grow?")},
                      {"when", {{"field", "form"}, {"values", {"long"}}}},
                      {"dimension", true},
                      {"dimensionName", words("Growth")},
                      {"markdown", true}});
    const auto type = parse_record_type(json.dump(), "sample.json");
    REQUIRE(type.has_value());
    const FieldSpec* const growth = find_field(*type, "growth");
    REQUIRE(growth != nullptr);
    CHECK(growth->markdown);
    CHECK(growth->dimension_name.at("en") == "Growth");
    CHECK(find_field(*type, "form")->own_word);
    Record record;
    CHECK_FALSE(is_shown(*growth, record));
    CHECK(is_shown(*find_field(*type, "title"), record));
    record.fields["form"] = std::string("short");
    CHECK_FALSE(is_shown(*growth, record));
    CHECK(shown_dimensions(*type, record).empty());
    record.fields["form"] = std::string("long");
    CHECK(is_shown(*growth, record));
    CHECK(shown_dimensions(*type, record) == std::vector<const FieldSpec*>{growth});
    record.fields["form"] = std::vector<std::string>{"long"};
    CHECK_FALSE(is_shown(*growth, record));
}

TEST_CASE("words are counted as people count them") {
    CHECK(count_words("") == 0);
    CHECK(count_words("  \n") == 0);
    CHECK(count_words("one") == 1);
    CHECK(count_words(" one,  two\nthree\t four ") == 4);
}

TEST_CASE("a fault in a record type is named by file, path and value") {
    struct Case {
        const char* what;
        std::function<void(Json&)> change;
        const char* code;
        const char* where;
        const char* detail;
    };
    const Case cases[] = {
        {"a newer version", [](Json& t) { t["version"] = 9; }, "format.value", "$.version", "9"},
        {"unknown kind", [](Json& t) { field(t, 0)["kind"] = "number"; }, "format.value", "$.fields[0].kind",
         "number"},
        {"no label", [](Json& t) { field(t, 0).erase("label"); }, "format.missing", "$.fields[0].label",
         "label"},
        {"id used twice", [](Json& t) { field(t, 1)["id"] = "title"; }, "format.value", "$.fields[1].id",
         "title"},
        {"a dot in an id", [](Json& t) { field(t, 1)["id"] = "a.b"; }, "format.value", "$.fields[1].id",
         "a.b"},
        {"title that is no field", [](Json& t) { t["titleField"] = "name"; }, "format.value", "$.titleField",
         "name"},
        {"title that is a date", [](Json& t) { t["titleField"] = "date"; }, "format.value", "$.titleField",
         "date"},
        {"end that is no date", [](Json& t) { t["endField"] = "title"; }, "format.value", "$.endField",
         "title"},
        {"choice without options", [](Json& t) { field(t, 0)["kind"] = "choice"; }, "format.missing",
         "$.fields[0].options", "options"},
        {"options of a text", [](Json& t) { field(t, 0)["options"] = Json::array(); }, "format.unknown",
         "$.fields[0].options", "options"},
        {"people without role", [](Json& t) { field(t, 2)["columns"].erase(1); }, "format.missing",
         "$.fields[2].columns", "role"},
        {"links without address", [](Json& t) { field(t, 2)["kind"] = "links"; }, "format.missing",
         "$.fields[2].columns", "url"},
        {"list inside a list", [](Json& t) { field(t, 2)["columns"][0]["kind"] = "rows"; }, "format.value",
         "$.fields[2].columns[0].kind", "rows"},
        {"no uuid", [](Json& t) { t["uri"] = "sample"; }, "format.value", "$.uri", "sample"},
        {"waiting for no field",
         [](Json& t) { field(t, 1)["when"] = {{"field", "gone"}, {"values", {"a"}}}; }, "format.value",
         "$.fields", "gone"},
        {"waiting for a text", [](Json& t) { field(t, 1)["when"] = {{"field", "title"}, {"values", {"a"}}}; },
         "format.value", "$.fields", "title"},
        {"waiting for no value",
         [](Json& t) { field(t, 1)["when"] = {{"field", "title"}, {"values", Json::array()}}; },
         "format.missing", "$.fields[1].when.values", "values"},
        {"waiting for a value that cannot be chosen",
         [](Json& t) {
             Json choice = field(t, 2)["columns"][1];
             choice["id"] = "form";
             t["fields"].push_back(choice);
             field(t, 1)["when"] = {{"field", "form"}, {"values", {"coach", "king"}}};
         },
         "format.value", "$.fields", "king"},
        {"when of a column",
         [](Json& t) { field(t, 2)["columns"][0]["when"] = {{"field", "title"}, {"values", {"a"}}}; },
         "format.unknown", "$.fields[2].columns[0].when", "when"},
        {"dimension of one line",
         [](Json& t) {
             field(t, 0)["dimension"] = true;
             field(t, 0)["dimensionName"] = words("T");
         },
         "format.value", "$.fields[0].dimension", "true"},
        {"Markdown in one line", [](Json& t) { field(t, 0)["markdown"] = true; }, "format.value",
         "$.fields[0].markdown", "true"},
        {"criterion as a column", [](Json& t) { field(t, 2)["columns"][0]["kind"] = "criterion"; },
         "format.value", "$.fields[2].columns[0].kind", "criterion"},
        {"own word of a text", [](Json& t) { field(t, 0)["ownWord"] = true; }, "format.unknown",
         "$.fields[0].ownWord", "ownWord"},
        {"unknown member", [](Json& t) { field(t, 0)["colour"] = "red"; }, "format.unknown",
         "$.fields[0].colour", "colour"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        Json json = small_type();
        one.change(json);
        const auto type = parse_record_type(json.dump(), "sample.json");
        REQUIRE_FALSE(type.has_value());
        CHECK(type.error().code == one.code);
        CHECK(type.error().where == std::string("sample.json: ") + one.where);
        CHECK(type.error().detail == one.detail);
    }
}
