#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"

#include <algorithm>
#include <span>

namespace cairn {

namespace {

// ISO 8601 as badges of before version 3 have it: without seconds, zone or time, or as seconds since 1970.
std::optional<Instant> loose_moment(const Json& value) {
    if (value.is_number()) {
        constexpr double last = 253402300799; // the end of the year 9999
        const auto seconds = value.get<double>();
        if (seconds < 0 || seconds > last) return std::nullopt;
        return Instant{static_cast<std::int64_t>(seconds * 1000)};
    }
    constexpr std::size_t to_the_day = 10;
    constexpr std::size_t to_the_minute = 16;
    std::string text = text_or_empty(&value);
    if (text.size() == to_the_day) {
        const auto day = parse_date(text);
        return day ? std::optional(*day) : std::nullopt;
    }
    if (text.size() < to_the_minute) return std::nullopt;
    if (text.size() == to_the_minute || text[to_the_minute] != ':') text.insert(to_the_minute, ":00");
    if (text.find_first_of("Zz+-", to_the_minute) == text.npos) text += 'Z';
    const auto instant = parse_rfc3339(text);
    return instant ? std::optional(*instant) : std::nullopt;
}

struct Moments {
    bool malformed = false;
    bool loose = false;
    std::optional<Instant> latest, earliest;

    void add(const Json& owner, std::string_view key) {
        const auto found = owner.find(key);
        if (found == owner.end()) return;
        const auto instant = loose ? loose_moment(*found) : date_time_stamp(text_or_empty(&*found));
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
        from.loose = until.loose = true;
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
