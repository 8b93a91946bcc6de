#include "core/pathway/condition.hpp"

#include <doctest/doctest.h>

using namespace cairn;

namespace {

Record sample() {
    Record record;
    record.fields = {{"kind", std::string("workshop")},
                     {"blank", std::string(" \n\t")},
                     {"approved", true},
                     {"declined", false},
                     {"nothing", Value()},
                     {"integrates", std::vector<std::string>{"reading", "career-building"}},
                     {"none", std::vector<std::string>{}},
                     {"people", std::vector<Row>{{{"name", "Sample Person"}, {"role", "career-coach"}},
                                                 {{"name", ""}, {"role", "approver"}}}},
                     {"careers", std::vector<Row>{{{"jobTitle", "Welder"}, {"qualifications", "A license"}},
                                                  {{"jobTitle", "Nurse"}, {"qualifications", "  "}},
                                                  {}}}};
    return record;
}

struct Case {
    const char* what;
    Condition condition;
    bool met;
};

Condition condition(std::string field, ConditionOp op, std::vector<std::string> values = {}) {
    Condition result;
    result.field = std::move(field);
    result.op = op;
    result.values = std::move(values);
    return result;
}
Condition is(std::string field, std::string value) {
    return condition(std::move(field), ConditionOp::is, {std::move(value)});
}
Condition in(std::string field, std::vector<std::string> values) {
    return condition(std::move(field), ConditionOp::in, std::move(values));
}
Condition min(std::string field, std::size_t count, std::vector<std::string> each) {
    Condition result = condition(std::move(field), ConditionOp::min);
    result.count = count;
    result.each = std::move(each);
    return result;
}
Condition filled(std::string field) {
    return condition(std::move(field), ConditionOp::filled);
}

} // namespace

TEST_CASE("a condition is met by the field's value and by nothing of another shape") {
    const Record record = sample();
    const Case cases[] = {
        {"text is", is("kind", "workshop"), true},
        {"other text is not", is("kind", "Workshop"), false},
        {"a tick is true", is("approved", "true"), true},
        {"no tick is false", is("declined", "false"), true},
        {"no tick is not true", is("declined", "true"), false},
        {"a field that is not there", is("gone", ""), false},
        {"a field without value", is("nothing", ""), false},
        {"a list is no text", is("integrates", "reading"), false},
        {"a column is", is("people.role", "career-coach"), true},
        {"text among values", in("kind", {"event", "workshop"}), true},
        {"text not among values", in("kind", {"event"}), false},
        {"no values", in("kind", {}), false},
        {"one choice among values", in("integrates", {"career-building"}), true},
        {"no choice among values", in("integrates", {"music"}), false},
        {"a row's column among values", in("people.role", {"career-counselor", "career-coach"}), true},
        {"rows without column", in("people", {"career-coach"}), false},
        {"a column of a text", in("kind.role", {"workshop"}), false},
        {"a column that no row has", in("people.age", {"career-coach"}), false},
        {"enough whole rows", min("careers", 1, {"jobTitle", "qualifications"}), true},
        {"rows with a blank column do not count", min("careers", 2, {"jobTitle", "qualifications"}), false},
        {"rows with one column", min("careers", 2, {"jobTitle"}), true},
        {"empty rows do not count", min("careers", 3, {}), false},
        {"text has no rows", min("kind", 1, {}), false},
        {"filled text", filled("kind"), true},
        {"white space is not filled", filled("blank"), false},
        {"no choice is not filled", filled("none"), false},
        {"no tick is not filled", filled("declined"), false},
        {"a filled column", filled("people.name"), true},
        {"nothing is not filled", filled("nothing"), false},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        CHECK(meets(one.condition, record) == one.met);
    }
}

TEST_CASE("a person counts only with a name and a role") {
    const Record record = sample();
    CHECK(names_person(record));
    CHECK(names_person(record, "career-coach"));
    CHECK_FALSE(names_person(record, "approver"));
    CHECK_FALSE(names_person(Record()));
}
