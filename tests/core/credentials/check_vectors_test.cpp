// The signed vectors of the shared standards, as their manifest says. What they are not alone in is in
// verdicts_test.cpp.
#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"
#include "core/json/read.hpp"
#include "support/answers.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <vector>

namespace cairn {

namespace {

struct Vectors {
    std::filesystem::path folder = test::standards_folder() / "signed";
    Json all = Json::array();
    Instant at;

    Vectors() {
        const auto manifest = test::read_file(folder / "manifest.json");
        if (!manifest) return;
        const Json json = read_json(*manifest).value();
        all = json["vectors"];
        at = parse_rfc3339(json["evaluateAt"].get<std::string>()).value();
    }

    std::string text(const std::string& name) const {
        const auto found = test::read_file(folder / name);
        REQUIRE(found.has_value());
        return *found;
    }
};

// The verdict that the manifest's `signature` means for the file as a whole.
std::string expected_signature(const Json& vector) {
    // "must be reported as unsupported, not as valid", says its note.
    if (vector["file"] == "jcs-bad-unknown-cryptosuite.json") return "unsupported";
    return vector["signature"];
}

bool needs_answers(const CheckReport& report) {
    return !test::somebody_answers && !report.questions.empty();
}

} // namespace

TEST_CASE("every signed vector gets the signature, time, binding and claims that its manifest says") {
    const Vectors vectors;
    if (vectors.all.empty()) CAIRN_SKIP("no signed vectors");
    for (const Json& vector : vectors.all) {
        const std::string name = vector["file"];
        CAPTURE(name);
        const CheckReport report = test::check_answered(vectors.text(name), {.at = vectors.at});
        if (needs_answers(report)) continue;
        CHECK(name_of(report.signature) == expected_signature(vector));
        if (vector.contains("proofs")) {
            REQUIRE(report.proofs.size() == vector["proofs"].size());
            for (std::size_t i = 0; i < report.proofs.size(); ++i)
                CHECK((report.proofs[i].verdict == ProofVerdict::valid) == vector["proofs"][i].get<bool>());
        }
        CHECK(name_of(report.time) == vector.value("time", "ok"));
        if (vector.contains("issuerBound")) CHECK(report.issuer_bound == vector["issuerBound"].get<bool>());
        if (vector.contains("claims")) CHECK(Json(report.claims) == vector["claims"]);
        const bool good = report.signature == SignatureVerdict::valid && report.time == TimeVerdict::ok;
        CHECK(holds(report) == good);
        const bool other_key = report.issuer_bound == false && report.issuer_id.starts_with("did:key:");
        CHECK((report.state == CheckState::bad) ==
              (report.signature == SignatureVerdict::reject ||
               report.signature == SignatureVerdict::invalid || report.signature == SignatureVerdict::mixed ||
               report.time != TimeVerdict::ok || other_key || report.claims == "invalid"));
        CHECK_FALSE(report.reason.code.empty());
    }
}

TEST_CASE("the status vectors come out as their manifest says, with the list that it names brought along") {
    const Vectors vectors;
    if (vectors.all.empty()) CAIRN_SKIP("no signed vectors");
    int count = 0;
    for (const Json& vector : vectors.all) {
        const std::string name = vector["file"];
        CAPTURE(name);
        if (!vector.contains("status")) continue;
        Trust trust;
        if (vector.contains("list"))
            CHECK(trust.add(vectors.text(vector["list"].get<std::string>()), "list.json").has_value());
        const CheckReport report = check_text(vectors.text(name), {.at = vectors.at, .trust = &trust});
        CHECK(Json(report.status) == vector["status"]);
        CHECK(holds(report));
        if (vector.contains("list"))
            CHECK(check_text(vectors.text(name), {.at = vectors.at}).status == "notChecked");
        ++count;
    }
    CHECK(count == 5);
}

TEST_CASE("the 1EdTech list of the vectors withdraws what it names") {
    const Vectors vectors;
    if (vectors.all.empty()) CAIRN_SKIP("no signed vectors");
    Trust trust;
    const std::string list = vectors.text("status-1edtech-list.json");
    CHECK(trust.add(list, "list.json").has_value());
    CHECK(check_text(list, {.at = vectors.at}).kind == CredentialKind::status_list);
    Json badge = read_json(vectors.text("jcs-ok-ob3-basic.json")).value();
    badge["credentialStatus"] = {{"id", "https://example.edu/revocations/1"},
                                 {"type", "1EdTechRevocationList"}};
    const std::pair<const char*, const char*> table[] = {
        {"1", "revoked"}, {"2", "revoked"}, {"3", "ok"}, {"4", "ok"}};
    for (const auto& [last, status] : table) {
        CAPTURE(last);
        badge["id"] = std::string("urn:uuid:b0000000-0000-4000-8000-00000000000") + last;
        CHECK(check_json(badge, {.at = vectors.at, .trust = &trust}).status == status);
    }
}

TEST_CASE("what is nested in the vectors is checked on its own, and a link that leads nowhere is a fault") {
    const Vectors vectors;
    if (vectors.all.empty()) CAIRN_SKIP("no signed vectors");
    const auto check = [&](const char* name) { return check_text(vectors.text(name), {.at = vectors.at}); };
    for (const char* name :
         {"clr-ok-stack.json", "clr-bad-outer-tampered.json", "clr-policy-dangling-association.json"}) {
        CAPTURE(name);
        const CheckReport report = check(name);
        REQUIRE(report.nested.size() == 3);
        for (const CheckReport& nested : report.nested)
            CHECK(nested.signature == SignatureVerdict::valid);
    }
    CHECK(check("clr-ok-stack.json").faults.empty());
    const CheckReport dangling = check("clr-policy-dangling-association.json");
    REQUIRE_FALSE(dangling.faults.empty());
    CHECK(dangling.faults.front().code == "fault.association");

    const CheckReport mixed =
        test::check_answered(vectors.text("vp-ok-bundle-mixed.json"), {.at = vectors.at});
    REQUIRE(mixed.nested.size() == 3);
    CHECK(mixed.kind == CredentialKind::presentation);
    CHECK(mixed.issuer_bound == true);
    CHECK(mixed.nested[0].kind == CredentialKind::clr);
    CHECK(mixed.nested[0].nested.size() == 3);
    CHECK(mixed.nested[1].signature == SignatureVerdict::valid);
    CHECK(mixed.nested[2].kind == CredentialKind::jwt);
    CHECK(mixed.nested[2].claims == "ok");
    if (!needs_answers(mixed)) CHECK(mixed.nested[2].signature == SignatureVerdict::valid);
}

TEST_CASE("no credential of other people breaks the check, and each gets a state and a reason") {
    const auto standards = test::standards_folder();
    if (standards.empty()) CAIRN_SKIP("no standards");
    int count = 0;
    for (const char* folder :
         {"dcc", "ob30-1edtech", "clr20-1edtech", "ob20-1edtech", "vcdm2-test-suite", "vc-di-eddsa"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(standards / folder)) {
            if (!entry.is_regular_file()) continue;
            CAPTURE(entry.path().filename().string());
            const CheckReport report =
                check_text(test::read_file(entry.path()).value_or(""), {.at = {1750000000000}});
            CHECK_FALSE(report.reason.code.empty());
            CHECK(report.state != CheckState::good);
            ++count;
        }
    }
    CHECK(count > 100);
}

} // namespace cairn
