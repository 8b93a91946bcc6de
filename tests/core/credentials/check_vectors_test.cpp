// The signed vectors of the shared standards, as their manifest says. Suites that are not there yet are
// "unsupported", and a proof by eddsa-jcs-2022 beside them has its own verdict.
#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"
#include "core/json/read.hpp"
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

// The verdict that the manifest's `signature` and `proofs` mean for the proofs that can be checked here.
std::string expected_signature(const Json& vector, const CheckReport& report) {
    const std::string name = vector["file"];
    if (name.ends_with(".jwt")) {
        const bool told = name == "jwt-bad-alg-none.jwt" || name == "jwt-bad-private-jwk.jwt";
        return told ? "invalid" : "unsupported";
    }
    // "must be reported as unsupported, not as valid", says its note.
    if (name == "jcs-bad-unknown-cryptosuite.json") return "unsupported";
    if (!vector.contains("proofs")) return vector["signature"];
    bool any = false;
    bool all = true;
    REQUIRE(vector["proofs"].size() == report.proofs.size());
    for (std::size_t i = 0; i < report.proofs.size(); ++i) {
        if (report.proofs[i].cryptosuite != eddsa_jcs_2022) continue;
        const bool holds = vector["proofs"][i].get<bool>();
        any = any || holds;
        all = all && holds;
    }
    return all ? "valid" : any ? "mixed" : "invalid";
}

} // namespace

TEST_CASE("every signed vector gets the signature, time, binding and claims that its manifest says") {
    const Vectors vectors;
    if (vectors.all.empty()) CAIRN_SKIP("no signed vectors");
    for (const Json& vector : vectors.all) {
        const std::string name = vector["file"];
        CAPTURE(name);
        const CheckReport report = check_text(vectors.text(name), {.at = vectors.at});
        CHECK(name_of(report.signature) == expected_signature(vector, report));
        CHECK(name_of(report.time) == vector.value("time", "ok"));
        if (vector.contains("issuerBound") && !name.ends_with(".jwt"))
            CHECK(report.issuer_bound == vector["issuerBound"].get<bool>());
        if (vector.contains("claims")) CHECK(Json(report.claims) == vector["claims"]);
        const bool good = report.signature == SignatureVerdict::valid && report.time == TimeVerdict::ok;
        CHECK(holds(report) == good);
        CHECK((report.state == CheckState::bad) ==
              (report.signature == SignatureVerdict::reject ||
               report.signature == SignatureVerdict::invalid || report.signature == SignatureVerdict::mixed ||
               report.time != TimeVerdict::ok || report.issuer_bound == false || report.claims == "invalid"));
        CHECK_FALSE(report.reason.code.empty());
    }
}

} // namespace cairn
