#include "core/json/read.hpp"
#include "core/pathway/plan.hpp"
#include "support/meet.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const PathwayNode& leaf_of(const Desk& desk, const std::string& id) {
    const PathwayNode* leaf = find_node(*app::current_pathway(desk.state), id);
    REQUIRE_MESSAGE(leaf != nullptr, id);
    return *leaf;
}

NodeStatus status_of(const Desk& desk, const std::string& id) {
    const Progress progress = app::progress(desk.state);
    const LevelStatus* level = level_status_of(progress, leaf_of(desk, id));
    REQUIRE(level != nullptr);
    return level->nodes.at(id);
}

Id activity(Desk& desk, const std::string& title, const std::string& serves) {
    desk.must(app::CreateRecord{std::string(activity_type),
                                "",
                                {{"inPlan", true},
                                 {"state", std::string("planned")},
                                 {"title", title},
                                 {"serves", leaf_of(desk, serves).uri}}});
    return desk.document().records.back()->id;
}

std::string next_activity(const Desk& desk) {
    const Progress progress = app::progress(desk.state);
    const auto step = next_step(*app::current_pathway(desk.state), progress, desk.document());
    return step && step->activity ? step->activity->record->id : Id();
}

} // namespace

TEST_CASE("a plan is a record: attached to its criterion, it can be claimed and then waits for a reviewer") {
    Desk desk = Desk::started();
    const Id plan = desk.record(std::string(plan_type), "L2.2.plan");
    desk.set(plan, "kind", std::string("career-action-plan"));
    CHECK(status_of(desk, "L2.2.plan").leaf == LeafState::drafted);
    desk.must(app::ClaimCriterion{plan, "L2.2.plan"});
    CHECK(status_of(desk, "L2.2.plan").leaf == LeafState::claimed);
    CHECK(status_of(desk, "L2.2.plan").waits_for_reviewer);
}

TEST_CASE("an activity of the plan is the next step until it is done, and what is done can count") {
    Desk desk = Desk::started();
    CHECK(next_activity(desk) == "");
    const Id step = activity(desk, "Go to the career fair", "L1.G1.event");
    CHECK(next_activity(desk) == step);
    desk.set(step, "state", std::string("doing"));
    CHECK(next_activity(desk) == step);
    desk.set(step, "state", std::string("done"));
    CHECK(next_activity(desk) == "");

    desk.must(app::CreateRecord{
        "event.attendance", "L1.G1.event", {{"title", std::string("Go to the career fair")}}, {step}});
    const Record& made = *desk.document().records.back();
    CHECK(made.links == std::vector<Id>{step});
    CHECK(std::get<std::string>(made.fields.at("title")) == "Go to the career fair");
    CHECK(made.criteria == std::vector<Id>{leaf_of(desk, "L1.G1.event").uri});
}

TEST_CASE("an activity counts as it is where the criterion asks for one") {
    Desk desk = Desk::started();
    const Id step = activity(desk, "Learn a spreadsheet", "L2.2.acted");
    desk.set(step, "kind", std::string("skill-building"));
    desk.must(app::AttachRecord{step, "L2.2.acted"});
    CHECK(desk.ask(app::ClaimCriterion{step, "L2.2.acted"}) == "claim.notMet");
    desk.set(step, "state", std::string("done"));
    desk.attach_file(step, "table.txt", "A table.");
    desk.must(app::ClaimCriterion{step, "L2.2.acted"});
    CHECK(status_of(desk, "L2.2.acted").leaf == LeafState::claimed);
}

