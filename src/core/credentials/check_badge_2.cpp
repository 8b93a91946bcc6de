// Open Badges 2.0, sections "Assertion", "Signed Badges" and "Verification", and what is left of 1.x: badges
// whose parts refer to each other by address. A hosted one is vouched for by its address alone, which is not
// asked here; a signed one by a key that the issuer's profile lists.
#include "core/credentials/check_parts.hpp"
#include "core/credentials/jws.hpp"
#include "core/credentials/members.hpp"

#include <algorithm>

namespace cairn {

namespace {

// What an assertion refers to, as far as it is here: inside of it, or brought along.
struct Badge2 {
    std::string issuer;                // id
    const Json* badge_class = nullptr; // nullptr: not here
    const Json* embedded = nullptr;    // the profile inside the badge: anybody's word
    const Json* profile = nullptr;     // the one that was brought; where none was, the embedded one
};

// A reference is a text, an object with an id, or all of what it refers to.
bool is_whole(const Json* value, std::string_view needed) {
    return value != nullptr && value->is_object() && value->contains(needed);
}

Badge2 parts_of(const Json& assertion, const Trust& trust) {
    Badge2 parts;
    const Json* const badge = member(assertion, "badge");
    parts.badge_class = is_whole(badge, "issuer") ? badge : trust.badge_class(id_of(badge));
    if (parts.badge_class == nullptr) return parts;
    const Json* const issuer = member(*parts.badge_class, "issuer");
    parts.issuer = id_of(issuer);
    if (is_whole(issuer, "name")) parts.embedded = issuer;
    // What a badge says of its issuer must not hide which keys and which list the issuer's own profile has.
    const Json* const brought = trust.document(parts.issuer);
    parts.profile = brought != nullptr ? brought : parts.embedded;
    return parts;
}

// Version 1 calls it `verify`.
const Json* verification_of(const Json& assertion) {
    const Json* const verification = member(assertion, "verification");
    return verification != nullptr ? verification : member(assertion, "verify");
}

std::string text_in(const Json* owner, std::string_view name) {
    return owner == nullptr ? std::string() : text_member(*owner, name);
}

// The key that the assertion names; where it names none, the issuer's only one.
std::string key_of_badge(const Json& assertion, const Json* profile) {
    const Json* const verification = verification_of(assertion);
    if (const std::string creator = text_in(verification, "creator"); !creator.empty()) return creator;
    if (const std::string url = text_in(verification, "url"); !url.empty()) return url;
    const auto keys =
        one_or_many(profile != nullptr ? member(*profile, "publicKey") : static_cast<const Json*>(nullptr));
    return keys.size() == 1 ? id_of(keys.front()) : std::string();
}

// Keys may stand inside a profile, under ids that lie anywhere.
Result<VerificationKey> key_within(const Json* profile, std::string_view id, Instant at) {
    if (profile != nullptr)
        for (const Json* one : one_or_many(member(*profile, "publicKey")))
            if (one->is_object() && one->size() > 1 && text_member(*one, "id") == id)
                return key_of_object(*one, id, at);
    return fail("key.unknown", {}, std::string(id));
}

void describe(const Json& assertion, const Badge2& parts, CheckReport& report) {
    report.id = text_member(assertion, "id");
    if (report.id.empty()) report.id = text_member(assertion, "uid");
    if (parts.badge_class != nullptr) report.name = words_of(member(*parts.badge_class, "name"));
    report.issuer_id = parts.issuer;
    for (const Json* profile : {parts.profile, parts.embedded})
        if (profile != nullptr && report.issuer_name.empty())
            report.issuer_name = words_of(member(*profile, "name"));
}

// A list that the issuer's profile names. Without the profile nobody can say whether there is one.
StatusAnswer status_of(const Json& assertion, const Badge2& parts, CheckRun& run) {
    if (parts.profile == nullptr) {
        StatusAnswer open{.status = "notChecked"};
        if (parts.badge_class != nullptr)
            open.missing = {{MissingKind::issuer, parts.issuer, published_at(parts.issuer)}};
        return open;
    }
    std::string list = id_of(member(*parts.profile, "revocationList"));
    if (list.empty() && parts.embedded != nullptr) list = id_of(member(*parts.embedded, "revocationList"));
    if (list.empty()) return {};
    return check_revocation_list(list, {text_member(assertion, "id"), text_member(assertion, "uid")},
                                 "revokedAssertions", run);
}

bool says_revoked(const Json& assertion) {
    const Json* const revoked = member(assertion, "revoked");
    return revoked != nullptr && *revoked == true;
}

} // namespace

StatusAnswer check_hosted_badge(const Json& assertion, CheckReport& report, const CheckRun& run) {
    const Badge2 parts = parts_of(assertion, run.trust);
    describe(assertion, parts, report);
    StatusAnswer status;
    if (says_revoked(assertion)) status.status = "revoked";
    std::string address = published_at(text_member(assertion, "id"));
    if (address.empty()) address = published_at(text_in(verification_of(assertion), "url"));
    if (!address.empty()) status.missing = {{MissingKind::assertion, report.id, std::move(address)}};
    return status;
}

CheckReport check_badge_2_jws(const Jws& jws, CheckRun& run, std::string path) {
    const Json& assertion = jws.payload;
    CheckReport report;
    report.kind = CredentialKind::badge_2;
    report.path = std::move(path);
    const Badge2 parts = parts_of(assertion, run.trust);
    describe(assertion, parts, report);

    const auto resolve = [&](std::string_view method) {
        const auto key = run.trust.resolve(method, run.context.at);
        const bool absent = !key && key.error().code == "key.unknown";
        return absent ? key_within(parts.profile, method, run.context.at) : key;
    };
    const std::string key = key_of_badge(assertion, parts.profile);
    report.proofs = {check_jws_signature(jws, report.issuer_id, resolve, &run.desk, key)};
    report.signature = signature_of(report.proofs);
    if (report.signature == SignatureVerdict::valid && !report.issuer_id.empty())
        report.issuer_bound =
            run.trust.bound_by_profile(report.proofs.front().verification_method, report.issuer_id);

    const TimeAnswer time = check_time(assertion, report.kind, run.context.at);
    report.time = time.verdict;
    report.valid_from = time.from;
    report.valid_until = time.until;
    StatusAnswer status = status_of(assertion, parts, run);
    report.status = status.status;
    if (parts.badge_class == nullptr) {
        const std::string badge = id_of(member(assertion, "badge"));
        status.missing.push_back({MissingKind::badge_class, badge, published_at(badge)});
    }
    find_faults(assertion, report);
    decide(report, status, run);
    return report;
}

} // namespace cairn
