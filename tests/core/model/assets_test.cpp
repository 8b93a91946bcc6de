// What holds for the files under assets/pathways and assets/record-types, whoever edits them.
#include "base/uuid.hpp"
#include "core/json/json.hpp"
#include "core/json/read.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"
#include "core/pathway/evaluate.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace cairn;

namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> files_in(const fs::path& folder) {
    std::map<std::string, std::string> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() != ".json") continue;
        auto text = test::read_file(entry.path());
        REQUIRE(text.has_value());
        files[entry.path().filename().string()] = std::move(*text);
    }
    REQUIRE_FALSE(files.empty());
    return files;
}

fs::path assets() {
    return fs::path(CAIRN_SOURCE_FOLDER) / "assets";
}

std::vector<Pathway> pathways() {
    std::vector<Pathway> result;
    for (const auto& [name, text] : files_in(assets() / "pathways")) {
        auto pathway = parse_pathway(text, name);
        REQUIRE_MESSAGE(pathway.has_value(),
                        (pathway ? "" : pathway.error().code + " " + pathway.error().where));
        CHECK(name == "career-prepared." + pathway->revision + ".json");
        result.push_back(std::move(*pathway));
    }
    return result;
}

std::map<std::string, RecordType> record_types() {
    std::map<std::string, RecordType> result;
    for (const auto& [name, text] : files_in(assets() / "record-types")) {
        auto type = parse_record_type(text, name);
        REQUIRE_MESSAGE(type.has_value(), (type ? "" : type.error().code + " " + type.error().where));
        CHECK(name == type->id + ".json");
        result[type->id] = std::move(*type);
    }
    return result;
}

template <class Visit>
void for_each_node(const PathwayNode& node, Visit visit) {
    visit(node);
    for (const PathwayNode& child : node.children)
        for_each_node(child, visit);
}

template <class Visit>
void for_each_node(const Pathway& pathway, Visit visit) {
    for (const auto* const part : {&pathway.levels, &pathway.skill_badges})
        for (const PathwayLevel& level : *part)
            for_each_node(level.root, visit);
}

// Every member below whose value is a language map, told by its keys.
void check_words(const Json& json, const std::string& path) {
    static const std::set<std::string> words = {
        "name", "description", "action",   "inferred",  "missing",    "theme",        "words",        "label",
        "hint", "placeholder", "addLabel", "filesHint", "issuerName", "revisionName", "dimensionName"};
    if (json.is_array())
        for (std::size_t i = 0; i < json.size(); ++i)
            check_words(json[i], path + path_step(i));
    if (!json.is_object()) return;
    for (const auto& [key, value] : json.items()) {
        const std::string at = path + path_step(key);
        CAPTURE(at);
        if (words.contains(key)) {
            REQUIRE(value.is_object());
            REQUIRE(value.contains("en"));
            const auto text = value["en"].get<std::string>();
            CHECK_FALSE(text.empty());
            CHECK(text.front() != ' ');
            CHECK(text.back() != ' ');
            CHECK_FALSE(text.contains("  "));
        } else {
            check_words(value, at);
        }
    }
}

// Shape of a tree: what of it has to be the same in the trees that the words were written for.
void add_shape(const Json& node, std::vector<std::string>& shape) {
    std::string line = node["id"].get<std::string>();
    for (const char* const key :
         {"op", "n", "leaf", "proof", "orApproved", "mayAlsoSatisfy", "distinctFrom", "covers"})
        if (node.contains(key)) line += std::string(" ") + key + "=" + node[key].dump();
    shape.push_back(std::move(line));
    if (node.contains("of"))
        for (const Json& child : node["of"])
            add_shape(child, shape);
}

std::vector<std::string> shape_of(const std::string& text) {
    const auto json = read_json(text);
    REQUIRE(json.has_value());
    std::vector<std::string> shape;
    for (const Json& level : (*json)["levels"])
        add_shape(level, shape);
    return shape;
}

