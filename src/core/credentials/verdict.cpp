#include "core/credentials/check_parts.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

std::int64_t day_of(Instant instant) {
    return instant.ms / ms_per_day - (instant.ms % ms_per_day < 0 ? 1 : 0);
}

std::string date(const std::optional<Instant>& instant) {
    return instant ? to_rfc3339(*instant).substr(0, 10) : std::string();
}

// A did:key is its own key, so another key is not the issuer's for sure. A proof that could not be checked
// may be the issuer's own.
bool other_key(const CheckReport& report) {
    return all_valid(report.proofs) && report.issuer_bound == false &&
           report.issuer_id.starts_with("did:key:");
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

// Why the proofs could not be checked: what a person can bring along or wait for comes before what nobody
// can.
Error why_unsupported(const CheckReport& report) {
    const std::string& path = report.path;
    const auto with = [&](std::string_view reason) {
        const auto found = std::ranges::find(report.proofs, reason, &ProofResult::reason);
        return found == report.proofs.end() ? nullptr : &*found;
    };
    if (const auto* proof = with("proof.keyUnknown"))
        return Error{"check.keyUnknown", path, proof->verification_method};
    if (const auto* proof = with("proof.contextUnknown"))
        return Error{"check.contextUnknown", path, proof->detail};
    if (const auto* proof = with("proof.notPlain")) return Error{"check.notPlain", path, proof->detail};
    if (const auto* proof = with("proof.address")) return Error{"check.address", path, proof->detail};
    if (with("proof.unanswered") != nullptr) return Error{"check.unanswered", path};
    if (with("check.tooMuch") != nullptr) return Error{"check.tooMuch", path};
    if (with("proof.tooMany") != nullptr)
        return Error{"check.tooManyProofs", path, std::to_string(max_proofs)};
    if (with("proof.tooComplex") != nullptr) return Error{"check.tooComplex", path};
    return Error{"check.unsupported", path, report.proofs.empty() ? "" : report.proofs.front().cryptosuite};
}

Error why_not_checked(const CheckReport& report, const StatusAnswer& status) {
    const std::string& path = report.path;
    if (report.signature == SignatureVerdict::none)
        return report.kind == CredentialKind::badge_2 ? Error{"check.hosted", path}
                                                      : Error{"check.unsigned", path};
    if (report.signature == SignatureVerdict::unsupported) return why_unsupported(report);
    if (report.status == "notChecked") return Error{"check.statusUnknown", path, status.list};
    if (report.status != "none" && report.status != "ok")
        return Error{"check.statusError", path, report.status};
    return {};
}

void note_missing(CheckReport& report, const StatusAnswer& status, const CheckRun& run) {
    const auto add = [&](MissingPiece one) {
        if (!one.id.empty() && !std::ranges::contains(report.missing, one))
            report.missing.push_back(std::move(one));
    };
    for (const ProofResult& proof : report.proofs)
        if (proof.reason == "proof.keyUnknown") add(missing_document(proof.verification_method));
    const std::string& issuer = report.issuer_id;
    // Whose key it is, the issuer's own document says. Open Badges 2.0 has a profile in its place.
    const bool open = report.signature == SignatureVerdict::valid && !report.issuer_bound.value_or(false);
    if (open && !issuer.starts_with("did:key:") && run.trust.document(issuer) == nullptr) {
        const bool badge_2 = report.kind == CredentialKind::badge_2;
        add({badge_2 ? MissingKind::issuer : MissingKind::document, issuer, published_at(issuer)});
    }
    for (const MissingPiece& one : status.missing)
        add(one);
}

void collect_missing(const CheckReport& report, std::vector<MissingPiece>& all) {
    for (const MissingPiece& one : report.missing)
        if (all.size() < max_missing && !std::ranges::contains(all, one)) all.push_back(one);
    for (const CheckReport& inner : report.nested)
        collect_missing(inner, all);
}

} // namespace

std::vector<MissingPiece> all_missing(const CheckReport& report) {
    std::vector<MissingPiece> all;
    collect_missing(report, all);
    return all;
}

void decide(CheckReport& report, const StatusAnswer& status, const CheckRun& run) {
    const auto is = [&](CheckState state, Error why) {
        report.state = state;
        report.reason = std::move(why);
    };
    note_missing(report, status, run);
    const KnownIssuer* const issuer = run.trust.known_issuer(report.issuer_id);
    if (issuer != nullptr) {
        report.issuer_list = issuer->list;
        report.issuer_list_as_of = issuer->as_of;
    }
    if (status.as_of || status.undated) {
        report.status_list = status.list;
        report.status_list_as_of = status.as_of;
    }
    if (Error bad = why_bad(report, status); !bad.code.empty()) return is(CheckState::bad, std::move(bad));
    if (Error open = why_not_checked(report, status); !open.code.empty())
        return is(CheckState::not_checked, std::move(open));
    if (!report.issuer_bound.value_or(false)) {
        if (run.trust.document(report.issuer_id) != nullptr)
            return is(CheckState::issuer_unknown, Error{"check.notListed", report.path, report.issuer_id});
        return is(CheckState::issuer_unknown, Error{"check.unbound", report.path, report.issuer_id});
    }
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
