// Checks with somebody who answers questions about signatures: OpenSSL, where tests run on this machine.
#pragma once

#include "core/credentials/check.hpp"
#include "core/credentials/check_file.hpp"
#ifndef __EMSCRIPTEN__
#include "cli/signatures.hpp"
#endif

#include <span>
#include <string_view>

namespace cairn::test {

#ifndef __EMSCRIPTEN__
inline constexpr bool somebody_answers = true;

inline SignatureAnswers answers_to(std::span<const SignatureQuestion> questions) {
    return cli::answers_to(questions);
}
#else
inline constexpr bool somebody_answers = false;

inline SignatureAnswers answers_to(std::span<const SignatureQuestion>) {
    return {};
}
#endif

// The check made again until it asks nothing that has an answer.
inline CheckReport check_answered(std::string_view text, CheckContext context) {
    SignatureAnswers answers;
    context.answers = &answers;
    CheckReport report = check_text(text, context);
    for (int round = 0; somebody_answers && round < 4 && !report.questions.empty(); ++round) {
        answers.merge(answers_to(report.questions));
        report = check_text(text, context);
    }
    return report;
}

} // namespace cairn::test