bool has_option(const RecordType& type, const std::string& field_path, const std::string& value) {
    const auto dot = field_path.find('.');
    const FieldSpec* field = find_field(type, field_path.substr(0, dot));
    if (field == nullptr) return false;
    if (dot != std::string::npos) {
        const auto column = std::ranges::find(field->columns, field_path.substr(dot + 1), &FieldSpec::id);
        if (column == field->columns.end()) return false;
        field = &*column;
    }
    if (field->kind == FieldKind::checkbox) return value == "true" || value == "false";
    return std::ranges::find(field->options, value, &FieldOption::value) != field->options.end();
}

} // namespace

TEST_CASE("both revisions of Career Prepared have four levels, the micro-credential last") {
    const auto all = pathways();
    REQUIRE(all.size() == 2);
    for (const Pathway& pathway : all) {
        CAPTURE(pathway.revision);
        CHECK(pathway.id == "ums.career-prepared");
        std::vector<std::string> ids;
        std::vector<std::string> stones;
        for (const PathwayLevel& level : pathway.levels) {
            ids.push_back(level.root.id);
            stones.push_back(level.stone);
            CHECK(level.root.all);
        }
        CHECK(ids == std::vector<std::string>{"L1", "L2", "L3", "M"});
        CHECK(stones == std::vector<std::string>{"slate", "clay", "moss", "capstone"});
        CHECK(pathway.uri == pathway.levels.back().root.uri);
    }
    CHECK(all[0].skill_badges.size() == 8);
    CHECK(all[1].skill_badges.size() == 3);
}

TEST_CASE("every text of the pathways and the record types is there in English") {
    for (const char* const folder : {"pathways", "record-types"}) {
        for (const auto& [name, text] : files_in(assets() / folder)) {
            const auto json = read_json(text);
            REQUIRE(json.has_value());
            check_words(*json, name + ": $");
        }
    }
}

TEST_CASE("every node below a level says what to do next") {
    for (const Pathway& pathway : pathways())
        for (const auto* const part : {&pathway.levels, &pathway.skill_badges})
            for (const PathwayLevel& level : *part)
                for (const PathwayNode& child : level.root.children)
                    for_each_node(child, [&](const PathwayNode& node) {
                        CAPTURE(node.id);
                        CHECK_FALSE(node.action.empty());
                    });
}

TEST_CASE("uris are uuids, unique in a revision, and mean the same in every revision") {
    std::map<std::string, std::string> id_of;
    for (const Pathway& pathway : pathways()) {
        std::set<std::string> seen;
        for_each_node(pathway, [&](const PathwayNode& node) {
            CAPTURE(node.id);
            CHECK(is_uuid_urn(node.uri));
            CHECK(seen.insert(node.uri).second);
            const auto [known, is_new] = id_of.emplace(node.uri, node.id);
            CHECK(known->second == node.id);
        });
    }
    const auto all = pathways();
    REQUIRE(all.size() == 2);
    for_each_node(all[0], [&](const PathwayNode& a) {
        const PathwayNode* const b = find_node(all[1], a.id);
        if (b == nullptr) return;
        CAPTURE(a.id);
        const bool is_badge = a.id == "L1" || a.id == "L2" || a.id == "L3" || a.id == "M";
        const bool has_same_words = a.description == b->description;
        CHECK((is_badge || (a.uri == b->uri) == has_same_words));
    });
}

TEST_CASE("every leaf that a learner can supply has a form whose choices offer what its conditions ask for") {
    const auto types = record_types();
    for (const Pathway& pathway : pathways()) {
        CAPTURE(pathway.revision);
        for_each_node(pathway, [&](const PathwayNode& node) {
            if (!learner_can_supply(node)) return;
            CAPTURE(node.id);
            CAPTURE(node.record_type);
            REQUIRE(types.contains(node.record_type));
            const RecordType& type = types.at(node.record_type);
            for (const Condition& condition : node.where) {
                CAPTURE(condition.field);
                REQUIRE(find_field(type, condition.field.substr(0, condition.field.find('.'))) != nullptr);
                for (const std::string& value : condition.values) {
                    CAPTURE(value);
                    CHECK(has_option(type, condition.field, value));
                }
                if (condition.op != ConditionOp::min) continue;
                const FieldSpec* const list = find_field(type, condition.field);
                REQUIRE(list != nullptr);
                for (const std::string& column : condition.each)
                    CHECK(std::ranges::find(list->columns, column, &FieldSpec::id) != list->columns.end());
            }
        });
    }
}

