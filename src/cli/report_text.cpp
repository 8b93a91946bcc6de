#include "app/check_words.hpp"
#include "cli/report.hpp"
#include "cli/rows.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

#include <array>
#include <cstddef>

namespace cairn::cli {
namespace {

constexpr std::size_t most_said = 600;

std::string signatures(const app::CheckWords& said, const CheckReport& report) {
    std::string text = said.signature;
    if (!said.issuer.empty()) text += "; " + said.issuer;
    if (report.proofs.size() < 2) return text;
    for (const ProofResult& proof : report.proofs) {
        const std::string why = app::proof_words(words(), proof);
        text += "\n" + tr("command.proof",
                          {{"suite", shown_short(proof.cryptosuite, 60)},
                           {"why", why.empty() ? tr("check.signature.valid") : shown_short(why, most_said)}});
    }
    return text;
}

std::string faults(const CheckReport& report) {
    std::string text;
    for (std::size_t i = 0; i < report.faults.size() && i < most_listed; ++i) {
        const Fault& fault = report.faults[i];
        text += row("command.label.fault",
                    at(shown_short(fault.where), shown_short(error_words(fault), most_said)));
    }
    if (report.faults.size() > most_listed)
        text += row("command.label.fault", more(report.faults.size() - most_listed));
    return text;
}

std::string missing(const CheckReport& report) {
    std::string text;
    const std::vector<MissingPiece> all = all_missing(report);
    for (std::size_t i = 0; i < all.size() && i < most_listed; ++i)
        text += row("command.label.missing", shown_short(app::missing_words(words(), all[i]), most_said));
    if (all.size() > most_listed) text += row("command.label.missing", more(all.size() - most_listed));
    return text;
}

// How many of what is inside are in which state, then those that do not hold.
std::string inside(const CheckReport& report) {
    std::array<std::size_t, 5> counts{};
    for (const CheckReport& nested : report.nested)
        ++counts[static_cast<std::size_t>(nested.state)];
    std::string text;
    for (std::size_t state = 0; state < counts.size(); ++state)
        if (counts[state] > 0)
            text += row(
                "command.label.inside",
                tr("command.sum", {{"count", std::to_string(counts[state])},
                                   {"state", app::state_words(words(), static_cast<CheckState>(state))}}));
    std::size_t listed = 0;
    for (const CheckReport& nested : report.nested) {
        if (nested.state != CheckState::bad) continue;
        if (++listed > most_listed) break;
        text +=
            row("command.label.look", at(shown_short(nested.path) + named(nested.name), report_line(nested)));
    }
    return text;
}

} // namespace

std::string report_line(const CheckReport& report) {
    const app::CheckWords said = app::check_words(words(), report);
    const std::string state = shown_short(said.state);
    return said.reason.empty() ? state : at(state, shown_short(said.reason, most_said));
}

std::string report_text(std::string_view file, const CheckReport& report) {
    const app::CheckWords said = app::check_words(words(), report);
    std::string text = at(file_name(file), shown_short(said.state)) + "\n";
    text += row("command.label.reason", shown_short(said.reason, most_said));
    if (report.signature != SignatureVerdict::reject) {
        text += row("command.label.kind", said.kind + named(report.name));
        text += row("command.label.issuer", person(report.issuer_name, report.issuer_id));
        text += row("command.label.signature", signatures(said, report));
        text += row("command.label.time", said.time);
        text += row("command.label.status", shown_short(said.status));
        if (report.kind == CredentialKind::jwt && !report.claims.empty())
            text += row(
                "command.label.claims",
                app::tr(words(), report.claims == "ok" ? "command.claims.agree" : "command.claims.differ"));
    }
    text += missing(report);
    text += faults(report);
    text += inside(report);
    return text += "\n";
}

} // namespace cairn::cli
