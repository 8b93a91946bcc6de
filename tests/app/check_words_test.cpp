// What page and command say of a check, in the shipped words.
#include "app/check_words.hpp"
#include "support/assets.hpp"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string state_said(const CheckReport& report) {
    return app::check_words(shipped_catalog()->strings, report, 0).state;
}

CheckReport bad(auto change) {
    CheckReport report;
    report.signature = SignatureVerdict::valid;
    report.state = CheckState::bad;
    change(report);
    return report;
}

} // namespace

TEST_CASE("what is broken, out of time and withdrawn is not called the same") {
    const std::string broken = state_said(bad([](auto& r) { r.signature = SignatureVerdict::invalid; }));
    const std::string over = state_said(bad([](auto& r) { r.time = TimeVerdict::expired; }));
    const std::string early = state_said(bad([](auto& r) { r.time = TimeVerdict::not_yet_valid; }));
    const std::string withdrawn = state_said(bad([](auto& r) { r.status = "revoked"; }));
    const std::string suspended = state_said(bad([](auto& r) { r.status = "suspended"; }));
    const std::string unread = state_said(bad([](auto& r) { r.signature = SignatureVerdict::reject; }));
    const std::set<std::string> all{broken, over, early, withdrawn, suspended, unread};
    CHECK(all.size() == 6);
    for (const std::string& words : all)
        CHECK_FALSE(words.contains("[")); // a key without words
}

TEST_CASE("a broken signature is called broken, whatever else is said") {
    const std::string broken = state_said(bad([](auto& r) { r.signature = SignatureVerdict::invalid; }));
    CHECK(state_said(bad([](auto& r) {
              r.signature = SignatureVerdict::invalid;
              r.time = TimeVerdict::expired;
              r.status = "revoked";
          })) == broken);
    CHECK(state_said(bad([](auto& r) {
              r.content_differs = true;
              r.time = TimeVerdict::expired;
          })) == broken);
}

TEST_CASE("of a signature that could not be checked it is said whether its kind, its key or something else "
          "is why") {
    const auto said = [](const std::string& reason) {
        CheckReport report;
        report.signature = SignatureVerdict::unsupported;
        report.proofs = {{"ES256", ProofVerdict::unsupported, reason}};
        return app::check_words(shipped_catalog()->strings, report, 0).signature;
    };
    CHECK(said("proof.suite") == "of a kind that this version cannot check yet");
    CHECK(said("proof.keyUnknown") == "not checked, because its key is not here");
    for (const char* reason :
         {"proof.unanswered", "proof.contextUnknown", "proof.tooComplex", "proof.tooMany", "proof.address"})
        CHECK(said(reason) == "could not be checked here");
    CHECK(said("check.tooMuch") == "could not be checked here");
    CheckReport too_many;
    too_many.signature = SignatureVerdict::unsupported;
    too_many.proofs = {{"eddsa-jcs-2022", ProofVerdict::valid}};
    CHECK(app::check_words(shipped_catalog()->strings, too_many, 0).signature == "could not be checked here");
}

TEST_CASE("what holds and could not be looked up is not called unchecked as a whole") {
    const auto said = [](SignatureVerdict signature, const char* status) {
        return state_said(bad([&](auto& r) {
            r.signature = signature;
            r.state = CheckState::not_checked;
            r.status = status;
        }));
    };
    const std::string open = said(SignatureVerdict::valid, "notChecked");
    CHECK(open.starts_with("Holds; "));
    CHECK(said(SignatureVerdict::valid, "STATUS_LIST_LENGTH_ERROR") == open);
    CHECK(said(SignatureVerdict::unsupported, "notChecked") == "Not checked");
    CHECK(said(SignatureVerdict::none, "none") == "Not checked");
}
