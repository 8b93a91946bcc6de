#include "core/pathway/evaluate.hpp"
#include "core/pathway/fixture.hpp"
#include "core/pathway/plan.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr const char* all_of_level_1[] = {"L1.G1.meeting", "L1.G2.self", "L1.G2.research", "L1.G3"};

Document all_claimed() {
    return claiming(revision_b(), {"L1.G1.meeting", "L1.G2.self", "L1.G2.research", "L1.G3"});
}

LeafState leaf_state(const LevelStatus& status, const char* id) {
    return status.nodes.at(id).leaf;
}

GroupState group_state(const LevelStatus& status, const char* id) {
    return status.nodes.at(id).group;
}

std::vector<Missing::Kind> kinds(const std::vector<Missing>& missing) {
    std::vector<Missing::Kind> result;
    for (const Missing& one : missing)
        result.push_back(one.kind);
    return result;
}

// Id of the node that is suggested, "" where there is none.
std::string next_in(const Pathway& pathway, const Document& document, const SignedFacts& facts = {}) {
    const auto progress = evaluate_all(pathway, document, facts);
    const auto next = next_step(pathway, progress, document);
    return next ? next->node->id : std::string();
}

using Kind = Missing::Kind;
using Kinds = std::vector<Missing::Kind>;

} // namespace

TEST_CASE("every way through the choices of Level 1 makes it ready to submit in both revisions") {
    for (const Pathway* const pathway : {&revision_a(), &revision_b()}) {
        for (const char* const first : {"L1.G1.meeting", "L1.G1.event"}) {
            for (const char* const second : {"L1.G2.research", "L1.G2.meeting", "L1.G2.course"}) {
                CAPTURE(pathway->revision);
                CAPTURE(first);
                CAPTURE(second);
                const Document document = claiming(*pathway, {first, "L1.G2.self", second, "L1.G3"});
                const LevelStatus status = status_of(*pathway, 0, document);
                CHECK(status.state == LevelState::ready_to_submit);
                CHECK(status.met == 4);
                CHECK(status.need == 4);
                CHECK(group_state(status, "L1.G1") == GroupState::claimed);
                CHECK(group_state(status, "L1.G2.explore") == GroupState::claimed);
                CHECK(leaf_state(status, first) == LeafState::claimed);
                CHECK(next_in(*pathway, document) == "");
            }
        }
    }
}

TEST_CASE("Level 1 stays open while any of its four goals is missing") {
    for (const char* const left_out : all_of_level_1) {
        CAPTURE(left_out);
        Document document;
        for (const char* const id : all_of_level_1) {
            const PathwayNode& leaf = node(revision_b(), id);
            if (std::string_view(id) == left_out) continue;
            claim(document, leaf, attach(document, leaf, record_for(id)));
        }
        const LevelStatus status = status_of(revision_b(), 0, document);
        CHECK(status.state == LevelState::open);
        CHECK(status.met == 3);
    }
}

TEST_CASE("the goals of Level 1 are two choices and two leaves") {
    std::vector<std::string> ids;
    for (const PathwayNode* const goal : goals_of(revision_b().levels.front()))
        ids.push_back(goal->id);
    CHECK(ids == std::vector<std::string>{"L1.G1", "L1.G2.self", "L1.G2.explore", "L1.G3"});
}

TEST_CASE("a leaf goes from empty over drafted to claimed") {
    const PathwayNode& leaf = node(revision_b(), "L1.G3");
    Document document;
    CHECK(leaf_state(status_of(revision_b(), 0, document), "L1.G3") == LeafState::empty);
    const Id record = attach(document, leaf, record_for("L1.G3"));
    CHECK(leaf_state(status_of(revision_b(), 0, document), "L1.G3") == LeafState::drafted);
    claim(document, leaf, record);
    const LevelStatus status = status_of(revision_b(), 0, document);
    CHECK(leaf_state(status, "L1.G3") == LeafState::claimed);
    REQUIRE(status.nodes.at("L1.G3").claim != nullptr);
    CHECK(status.nodes.at("L1.G3").claim->record == record);
}

TEST_CASE("a claim stops counting when its record is trashed, taken off, changed or gone") {
    struct Case {
        const char* what;
        void (*change)(Document&);
        LeafState state;
    };
    const Case cases[] = {
        {"trashed", [](Document& d) { change_record(d, [](Record& r) { r.trashed = Instant{1}; }); },
         LeafState::empty},
        {"taken off", [](Document& d) { change_record(d, [](Record& r) { r.criteria.clear(); }); },
         LeafState::empty},
        {"another system chosen",
         [](Document& d) { change_record(d, [](Record& r) { r.fields["system"] = "other"; }); },
         LeafState::drafted},
        {"file removed", [](Document& d) { change_record(d, [](Record& r) { r.files.clear(); }); },
         LeafState::drafted},
        {"another type", [](Document& d) { change_record(d, [](Record& r) { r.type = "meeting.record"; }); },
         LeafState::drafted},
        {"gone", [](Document& d) { d.records.clear(); }, LeafState::empty},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        Document document = claiming(revision_b(), {"L1.G3"});
        one.change(document);
        const LevelStatus status = status_of(revision_b(), 0, document);
        CHECK(leaf_state(status, "L1.G3") == one.state);
        CHECK(status.met == 0);
        CHECK(status.nodes.at("L1.G3").claim == nullptr);
    }
}

