// What a check says of signatures, and of what was changed after signing.
#include "core/credentials/check.hpp"
#include "core/json/jcs.hpp"
#include "support/badge_samples.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a badge with any one character changed or left out is never valid") {
    const std::string text = canonicalize(sample());
    REQUIRE(holds(check(text)));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        std::string shorter = text;
        shorter.erase(i, 1);
        for (const std::string& other : {changed, shorter}) {
            const CheckReport report = check(other);
            if (report.signature != SignatureVerdict::valid && !holds(report)) continue;
            CAPTURE(other.substr(i > 20 ? i - 20 : 0, 40));
            CHECK_MESSAGE(false, "a changed badge is valid");
        }
    }
}

TEST_CASE("a badge whose text is only laid out or escaped otherwise is the same badge") {
    CHECK(holds(check(to_pretty(sample()))));
    std::string escaped = canonicalize(sample());
    const auto at = escaped.find("Career Prepared");
    REQUIRE(at != std::string::npos);
    escaped.replace(at, 1, "\\u0043");
    CHECK(holds(check(escaped)));
}

TEST_CASE("the verdict over several signatures counts those that can be checked") {
    const Json one = sample();
    const Json good = one["proof"].is_array() ? one["proof"][0] : one["proof"];
    Json broken = good;
    broken["created"] = "2026-01-05T12:00:01Z";
    Json unknown = good;
    unknown["cryptosuite"] = "sample-suite-2099";
    const std::pair<Json, const char*> table[] = {
        {Json::array({good}), "valid"},
        {Json::array({good, good}), "valid"},
        {Json::array({unknown, good}), "valid"},
        {Json::array({good, broken}), "mixed"},
        {Json::array({unknown, broken}), "invalid"},
        {Json::array({broken}), "invalid"},
        {Json::array({unknown}), "unsupported"},
        {Json::array(), "none"},
        {Json::array({5}), "invalid"},
        {Json(5), "invalid"},
        {Json(nullptr), "invalid"},
        {Json::object(), "invalid"},
        {Json(max_proofs, good), "valid"},
        {Json(max_proofs + 1, good), "unsupported"},
    };
    for (const auto& [proof, verdict] : table) {
        CAPTURE(proof.dump().substr(0, 80));
        Json changed = one;
        changed["proof"] = proof;
        const CheckReport report = check(changed);
        CHECK(name_of(report.signature) == verdict);
        CHECK(holds(report) == (report.signature == SignatureVerdict::valid));
    }
}

TEST_CASE("somebody else's signature beside one that could not be checked is no reason to call a badge bad") {
    Json badge = sample();
    badge.erase("proof");
    const Json by_other = with_proof(badge, stranger_seed, february);
    CHECK(check(by_other).reason.code == "check.otherKey");
    Json both = by_other;
    Json own = with_proof(badge, campus_seed, february)["proof"][0];
    own["cryptosuite"] = "ecdsa-sd-2023";
    both["proof"].push_back(own);
    const CheckReport report = check(both);
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_bound == false);
    CHECK(report.state == CheckState::issuer_unknown);
}

