#include "core/credentials/check_parts.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

std::int64_t day_of(Instant instant) {
    return instant.ms / ms_per_day - (instant.ms % ms_per_day < 0 ? 1 : 0);
}

std::string date(const std::optional<Instant>& instant) {
    return instant ? to_rfc3339(*instant).substr(0, 10) : std::string();
}

// A did:key is its own key, so another key is not the issuer's for sure.
bool other_key(const CheckReport& report) {
    return report.issuer_bound == false && report.issuer_id.starts_with("did:key:");
}

Error time_fault(const CheckReport& report) {
    switch (report.time) {
    case TimeVerdict::expired:
        return Error{"check.expired", report.path, date(report.valid_until)};
    case TimeVerdict::not_yet_valid:
        return Error{"check.notYetValid", report.path, date(report.valid_from)};
    case TimeVerdict::malformed:
        return Error{"check.malformedTime", report.path};
    case TimeVerdict::proof_expired:
        return Error{"check.proofExpired", report.path};
    case TimeVerdict::ok:
        break;
    }
    return {};
}

const CheckReport* first_bad(const CheckReport& report) {
    const auto bad = std::ranges::find(report.nested, CheckState::bad, &CheckReport::state);
    return bad == report.nested.end() ? nullptr : &*bad;
}

Error why_bad(const CheckReport& report, const StatusAnswer& status) {
    const std::string& path = report.path;
    if (report.signature == SignatureVerdict::invalid) return Error{"check.signature", path};
    if (report.signature == SignatureVerdict::mixed) return Error{"check.mixed", path};
    if (report.claims == "invalid") return Error{"check.claims", path};
    if (other_key(report)) return Error{"check.otherKey", path, report.issuer_id};
    if (report.content_differs) return Error{"check.content", path};
    if (report.status == "revoked") return Error{"check.revoked", path, status.list};
    if (report.status == "suspended") return Error{"check.suspended", path, status.list};
    if (report.time != TimeVerdict::ok) return time_fault(report);
    if (const CheckReport* bad = first_bad(report)) {
        while (const CheckReport* const inner = first_bad(*bad))
            bad = inner;
        return Error{"check.nestedBad", bad->path, bad->name};
    }
    return {};
}

Error why_not_checked(const CheckReport& report, const StatusAnswer& status) {
    const std::string& path = report.path;
    if (report.signature == SignatureVerdict::none)
        return report.kind == CredentialKind::badge_2 ? Error{"check.hosted", path}
                                                      : Error{"check.unsigned", path};
    if (report.signature == SignatureVerdict::unsupported) {
        const auto missing =
            std::ranges::find(report.proofs, std::string("proof.keyUnknown"), &ProofResult::reason);
        if (missing != report.proofs.end())
            return Error{"check.keyUnknown", path, missing->verification_method};
        return Error{"check.unsupported", path,
                     report.proofs.empty() ? "" : report.proofs.front().cryptosuite};
    }
    if (report.status == "notChecked") return Error{"check.statusUnknown", path, status.list};
    if (report.status != "none" && report.status != "ok")
        return Error{"check.statusError", path, report.status};
    return {};
}

} // namespace

void decide(CheckReport& report, const StatusAnswer& status, const CheckRun& run) {
    const auto is = [&](CheckState state, Error why) {
        report.state = state;
        report.reason = std::move(why);
    };
    if (Error bad = why_bad(report, status); !bad.code.empty()) return is(CheckState::bad, std::move(bad));
    if (Error open = why_not_checked(report, status); !open.code.empty())
        return is(CheckState::not_checked, std::move(open));
    if (!report.issuer_bound.value_or(false))
        return is(CheckState::issuer_unknown, Error{"check.unbound", report.path, report.issuer_id});
    const KnownIssuer* const issuer = run.trust.known_issuer(report.issuer_id);
    if (issuer == nullptr)
        return is(CheckState::issuer_unknown, Error{"check.issuerUnknown", report.path, report.issuer_id});

    std::optional<Instant> oldest = status.as_of;
    if (issuer->as_of) oldest = oldest ? std::min(*oldest, *issuer->as_of) : issuer->as_of;
    if (oldest && day_of(*oldest) < day_of(run.context.at)) {
        report.as_of = oldest;
        return is(CheckState::good_as_of, Error{"check.goodAsOf", report.path, date(oldest)});
    }
    if (status.undated || !issuer->as_of)
        return is(CheckState::good_as_of, Error{"check.goodUndated", report.path});
    is(CheckState::good, Error{"check.good", report.path, issuer->name});
}

bool holds(const CheckReport& report) {
    const auto whole = [](const auto& self, const CheckReport& inner) -> bool {
        const bool broken = inner.signature == SignatureVerdict::invalid ||
                            inner.signature == SignatureVerdict::mixed ||
                            inner.signature == SignatureVerdict::reject || inner.content_differs;
        return !broken &&
               std::ranges::all_of(inner.nested, [&](const CheckReport& next) { return self(self, next); });
    };
    return report.signature == SignatureVerdict::valid && report.time == TimeVerdict::ok &&
           whole(whole, report);
}

CheckReport rejected(Error why) {
    CheckReport report;
    report.signature = SignatureVerdict::reject;
    report.state = CheckState::bad;
    report.reason = std::move(why);
    return report;
}

} // namespace cairn