TEST_CASE("what keeps a record from being claimed is named") {
    const Pathway& pathway = revision_b();
    const PathwayNode& event = node(pathway, "L1.G1.event");
    const PathwayNode& self = node(pathway, "L1.G2.self");
    const PathwayNode& account = node(pathway, "L1.G3");
    const PathwayNode& appraisal = node(pathway, "M.appraisal");

    CHECK(missing_for_claim(event, record_for("L1.G1.event")).empty());
    const auto missing = missing_for_claim(event, make_record("event.attendance", {{"kind", "workshop"}}));
    REQUIRE(kinds(missing) == Kinds{Kind::condition, Kind::file_or_third_party});
    CHECK(missing.front().condition->field == "approved");
    CHECK_FALSE(in_language(missing.front().condition->missing, "en").empty());

    Record witnessed = record_for("L1.G1.event");
    witnessed.files.clear();
    witnessed.fields["people"] = std::vector<Row>{person("Sample Host", "")};
    CHECK(kinds(missing_for_claim(event, witnessed)) == Kinds{Kind::file_or_third_party});
    witnessed.fields["people"] = std::vector<Row>{person("Sample Host", "event-host")};
    CHECK(missing_for_claim(event, witnessed).empty());

    Record no_file = record_for("L1.G3");
    no_file.files.clear();
    no_file.fields["people"] = std::vector<Row>{person("Sample Helper", "advisor")};
    CHECK(kinds(missing_for_claim(account, no_file)) == Kinds{Kind::file});

    const Record unsupported = with_file(make_record("appraisal.form", {{"result", "favourable"}}));
    CHECK(kinds(missing_for_claim(appraisal, unsupported)) == Kinds{Kind::condition, Kind::third_party});

    CHECK(missing_for_claim(self, record_for("L1.G2.self")).empty());
    CHECK(kinds(missing_for_claim(account, record_for("L1.G2.self"))) == Kinds{Kind::wrong_type});
}

TEST_CASE("a record of any type counts for a leaf with approved alternatives once it names an approver") {
    const PathwayNode& self = node(revision_b(), "L1.G2.self");
    Record other = make_record("meeting.record", {});
    CHECK(kinds(missing_for_claim(self, other)) == Kinds{Kind::approver});
    other.fields["people"] = std::vector<Row>{person("", "approver")};
    CHECK(kinds(missing_for_claim(self, other)) == Kinds{Kind::approver});
    other.fields["people"] = std::vector<Row>{person("Sample Approver", "approver")};
    CHECK(missing_for_claim(self, other).empty());

    const PathwayNode& account = node(revision_b(), "L1.G3");
    CHECK(kinds(missing_for_claim(account, with_file(other))) == Kinds{Kind::wrong_type});

    Document document;
    claim(document, self, attach(document, self, other));
    CHECK(leaf_state(status_of(revision_b(), 0, document), "L1.G2.self") == LeafState::claimed);
}

TEST_CASE("nothing that the learner writes stands in for a badge or a judgement") {
    for (const char* const id : {"L2.pre", "L2.2.claimed", "L3.1.growth", "M.nace.1", "M.skills"}) {
        CAPTURE(id);
        const PathwayNode& leaf = node(revision_b(), id);
        CHECK_FALSE(learner_can_supply(leaf));
        Record forged = with_file(make_record(leaf.record_type, {}));
        forged.fields["people"] = std::vector<Row>{person("Sample Approver", "approver")};
        for (const Condition& condition : leaf.where)
            forged.fields[condition.field] =
                condition.op == ConditionOp::in ? Value(condition.values) : Value(condition.values.front());
        CHECK(kinds(missing_for_claim(leaf, forged)) == Kinds{Kind::wrong_type});
        Document document;
        claim(document, leaf, attach(document, leaf, forged));
        for (const LevelStatus& status : evaluate(revision_b(), document, {}))
            for (const auto& [node_id, node_status] : status.nodes)
                CHECK(node_status.leaf != LeafState::claimed);
    }
}

