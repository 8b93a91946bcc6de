// Badges of Open Badges 2.0: signed ones by a key that the issuer's profile lists, hosted ones by nothing
// that is here.
#include "core/credentials/check.hpp"
#include "core/credentials/identity.hpp"
#include "core/credentials/trust.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"

#include <doctest/doctest.h>
#include <functional>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z
const std::string home = "https://campus.example/";
const std::string context = "https://w3id.org/openbadges/v2";

Json assertion() {
    return {{"@context", context},
            {"type", "Assertion"},
            {"id", home + "assertions/1"},
            {"recipient", {{"type", "email"}, {"hashed", false}, {"identity", "sam@example.org"}}},
            {"badge", home + "badges/1"},
            {"issuedOn", "2026-01-15T12:00:00Z"},
            {"verification", {{"type", "signed"}, {"creator", home + "keys/1"}}}};
}

std::string token(const Json& payload, const Seed& seed = campus_seed) {
    const std::string text =
        to_base64url(bytes_of(R"({"alg":"EdDSA"})")) + "." + to_base64url(bytes_of(canonicalize(payload)));
    return text + "." + to_base64url(sign(seed, bytes_of(text)));
}

Json key(const std::string& owner = home + "issuer") {
    const std::string did = did_of(public_key_of(campus_seed));
    return {{"@context", context},
            {"type", "CryptographicKey"},
            {"id", home + "keys/1"},
            {"owner", owner},
            {"publicKeyMultibase", did.substr(8)}};
}

Json profile() {
    return {{"@context", context},          {"type", "Issuer"},
            {"id", home + "issuer"},        {"name", "Sample campus"},
            {"publicKey", home + "keys/1"}, {"revocationList", home + "revoked"}};
}

Json badge_class() {
    return {{"@context", context},
            {"type", "BadgeClass"},
            {"id", home + "badges/1"},
            {"name", "Robots"},
            {"issuer", home + "issuer"}};
}

Json revoked(const Json& what = Json::array()) {
    return {{"@context", context},
            {"type", "RevocationList"},
            {"id", home + "revoked"},
            {"issuer", home + "issuer"},
            {"revokedAssertions", what}};
}

CheckReport check(const std::string& text, const std::vector<Json>& files) {
    Trust trust;
    for (const Json& file : files)
        CHECK(trust.add(canonicalize(file), "file.json").has_value());
    return check_text(text, {.at = february, .trust = &trust});
}

Json changed(Json json, const std::function<void(Json&)>& change) {
    change(json);
    return json;
}

} // namespace

TEST_CASE("a signed badge of version 2 is checked by what was brought along, and says what was not") {
    const std::string badge = token(assertion());
    struct Row {
        std::vector<Json> files;
        const char* signature;
        std::optional<bool> bound;
        const char* status;
        const char* reason;
        std::vector<MissingKind> missing;
    };
    const Json inline_key = changed(profile(), [](Json& json) { json["publicKey"] = key(); });
    const Row table[] = {
        {{},
         "unsupported",
         {},
         "notChecked",
         "check.keyUnknown",
         {MissingKind::key, MissingKind::badge_class}},
        {{key()}, "valid", {}, "notChecked", "check.statusUnknown", {MissingKind::badge_class}},
        {{key(), badge_class()}, "valid", false, "notChecked", "check.statusUnknown", {MissingKind::issuer}},
        {{key(), badge_class(), profile()},
         "valid",
         true,
         "notChecked",
         "check.statusUnknown",
         {MissingKind::revocation_list}},
        {{key(), badge_class(), profile(), revoked()}, "valid", true, "ok", "check.issuerUnknown", {}},
        {{badge_class(), inline_key, revoked()}, "valid", true, "ok", "check.issuerUnknown", {}},
        {{key(home + "other"), badge_class(), profile(), revoked()},
         "valid",
         false,
         "ok",
         "check.notListed",
         {}},
        {{key(), badge_class(), changed(profile(), [](Json& json) { json["publicKey"] = home + "keys/2"; }),
          revoked()},
         "valid",
         false,
         "ok",
         "check.notListed",
         {}},
    };
    for (const Row& row : table) {
        CAPTURE(Json(row.files).dump());
        const CheckReport report = check(badge, row.files);
        CHECK(report.kind == CredentialKind::badge_2);
        CHECK(name_of(report.signature) == row.signature);
        CHECK(report.issuer_bound == row.bound);
        CHECK(report.status == row.status);
        CHECK(report.reason.code == row.reason);
        REQUIRE(report.missing.size() == row.missing.size());
        for (std::size_t i = 0; i < row.missing.size(); ++i)
            CHECK(report.missing[i].what == row.missing[i]);
    }
}

