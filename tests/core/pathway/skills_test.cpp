#include "core/pathway/fixture.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

struct Expected {
    const char* badge;
    const char* name;
    std::vector<std::string> skills; // the four of it
    bool is_read;                    // where the four come from is written down by its issuer
};

const std::vector<Expected>& expected_of(const Pathway& pathway) {
    static const std::vector<Expected> lab = {
        {"edl.collaboration",
         "Collaboration",
         {"goals-and-roles", "other-perspectives", "feedback", "conflict"},
         false},
        {"edl.creative-problem-solving",
         "Creative problem-solving",
         {"ideas", "patterns", "ambiguity", "testing"},
         false},
        {"edl.critical-thinking",
         "Critical thinking",
         {"information", "patterns", "assumptions", "conclusions"},
         true},
        {"edl.empathy", "Empathy", {"listening", "needs", "affirming", "other-perspectives"}, true},
        {"edl.initiative",
         "Initiative",
         {"leading", "starting", "self-awareness", "learning-from-experience"},
         true},
        {"edl.intercultural-fluency",
         "Intercultural fluency",
         {"biases", "curiosity", "self-awareness", "other-perspectives"},
         true},
        {"edl.oral-communication",
         "Oral communication",
         {"listening", "clarity", "tone", "non-verbal"},
         false},
        {"edl.resilience",
         "Resilience",
         {"learning-from-experience", "flexibility", "self-awareness", "solutions"},
         true},
    };
    static const std::vector<Expected> nace = {
        {"ums.nace.career-self-development",
         "Career and self-development",
         {"strengths", "using-feedback", "career-goals", "relationships"},
         false},
        {"ums.nace.career-technology",
         "Career technology",
         {"new-tools", "efficiency", "right-tool", "data"},
         false},
        {"ums.nace.professionalism",
         "Professionalism",
         {"integrity", "reliability", "priorities", "details"},
         false},
    };
    return pathway.revision == "A-edl" ? lab : nace;
}

Record practice_of(const PathwayNode& leaf) {
    return with_file(
        make_record("skill.practice", {{"subCompetency", leaf.where.front().values.front()},
                                       {"narrative", "I listened to both sides before I said a word."}}));
}

const LevelStatus& skill(const Progress& progress, std::string_view badge) {
    const auto found = std::ranges::find_if(
        progress.skills, [&](const LevelStatus& one) { return one.level->badge == badge; });
    REQUIRE(found != progress.skills.end());
    return *found;
}

// Everything of the badge that the learner gives.
Document all_of(const Pathway& pathway, const PathwayLevel& badge) {
    Document document;
    for (const PathwayNode& leaf : badge.root.children) {
        if (!learner_can_do(leaf)) continue;
        for (std::size_t i = 0; i < leaf.records; ++i) {
            Record record;
            if (leaf.record_type == "selfAssessment.result")
                record = make_record("selfAssessment.result", {{"instrument", "other-appropriate"},
                                                               {"narrative", "Two of four, for now."}});
            else if (leaf.record_type == "reflection.form")
                record = make_record("reflection.form", {{"skillDevelopment", "I ask first now."}});
            else
                record = practice_of(badge.root.children.front());
            if (leaf.record_type == "skill.practice" && leaf.where.front().field == "subCompetency")
                record.fields["subCompetency"] = leaf.where.front().values.front();
            record.fields["people"] = std::vector<Row>{person("Sample Supervisor", "supervisor")};
            record.fields["kind"] = "work";
            claim(document, node(pathway, leaf.uri), attach(document, leaf, std::move(record)));
        }
    }
    return document;
}

} // namespace

TEST_CASE(
    "each revision has its skill badges, and each of them four skills, a self-rating, a reflection and a "
    "rating by others") {
    for (const Pathway* const pathway : {&revision_a(), &revision_b()}) {
        const auto& expected = expected_of(*pathway);
        REQUIRE(pathway->skill_badges.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const PathwayLevel& badge = pathway->skill_badges[i];
            CAPTURE(expected[i].badge);
            CHECK(badge.badge == expected[i].badge);
            CHECK(badge.root.id == badge.badge);
            CHECK(in_language(badge.root.name, "en") == expected[i].name);
            CHECK_FALSE(in_language(badge.issuer_name, "en").empty());
            std::vector<std::string> ids;
            for (const PathwayNode& leaf : badge.root.children)
                ids.push_back(leaf.id.substr(badge.badge.size() + 1));
            std::vector<std::string> all = expected[i].skills;
            if (pathway == &revision_b()) all.emplace_back("at-work");
            all.insert(all.end(), {"self", "reflection", "rubric"});
            CHECK(ids == all);
            for (const std::string& one : expected[i].skills) {
                const PathwayNode& leaf = node(*pathway, badge.badge + "." + one);
                CHECK(leaf.record_type == "skill.practice");
                CHECK(leaf.where.front().values == std::vector<std::string>{one});
            }
            CHECK(node(*pathway, badge.badge + ".rubric").only_others);
            CHECK_FALSE(learner_can_supply(node(*pathway, badge.badge + ".rubric")));
        }
    }
}

