// Questions about signatures that the core cannot check itself: the edge is asked, each question once, and
// what it answers is kept for the session.
#pragma once

#include "app/update.hpp"

namespace cairn::app {

// Asks what has neither an answer yet nor was asked. SignaturesAnswered follows, and with it the state's
// `answers` is another; whoever waits checks again then.
void ask_about(Step& step, const std::vector<SignatureQuestion>& questions);

// What the checks of the badges that are held have left open.
void ask_about_held(Step& step);

Step signatures_answered(const State& state, const SignaturesAnswered& event);

} // namespace cairn::app