TEST_CASE("a profile that stands inside the badge binds nobody, for anybody can write one") {
    const Json forged = changed(assertion(), [](Json& json) {
        json["badge"] = badge_class();
        json["badge"]["issuer"] = profile();
        json["badge"]["issuer"]["publicKey"] = key();
    });
    const CheckReport report = check(token(forged), {});
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_bound == false);
    CHECK(report.state != CheckState::good);
    CHECK(report.issuer_id == home + "issuer");
}

TEST_CASE(
    "a profile inside a badge takes neither key nor list out of the place of the one that was brought") {
    const auto with_profile = [](const Json& inside) {
        return changed(assertion(), [&](Json& json) {
            json["badge"] = badge_class();
            json["badge"]["issuer"] = inside;
        });
    };
    const Json known{{"format", "cairn-issuers"},
                     {"version", 1},
                     {"asOf", "2026-02-01"},
                     {"issuers", Json::array({{{"id", home + "issuer"}, {"name", "Sample campus"}}})}};

    // Another's key under the name of the issuer's.
    Json forged_profile = profile();
    forged_profile["publicKey"] = key();
    forged_profile["publicKey"]["publicKeyMultibase"] = did_of(public_key_of(stranger_seed)).substr(8);
    const CheckReport forged =
        check(token(with_profile(forged_profile), stranger_seed), {profile(), revoked(), known});
    CHECK(forged.signature == SignatureVerdict::unsupported);
    CHECK(forged.issuer_bound != true);
    CHECK(forged.reason.code == "check.keyUnknown");
    CHECK(check(token(with_profile(forged_profile), stranger_seed), {key(), profile(), revoked(), known})
              .state == CheckState::bad);

    // One that names no list, and another one than the issuer's.
    const Json withdrawn = revoked(Json::array({home + "assertions/1"}));
    const Json small{{"type", "Issuer"}, {"id", home + "issuer"}, {"name", "Another name"}};
    const Json elsewhere =
        changed(small, [](Json& json) { json["revocationList"] = home + "revoked-by-nobody"; });
    for (const Json& inside : {small, elsewhere}) {
        const std::string badge = token(with_profile(inside));
        const CheckReport report = check(badge, {key(), profile(), withdrawn, known});
        CHECK(report.status == "revoked");
        CHECK(report.state == CheckState::bad);
        CHECK(report.issuer_name == "Sample campus");
        CHECK(check(badge, {key(), profile(), revoked(), known}).issuer_bound == true);
        CHECK(check(badge, {key(), profile(), known}).status == "notChecked");
    }
    // Where the brought one names none, the badge's own word is asked.
    const Json without_list = changed(profile(), [](Json& json) { json.erase("revocationList"); });
    CHECK(check(token(with_profile(profile())), {key(), without_list, withdrawn, known}).status == "revoked");

    // A key that stands in the brought profile alone is here.
    const Json with_key = changed(profile(), [](Json& json) { json["publicKey"] = key(); });
    const CheckReport whole = check(token(with_profile(small)), {with_key, revoked(), known});
    CHECK(whole.signature == SignatureVerdict::valid);
    CHECK(whole.issuer_bound == true);
    CHECK(whole.status == "ok");
}

TEST_CASE("a list of version 2 withdraws by id and by uid, as texts and as objects") {
    const auto status = [](const Json& list, const Json& badge = assertion()) {
        return check(token(badge), {key(), badge_class(), profile(), revoked(list)}).status;
    };
    const std::string id = home + "assertions/1";
    CHECK(status(Json::array({id})) == "revoked");
    CHECK(status(Json::array({{{"id", id}, {"revocationReason", "A mistake"}}})) == "revoked");
    CHECK(status(Json::array({home + "assertions/2"})) == "ok");
    const Json with_uid = changed(assertion(), [](Json& json) { json["uid"] = "abc"; });
    CHECK(status(Json::array({{{"uid", "abc"}}}), with_uid) == "revoked");
    CHECK(status(Json::array({{{"uid", "abd"}}}), with_uid) == "ok");
    CHECK(status(Json::array({5, nullptr, Json::object()})) == "ok");
    const CheckReport report =
        check(token(assertion()), {key(), badge_class(), profile(), revoked(Json::array({id}))});
    CHECK(report.state == CheckState::bad);
    CHECK(report.reason.code == "check.revoked");
    CHECK(report.status_list == home + "revoked");
}