TEST_CASE("empty required fields are listed and block no claim") {
    RecordType type;
    type.fields.resize(2);
    type.fields[0].id = "title";
    type.fields[0].required = true;
    type.fields[1].id = "kind";
    const auto missing = missing_fields(type, record_for("L1.G1.event"));
    REQUIRE(missing.size() == 1);
    CHECK(missing.front().kind == Kind::required_field);
    CHECK(missing.front().field == "title");
}

TEST_CASE("one record that is attached to two leaves counts for each that it is claimed for") {
    const PathwayNode& first = node(revision_b(), "L1.G1.meeting");
    const PathwayNode& self = node(revision_b(), "L1.G2.self");
    Record record = record_for("L1.G1.meeting");
    record.fields["people"] =
        std::vector<Row>{person("Sample Coach", "career-coach"), person("Sample Approver", "approver")};
    record.criteria.push_back(first.uri);
    Document document;
    const Id id = attach(document, self, record);
    claim(document, first, id);
    CHECK(status_of(revision_b(), 0, document).met == 1);
    claim(document, self, id);
    CHECK(status_of(revision_b(), 0, document).met == 2);
}

TEST_CASE("accepted, returned and waived follow from signed facts alone") {
    Document document = all_claimed();
    SignedFacts facts;
    for (const char* const id : {"L1.G1.meeting", "L1.G2.self", "L1.G2.research"})
        facts.leaves[node(revision_b(), id).uri] = LeafState::accepted;
    facts.leaves[node(revision_b(), "L1.G3").uri] = LeafState::waived;

    SUBCASE("all accepted or waived: the groups are accepted, the level waits for its decision") {
        const LevelStatus status = status_of(revision_b(), 0, document, facts);
        CHECK(leaf_state(status, "L1.G3") == LeafState::waived);
        CHECK(group_state(status, "L1") == GroupState::accepted);
        CHECK(status.state == LevelState::ready_to_submit);
        facts.levels[revision_b().levels[0].root.uri] = LevelState::accepted;
        CHECK(status_of(revision_b(), 0, document, facts).state == LevelState::accepted);
    }
    SUBCASE("waived counts without any record") {
        const LevelStatus status = status_of(revision_b(), 0, Document(), facts);
        CHECK(status.met == 4);
        CHECK(group_state(status, "L1") == GroupState::accepted);
    }
    SUBCASE("returned opens the goal again") {
        facts.leaves[node(revision_b(), "L1.G3").uri] = LeafState::returned;
        facts.levels[revision_b().levels[0].root.uri] = LevelState::returned;
        const LevelStatus status = status_of(revision_b(), 0, document, facts);
        CHECK(status.state == LevelState::returned);
        CHECK(status.met == 3);
        CHECK(next_in(revision_b(), document, facts) == "L1.G3");
    }
    SUBCASE("facts that no signed file can state are ignored") {
        facts.leaves[node(revision_b(), "L1.G3").uri] = LeafState::empty;
        facts.levels[revision_b().levels[0].root.uri] = LevelState::earned;
        const LevelStatus status = status_of(revision_b(), 0, document, facts);
        CHECK(leaf_state(status, "L1.G3") == LeafState::claimed);
        CHECK(status.state == LevelState::ready_to_submit);
    }
    SUBCASE("a held badge makes the level earned") {
        facts.held_badges = {"ums.career-prepared.l1"};
        CHECK(status_of(revision_b(), 0, Document(), facts).state == LevelState::earned);
    }
}

TEST_CASE("a level is submitted while an export of it exists and it is still ready") {
    Document document = all_claimed();
    document.submissions.push_back({"first", revision_b().levels[0].root.uri, {10}, ""});
    document.submissions.push_back({"second", revision_b().levels[0].root.uri, {20}, ""});
    document.submissions.push_back({"of another level", revision_b().levels[1].root.uri, {30}, ""});
    const LevelStatus status = status_of(revision_b(), 0, document);
    CHECK(status.state == LevelState::submitted);
    REQUIRE(status.submission != nullptr);
    CHECK(status.submission->id == "second");

    document.claims.pop_back();
    const LevelStatus reopened = status_of(revision_b(), 0, document);
    CHECK(reopened.state == LevelState::open);
    REQUIRE(reopened.submission != nullptr);
    CHECK(reopened.submission->id == "second");
}

