// Questions about signatures that the core cannot check itself: the edge is asked, and what it answers is
// kept for the session.
#pragma once

#include "app/update.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace cairn::app {

// Asks what has no answer, in one effect. SignaturesAnswered follows, and with it the state's `answers` is
// another; whoever waits checks again then. What is under way is not asked twice; what nobody could answer is
// asked again only where a person did something that needs it.
enum class AskedBy { program, person };
void ask_about(Step& step, const std::vector<SignatureQuestion>& questions, AskedBy by);

// The effects that are under way about any of these.
std::set<std::uint32_t> answers_due(const Session& session, const std::vector<SignatureQuestion>& questions);

// What the checks of the badges that are held have left open.
void ask_about_held(Step& step);

Step signatures_answered(const State& state, const SignaturesAnswered& event);

} // namespace cairn::app
