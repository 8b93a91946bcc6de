#include "app/check_words.hpp"

#include "core/wall/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace cairn::app {
namespace {

std::string phrase(const Words& words, std::string_view group, std::string_view name) {
    return tr(words, std::string(group) + std::string(name));
}

// Why nothing is known of a signature: what a person can do about it differs.
std::string signature_phrase(const Words& words, const CheckReport& report) {
    const auto because = [&](std::string_view reason) {
        return std::ranges::contains(report.proofs, "proof." + std::string(reason), &ProofResult::reason);
    };
    if (report.signature == SignatureVerdict::unsupported) {
        if (because("keyUnknown")) return tr(words, "check.signature.keyUnknown");
        constexpr std::array open{"contextUnknown", "unanswered", "tooComplex", "tooMany", "address"};
        // A limit was reached: some proof was not looked at, or something beside one that holds.
        const bool over = std::ranges::any_of(report.proofs, [](const ProofResult& proof) {
            return proof.verdict == ProofVerdict::valid || proof.reason.starts_with("check.");
        });
        if (over || std::ranges::any_of(open, because)) return tr(words, "check.signature.open");
    }
    return phrase(words, "check.signature.", name_of(report.signature));
}

std::string issuer_phrase(const Words& words, const CheckReport& report, int utc_offset_minutes) {
    if (report.signature == SignatureVerdict::none || report.signature == SignatureVerdict::reject) return {};
    if (!report.issuer_bound) return tr(words, "check.issuer.unknown");
    if (!*report.issuer_bound) return tr(words, "check.issuer.notOwn");
    if (report.issuer_list.empty())
        return tr(words,
                  report.state == CheckState::issuer_unknown ? "check.issuer.unlisted" : "check.issuer.own");
    const std::string own = tr(words, "check.issuer.own");
    if (!report.issuer_list_as_of)
        return tr(words, "check.issuerBy", {{"who", own}, {"list", report.issuer_list}});
    return tr(words, "check.issuerByDated",
              {{"who", own},
               {"list", report.issuer_list},
               {"date", day_text(words, *report.issuer_list_as_of, utc_offset_minutes)}});
}

std::string time_phrase(const Words& words, const CheckReport& report, int utc_offset_minutes) {
    const auto dated = [&](std::string_view key, std::string_view undated,
                           const std::optional<Instant>& when) {
        if (!when) return tr(words, undated);
        return tr(words, key, {{"date", day_text(words, *when, utc_offset_minutes)}});
    };
    switch (report.time) {
    case TimeVerdict::ok:
        return dated("check.time.until", "check.time.ok", report.valid_until);
    case TimeVerdict::expired:
        return dated("check.time.ended", "check.time.over", report.valid_until);
    case TimeVerdict::not_yet_valid:
        return dated("check.time.begins", "check.time.notYet", report.valid_from);
    case TimeVerdict::malformed:
        return tr(words, "check.time.malformed");
    case TimeVerdict::proof_expired:
        return tr(words, "check.time.proofExpired");
    }
    return {};
}

std::string status_phrase(const Words& words, const CheckReport& report, int utc_offset_minutes) {
    const std::string key = "check.status." + report.status;
    if (!words.contains(key)) return tr(words, "check.status.unusable", {{"name", report.status}});
    if (!report.status_list_as_of) return tr(words, key);
    return tr(words, "check.statusDated",
              {{"status", tr(words, key)},
               {"date", day_text(words, *report.status_list_as_of, utc_offset_minutes)}});
}

std::string refused_words(const Words& words, const Error& error) {
    const std::string what = phrase(words, "check.refused.", error.code.substr(error.code.find('.') + 1));
    const std::size_t colon = error.detail.find(':');
    const std::string path = error.where.empty() ? "$" : error.where;
    if (colon == std::string::npos)
        return path == "$" ? what : tr(words, "check.refused.in", {{"path", path}, {"what", what}});
    return tr(words, "check.refused.at",
              {{"line", std::string_view(error.detail).substr(0, colon)},
               {"column", std::string_view(error.detail).substr(colon + 1)},
               {"path", path},
               {"what", what}});
}

// Of what is bad although its signature holds: which of the reasons it is.
std::string bad_words(const Words& words, const CheckReport& report) {
    const bool whole = report.signature == SignatureVerdict::valid && !report.content_differs;
    if (whole && report.status == "revoked") return tr(words, "check.withdrawn");
    if (whole && report.status == "suspended") return tr(words, "check.suspended");
    if (whole && report.time == TimeVerdict::not_yet_valid) return tr(words, "check.notYet");
    if (whole && (report.time == TimeVerdict::expired || report.time == TimeVerdict::proof_expired))
        return tr(words, "check.over");
    return state_words(words, CheckState::bad);
}

std::string_view trust_kind(TrustKind kind) {
    switch (kind) {
    case TrustKind::document:
        return "look.trustKind.document";
    case TrustKind::key:
        return "look.trustKind.key";
    case TrustKind::status_list:
    case TrustKind::revocation_list:
        return "look.trustKind.list";
    case TrustKind::issuers:
        return "look.trustKind.issuers";
    case TrustKind::badge_class:
        return "look.trustKind.badgeClass";
    }
    return {};
}

} // namespace

