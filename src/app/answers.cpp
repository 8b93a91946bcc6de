#include "app/answers.hpp"

#include <memory>
#include <utility>

namespace cairn::app {

void ask_about(Step& step, const std::vector<SignatureQuestion>& questions, AskedBy by) {
    Session& session = step.state.session;
    const std::uint32_t effect = session.next_effect;
    std::vector<SignatureQuestion> open;
    for (const SignatureQuestion& question : questions) {
        std::string id = id_of(question);
        if (step.state.answers && step.state.answers->contains(id)) continue;
        const auto [asked, fresh] = session.asked.try_emplace(std::move(id), effect);
        const bool again = by == AskedBy::person && asked->second == 0;
        if (!fresh && !again) continue;
        asked->second = effect;
        open.push_back(question);
    }
    if (open.empty()) return;
    ++session.next_effect;
    step.effects.emplace_back(AnswerSignatures{effect, std::move(open)});
}

std::set<std::uint32_t> answers_due(const Session& session, const std::vector<SignatureQuestion>& questions) {
    std::set<std::uint32_t> due;
    for (const SignatureQuestion& question : questions) {
        const auto asked = session.asked.find(id_of(question));
        if (asked != session.asked.end() && asked->second != 0) due.insert(asked->second);
    }
    return due;
}

void ask_about_held(Step& step) {
    std::vector<SignatureQuestion> open;
    for (const HeldBadge& held : held_badges(step.state))
        open.insert(open.end(), held.check.questions.begin(), held.check.questions.end());
    ask_about(step, open, AskedBy::program);
}

Step signatures_answered(const State& state, const SignaturesAnswered& event) {
    Step step{state, {}};
    for (auto& [id, effect] : step.state.session.asked)
        if (effect == event.effect) effect = 0;
    if (event.answers.empty()) return step;
    auto answers = state.answers ? *state.answers : SignatureAnswers{};
    answers.insert(event.answers.begin(), event.answers.end());
    step.state.answers = std::make_shared<const SignatureAnswers>(std::move(answers));
    return step;
}

} // namespace cairn::app
