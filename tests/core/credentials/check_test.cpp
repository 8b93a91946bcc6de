// What a check says of credentials that are whole, and of what they nest.
#include "core/credentials/check.hpp"
#include "support/badge_samples.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a whole badge by its issuer's own key holds, and says what it is") {
    const CheckReport report = check(badge_sample("level-1.json"));
    CHECK(report.kind == CredentialKind::achievement);
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_bound == true);
    CHECK(report.time == TimeVerdict::ok);
    CHECK(report.status == "none");
    CHECK(report.faults.empty());
    CHECK(report.state == CheckState::issuer_unknown);
    CHECK(report.reason.code == "check.issuerUnknown");
    CHECK(report.issuer_name == "Sample campus");
    CHECK(report.path.empty());
    CHECK(holds(report));
}

TEST_CASE("each sample badge gets the verdicts that it was made for") {
    struct Row {
        const char* file;
        const char* signature;
        const char* time;
        const char* status;
        const char* state;
        const char* reason;
    };
    const Row table[] = {
        {"level-1.json", "valid", "ok", "none", "issuerUnknown", "check.issuerUnknown"},
        {"level-1-email.json", "valid", "ok", "none", "issuerUnknown", "check.issuerUnknown"},
        {"level-1-other-key.json", "valid", "ok", "none", "bad", "check.otherKey"},
        {"level-1-expired.json", "valid", "expired", "none", "bad", "check.expired"},
        {"level-1-not-yet.json", "valid", "notYetValid", "none", "bad", "check.notYetValid"},
        {"level-1-status.json", "valid", "ok", "notChecked", "notChecked", "check.statusUnknown"},
        {"level-1-other-suite.json", "unsupported", "ok", "none", "notChecked", "check.unsupported"},
        {"level-1-rdfc-only.json", "valid", "ok", "none", "issuerUnknown", "check.issuerUnknown"},
        {"level-1-dual.json", "valid", "ok", "none", "issuerUnknown", "check.issuerUnknown"},
    };
    for (const Row& row : table) {
        CAPTURE(row.file);
        const CheckReport report = check(badge_sample(row.file));
        CHECK(name_of(report.signature) == row.signature);
        CHECK(name_of(report.time) == row.time);
        CHECK(report.status == row.status);
        CHECK(name_of(report.state) == row.state);
        CHECK(report.reason.code == row.reason);
        CHECK(holds(report) == (row.signature == std::string("valid") && row.time == std::string("ok")));
    }
}

TEST_CASE("a kind follows from the type, or from what only that kind has") {
    const std::pair<const char*, const char*> table[] = {
        {R"({"type":"ClrCredential"})", "clr"},
        {R"({"type":["VerifiableCredential","ClrCredential","AchievementCredential"]})", "clr"},
        {R"({"type":["AchievementCredential"]})", "achievement"},
        {R"({"type":["OpenBadgeCredential"]})", "achievement"},
        {R"({"type":["EndorsementCredential"]})", "endorsement"},
        {R"({"type":"VerifiablePresentation"})", "presentation"},
        {R"({"type":["BitstringStatusListCredential"]})", "status-list"},
        {R"({"type":["StatusList2021Credential"]})", "status-list"},
        {R"({"issuer":"https://example.edu/","revokedCredential":[]})", "status-list"},
        {R"({"issuer":"https://example.edu/","revokedCredential":{}})", "other"},
        {R"({"@context":"https://w3id.org/openbadges/v2"})", "badge-2"},
        {R"({"type":"Assertion"})", "badge-2"},
        {R"({"type":"VerifiableCredential","@context":"https://w3id.org/openbadges/v2"})", "other"},
        {R"({"type":"VerifiableCredential"})", "other"},
        {R"({"type":5})", "other"},
        {R"([{"type":"ClrCredential"}])", "other"},
        {R"(5)", "other"},
    };
    for (const auto& [text, kind] : table) {
        CAPTURE(text);
        const CheckReport report = check(std::string(text));
        CHECK(name_of(report.kind) == kind);
        CHECK(report.signature == SignatureVerdict::none);
        CHECK(report.state == CheckState::not_checked);
        CHECK_FALSE(holds(report));
    }
}

TEST_CASE("what is nested is checked at its place, and what is broken inside makes the whole bad") {
    Json broken = sample();
    broken["name"] = "Another name";
    Json clr{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
             {"type", Json::array({"VerifiableCredential", "ClrCredential"})},
             {"issuer", did_of(public_key_of(learner_seed))},
             {"credentialSubject",
              {{"verifiableCredential", Json::array({sample(), sample("level-1-other-suite.json"),
                                                     sample("level-1-expired.json")})}}}};
    const CheckReport whole = check(with_proof(clr, learner_seed, february));
    CHECK(whole.kind == CredentialKind::clr);
    REQUIRE(whole.nested.size() == 3);
    CHECK(whole.nested[0].path == "$.credentialSubject.verifiableCredential[0]");
    CHECK(whole.nested[0].signature == SignatureVerdict::valid);
    CHECK(whole.nested[1].signature == SignatureVerdict::unsupported);
    CHECK(whole.nested[2].time == TimeVerdict::expired);
    CHECK(holds(whole));
    CHECK(whole.state == CheckState::bad);
    CHECK(whole.reason.code == "check.nestedBad");
    CHECK(whole.reason.where == "$.credentialSubject.verifiableCredential[2]");

    clr["credentialSubject"]["verifiableCredential"] = Json::array({presented(broken, 1)});
    const CheckReport deep = check(with_proof(clr, learner_seed, february));
    CHECK(deep.signature == SignatureVerdict::valid);
    CHECK_FALSE(holds(deep));
    CHECK(deep.reason.where == "$.credentialSubject.verifiableCredential[0].verifiableCredential[0]");
}
