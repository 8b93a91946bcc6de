#include "app/checking.hpp"
#include "app/step.hpp"
#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t longest_name = 400;  // bytes: a hundred characters of any script
constexpr std::size_t longest_email = 254; // RFC 5321, less its brackets
constexpr std::size_t longest_typed = 320; // of what may become one
constexpr std::size_t most_emails = 20;
constexpr std::size_t most_contacts = 20;
constexpr std::size_t longest_contact = 2000; // bytes, of one half
constexpr std::array themes{std::string_view("system"), std::string_view("light"), std::string_view("dark")};

Result<Step> change_profile(const State& state, const Stamp& stamp, std::string label, Profile profile,
                            std::string merge_key = {}) {
    if (profile == state.document->profile) return Step{state, {}};
    Document next = *state.document;
    next.profile = std::move(profile);
    return changed(state, std::move(next), label, stamp, std::move(merge_key));
}

bool is_space(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

// Enough to catch a slip; whether mail arrives there only the person knows.
bool looks_like_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
           text.size() <= longest_email && std::ranges::none_of(text, is_space);
}

bool same_address(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

} // namespace

// In place of nothing, or of the sample.
Result<Step> update_portfolio(const State& state, const StartEmpty& command, const Stamp& stamp) {
    if (state.document && !state.document->sample) return fail("document.exists");
    if (state.catalog->pathways.empty()) return fail("pathway.none");
    const Pathway& newest = state.catalog->pathways.back();
    const std::string& wanted = command.revision.empty() ? state.session.new_revision : command.revision;
    const Pathway* pathway = wanted.empty() ? &newest : find_pathway(*state.catalog, newest.id, wanted);
    if (pathway == nullptr) return fail("pathway.unknown");
    Document document;
    document.portfolio = stamp.fresh[0];
    document.device = stamp.fresh[1];
    document.created = stamp.now;
    document.pathway = {pathway->id, pathway->revision};

    Step step;
    step.state.catalog = state.catalog;
    step.state.document = std::make_shared<const Document>(std::move(document));
    step.state.keys = {make_learner_key(stamp.seed, stamp.now)};
    step.state.generation = state.generation;
    step.state.notes.trust = state.notes.trust;
    step.state.session = fresh_session(state.session);
    read_kept_trust(step.state);
    request_save(step);
    go_to(step, {Screen::path, ""}, true);
    return step;
}

Result<Step> update_portfolio(const State& state, const SetName& command, const Stamp& stamp) {
    if (command.name.size() > longest_name) return fail("text.tooLong");
    Profile profile = state.document->profile;
    profile.name = command.name;
    return change_profile(state, stamp, "change.name", std::move(profile), "change.name");
}

Result<Step> update_portfolio(const State& state, const AddEmail& command, const Stamp& stamp) {
    std::string email = trimmed(command.email);
    if (!looks_like_address(email)) return fail("email.malformed");
    Profile profile = state.document->profile;
    if (std::ranges::any_of(profile.emails, [&](const auto& one) { return same_address(one, email); }))
        return fail("email.twice");
    if (profile.emails.size() >= most_emails) return fail("email.tooMany");
    profile.emails.push_back(std::move(email));
    Result<Step> step = change_profile(state, stamp, "change.emailAdded", std::move(profile));
    if (!step) return step;
    step->state.session.new_email.clear();
    ++step->state.session.text_revision;
    focus_on(*step, "email");
    return step;
}

Result<Step> update_portfolio(const State& state, const TypeEmail& command, const Stamp&) {
    if (command.text.size() > longest_typed) return fail("text.tooLong");
    Step step{state, {}};
    step.state.session.new_email = command.text;
    return step;
}

Result<Step> update_portfolio(const State& state, const RemoveEmail& command, const Stamp& stamp) {
    Profile profile = state.document->profile;
    std::erase(profile.emails, command.email);
    Result<Step> step = change_profile(state, stamp, "change.emailRemoved", std::move(profile));
    if (step) focus_on(*step, "email");
    return step;
}

Result<Step> update_portfolio(const State& state, const AddContact&, const Stamp& stamp) {
    Profile profile = state.document->profile;
    if (profile.contacts.size() >= most_contacts) return fail("contact.tooMany");
    profile.contacts.emplace_back();
    Result<Step> step = change_profile(state, stamp, "change.contactAdded", std::move(profile));
    if (step) focus_on(*step, "contact");
    return step;
}

Result<Step> update_portfolio(const State& state, const SetContact& command, const Stamp& stamp) {
    Profile profile = state.document->profile;
    if (command.index >= profile.contacts.size()) return fail("contact.unknown");
    if (std::max(command.contact.label.size(), command.contact.value.size()) > longest_contact)
        return fail("text.tooLong");
    profile.contacts[command.index] = command.contact;
    return change_profile(state, stamp, "change.contact", std::move(profile),
                          "change.contact/" + std::to_string(command.index));
}

Result<Step> update_portfolio(const State& state, const RemoveContact& command, const Stamp& stamp) {
    Profile profile = state.document->profile;
    if (command.index >= profile.contacts.size()) return fail("contact.unknown");
    profile.contacts.erase(profile.contacts.begin() + static_cast<std::ptrdiff_t>(command.index));
    Result<Step> step = change_profile(state, stamp, "change.contactRemoved", std::move(profile));
    if (!step) return step;
    ++step->state.session.text_revision; // the rows behind it move up
    focus_on(*step, "contact-add");
    return step;
}

Result<Step> update_portfolio(const State& state, const SetTheme& command, const Stamp& stamp) {
    if (std::ranges::find(themes, command.theme) == themes.end()) return fail("theme.unknown");
    Profile profile = state.document->profile;
    profile.theme = command.theme;
    Result<Step> step = change_profile(state, stamp, "change.theme", std::move(profile), "change.theme");
    if (step) step->effects.emplace_back(ApplyTheme{command.theme});
    return step;
}

Result<Step> update_portfolio(const State& state, const SetRevision& command, const Stamp& stamp) {
    if (!state.document) {
        const auto& pathways = state.catalog->pathways;
        if (pathways.empty() || find_pathway(*state.catalog, pathways.back().id, command.revision) == nullptr)
            return fail("pathway.unknown");
        Step step{state, {}};
        step.state.session.new_revision = command.revision;
        return step;
    }
    if (find_pathway(*state.catalog, state.document->pathway.id, command.revision) == nullptr)
        return fail("pathway.unknown");
    if (state.document->pathway.revision == command.revision) return Step{state, {}};
    Document next = *state.document;
    next.pathway.revision = command.revision;
    return changed(state, std::move(next), "change.revision", stamp);
}

} // namespace cairn::app