TEST_CASE("a badge of version 2 that was changed, or that another key signed, does not hold") {
    const std::vector<Json> files{key(), badge_class(), profile(), revoked()};
    CHECK(check(token(assertion(), stranger_seed), files).signature == SignatureVerdict::invalid);
    std::string text = token(assertion());
    const std::size_t at = text.find('.') + 12;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    const CheckReport report = check(text, files);
    CHECK(report.signature == SignatureVerdict::invalid);
    CHECK(report.state == CheckState::bad);
}

TEST_CASE("a hosted badge is not checked, says where its issuer hosts it, and is bad if it says so itself") {
    const Json hosted = changed(assertion(), [](Json& json) { json["verification"] = {{"type", "hosted"}}; });
    const CheckReport report = check(canonicalize(hosted), {badge_class(), profile()});
    CHECK(report.signature == SignatureVerdict::none);
    CHECK(report.state == CheckState::not_checked);
    CHECK(report.reason.code == "check.hosted");
    CHECK(report.name == "Robots");
    CHECK(report.issuer_name == "Sample campus");
    CHECK(report.missing ==
          std::vector<MissingPiece>{{MissingKind::assertion, home + "assertions/1", home + "assertions/1"}});
    const Json withdrawn = changed(hosted, [](Json& json) { json["revoked"] = true; });
    CHECK(check(canonicalize(withdrawn), {}).state == CheckState::bad);
}

TEST_CASE("moments of version 2 and 1 are read as they are written there") {
    const std::pair<Json, const char*> table[] = {
        {"2026-01-31T23:59:59Z", "expired"},
        {"2026-02-01T00:00:00Z", "ok"},
        {"2026-02-01T01:00+01:00", "ok"},
        {"2026-01-31T23:59Z", "expired"},
        {"2026-02-01", "ok"},
        {"2026-01-31", "expired"},
        {"2026-02-01T00:00:00", "ok"},
        {1769904000, "ok"},
        {1769903999, "expired"},
        {"soon", "malformed"},
        {"2026-13-01", "malformed"},
        {-1, "malformed"},
        {nullptr, "malformed"},
    };
    for (const auto& [expires, time] : table) {
        CAPTURE(expires.dump());
        const Json badge = changed(assertion(), [&](Json& json) { json["expires"] = expires; });
        CHECK(name_of(check(canonicalize(badge), {}).time) == time);
    }
}

TEST_CASE("a recipient is matched plain and hashed, and the match says which address it was") {
    const Learner learner{.dids = {"did:key:z1"}, .emails = {"other@example.org", " Sam@Example.org "}};
    const SubjectMatch plain = match_subject(assertion(), learner);
    CHECK(plain.how == "email");
    CHECK(plain.ours == " Sam@Example.org ");
    CHECK(plain.where == "$.recipient");
    const std::string hash = "sha256$" + sha256_hex("sam@example.orgsalt");
    const Json hashed = changed(assertion(), [&](Json& json) {
        json["recipient"] = {{"type", "email"}, {"hashed", true}, {"salt", "salt"}, {"identity", hash}};
    });
    const SubjectMatch by_hash = match_subject(hashed, learner);
    CHECK(by_hash.how == "hashed");
    CHECK(by_hash.ours == " Sam@Example.org ");
    CHECK(by_hash.said.empty());
    CHECK(match_subject(hashed, {.dids = {}, .emails = {"else@example.org"}}).how.empty());
    const Json first{{"recipient", hash}, {"salt", "salt"}};
    CHECK(match_subject(first, learner).how == "hashed");
    const Json by_url = changed(assertion(), [](Json& json) { json["recipient"]["type"] = "url"; });
    CHECK(match_subject(by_url, learner).how.empty());
}
