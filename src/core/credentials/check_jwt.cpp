// Credentials as compact JWS. W3C VC-JOSE-COSE (the payload is the credential), Open Badges 3.0 8.2 (the
// same, with claims beside it) and VC 1.1 6.3.1 (the credential is the claim `vc`) are all read.
#include "core/credentials/check_evidence.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/jws.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/token_content.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace cairn {

namespace {

// Types of tokens that carry a credential. Another type is a token for another purpose (RFC 8725, 3.11).
bool is_type_of_ours(const Json& header) {
    static constexpr std::array<std::string_view, 8> types{
        "", "jwt", "vc+jwt", "vp+jwt", "vc+ld+jwt", "vp+ld+jwt", "vc+ld+json+jwt", "vp+ld+json+jwt"};
    if (header.contains("typ") && !header["typ"].is_string()) return false;
    std::string type = text_member(header, "typ");
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::tolower(c); });
    constexpr std::string_view prefix = "application/";
    if (type.starts_with(prefix)) type.erase(0, prefix.size());
    return std::ranges::contains(types, type);
}

bool differs(const Json& owner, std::string_view claim, const std::string& expected) {
    const Json* const value = member(owner, claim);
    return value != nullptr && !expected.empty() && text_or_empty(value) != expected;
}

bool holds_none(const Json& payload, const Json& credential) {
    const auto is_one = [](const Json& json) {
        return has_type(json, "VerifiableCredential") || has_type(json, "VerifiablePresentation");
    };
    // A token with two of them says one thing to one reader and another to the next.
    return !is_one(credential) || (credential_claim(payload) != nullptr && is_one(payload));
}

bool contradicts(const Jws& jws, const Json& credential, const CheckReport& report) {
    const auto subjects = one_or_many(member(credential, "credentialSubject"));
    return differs(jws.payload, "iss", report.issuer_id) || differs(jws.header, "iss", report.issuer_id) ||
           differs(jws.payload, "jti", report.id) ||
           (subjects.size() == 1 && differs(jws.payload, "sub", text_member(*subjects.front(), "id")));
}

// The credential's time within the token's own.
TimeAnswer time_of(const Json& payload, const Json& credential, Instant at) {
    TimeAnswer time = check_time(credential, CredentialKind::jwt, at);
    bool malformed = time.verdict == TimeVerdict::malformed;
    if (const Json* const nbf = member(payload, "nbf")) {
        const auto from = numeric_date(*nbf);
        malformed = malformed || !from;
        if (from) time.from = time.from ? std::max(*time.from, *from) : *from;
    }
    if (const Json* const exp = member(payload, "exp")) {
        const auto until = numeric_date(*exp);
        malformed = malformed || !until;
        if (until) time.until = time.until ? std::min(*time.until, *until) : *until;
    }
    if (malformed || (time.from && time.until && *time.until < *time.from))
        time.verdict = TimeVerdict::malformed;
    else if (time.until && *time.until < at)
        time.verdict = TimeVerdict::expired;
    else if (time.from && at < *time.from)
        time.verdict = TimeVerdict::not_yet_valid;
    return time;
}

void describe(const Json& credential, CheckReport& report) {
    const Json* by = member(credential, "issuer");
    if (by == nullptr) by = member(credential, "holder");
    report.id = text_member(credential, "id");
    report.name = words_of(member(credential, "name"));
    report.issuer_id = id_of(by);
    if (by != nullptr) report.issuer_name = words_of(member(*by, "name"));
}

CheckReport unreadable(std::string_view text, std::string path, CheckRun& run) {
    CheckReport report;
    report.kind = CredentialKind::jwt;
    report.path = std::move(path);
    report.claims = "invalid";
    // The disclosures of an SD-JWT stand behind its signature.
    if (text.contains('~'))
        report.proofs = {{"SD-JWT", ProofVerdict::unsupported, "proof.suite"}};
    else
        report.proofs = {{.reason = "proof.shape"}};
    if (text.contains('~')) report.claims.clear();
    report.signature = signature_of(report.proofs);
    decide(report, {}, run);
    return report;
}

} // namespace

CheckReport check_jws(std::string_view text, CheckRun& run, std::string path, std::size_t depth) {
    const auto jws = parse_jws(text);
    if (!jws) return unreadable(text, std::move(path), run);
    if (kind_of(jws->payload) == CredentialKind::badge_2)
        return check_badge_2_jws(*jws, run, std::move(path));

    CheckReport report;
    report.kind = CredentialKind::jwt;
    report.path = std::move(path);
    const Json credential = credential_in_token(jws->payload);
    describe(credential, report);
    const bool presents = has_type(credential, "VerifiablePresentation");
    report.proofs = {check_jws_signature(
        *jws, report.issuer_id,
        [&run](std::string_view method) { return run.trust.resolve(method, run.context.at); }, &run.desk)};
    if (!is_type_of_ours(jws->header)) {
        report.proofs.front().verdict = ProofVerdict::invalid;
        report.proofs.front().reason = fail("proof.tokenType").error().code;
    }
    report.signature = signature_of(report.proofs);
    if (report.signature == SignatureVerdict::valid && !report.issuer_id.empty())
        report.issuer_bound = run.trust.bound(report.proofs.front().verification_method, report.issuer_id,
                                              presents ? "authentication" : "assertionMethod");
    const bool misleads = holds_none(jws->payload, credential) || contradicts(*jws, credential, report);
    report.claims = misleads ? "invalid" : "ok";

    const TimeAnswer time = time_of(jws->payload, credential, run.context.at);
    report.time = time.verdict;
    report.valid_from = time.from;
    report.valid_until = time.until;
    const StatusAnswer status = check_status(credential, run);
    report.status = status.status;
    check_evidence(credential, report);
    check_inside(credential, report, run, depth);
    decide(report, status, run);
    return report;
}

} // namespace cairn