TEST_CASE("a skill badge whose skills its source does not list says that they are our reading") {
    for (const Pathway* const pathway : {&revision_a(), &revision_b()}) {
        for (const Expected& one : expected_of(*pathway)) {
            CAPTURE(one.badge);
            CHECK(find_skill(*pathway, one.badge)->root.inferred.empty() == one.is_read);
            const bool is_partly_read = std::string_view(one.badge) == "edl.oral-communication";
            for (const std::string& skill : one.skills) {
                CAPTURE(skill);
                const bool is_marked = !node(*pathway, std::string(one.badge) + "." + skill).inferred.empty();
                CHECK(is_marked == (!one.is_read && (!is_partly_read || skill == "non-verbal")));
            }
        }
    }
}

TEST_CASE("a criterion of a skill badge is found by id and by uri, and belongs to its badge") {
    const PathwayNode& leaf = node(revision_a(), "edl.empathy.listening");
    CHECK(find_node(revision_a(), leaf.uri) == &leaf);
    REQUIRE(level_of(revision_a(), leaf.uri) != nullptr);
    CHECK(level_of(revision_a(), leaf.id)->badge == "edl.empathy");
    CHECK(find_node(revision_b(), leaf.uri) == nullptr);
    CHECK(find_skill(revision_b(), "edl.empathy") == nullptr);
}

TEST_CASE("a claimed criterion raises its skill badge and no level") {
    const Pathway& pathway = revision_a();
    Document document;
    const Progress before = evaluate_all(pathway, document, {});
    CHECK(skill(before, "edl.empathy").met == 0);
    const PathwayNode& leaf = node(pathway, "edl.empathy.listening");
    const Id record = attach(document, leaf, practice_of(leaf));
    CHECK(skill(evaluate_all(pathway, document, {}), "edl.empathy").met == 0);
    claim(document, leaf, record);
    const Progress after = evaluate_all(pathway, document, {});
    CHECK(skill(after, "edl.empathy").met == 1);
    CHECK(skill(after, "edl.empathy").need == 7);
    CHECK(skill(after, "edl.oral-communication").met == 0);
    for (std::size_t i = 0; i < before.levels.size(); ++i)
        CHECK(after.levels[i].met == before.levels[i].met);
}

TEST_CASE("one record may be claimed for a skill that several badges share") {
    const Pathway& pathway = revision_a();
    Document document;
    const PathwayNode& first = node(pathway, "edl.empathy.listening");
    const PathwayNode& second = node(pathway, "edl.oral-communication.listening");
    Record record = practice_of(first);
    record.criteria.push_back(second.uri);
    const Id id = attach(document, first, std::move(record));
    claim(document, first, id);
    claim(document, second, id);
    const Progress progress = evaluate_all(pathway, document, {});
    CHECK(skill(progress, "edl.empathy").met == 1);
    CHECK(skill(progress, "edl.oral-communication").met == 1);
}

TEST_CASE("a skill badge is ready when all that the learner gives is claimed, and earned when it is held") {
    for (const Pathway* const pathway : {&revision_a(), &revision_b()}) {
        for (const PathwayLevel& badge : pathway->skill_badges) {
            CAPTURE(badge.badge);
            const Document document = all_of(*pathway, badge);
            const LevelStatus ready = skill(evaluate_all(*pathway, document, {}), badge.badge);
            CHECK(ready.state == LevelState::ready_to_submit);
            CHECK(ready.met + 1 == ready.need);
            CHECK(ready.nodes.at(badge.badge + ".rubric").waits_for_others);
            Document one_less = document;
            one_less.claims.pop_back();
            CHECK(skill(evaluate_all(*pathway, one_less, {}), badge.badge).state == LevelState::open);
            const SignedFacts held{.leaves = {}, .levels = {}, .held_badges = {badge.badge}};
            CHECK(skill(evaluate_all(*pathway, {}, held), badge.badge).state == LevelState::earned);
        }
    }
}

TEST_CASE("a skill badge without criteria can be held and is never met otherwise") {
    Pathway pathway = revision_b();
    PathwayLevel bare;
    bare.root.id = bare.badge = "sample.skill";
    bare.root.kind = NodeKind::group;
    pathway.skill_badges = {bare};
    CHECK(skill(evaluate_all(pathway, {}, {}), "sample.skill").state == LevelState::open);
    const SignedFacts held{.leaves = {}, .levels = {}, .held_badges = {"sample.skill"}};
    CHECK(skill(evaluate_all(pathway, {}, held), "sample.skill").state == LevelState::earned);
}
