#include "app/step.hpp"
#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t longest_name = 400; // bytes: a hundred characters of any script
constexpr std::array themes{std::string_view("system"), std::string_view("light"), std::string_view("dark")};

Result<Step> change_profile(const State& state, const Stamp& stamp, std::string label, Profile profile) {
    if (profile == state.document->profile) return Step{state, {}};
    Document next = *state.document;
    next.profile = std::move(profile);
    return changed(state, std::move(next), label, stamp, label);
}

} // namespace

Result<Step> update_portfolio(const State& state, const StartEmpty&, const Stamp& stamp) {
    if (state.document) return fail("document.exists");
    if (state.catalog->pathways.empty()) return fail("pathway.none");
    const Pathway& pathway = state.catalog->pathways.back();
    Document document;
    document.portfolio = stamp.fresh[0];
    document.device = stamp.fresh[1];
    document.created = stamp.now;
    document.pathway = {pathway.id, pathway.revision};

    Step step{state, {}};
    step.state.document = std::make_shared<const Document>(std::move(document));
    step.state.keys = {make_learner_key(stamp.seed, stamp.now)};
    request_save(step);
    go_to(step, {Screen::path, ""}, true);
    return step;
}

Result<Step> update_portfolio(const State& state, const SetName& command, const Stamp& stamp) {
    if (command.name.size() > longest_name) return fail("text.tooLong");
    Profile profile = state.document->profile;
    profile.name = command.name;
    return change_profile(state, stamp, "change.name", std::move(profile));
}

Result<Step> update_portfolio(const State& state, const AddEmail& command, const Stamp& stamp) {
    Profile profile = state.document->profile;
    if (!std::ranges::contains(profile.emails, command.email)) profile.emails.push_back(command.email);
    return change_profile(state, stamp, "change.email", std::move(profile));
}

Result<Step> update_portfolio(const State& state, const RemoveEmail& command, const Stamp& stamp) {
    Profile profile = state.document->profile;
    std::erase(profile.emails, command.email);
    return change_profile(state, stamp, "change.email", std::move(profile));
}

Result<Step> update_portfolio(const State& state, const SetTheme& command, const Stamp& stamp) {
    if (std::ranges::find(themes, command.theme) == themes.end()) return fail("theme.unknown");
    Profile profile = state.document->profile;
    profile.theme = command.theme;
    Result<Step> step = change_profile(state, stamp, "change.theme", std::move(profile));
    if (step) step->effects.emplace_back(ApplyTheme{command.theme});
    return step;
}

Result<Step> update_portfolio(const State& state, const SetRevision& command, const Stamp& stamp) {
    if (find_pathway(*state.catalog, state.document->pathway.id, command.revision) == nullptr)
        return fail("pathway.unknown");
    if (state.document->pathway.revision == command.revision) return Step{state, {}};
    Document next = *state.document;
    next.pathway.revision = command.revision;
    return changed(state, std::move(next), "change.revision", stamp);
}

} // namespace cairn::app