TEST_CASE("a level waits for its prerequisites, and the next step is never behind them") {
    const auto levels = evaluate(revision_b(), all_claimed(), {});
    REQUIRE(levels.size() == 4);
    CHECK(levels[0].prerequisites_held);
    CHECK_FALSE(levels[1].prerequisites_held);
    REQUIRE(levels[1].missing_prerequisites.size() == 1);
    CHECK(levels[1].missing_prerequisites.front()->id == "L2.pre");
    CHECK(levels[2].missing_prerequisites.size() == 2);
    CHECK(levels[3].missing_prerequisites.size() == 3);
    CHECK(next_in(revision_b(), all_claimed()) == "");

    SignedFacts facts;
    facts.held_badges = {"ums.career-prepared.l1"};
    const auto with_badge = evaluate(revision_b(), Document(), facts);
    CHECK(with_badge[0].state == LevelState::earned);
    CHECK(with_badge[1].prerequisites_held);
    CHECK(with_badge[1].nodes.at("L2.pre").leaf == LeafState::accepted);
    CHECK(with_badge[1].nodes.at("L2.2.claimed").leaf == LeafState::accepted);
    CHECK(next_in(revision_b(), Document(), facts) == "L2.1.training");
    CHECK(next_in(revision_b(), Document()) == "L1.G1");
}

TEST_CASE("judgements and appraisals wait for others and block no submission") {
    const Pathway& pathway = revision_b();
    Document document;
    const auto supply = [&](const char* id, Record record) {
        const PathwayNode& leaf = node(pathway, id);
        REQUIRE(missing_for_claim(leaf, record).empty());
        claim(document, leaf, attach(document, leaf, std::move(record)));
    };
    supply("L3.1.experience",
           with_file(make_record("experience.record",
                                 {{"kind", "internship"}, {"careerRelated", true}, {"successful", true}})));
    supply("L3.3.activity", with_file(make_record("plan.activity", {{"inPlan", true}, {"state", "done"}})));
    Record reflection = make_record("reflection.form", {{"form", "career-prepared-l3"}});
    for (const Condition& condition : node(pathway, "L3.3.reflection").where)
        if (condition.op == ConditionOp::filled) reflection.fields[condition.field] = "Sample text.";
    supply("L3.3.reflection", reflection);

    SignedFacts facts;
    facts.held_badges = {"ums.career-prepared.l1"};
    CHECK(status_of(pathway, 2, document, facts).state == LevelState::open);
    facts.held_badges.emplace_back("ums.career-prepared.l2");
    const LevelStatus status = status_of(pathway, 2, document, facts);
    CHECK(status.state == LevelState::ready_to_submit);
    CHECK(group_state(status, "L3.1") == GroupState::claimed);
    CHECK(status.nodes.at("L3.1.growth").waits_for_others);
    CHECK(status.nodes.at("L3.2.appraisal").waits_for_others);
    CHECK(status.nodes.at("L3.3.reflection").waits_for_reviewer);
    CHECK_FALSE(status.nodes.at("L3.1.experience").waits_for_reviewer);
    CHECK(group_state(status, "L3.2") == GroupState::open);

    supply(
        "L3.2.appraisal",
        make_record("appraisal.form", {{"result", "favourable"},
                                       {"people", std::vector<Row>{person("Sample Boss", "supervisor")}}}));
    CHECK_FALSE(status_of(pathway, 2, document, facts).nodes.at("L3.2.appraisal").waits_for_others);
}

TEST_CASE("two of three skill badges do not meet the micro-credential's skill gate, three do") {
    SignedFacts facts;
    facts.held_badges = {"ums.nace.career-self-development", "ums.nace.career-technology"};
    CHECK(group_state(status_of(revision_b(), 3, Document(), facts), "M.nace") == GroupState::open);
    facts.held_badges.emplace_back("ums.nace.professionalism");
    CHECK(group_state(status_of(revision_b(), 3, Document(), facts), "M.nace") == GroupState::accepted);

    SignedFacts lab;
    CHECK(leaf_state(status_of(revision_a(), 3, Document(), lab), "M.skill") == LeafState::empty);
    lab.held_badges = {"edl.empathy"};
    CHECK(leaf_state(status_of(revision_a(), 3, Document(), lab), "M.skill") == LeafState::accepted);
}

TEST_CASE("a leaf that asks for several records counts different ones") {
    PathwayNode leaf = node(revision_b(), "L1.G2.self");
    leaf.records = 2;
    PathwayLevel level;
    level.root.id = "L";
    level.root.kind = NodeKind::group;
    level.root.all = true;
    level.root.need = 1;
    level.root.children = {leaf};
    Document document;
    const Id first = attach(document, leaf, record_for("L1.G2.self"));
    claim(document, leaf, first);
    claim(document, leaf, first);
    LevelStatus status = evaluate_level({}, level, document, {});
    CHECK(leaf_state(status, "L1.G2.self") == LeafState::drafted);
    CHECK(status.nodes.at("L1.G2.self").met == 1);
    claim(document, leaf, attach(document, leaf, record_for("L1.G2.self")));
    status = evaluate_level({}, level, document, {});
    CHECK(leaf_state(status, "L1.G2.self") == LeafState::claimed);
    CHECK(status.nodes.at("L1.G2.self").claim->record == first);
}
