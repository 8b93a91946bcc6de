#include "core/json/json.hpp"
#include "core/model/pathway.hpp"

#include <doctest/doctest.h>
#include <functional>

using namespace cairn;

namespace {

Json words(const char* text) {
    return {{"en", text}};
}

std::string uuid(int number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 12 - digits.size(), '0');
    return "urn:uuid:00000000-0000-4000-8000-" + digits;
}

Json leaf(const char* id, int number) {
    return {{"id", id},
            {"uri", uuid(number)},
            {"name", words("Leaf")},
            {"description", words("A leaf.")},
            {"leaf", "meeting.record"},
            {"where",
             {{{"field", "people.role"}, {"op", "in"}, {"values", "$roles"}, {"missing", words("Who?")}},
              {{"field", "careers"}, {"op", "min"}, {"count", "$most"}, {"missing", words("More.")}},
              {{"field", "approved"}, {"op", "is"}, {"value", true}, {"missing", words("Tick.")}},
              {{"field", "level"}, {"op", "is"}, {"value", 2}, {"missing", words("Which?")}},
              {{"field", "note"}, {"op", "filled"}, {"missing", words("Write.")}}}},
            {"proof", {"third-party", "file"}}};
}

Json small_pathway() {
    Json level = {{"id", "L1"},
                  {"uri", uuid(1)},
                  {"name", words("Level 1")},
                  {"description", words("The first.")},
                  {"badge", "sample.l1"},
                  {"theme", words("Start")},
                  {"stone", "slate"},
                  {"op", "atLeast"},
                  {"n", 1},
                  {"of", {leaf("L1.a", 2), leaf("L1.b", 3)}}};
    return {{"format", "cairn-pathway"},
            {"version", 1},
            {"id", "sample"},
            {"revision", "1"},
            {"uri", uuid(100)},
            {"name", words("Sample")},
            {"issuerName", words("Sample college")},
            {"revisionName", words("first")},
            {"description", words("A sample.")},
            {"eligibility", {{"id", "P.all"}, {"statement", "anybody"}, {"words", words("For anybody.")}}},
            {"params", {{"roles", {"coach", "counselor"}}, {"most", 3}}},
            {"skillBadges", {{{"id", "sample.skill"}, {"uri", uuid(101)}, {"name", words("Skill")}}}},
            {"levels", {level}}};
}

Json& first_leaf(Json& pathway) {
    return pathway["levels"][0]["of"][0];
}

Json nested(std::size_t depth) {
    Json node = leaf("deepest", 1000);
    for (std::size_t i = 0; i < depth; ++i)
        node = {{"id", "n" + std::to_string(i)},
                {"uri", uuid(2000 + static_cast<int>(i))},
                {"name", words("Group")},
                {"description", words("A group.")},
                {"op", "all"},
                {"of", Json::array({node})}};
    return node;
}

} // namespace

TEST_CASE("a pathway is read with its parameters filled in") {
    const auto pathway = parse_pathway(small_pathway().dump(), "sample.json");
    REQUIRE(pathway.has_value());
    CHECK(in_language(pathway->eligibility, "en") == "For anybody.");
    REQUIRE(pathway->levels.size() == 1);
    const PathwayNode& root = pathway->levels[0].root;
    CHECK_FALSE(root.all);
    CHECK(root.need == 1);
    const PathwayNode* const node = find_node(*pathway, "L1.a");
    REQUIRE(node != nullptr);
    CHECK(find_node(*pathway, uuid(2)) == node);
    CHECK(level_of(*pathway, "L1.a") == &pathway->levels[0]);
    CHECK(find_node(*pathway, "L9") == nullptr);
    CHECK(level_of(*pathway, "L9") == nullptr);
    REQUIRE(node->where.size() == 5);
    CHECK(node->where[0].values == std::vector<std::string>{"coach", "counselor"});
    CHECK(node->where[1].count == 3);
    CHECK(node->where[2].values == std::vector<std::string>{"true"});
    CHECK(node->where[3].values == std::vector<std::string>{"2"});
    CHECK(node->proof == std::vector<Proof>{Proof::third_party, Proof::file});
    CHECK(node->records == 1);
}