TEST_CASE("a form shows every field that a leaf asks for once its other conditions are met") {
    const auto types = record_types();
    for (const Pathway& pathway : pathways()) {
        for_each_node(pathway, [&](const PathwayNode& node) {
            if (!learner_can_supply(node)) return;
            const RecordType& type = types.at(node.record_type);
            Record record;
            for (const Condition& condition : node.where)
                if (condition.op == ConditionOp::is)
                    record.fields[condition.field] = condition.values.front();
            for (const Condition& condition : node.where) {
                const FieldSpec* const field =
                    find_field(type, condition.field.substr(0, condition.field.find('.')));
                CAPTURE(node.id);
                CAPTURE(condition.field);
                REQUIRE(field != nullptr);
                if (record.fields.contains(field->when.field)) CHECK(is_shown(*field, record));
            }
        });
    }
}

TEST_CASE("every form for the path has a title, a narrative, people who may approve, and takes files") {
    for (const auto& [id, type] : record_types()) {
        CAPTURE(id);
        if (id == "journal.entry") continue; // it counts for nothing by itself
        CHECK(type.takes_files);
        CHECK_FALSE(type.files_hint.empty());
        const FieldSpec* const narrative = find_field(type, "narrative");
        REQUIRE(narrative != nullptr);
        CHECK(narrative->kind == FieldKind::long_text);
        CHECK(has_option(type, "people.role", "approver"));
        CHECK(
            std::ranges::any_of(type.fields, [](const FieldSpec& f) { return f.kind == FieldKind::links; }));
        CHECK(type.fields.front().id == type.title_field);
    }
}

TEST_CASE("every dimension of a reflection has a short name, shows under some forms, and takes Markdown") {
    const auto types = record_types();
    const RecordType& type = types.at("reflection.form");
    Record record;
    CHECK(shown_dimensions(type, record).empty());
    const std::map<std::string, std::vector<std::string>> dimensions = {
        {"career-prepared-l2", {"learningExperience", "skillDevelopment"}},
        {"career-prepared-l3",
         {"attainmentOfLearningGoals", "skillDevelopment", "applicationOfLearning",
          "impactOfTrainingOnCareer", "reflectionOnAppraisal", "overallSuccessOfPlanActivities"}},
        {"goals", {"attainmentOfGoals", "professionalDevelopmentGoals"}},
        {"skill-badge", {"skillDevelopment"}},
        {"other-approved", {}}};
    for (const FieldOption& form : find_field(type, "form")->options) {
        CAPTURE(form.value);
        record.fields["form"] = form.value;
        std::vector<std::string> shown;
        for (const FieldSpec* dimension : shown_dimensions(type, record)) {
            shown.push_back(dimension->id);
            CHECK_FALSE(dimension->dimension_name.empty());
            CHECK(dimension->markdown);
        }
        REQUIRE(dimensions.contains(form.value));
        CHECK(shown == dimensions.at(form.value));
    }
}

TEST_CASE("the record type that the documentation shows is one that the reader accepts") {
    const auto page = test::read_file(fs::path(CAIRN_SOURCE_FOLDER) / "docs" / "pathway-format.md");
    REQUIRE(page.has_value());
    const std::string fence = "```json\n";
    const auto begin = page->find(fence);
    REQUIRE(begin != std::string::npos);
    const auto end = page->find("```", begin + fence.size());
    REQUIRE(end != std::string::npos);
    const auto type =
        parse_record_type(page->substr(begin + fence.size(), end - begin - fence.size()), "page");
    REQUIRE_MESSAGE(type.has_value(), (type ? "" : type.error().code + " " + type.error().where));
    CHECK(type->id == "club.office");
}

TEST_CASE("the trees are those that the words were written for") {
    const fs::path standards = test::standards_folder();
    const fs::path folder = standards.empty() ? fs::path() : standards.parent_path() / "pathways";
    std::error_code ignored;
    if (folder.empty() || !fs::is_directory(folder, ignored))
        CAIRN_SKIP("the folder shared/pathways is not there");
    for (const auto& [name, text] : files_in(assets() / "pathways")) {
        CAPTURE(name);
        const auto tree = test::read_file(folder / name);
        REQUIRE(tree.has_value());
        CHECK(shape_of(text) == shape_of(*tree));
    }
}
