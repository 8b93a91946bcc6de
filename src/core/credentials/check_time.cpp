#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"

#include <algorithm>
#include <span>

namespace cairn {

namespace {

struct Moments {
    bool malformed = false;
    std::optional<Instant> latest, earliest;

    void add(const Json& owner, std::string_view key) {
        const auto found = owner.find(key);
        if (found == owner.end()) return;
        const auto instant = date_time_stamp(text_or_empty(&*found));
        if (!instant) {
            malformed = true;
            return;
        }
        latest = latest ? std::max(*latest, *instant) : *instant;
        earliest = earliest ? std::min(*earliest, *instant) : *instant;
    }
};

} // namespace

TimeAnswer check_time(const Json& credential, CredentialKind kind, Instant at) {
    Moments from;
    Moments until;
    Moments proofs;
    // The second of each is what version 1 of the data model calls it. They count whatever the kind: a
    // context that nobody signed can make a badge of version 2 of what was none.
    from.add(credential, "validFrom");
    from.add(credential, "issuanceDate");
    until.add(credential, "validUntil");
    until.add(credential, "expirationDate");
    if (kind == CredentialKind::badge_2) {
        from.add(credential, "issuedOn");
        until.add(credential, "expires");
    }
    for (const Json* proof : one_or_many(member(credential, "proof")))
        proofs.add(*proof, "expires");
    TimeAnswer answer{.from = from.latest, .until = until.earliest};
    const bool backwards = answer.from && answer.until && *answer.until < *answer.from;
    if (from.malformed || until.malformed || proofs.malformed || backwards)
        answer.verdict = TimeVerdict::malformed;
    else if (answer.until && *answer.until < at)
        answer.verdict = TimeVerdict::expired;
    else if (answer.from && at < *answer.from)
        answer.verdict = TimeVerdict::not_yet_valid;
    else if (proofs.earliest && *proofs.earliest < at)
        answer.verdict = TimeVerdict::proof_expired;
    return answer;
}

} // namespace cairn