TEST_CASE("a fault in a pathway is named by file, path and value") {
    struct Case {
        const char* what;
        std::function<void(Json&)> change;
        const char* code;
        const char* where;
        const char* detail;
    };
    const std::string leaf_path = "$.levels[0].of[0]";
    const Case cases[] = {
        {"another format", [](Json& p) { p["format"] = "other"; }, "format.value", "$.format", "other"},
        {"a newer version", [](Json& p) { p["version"] = 2; }, "format.value", "$.version", "2"},
        {"no name", [](Json& p) { p.erase("name"); }, "format.missing", "$.name", "name"},
        {"unknown member", [](Json& p) { p["extra"] = 1; }, "format.unknown", "$.extra", "extra"},
        {"no levels", [](Json& p) { p["levels"] = Json::array(); }, "format.missing", "$.levels", "levels"},
        {"unknown stone", [](Json& p) { p["levels"][0]["stone"] = "gold"; }, "format.value",
         "$.levels[0].stone", "gold"},
        {"unknown group", [](Json& p) { p["levels"][0]["op"] = "any"; }, "format.value", "$.levels[0].op",
         "any"},
        {"needs more than it has", [](Json& p) { p["levels"][0]["n"] = 3; }, "format.value", "$.levels[0].n",
         "3"},
        {"needs nothing", [](Json& p) { p["levels"][0]["n"] = 0; }, "format.value", "$.levels[0].n", "0"},
        {"empty group", [](Json& p) { p["levels"][0]["of"] = Json::array(); }, "format.missing",
         "$.levels[0].of", "of"},
        {"id used twice", [](Json& p) { first_leaf(p)["id"] = "L1.b"; }, "format.value",
         "$.levels[0].of[1].id", "L1.b"},
        {"id of the eligibility used twice", [](Json& p) { first_leaf(p)["id"] = "P.all"; }, "format.value",
         "$.levels[0].of[0].id", "P.all"},
        {"odd id", [](Json& p) { first_leaf(p)["id"] = "a b"; }, "format.value", "$.levels[0].of[0].id",
         "a b"},
        {"no uuid", [](Json& p) { first_leaf(p)["uri"] = "x"; }, "format.value", "$.levels[0].of[0].uri",
         "x"},
        {"uri used twice", [](Json& p) { first_leaf(p)["uri"] = uuid(3); }, "format.value",
         "$.levels[0].of[1].uri", "urn:uuid:00000000-0000-4000-8000-000000000003"},
        {"group and leaf", [](Json& p) { p["levels"][0]["leaf"] = "x"; }, "format.unknown",
         "$.levels[0].leaf", "leaf"},
        {"neither group nor leaf", [](Json& p) { first_leaf(p).erase("leaf"); }, "format.missing",
         "$.levels[0].of[0].leaf", "leaf"},
        {"unknown proof", [](Json& p) { first_leaf(p)["proof"] = {"rumour"}; }, "format.value",
         "$.levels[0].of[0].proof", "rumour"},
        {"no proof", [](Json& p) { first_leaf(p)["proof"] = Json::array(); }, "format.missing",
         "$.levels[0].of[0].proof", "proof"},
        {"unknown condition", [](Json& p) { first_leaf(p)["where"][0]["op"] = "like"; }, "format.value",
         "$.levels[0].of[0].where[0].op", "like"},
        {"unknown list", [](Json& p) { first_leaf(p)["where"][0]["values"] = "$none"; }, "format.value",
         "$.levels[0].of[0].where[0].values", "$none"},
        {"unknown number", [](Json& p) { first_leaf(p)["where"][1]["count"] = "$roles"; }, "format.value",
         "$.levels[0].of[0].where[1].count", "$roles"},
        {"a list that is empty", [](Json& p) { p["params"]["roles"] = Json::array(); }, "format.missing",
         "$.levels[0].of[0].where[0].values", "values"},
        {"a count of none", [](Json& p) { p["params"]["most"] = 0; }, "format.value",
         "$.levels[0].of[0].where[1].count", "0"},
        {"a member of another condition", [](Json& p) { first_leaf(p)["where"][4]["value"] = true; },
         "format.unknown", "$.levels[0].of[0].where[4].value", "value"},
        {"no words for what is missing", [](Json& p) { first_leaf(p)["where"][4].erase("missing"); },
         "format.missing", "$.levels[0].of[0].where[4].missing", "missing"},
        {"node that is not there", [](Json& p) { first_leaf(p)["mayAlsoSatisfy"] = {"L7"}; }, "format.value",
         "$.levels[0].of[0].mayAlsoSatisfy", "L7"},
        {"level that is not there", [](Json& p) { first_leaf(p)["distinctFrom"] = {"L7"}; }, "format.value",
         "$.levels[0].of[0].distinctFrom", "L7"},
        {"badge that is not there", [](Json& p) { first_leaf(p)["badge"] = "gold"; }, "format.value",
         "$.levels[0].of[0].badge", "gold"},
        {"prerequisite without badge", [](Json& p) { first_leaf(p)["prerequisite"] = true; },
         "format.missing", "$.levels[0].of[0].badge", "badge"},
        {"badge used twice", [](Json& p) { p["levels"][0]["badge"] = "sample.skill"; }, "format.value",
         "$.levels[0].badge", "sample.skill"},
        {"too deep", [](Json& p) { p["levels"][0]["of"].push_back(nested(17)); }, "format.tooLong", nullptr,
         "16"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        Json json = small_pathway();
        one.change(json);
        const auto pathway = parse_pathway(json.dump(), "sample.json");
        REQUIRE_FALSE(pathway.has_value());
        CHECK(pathway.error().code == one.code);
        CHECK(pathway.error().detail == one.detail);
        if (one.where != nullptr) CHECK(pathway.error().where == std::string("sample.json: ") + one.where);
    }
}

TEST_CASE("parsed JSON and its text are read alike") {
    const Json json = small_pathway();
    const auto from_json = parse_pathway(json, "sample.json");
    REQUIRE(from_json.has_value());
    CHECK(from_json->levels[0].root.children.size() == 2);
    CHECK(parse_pathway(Json("text"), "sample.json").error().code == "format.type");
}

TEST_CASE("text that is no JSON is refused with the file's name") {
    const auto pathway = parse_pathway("{\"format\": ", "broken.json");
    REQUIRE_FALSE(pathway.has_value());
    CHECK(pathway.error().code.starts_with("json."));
    CHECK(pathway.error().where.starts_with("broken.json: "));
    CHECK_FALSE(parse_pathway("[]", "list.json").has_value());
}

TEST_CASE("fourteen groups inside a level are read, more nodes than the limit are not") {
    Json deep = small_pathway();
    deep["levels"][0]["of"].push_back(nested(14));
    CHECK(parse_pathway(deep.dump(), "deep.json").has_value());

    Json wide = small_pathway();
    Json& groups = wide["levels"][0]["of"];
    int number = 10'000;
    for (int g = 0; g < 20; ++g) {
        Json group = nested(1);
        group["id"] = "g" + std::to_string(g);
        group["uri"] = uuid(++number);
        group["of"] = Json::array();
        for (int i = 0; i < 100; ++i) {
            const std::string id = "g" + std::to_string(g) + "." + std::to_string(i);
            group["of"].push_back(leaf(id.c_str(), ++number));
        }
        groups.push_back(group);
    }
    const auto pathway = parse_pathway(wide.dump(), "wide.json");
    REQUIRE_FALSE(pathway.has_value());
    CHECK(pathway.error().code == "format.tooLong");
    CHECK(pathway.error().detail == "2000");
}

TEST_CASE("words are found in a language, its shorter form, English, or whatever there is") {
    const LanguageMap both = {{"en", "stone"}, {"fr", "pierre"}};
    CHECK(in_language(both, "fr") == "pierre");
    CHECK(in_language(both, "fr-CA") == "pierre");
    CHECK(in_language(both, "de") == "stone");
    CHECK(in_language(both, "") == "stone");
    CHECK(in_language({{"fr", "pierre"}}, "de") == "pierre");
    CHECK(in_language({}, "en").empty());
}