std::string state_words(const Words& words, CheckState state) {
    return phrase(words, "check.state.", name_of(state));
}

std::string kind_words(const Words& words, CredentialKind kind) {
    if (kind == CredentialKind::other) return tr(words, "check.kind.unknown");
    return phrase(words, "check.kind.", name_of(kind));
}

std::string reason_words(const Words& words, const Error& error) {
    if (error.code.empty()) return {};
    if (error.code.starts_with("json.")) return refused_words(words, error);
    return tr_error(words, error);
}

std::string proof_words(const Words& words, const ProofResult& proof) {
    if (proof.reason.empty()) return {};
    const std::string& detail = proof.detail.empty() ? proof.cryptosuite : proof.detail;
    return tr_error(words, {proof.reason, proof.verification_method, detail});
}

std::string trust_words(const Words& words, const TrustFile& about, int utc_offset_minutes) {
    constexpr std::size_t most = 600; // bytes
    std::string said = tr(words, trust_kind(about.kind));
    const std::string& who = about.name.empty() ? about.id : about.name;
    if (!who.empty()) said = tr(words, "look.trustOf", {{"kind", said}, {"who", who}});
    if (about.as_of)
        said = tr(words, "look.trustMade",
                  {{"what", said}, {"date", day_text(words, *about.as_of, utc_offset_minutes)}});
    return clipped(shown_text(said), most);
}

std::string missing_words(const Words& words, const MissingPiece& missing) {
    if (missing.what == MissingKind::assertion)
        return tr(words, "check.missing.hosted", {{"address", missing.address}});
    const std::string what = phrase(words, "check.missing.", name_of(missing.what));
    if (missing.address.empty()) return tr(words, "check.missing.ask", {{"what", what}, {"id", missing.id}});
    return tr(words, "check.missing.at", {{"what", what}, {"address", missing.address}});
}

CheckWords check_words(const Words& words, const CheckReport& report, int utc_offset_minutes) {
    CheckWords said;
    said.state = state_words(words, report.state);
    if (report.state == CheckState::good_as_of && report.as_of)
        said.state =
            tr(words, "check.goodAsOf", {{"date", day_text(words, *report.as_of, utc_offset_minutes)}});
    if (report.state == CheckState::bad) said.state = bad_words(words, report);
    const bool looked_up = report.status == "none" || report.status == "ok";
    if (report.state == CheckState::not_checked && report.signature == SignatureVerdict::valid && !looked_up)
        said.state = tr(words, "check.statusOpen");
    // Nothing of it was looked at, so nothing is said of what it would hold.
    if (report.signature == SignatureVerdict::reject) said.state = tr(words, "check.unreadable");
    said.reason = reason_words(words, report.reason);
    said.kind = kind_words(words, report.kind);
    said.signature = signature_phrase(words, report);
    said.issuer = issuer_phrase(words, report, utc_offset_minutes);
    said.time = time_phrase(words, report, utc_offset_minutes);
    said.status = status_phrase(words, report, utc_offset_minutes);
    return said;
}

} // namespace cairn::app
