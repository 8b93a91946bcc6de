// Signed tokens: what they say is read and compared, also where their signatures cannot be checked yet.
#include "core/credentials/check.hpp"
#include "core/json/json.hpp"
#include "support/badge_samples.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z
constexpr std::int64_t february_seconds = february.ms / 1000;

std::string part(const std::string& text) {
    return to_base64url(bytes_of(text));
}

std::string token_of(const std::string& payload) {
    return part(R"({"alg":"RS256"})") + "." + part(payload) + "." + part("signature");
}

// level-1.json as a token, with these claims beside its members.
CheckReport check(const Json& claims) {
    Json payload = read_json(badge_sample("level-1.json")).value();
    payload.erase("proof");
    payload.update(claims);
    return check_text(token_of(payload.dump()), {.at = february});
}

} // namespace

TEST_CASE("a token is in time only within its own moments too") {
    struct Row {
        Json claims;
        const char* time;
    };
    const Row table[] = {
        {Json::object(), "ok"},
        {{{"exp", february_seconds}}, "ok"},
        {{{"exp", february_seconds - 1}}, "expired"},
        {{{"exp", february_seconds + 1}, {"validUntil", "2026-01-31T00:00:00Z"}}, "expired"},
        {{{"nbf", february_seconds}}, "ok"},
        {{{"nbf", february_seconds + 1}}, "notYetValid"},
        {{{"nbf", february_seconds - 1}, {"validFrom", "2026-02-02T00:00:00Z"}}, "notYetValid"},
        {{{"nbf", february_seconds}, {"exp", february_seconds - 1}}, "malformed"},
        {{{"exp", "2099-01-01T00:00:00Z"}}, "malformed"},
        {{{"exp", 1e300}}, "malformed"},
        {{{"nbf", -1}}, "malformed"},
    };
    for (const Row& row : table) {
        CAPTURE(row.claims.dump());
        const CheckReport report = check(row.claims);
        CHECK(report.kind == CredentialKind::jwt);
        CHECK(name_of(report.time) == row.time);
        CHECK((report.state == CheckState::bad) == (row.time != std::string("ok")));
    }
}

TEST_CASE("a token that says another id, issuer or subject than its credential is not relied on") {
    const Json badge = read_json(badge_sample("level-1.json")).value();
    const Json same{
        {"iss", badge["issuer"]["id"]}, {"sub", badge["credentialSubject"]["id"]}, {"jti", badge["id"]}};
    CHECK(check(same).claims == "ok");
    for (const std::string claim : {"iss", "sub", "jti"}) {
        CAPTURE(claim);
        Json other = same;
        other[claim] = "urn:example:other";
        CHECK(check(other).claims == "invalid");
        CHECK(check(other).reason.code == "check.claims");
        other["credentialSubject"] = Json::array({badge["credentialSubject"]});
        CHECK(check(other).claims == "invalid");
    }
}

TEST_CASE("a token without a credential that can be read is not one that merely could not be checked") {
    for (const std::string& token :
         {token_of("hello"), token_of("[]"), token_of(""), token_of("{\"a\":1,\"a\":2}"),
          part(R"({"alg":"RS256"})") + ".!!!.AAAA"}) {
        CAPTURE(token);
        const CheckReport report = check_text(token, {.at = february});
        CHECK(report.kind == CredentialKind::jwt);
        CHECK(report.signature == SignatureVerdict::invalid);
        CHECK(report.claims == "invalid");
        CHECK(report.state == CheckState::bad);
    }
}
