#include "app/answers.hpp"

#include <memory>
#include <utility>

namespace cairn::app {

void ask_about(Step& step, const std::vector<SignatureQuestion>& questions) {
    Session& session = step.state.session;
    std::vector<SignatureQuestion> asked;
    for (const SignatureQuestion& question : questions) {
        std::string id = id_of(question);
        const bool answered = step.state.answers && step.state.answers->contains(id);
        if (!answered && session.asked.insert(std::move(id)).second) asked.push_back(question);
    }
    if (asked.empty()) return;
    step.effects.emplace_back(AnswerSignatures{session.next_effect++, std::move(asked)});
}

void ask_about_held(Step& step) {
    for (const HeldBadge& held : held_badges(step.state))
        if (!held.check.questions.empty()) ask_about(step, held.check.questions);
}

Step signatures_answered(const State& state, const SignaturesAnswered& event) {
    Step step{state, {}};
    if (event.answers.empty()) return step;
    auto answers = state.answers ? *state.answers : SignatureAnswers{};
    answers.insert(event.answers.begin(), event.answers.end());
    step.state.answers = std::make_shared<const SignatureAnswers>(std::move(answers));
    return step;
}

} // namespace cairn::app
