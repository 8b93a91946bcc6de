// Reflections and the journal from record types alone: what the path asks for is filled in, claimed, and
// waits.
#include "core/credentials/narrative.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using test::Desk;

namespace {

const NodeStatus& status_of(const std::vector<LevelStatus>& levels, const std::string& id) {
    for (const LevelStatus& level : levels)
        if (const auto found = level.nodes.find(id); found != level.nodes.end()) return found->second;
    FAIL("no such node");
    return levels.front().nodes.begin()->second;
}

std::string text_of(const Record& record, const std::string& field) {
    const auto found = record.fields.find(field);
    const auto* text = found == record.fields.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? "" : *text;
}

const RecordType& type_of(const Desk& desk, const Record& record) {
    const RecordType* type = app::find_record_type(*desk.state.catalog, record.type);
    REQUIRE(type != nullptr);
    return *type;
}

} // namespace

TEST_CASE("a reflection that is begun from a goal asks the questions of that goal, in each revision") {
    for (const char* const revision : {"A-edl", "B-nace-2025-06-06"}) {
        Desk desk = Desk::started();
        desk.must(app::SetRevision{revision});
        const Pathway& pathway = *app::current_pathway(desk.state);
        for (const char* const leaf : {"L2.2.reflection", "L3.3.reflection", "M.goals"}) {
            CAPTURE(revision);
            CAPTURE(leaf);
            const PathwayNode* node = find_node(pathway, leaf);
            if (node == nullptr) continue; // the goals are of revision B alone
            const Id id = desk.record("reflection.form", leaf);
            const auto shown = shown_dimensions(type_of(desk, desk.find(id)), desk.find(id));
            std::size_t asked = 0;
            for (const Condition& condition : node->where) {
                if (condition.op != ConditionOp::filled) continue;
                ++asked;
                CHECK(std::ranges::contains(shown, condition.field, &FieldSpec::id));
            }
            CHECK(shown.size() == asked);
        }
    }
}

TEST_CASE("a reflection is claimed once every question is answered, and waits for a reviewer") {
    Desk desk = Desk::started();
    const Id id = desk.record("reflection.form", "L2.2.reflection");
    CHECK(text_of(desk.find(id), "form") == "career-prepared-l2");
    desk.set(id, "learningExperience", std::string("I *asked* first."));
    CHECK(desk.ask(app::ClaimCriterion{id, "L2.2.reflection"}) != "");
    desk.set(id, "skillDevelopment", std::string("I listen now."));
    desk.must(app::ClaimCriterion{id, "L2.2.reflection"});
    const auto levels = app::level_statuses(desk.state);
    CHECK(status_of(levels, "L2.2.reflection").leaf == LeafState::claimed);
    CHECK(status_of(levels, "L2.2.reflection").waits_for_reviewer);
}

TEST_CASE("another reflection counts when it names who approved it") {
    Desk desk = Desk::started();
    const Id id = desk.record("reflection.form", "L3.3.reflection");
    desk.set(id, "form", std::string("other-approved"));
    CHECK(desk.ask(app::ClaimCriterion{id, "L3.3.reflection"}) != "");
    desk.add_row(id, "people", {{"name", "A. Sample"}, {"role", "approver"}});
    desk.must(app::ClaimCriterion{id, "L3.3.reflection"});
    CHECK(status_of(app::level_statuses(desk.state), "L3.3.reflection").leaf == LeafState::claimed);
}

TEST_CASE("what a reflection tells has the questions of its form alone, its Markdown as typed") {
    Desk desk = Desk::started();
    const Id id = desk.record("reflection.form", "L2.2.reflection");
    desk.set(id, "title", std::string("Autumn"));
    desk.set(id, "learningExperience", std::string("- **one**\n- two"));
    desk.set(id, "skillDevelopment", std::string("It grew."));
    desk.set(id, "narrative", std::string(""));
    const auto narrative = [&] {
        return record_narrative(type_of(desk, desk.find(id)), desk.find(id), "en");
    };
    CHECK(narrative().contains("**What did you learn that you could not do before?**\n\n- **one**\n- two"));
    CHECK_FALSE(narrative().contains("Anything else"));
    desk.set(id, "form", std::string("career-prepared-l3"));
    CHECK_FALSE(narrative().contains("- **one**"));
    CHECK(narrative().contains("It grew."));
    CHECK(text_of(desk.find(id), "learningExperience") == "- **one**\n- two");
}