TEST_CASE("a new record begins with what it is given, and is refused with what does not fit") {
    Desk desk = Desk::started();
    const Document before = desk.document();
    const auto create = [&](std::map<std::string, Value> fields, std::vector<Id> links = {}) {
        return desk.ask(
            app::CreateRecord{std::string(activity_type), "", std::move(fields), std::move(links)});
    };
    CHECK(create({{"nothing", std::string("x")}}) == "field.unknown");
    CHECK(create({{"state", std::string("finished")}}) == "field.wrongKind");
    CHECK(create({{"due", std::string("soon")}}) == "field.wrongKind");
    CHECK(create({{"title", std::string(5000, 'x')}}) == "text.tooLong");
    CHECK(create({{"people", std::string("A. Sample")}}) == "field.wrongKind");
    CHECK(create({{"people", std::vector<Row>{{{"nothing", "x"}}}}}) == "field.unknown");
    CHECK(create({{"people", std::vector<Row>(300)}}) == "row.tooMany");
    CHECK(create({}, {"urn:uuid:nobody"}) == "record.unknown");
    CHECK(desk.document() == before);
    CHECK(create({{"people", std::vector<Row>{{{"name", "A. Sample"}, {"role", "mentor"}}}}}) == "");
    const Id first = desk.document().records.back()->id;
    CHECK(create({}, {first, first}) == "");
    CHECK(desk.document().records.back()->links == std::vector<Id>{first});
    desk.must(app::TrashRecord{first});
    CHECK(create({}, {first}) == "record.unknown");
}

TEST_CASE("a criterion of a skill badge is attached to, claimed and withdrawn from like any other") {
    Desk desk = Desk::started();
    const std::string leaf = "ums.nace.professionalism.reliability";
    const Id id = desk.record("skill.practice", leaf);
    CHECK(std::get<std::string>(desk.find(id).fields.at("subCompetency")) == "reliability");
    desk.set(id, "narrative", std::string("I opened the lab every morning for a month."));
    desk.add_row(id, "people", {{"name", "A. Sample"}, {"role", "supervisor"}});
    desk.must(app::ClaimCriterion{id, leaf});
    CHECK(status_of(desk, leaf).leaf == LeafState::claimed);
    const auto skills = app::progress(desk.state).skills;
    CHECK(skills.back().met == 1);
    CHECK(skills.front().met == 0);
    desk.must(app::WithdrawClaim{leaf, id});
    CHECK(status_of(desk, leaf).leaf == LeafState::drafted);
    desk.must(app::DetachRecord{id, leaf});
    CHECK(status_of(desk, leaf).leaf == LeafState::empty);
}

TEST_CASE("a claim for what the other revision lacks is kept, and counts again under the one that has it") {
    Desk desk = Desk::started();
    desk.must(app::SetRevision{"A-edl"});
    const std::string leaf = "edl.empathy.listening";
    const Id id = desk.record("skill.practice", leaf);
    desk.set(id, "narrative", std::string("I asked before I answered."));
    desk.attach_file(id, "note.txt", "A note.");
    desk.must(app::ClaimCriterion{id, leaf});
    const auto claims = desk.document().claims;
    const Record before = desk.find(id);

    desk.must(app::SetRevision{"B-nace-2025-06-06"});
    CHECK(desk.document().claims == claims);
    CHECK(desk.find(id) == before);
    for (const LevelStatus& skill : app::progress(desk.state).skills)
        CHECK(skill.met == 0);
    desk.must(app::SetRevision{"A-edl"});
    CHECK(status_of(desk, leaf).leaf == LeafState::claimed);
}

TEST_CASE("a skill badge is handed in like a level, once all that the learner gives is claimed") {
    Desk desk = Desk::started();
    const std::string badge = "ums.nace.professionalism";
    const PathwayNode& root = leaf_of(desk, badge);
    CHECK(desk.ask(app::ExportLevel{badge}) == "export.notReady");
    for (const PathwayNode& leaf : root.children)
        for (std::size_t i = 0; learner_can_do(leaf) && i < leaf.records; ++i)
            meet(desk, leaf.id);
    const auto file = desk.export_level(badge);
    REQUIRE(file.has_value());
    const auto bundle = read_json(file->text);
    REQUIRE(bundle.has_value());
    CHECK((*bundle)["credentialSubject"]["verifiableCredential"].size() == 8);
    std::size_t criteria = 0;
    for (const Json& association : (*bundle)["credentialSubject"]["association"])
        if (association["associationType"] == "isChildOf" && association["targetId"] == root.uri) ++criteria;
    CHECK(criteria == 7);
    CHECK(app::progress(desk.state).skills.back().state == LevelState::submitted);
    CHECK(desk.ask(app::ExportLevel{badge + ".reliability"}) == "level.unknown");
}
