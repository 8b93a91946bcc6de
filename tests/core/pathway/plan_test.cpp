#include "core/pathway/fixture.hpp"
#include "core/pathway/plan.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

const SignedFacts level_1_held{.leaves = {}, .levels = {}, .held_badges = {"ums.career-prepared.l1"}};

struct Step {
    const char* title;
    const char* state = "planned";
    const char* due = "";
    const char* serves = "L2.3.review"; // node id
    bool in_plan = true;
};

Id add(Document& document, const Step& step) {
    const PathwayNode* const leaf = find_node(revision_b(), step.serves);
    Record record = make_record("plan.activity", {{"title", step.title},
                                                  {"state", step.state},
                                                  {"due", step.due},
                                                  {"serves", leaf == nullptr ? step.serves : leaf->uri},
                                                  {"inPlan", step.in_plan}});
    document.records.push_back(std::make_shared<const Record>(std::move(record)));
    return document.records.back()->id;
}

std::optional<NextStep> next(const Document& document, const SignedFacts& facts = level_1_held) {
    // What is handed back points into these.
    static Progress progress;
    progress = evaluate_all(revision_b(), document, facts);
    return next_step(revision_b(), progress, document);
}

std::string title_of(const std::optional<NextStep>& step) {
    if (!step || !step->activity) return "";
    return std::string(field_text(*step->activity->record, "title"));
}

} // namespace

TEST_CASE("the next step is the soonest activity of the plan that may count for an open criterion") {
    Document document;
    CHECK(next(document)->node->id == "L2.1.training");
    CHECK_FALSE(next(document)->activity.has_value());
    add(document, {.title = "without a date"});
    CHECK(title_of(next(document)) == "without a date");
    add(document, {.title = "under way, without a date", .state = "doing"});
    CHECK(title_of(next(document)) == "under way, without a date");
    add(document, {.title = "in June", .due = "2026-06-01"});
    CHECK(title_of(next(document)) == "in June");
    add(document, {.title = "in May", .state = "doing", .due = "2026-05-01"});
    CHECK(title_of(next(document)) == "in May");
    CHECK(next(document)->node->id == "L2.3.review");
    CHECK(next(document)->level->level->root.id == "L2");
}

TEST_CASE("an activity is no next step if it is over, not in the plan, or serves nothing that is open") {
    const Step steps[] = {
        {.title = "done", .state = "done"},
        {.title = "dropped", .state = "dropped"},
        {.title = "not in the plan", .in_plan = false},
        {.title = "serves nothing", .serves = ""},
        {.title = "serves something unknown", .serves = "nobody.knows"},
        {.title = "of a level that is closed", .serves = "L3.3.activity"},
        {.title = "of a level that is earned", .serves = "L1.G3"},
        {.title = "a badge", .serves = "L2.pre"},
        {.title = "a group", .serves = "L2.3"},
        {.title = "only others can give it", .serves = "M.appraisal"},
        {.title = "a rating by others", .serves = "ums.nace.professionalism.rubric"},
    };
    for (const Step& step : steps) {
        CAPTURE(step.title);
        Document document;
        add(document, step);
        REQUIRE(next(document).has_value());
        CHECK_FALSE(next(document)->activity.has_value());
    }
    Document trashed;
    add(trashed, {.title = "in the trash"});
    change_record(trashed, [](Record& record) { record.trashed = Instant{1}; });
    CHECK_FALSE(next(trashed)->activity.has_value());
}

TEST_CASE("an activity whose criterion is met, or whose choice is, gives way to the next one") {
    for (const char* const met : {"L2.3.review", "L2.3.upload"}) {
        CAPTURE(met);
        Document document;
        add(document, {.title = "resume review", .due = "2026-05-01"});
        add(document,
            {.title = "practice", .due = "2026-06-01", .serves = "ums.nace.professionalism.details"});
        CHECK(title_of(next(document)) == "resume review");
        SignedFacts facts = level_1_held;
        facts.leaves[node(revision_b(), met).uri] = LeafState::accepted;
        CHECK(title_of(next(document, facts)) == "practice");
    }
}

TEST_CASE("activities are sorted by due date, those without one last") {
    Document document;
    add(document, {.title = "c"});
    add(document, {.title = "b", .due = "2026-06-01"});
    add(document, {.title = "a", .due = "2025-06-01"});
    std::string order;
    for (const Activity& one : activities(document))
        order += field_text(*one.record, "title");
    CHECK(order == "abc");
}

TEST_CASE("the next step is never met, behind a level, or for others alone, whatever the plan says") {
    std::mt19937 random(11);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    const char* const states[] = {"planned", "doing", "done", "dropped", "", "nonsense"};
    const char* const days[] = {"", "2026-05-01", "2026-12-03", "no date", "\xFF"};
    for (int round = 0; round < 500; ++round) {
        CAPTURE(round);
        const Pathway& pathway = below(2) == 0 ? revision_a() : revision_b();
        std::vector<const PathwayNode*> nodes;
        const auto collect = [&](const auto& self, const PathwayNode& one) -> void {
            nodes.push_back(&one);
            for (const PathwayNode& child : one.children)
                self(self, child);
        };
        for (const auto* const part : {&pathway.levels, &pathway.skill_badges})
            for (const PathwayLevel& level : *part)
                collect(collect, level.root);
        Document document;
        for (std::size_t i = below(6); i > 0; --i)
            document.records.push_back(std::make_shared<const Record>(
                make_record("plan.activity", {{"state", states[below(6)]},
                                              {"due", days[below(5)]},
                                              {"inPlan", below(4) != 0},
                                              {"serves", nodes[below(nodes.size())]->uri}})));
        SignedFacts facts;
        for (std::size_t i = below(40); i > 0; --i)
            facts.leaves[nodes[below(nodes.size())]->uri] = static_cast<LeafState>(below(6));
        for (std::size_t i = below(5); i > 0; --i)
            facts.held_badges.push_back(below(2) == 0 ? pathway.levels[below(4)].badge
                                                      : pathway.skill_badges[below(3)].badge);
        const Progress progress = evaluate_all(pathway, document, facts);
        const auto step = next_step(pathway, progress, document);
        if (!step) continue;
        CAPTURE(step->node->id);
        REQUIRE(step->level != nullptr);
        const NodeStatus& status = step->level->nodes.at(step->node->id);
        CHECK_FALSE(is_met(status));
        CHECK_FALSE(status.waits_for_others);
        CHECK_FALSE(is_badge_leaf(*step->node));
        CHECK(learner_can_do(*step->node));
        CHECK(step->level->prerequisites_held);
        CHECK((step->level->state == LevelState::open || step->level->state == LevelState::returned));
        if (!step->activity) continue;
        CHECK(step->activity->in_plan);
        CHECK((step->activity->state == ActivityState::planned ||
               step->activity->state == ActivityState::doing));
        CHECK(step->activity->serves == step->node->uri);
    }
}