TEST_CASE("a step of the plan names a criterion in mind, which stays out of what it tells") {
    Desk desk = Desk::started();
    const Id id = desk.record("plan.activity", "L2.2.acted");
    CHECK(text_of(desk.find(id), "state") == "");
    const Id uri = find_node(*app::current_pathway(desk.state), "L2.2.acted")->uri;
    desk.set(id, "serves", uri);
    CHECK(text_of(desk.find(id), "serves") == uri);
    CHECK(desk.ask(app::SetField{id, "serves", std::string("L2.2.acted")}) == "field.wrongKind");
    CHECK(desk.ask(app::SetField{id, "serves", true}) == "field.wrongKind");
    desk.set(id, "proofToKeep", std::string("The ticket"));
    const std::string told = record_narrative(type_of(desk, desk.find(id)), desk.find(id), "en");
    CHECK(told.contains("The ticket"));
    CHECK_FALSE(told.contains("urn:uuid"));
    desk.set(id, "serves", std::string());
}

TEST_CASE("every kind of record can be begun, filled and claimed for every goal that asks for it") {
    for (const char* const revision : {"A-edl", "B-nace-2025-06-06"}) {
        Desk desk = Desk::started();
        desk.must(app::SetRevision{revision});
        for (const LevelStatus& level : app::level_statuses(desk.state))
            for (const auto& [id, status] : level.nodes) {
                const PathwayNode& leaf = *status.node;
                if (leaf.kind != NodeKind::leaf || !learner_can_supply(leaf)) continue;
                CAPTURE(revision);
                CAPTURE(id);
                const Id record = desk.record(leaf.record_type, id);
                const RecordType& type = type_of(desk, desk.find(record));
                for (const Condition& condition : leaf.where) {
                    const auto dot = condition.field.find('.');
                    const std::string name = condition.field.substr(0, dot);
                    const std::string value = condition.values.empty() ? "sample" : condition.values.front();
                    const FieldSpec* field = find_field(type, name);
                    REQUIRE(field != nullptr);
                    if (dot != std::string::npos) {
                        desk.add_row(record, name,
                                     {{condition.field.substr(dot + 1), value},
                                      {name == "people" ? "name" : "title", "A. Sample"}});
                    } else if (!field->columns.empty()) {
                        Row row{{field->columns.front().id, "sample"}};
                        for (const std::string& column : condition.each)
                            row[column] = "sample";
                        for (std::size_t count = 0; count < condition.count; ++count)
                            desk.add_row(record, name, row);
                    } else if (field->kind == FieldKind::checkbox) {
                        desk.set(record, name, true);
                    } else if (field->kind == FieldKind::choices) {
                        desk.set(record, name, std::vector<std::string>{value});
                    } else {
                        desk.set(record, name, value);
                    }
                }
                if (std::ranges::contains(leaf.proof, Proof::file))
                    desk.attach_file(record, "proof.txt", "proof of " + id);
                else if (std::ranges::contains(leaf.proof, Proof::third_party) &&
                         !std::ranges::contains(leaf.where, std::string("people.role"), &Condition::field))
                    desk.add_row(record, "people", {{"name", "A. Sample"}, {"role", "other"}});
                desk.must(app::ClaimCriterion{record, id});
            }
    }
}

TEST_CASE("a journal entry is attached to nothing, and a record that is deleted leaves no links behind") {
    Desk desk = Desk::started();
    const Id entry = desk.record("journal.entry");
    CHECK(desk.find(entry).criteria.empty());
    const Id meeting = desk.meeting();
    desk.must(app::LinkRecord{entry, meeting});
    CHECK(desk.find(entry).links == std::vector<Id>{meeting});
    desk.must(app::TrashRecord{meeting});
    CHECK(desk.find(entry).links == std::vector<Id>{meeting});
    desk.must(app::DeleteForever{meeting});
    CHECK(desk.find(entry).links.empty());
    desk.must(app::Undo{});
    CHECK(desk.find(entry).links == std::vector<Id>{meeting});
}