TEST_CASE("a key of small order, a raised S and another kind of key sign nothing") {
    const auto method_of = [](ByteView prefix, ByteView key) {
        Bytes bytes(prefix.begin(), prefix.end());
        bytes.insert(bytes.end(), key.begin(), key.end());
        const std::string multikey = to_multibase_base58(bytes);
        return "did:key:" + multikey + "#" + multikey;
    };
    const Bytes ed25519{0xED, 0x01};
    Json badge = sample();
    Json& proof = badge["proof"].is_array() ? badge["proof"][0] : badge["proof"];

    SUBCASE("the identity point as key and as R, with S = 0, holds for every message where order is not "
            "checked") {
        PublicKey identity{1};
        Signature signature{1};
        proof["verificationMethod"] = method_of(ed25519, identity);
        proof["proofValue"] = to_multibase_base58(signature);
    }
    SUBCASE("S raised by the group's order") {
        constexpr std::string_view order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
        const Bytes group = from_hex(order).value();
        Bytes signature = from_multibase(proof["proofValue"].get<std::string>()).value();
        unsigned carry = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            carry += signature[32 + i] + static_cast<unsigned>(group[i]);
            signature[32 + i] = static_cast<std::uint8_t>(carry);
            carry >>= 8U;
        }
        proof["proofValue"] = to_multibase_base58(signature);
    }
    SUBCASE("a key whose prefix is that of X25519") {
        const Bytes x25519{0xEC, 0x01};
        proof["verificationMethod"] = method_of(x25519, public_key_of(campus_seed));
    }
    const CheckReport report = check(canonicalize(badge));
    CHECK(report.signature == SignatureVerdict::invalid);
    CHECK(report.state == CheckState::bad);
}

TEST_CASE("more signatures than are looked at leave open whether a badge holds") {
    Json many = sample();
    const Json good = many["proof"].is_array() ? many["proof"][0] : many["proof"];
    Json broken = good;
    broken["created"] = "2026-01-05T12:00:01Z";
    for (const Json& proof : {good, broken}) {
        many["proof"] = Json(max_proofs + 1, proof);
        const CheckReport report = check(many);
        CHECK(report.state == CheckState::not_checked);
        CHECK(report.reason.code == "check.tooManyProofs");
        CHECK(report.reason.detail == "32");
        CHECK_FALSE(holds(report));
    }
}

namespace {

// Each of its proofs covers another document, all of them large.
Json laborious() {
    Json large = sample();
    large["description"] = std::string(5 * 1024 * 1024, 'x');
    large["@context"] = Json::array();
    Json proofs = Json::array();
    for (std::size_t i = 0; i < max_proofs; ++i) {
        large["@context"].push_back("https://context.example/" + std::to_string(i));
        Json proof = with_proof(sample(), learner_seed, february)["proof"][0];
        proof["@context"] = large["@context"]; // each covers another document
        proofs.push_back(proof);
    }
    large["proof"] = proofs;
    return large;
}

} // namespace

TEST_CASE(
    "a file whose signatures would take too long to check could not be checked, and is not called broken") {
    // A proof that does not hold would be known to be broken: these hold, but for the last.
    Json large = sample();
    large["description"] = std::string(5 * 1024 * 1024, 'x');
    large["@context"] = Json::array();
    large.erase("proof");
    Json proofs = Json::array();
    for (std::size_t i = 0; i < max_proofs; ++i) {
        large["@context"].push_back("https://context.example/" + std::to_string(i));
        proofs.push_back(with_proof(large, campus_seed, february)["proof"][0]);
    }
    proofs.back()["created"] = "2026-01-05T12:00:01Z";
    large["proof"] = proofs;
    const CheckReport report = check(large);
    CHECK(report.signature == SignatureVerdict::unsupported);
    CHECK(report.state == CheckState::not_checked);
    CHECK(report.reason.code == "check.tooMuch");
    CHECK(report.proofs.front().verdict == ProofVerdict::valid);
    CHECK(report.proofs.back().verdict == ProofVerdict::unsupported);
    CHECK_FALSE(holds(report));

    // Inside something else it is said there too.
    const CheckReport whole = check(presented(large, 1));
    CHECK(whole.state == CheckState::not_checked);
    CHECK(whole.reason.code == "check.tooMuch");
    REQUIRE(whole.nested.size() == 1);
    CHECK(whole.nested.front().state != CheckState::bad);
}

TEST_CASE("what is broken stays so, however long the rest would take to check") {
    Json large = laborious();
    const CheckReport report = check(large);
    CHECK(report.signature == SignatureVerdict::invalid);
    CHECK(report.state == CheckState::bad);
    CHECK(report.reason.code == "check.signature");
    large["description"] = "short";
    CHECK(check(large).signature == SignatureVerdict::invalid);
}
