// What a check says of when: of credentials, of proofs, and of dates that nobody can read.
#include "core/credentials/check.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("time is judged to the very second, and both ends of it are in time") {
    const std::string badge = badge_like([](Json& json) {
        json["validFrom"] = "2026-01-15T12:00:00+01:00";
        json["validUntil"] = "2026-01-20T00:00:00.500Z";
    });
    const std::pair<const char*, TimeVerdict> table[] = {
        {"2026-01-15T10:59:59.999Z", TimeVerdict::not_yet_valid},
        {"2026-01-15T11:00:00Z", TimeVerdict::ok},
        {"2026-01-20T00:00:00.500Z", TimeVerdict::ok},
        {"2026-01-20T00:00:00.501Z", TimeVerdict::expired},
    };
    for (const auto& [at, verdict] : table) {
        CAPTURE(at);
        const CheckReport report = check(badge, moment(at));
        CHECK(report.time == verdict);
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(holds(report) == (verdict == TimeVerdict::ok));
    }
}

TEST_CASE("a context that was appended after signing makes nothing last longer") {
    for (const Json& type : {Json{"VerifiableCredential"}, Json{"OpenBadgeCredential"}, Json{"Other"}}) {
        CAPTURE(type.dump());
        Json badge = read_json(badge_like([&](Json& json) {
                         json["type"] = type;
                         json["validUntil"] = "2026-01-20T00:00:00Z";
                     })).value();
        CHECK(check(canonicalize(badge), moment("2026-02-01T00:00:00Z")).time == TimeVerdict::expired);
        badge["@context"].push_back("https://w3id.org/openbadges/v2");
        const CheckReport report = check(canonicalize(badge), moment("2026-02-01T00:00:00Z"));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.time == TimeVerdict::expired);
        CHECK_FALSE(holds(report));
    }
}

TEST_CASE("dates that cannot be read, have no zone or run backwards are malformed") {
    struct Row {
        const char* member;
        Json value;
        TimeVerdict verdict;
    };
    const Row table[] = {
        {"validFrom", "2026-01-15", TimeVerdict::malformed},
        {"validFrom", "2026-01-15T12:00:00", TimeVerdict::malformed},
        {"validFrom", "2026-01-15 12:00:00Z", TimeVerdict::malformed},
        {"validFrom", "2026-02-30T12:00:00Z", TimeVerdict::malformed},
        {"validFrom", 1768478400, TimeVerdict::malformed},
        {"validFrom", nullptr, TimeVerdict::malformed},
        {"validUntil", "soon", TimeVerdict::malformed},
        {"validUntil", "2026-01-05T11:59:59Z", TimeVerdict::malformed},
        {"validUntil", "2026-01-05T12:00:00Z", TimeVerdict::expired},
        {"expirationDate", "2026-01-20T00:00:00Z", TimeVerdict::expired},
        {"issuanceDate", "2030-01-20T00:00:00Z", TimeVerdict::not_yet_valid},
        {"validUntil", "2030-01-20T00:00:00Z", TimeVerdict::ok},
    };
    for (const Row& row : table) {
        CAPTURE(row.member);
        CAPTURE(row.value.dump());
        const CheckReport report = check(badge_like([&](Json& json) { json[row.member] = row.value; }));
        CHECK(report.time == row.verdict);
        CHECK(report.signature == SignatureVerdict::valid);
    }
}

TEST_CASE("a proof that has expired is told apart from a credential that has") {
    const auto with_expiry = [](const char* expires) {
        // What a proof says of itself is signed as well, so it is put together as with_proof does.
        Json badge = sample();
        Json proof = badge["proof"].is_array() ? badge["proof"][0] : badge["proof"];
        badge.erase("proof");
        proof.erase("proofValue");
        proof["expires"] = expires;
        const Digest options = sha256(bytes_of(canonicalize(proof)));
        const Digest document = sha256(bytes_of(canonicalize(badge)));
        Bytes data(options.begin(), options.end());
        data.insert(data.end(), document.begin(), document.end());
        proof["proofValue"] = to_multibase_base58(sign(campus_seed, data));
        badge["proof"] = std::move(proof);
        return badge;
    };
    const std::pair<const char*, TimeVerdict> table[] = {
        {"2026-01-31T23:59:59Z", TimeVerdict::proof_expired},
        {"2026-02-01T00:00:00Z", TimeVerdict::ok},
        {"2026-02-30T00:00:00Z", TimeVerdict::malformed},
    };
    for (const auto& [expires, verdict] : table) {
        CAPTURE(expires);
        const CheckReport report = check(with_expiry(expires));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.time == verdict);
        CHECK(holds(report) == (verdict == TimeVerdict::ok));
    }
}
