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

bool contradicts(const Json& payload, const Json& credential, const CheckReport& report) {
    const auto subjects = one_or_many(member(credential, "credentialSubject"));
    return differs(payload, "iss", report.issuer_id) || differs(payload, "jti", report.id) ||
           (subjects.size() == 1 && differs(payload, "sub", text_member(*subjects.front(), "id")));
}

// Seconds since 1970, as a token has its moments.
std::optional<Instant> numeric_date(const Json& value) {
    constexpr double last = 253402300799; // the end of the year 9999
    if (!value.is_number()) return std::nullopt;
    const auto seconds = value.get<double>();
    if (seconds < 0 || seconds > last) return std::nullopt;
    return Instant{static_cast<std::int64_t>(seconds * 1000)};
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

} // namespace

bool looks_like_jws(std::string_view text) {
    return text.starts_with("ey") && header_of(text).has_value();
}

CheckReport check_jws(std::string_view text, CheckRun& run, std::string path) {
    CheckReport report;
    report.kind = CredentialKind::jwt;
    report.path = std::move(path);
    const auto header = header_of(text);
    const auto parts = split(text);
    const auto payload = parts ? object_in(parts->payload) : std::nullopt;
    ProofResult unreadable{.cryptosuite = header ? text_member(*header, "alg") : "", .reason = "proof.shape"};
    report.proofs = {header && payload ? proof_of(*header) : std::move(unreadable)};
    report.signature = signature_of(report.proofs);
    report.claims = payload ? "ok" : "invalid";

    StatusAnswer status;
    if (payload) {
        const Json* const inner = member(*payload, "vc");
        const Json& credential = inner != nullptr && inner->is_object() ? *inner : *payload;
        report.id = text_member(credential, "id");
        report.name = words_of(member(credential, "name"));
        report.issuer_id = id_of(member(credential, "issuer"));
        if (const Json* const issuer = member(credential, "issuer"))
            report.issuer_name = words_of(member(*issuer, "name"));
        if (contradicts(*payload, credential, report)) report.claims = "invalid";
        const TimeAnswer time = time_of(*payload, credential, run.context.at);
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
