// Signatures that the core cannot check itself: the program asks the edge, each once, and judges anew.
#include "app/answers.hpp"
#include "support/answers.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// A learner who holds a badge that is signed by a key of P-256, in a session that knows no answer yet.
Desk with_badge() {
    Desk earlier = Desk::sample_learner();
    earlier.pick_badge("ecdsa-jcs.json", sample_file("tokens", "ecdsa-jcs.json"));
    for (const auto& asked : earlier.take_effects<app::AnswerSignatures>())
        earlier.tell(app::SignaturesAnswered{asked.effect, {}});
    earlier.finish_saves();
    REQUIRE(earlier.document().badges.size() == 1);

    Desk desk = Desk::sample_learner();
    desk.state.document = earlier.state.document;
    desk.must(app::SetName{"Sample"});
    desk.finish_saves();
    return desk;
}

const HeldBadge& held(const Desk& desk) {
    REQUIRE(app::held_badges(desk.state).size() == 1);
    return app::held_badges(desk.state).front();
}

} // namespace

TEST_CASE("a badge by P-256 counts once the edge has answered that its signature holds") {
    Desk desk = with_badge();
    CHECK(held(desk).why.code == "held.unsupported");
    const auto asked = desk.take_effects<app::AnswerSignatures>();
    REQUIRE(asked.size() == 1);
    REQUIRE(asked[0].questions.size() == 1);
    desk.tell(app::SignaturesAnswered{asked[0].effect, {{id_of(asked[0].questions[0]), true}}});
    CHECK(held(desk).earned);
    CHECK(held(desk).check.questions.empty());
    CHECK(desk.take_effects<app::AnswerSignatures>().empty());
}

TEST_CASE("a badge whose signature does not hold for the edge does not count") {
    Desk desk = with_badge();
    const auto asked = desk.take_effects<app::AnswerSignatures>();
    REQUIRE(asked.size() == 1);
    desk.tell(app::SignaturesAnswered{asked[0].effect, {{id_of(asked[0].questions[0]), false}}});
    CHECK(held(desk).why.code == "held.signature");
}

TEST_CASE("the edge is asked each question once, also where it has no answer") {
    Desk desk = with_badge();
    const auto asked = desk.take_effects<app::AnswerSignatures>();
    REQUIRE(asked.size() == 1);
    desk.must(app::AddEmail{"learner@example.org"});
    desk.must(app::SetName{"Sample learner"});
    CHECK(desk.take_effects<app::AnswerSignatures>().empty());
    desk.tell(app::SignaturesAnswered{asked[0].effect, {}});
    CHECK(desk.take_effects<app::AnswerSignatures>().empty());
    CHECK(held(desk).why.code == "held.unsupported");
    CHECK_FALSE(desk.state.answers);
}

TEST_CASE("an answer to another question changes nothing") {
    Desk desk = with_badge();
    auto asked = desk.take_effects<app::AnswerSignatures>();
    REQUIRE(asked.size() == 1);
    asked[0].questions[0].message.push_back(0);
    desk.tell(app::SignaturesAnswered{asked[0].effect, {{id_of(asked[0].questions[0]), true}}});
    CHECK(held(desk).why.code == "held.unsupported");
}

TEST_CASE("all badges that are held are asked about together, and an answer leaves the others as they were") {
    Desk desk = with_badge();
    desk.take_effects<app::AnswerSignatures>();
    desk.add_badge("level-1.json");
    const HeldBadge* const other = &app::held_badges(desk.state).back();
    const auto before = app::held_badges(desk.state).size();
    REQUIRE(before == 2);
    REQUIRE(other->check.questions.empty());
    // In a session that knows nothing yet.
    desk.state.session.asked.clear();
    app::Step step{desk.state, {}};
    app::ask_about_held(step);
    app::ask_about_held(step);
    REQUIRE(step.effects.size() == 1);
    CHECK(std::get<app::AnswerSignatures>(step.effects[0]).questions.size() == 1);
}
