#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr std::pair<std::string_view, CredentialKind> kinds_by_type[] = {
    {"ClrCredential", CredentialKind::clr},
    {"AchievementCredential", CredentialKind::achievement},
    {"OpenBadgeCredential", CredentialKind::achievement},
    {"EndorsementCredential", CredentialKind::endorsement},
    {"VerifiablePresentation", CredentialKind::presentation},
    {"BitstringStatusListCredential", CredentialKind::status_list},
    {"StatusList2021Credential", CredentialKind::status_list},
    {"Assertion", CredentialKind::badge_2},
};

bool has_badge_2_context(const Json& json) {
    return std::ranges::any_of(one_or_many(member(json, "@context")), [](const Json* context) {
        return text_or_empty(context).starts_with("https://w3id.org/openbadges/v");
    });
}

// Version 1 has neither type nor context.
bool is_badge_1(const Json& json) {
    const Json* const verify = member(json, "verify");
    return verify != nullptr && !text_member(*verify, "url").empty();
}

} // namespace

CredentialKind kind_of(const Json& json) {
    for (const auto& [type, kind] : kinds_by_type)
        if (has_type(json, type)) return kind;
    if (const Json* const revoked = member(json, "revokedCredential"); revoked != nullptr)
        return revoked->is_array() && json.contains("issuer") ? CredentialKind::status_list
                                                              : CredentialKind::other;
    // The same in Open Badges 2.0, where an issuer need not be named.
    if (const Json* const revoked = member(json, "revokedAssertions"); revoked != nullptr)
        return revoked->is_array() ? CredentialKind::status_list : CredentialKind::other;
    // Contexts that were appended after signing are not covered, so they make no credential a thing of
    // another kind.
    const bool older =
        (has_badge_2_context(json) || is_badge_1(json)) && !has_type(json, "VerifiableCredential");
    return older ? CredentialKind::badge_2 : CredentialKind::other;
}

std::string_view name_of(CredentialKind kind) {
    static constexpr std::array<std::string_view, 8> names{
        "clr", "achievement", "endorsement", "presentation", "status-list", "jwt", "badge-2", "other"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(SignatureVerdict verdict) {
    static constexpr std::array<std::string_view, 6> names{"valid",       "mixed", "invalid",
                                                           "unsupported", "none",  "reject"};
    return names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(TimeVerdict verdict) {
    static constexpr std::array<std::string_view, 5> names{"ok", "expired", "notYetValid", "malformed",
                                                           "proofExpired"};
    return names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(CheckState state) {
    static constexpr std::array<std::string_view, 5> names{"good", "goodAsOf", "issuerUnknown", "notChecked",
                                                           "bad"};
    return names[static_cast<std::size_t>(state)];
}

} // namespace cairn
