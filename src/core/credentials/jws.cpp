// Credentials as compact JWS (RFC 7515). What they say is read; their signatures cannot be checked yet.
#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

struct Parts {
    std::string_view header, payload, signature;
};

std::optional<Parts> split(std::string_view text) {
    const std::size_t first = text.find('.');
    if (first == text.npos) return std::nullopt;
    const std::size_t second = text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

std::optional<Json> object_in(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return std::nullopt;
    auto json = read_json(text_of(*bytes));
    if (!json || !json->is_object()) return std::nullopt;
    return *std::move(json);
}

std::optional<Json> header_of(std::string_view text) {
    const auto parts = split(text);
    if (!parts) return std::nullopt;
    auto header = object_in(parts->header);
    if (!header || text_member(*header, "alg").empty()) return std::nullopt;
    return header;
}

ProofResult proof_of(const Json& header) {
    ProofResult proof{.cryptosuite = text_member(header, "alg"),
                      .verdict = ProofVerdict::unsupported,
                      .reason = "proof.suite",
                      .verification_method = text_member(header, "kid")};
    const Json* const jwk = member(header, "jwk");
    Result<void> fault;
    if (proof.cryptosuite == "none") fault = fail("proof.algNone");
    // A key that tells its secret half signs for everybody.
    if (jwk != nullptr && jwk->contains("d")) fault = fail("proof.secretKey");
    if (!fault) {
        proof.verdict = ProofVerdict::invalid;
        proof.reason = fault.error().code;
    }
    return proof;
}

bool differs(const Json& payload, std::string_view claim, const std::string& expected) {
    const Json* const value = member(payload, claim);
    return value != nullptr && !expected.empty() && text_or_empty(value) != expected;
}

} // namespace

bool looks_like_jws(std::string_view text) {
    return text.starts_with("ey") && header_of(text).has_value();
}

CheckReport check_jws(std::string_view text, CheckRun& run, std::string path) {
    CheckReport report;
    report.kind = CredentialKind::jwt;
    report.path = std::move(path);
    const auto header = header_of(text);
    if (!header) {
        report.proofs = {{.reason = "proof.shape"}};
    } else {
        report.proofs = {proof_of(*header)};
    }
    report.signature = signature_of(report.proofs);

    StatusAnswer status;
    const auto parts = split(text);
    if (const auto payload = parts ? object_in(parts->payload) : std::nullopt) {
        const Json* const inner = member(*payload, "vc");
        const Json& credential = inner != nullptr && inner->is_object() ? *inner : *payload;
        const Json* const subject = member(credential, "credentialSubject");
        report.id = text_member(credential, "id");
        report.name = words_of(member(credential, "name"));
        report.issuer_id = id_of(member(credential, "issuer"));
        if (const Json* const issuer = member(credential, "issuer"))
            report.issuer_name = words_of(member(*issuer, "name"));
        const bool wrong = differs(*payload, "iss", report.issuer_id) ||
                           (subject != nullptr && subject->is_object() &&
                            differs(*payload, "sub", text_member(*subject, "id")));
        report.claims = wrong ? "invalid" : "ok";
        const TimeAnswer time = check_time(credential, CredentialKind::jwt, run.context.at);
        report.time = time.verdict;
        report.valid_from = time.from;
        report.valid_until = time.until;
        status = check_status(credential, run);
        report.status = status.status;
    }
    decide(report, status, run);
    return report;
}

} // namespace cairn
