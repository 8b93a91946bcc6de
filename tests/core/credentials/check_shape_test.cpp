// What a check says of text and shapes that no credential should have.
#include "core/credentials/check.hpp"
#include "core/credentials/held.hpp"
#include "core/credentials/trust.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "support/badge_samples.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("text that is refused is a report, with the reader's reason") {
    const std::pair<std::string, const char*> table[] = {
        {"", "json.syntax"},
        {"no JSON", "json.syntax"},
        {"{\"a\":1,\"a\":1}", "json.duplicateKey"},
        {"\xEF\xBB\xBF{}", "json.bom"},
        {"{} {}", "json.trailing"},
        {"[\"\xFF\"]", "json.utf8"},
        {"[\"\\ud800\"]", "json.surrogate"},
        {"[1e400]", "json.number"},
        {std::string(65, '[') + std::string(65, ']'), "json.tooDeep"},
        {std::string(16 * 1024 * 1024 + 1, ' '), "json.tooLarge"},
        {"eyJhIjoxfQ.e30.", "json.syntax"}, // a header without `alg`
    };
    for (const auto& [text, code] : table) {
        CAPTURE(code);
        const CheckReport report = check(text);
        CHECK(report.signature == SignatureVerdict::reject);
        CHECK(report.state == CheckState::bad);
        CHECK(report.reason.code == code);
        CHECK_FALSE(holds(report));
    }
}

TEST_CASE(
    "more credentials inside each other or beside each other than the limits could not all be checked") {
    CHECK(check(presented(sample(), 8)).reason.code == "check.unsigned");
    CHECK(check(presented(sample(), 9)).reason.code == "check.tooMany");
    Json many = presented(Json::object(), 1);
    many["verifiableCredential"] = Json(max_nested, Json::object());
    CHECK(check(many).nested.size() == max_nested);
    many["verifiableCredential"].push_back(Json::object());
    const CheckReport report = check(many);
    CHECK(report.state == CheckState::not_checked);
    CHECK(report.reason.code == "check.tooMany");

    // The whole is signed, and what was not looked at may not hold.
    const Json whole = with_proof(presented(sample(), 9), learner_seed, february, "authentication");
    const CheckReport open = check(whole);
    CHECK(open.proofs.front().verdict == ProofVerdict::valid);
    CHECK(open.signature == SignatureVerdict::unsupported);
    CHECK(open.state == CheckState::not_checked);
    CHECK(open.reason.code == "check.tooMany");
    CHECK_FALSE(holds(open));
    // What was looked at and is broken makes the whole bad all the same.
    Json broken = many;
    broken["verifiableCredential"][0] = sample();
    broken["verifiableCredential"][0]["name"] = "changed";
    CHECK(check(broken).state == CheckState::bad);
    CHECK(check(broken).reason.code == "check.nestedBad");
}

TEST_CASE("bytes among the evidence that are not those of their digest are told, and do not hold") {
    const std::string text = "Sample file.\n";
    const std::string digest = digest_multibase(sha256(bytes_of(text)));
    const std::string base64 = to_base64(bytes_of(text));
    struct Row {
        std::string url;
        std::string digest;
        const char* fault;
    };
    const Row table[] = {
        {"data:text/plain;base64," + base64, digest, ""},
        {"data:text/plain,Sample%20file.%0a", digest, ""},
        {"data:text/plain,Sample%20file.%0A", digest, ""},
        {"data:text/plain;base64," + to_base64(bytes_of("Other.")), digest, "fault.digest"},
        {"data:text/plain,Sample file.", digest, "fault.digest"},
        {"data:text/plain;base64,****", digest, "fault.dataUrl"},
        {"data:text/plain,%0", digest, "fault.dataUrl"},
        {"data:text/plain", digest, "fault.dataUrl"},
        {"data:text/plain;base64," + base64, "u123", "fault.dataUrl"},
        {"https://example.org/file.txt", digest, ""},
    };
    for (const Row& row : table) {
        CAPTURE(row.url);
        const auto with_file = [&](Json& json) {
            json["evidence"] =
                Json::array({{{"id", row.url}, {"name", "file.txt"}, {"digestMultibase", row.digest}}});
        };
        const CheckReport report = check(badge_like(with_file));
        const CheckReport older = check(badge_like([&](Json& json) {
            with_file(json);
            json["type"] = "Assertion";
        }));
        CHECK(older.kind == CredentialKind::badge_2);
        CHECK(older.content_differs == report.content_differs);
        const bool good = std::string(row.fault).empty();
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.content_differs == !good);
        CHECK(holds(report) == good);
        CHECK(has_fault(report, row.fault, "$.evidence[0]") == !good);
        if (!good) CHECK(report.reason.code == "check.content");
    }
}

TEST_CASE("faults of shape name their place and change no verdict") {
    struct Row {
        std::string pointer;
        Json value; // null: left out
        const char* code;
        std::string where;
    };
    const std::string subject = "$.credentialSubject";
    const std::string achievement = subject + ".achievement";
    const Row table[] = {
        {"/@context/0", "https://example.org/", "fault.context", "$[\"@context\"][0]"},
        {"/@context/1", "https://example.org/", "fault.context", "$[\"@context\"][1]"},
        {"/id", nullptr, "fault.missing", "$"},
        {"/id", "not an address", "fault.address", "$.id"},
        {"/type", Json::array({"OpenBadgeCredential"}), "fault.typeName", "$.type"},
        {"/issuer", nullptr, "fault.missing", "$"},
        {"/issuer/id", "campus", "fault.address", "$.issuer.id"},
        {"/validFrom", nullptr, "fault.missing", "$"},
        {"/validFrom", "yesterday", "fault.date", "$.validFrom"},
        {"/credentialSubject", nullptr, "fault.missing", "$"},
        {"/credentialSubject", "text", "fault.object", "$.credentialSubject"},
        {"/credentialSubject/id", nullptr, "fault.missing", subject},
        {"/credentialSubject/type", Json::array(), "fault.typeName", subject + ".type"},
        {"/credentialSubject/identifier", Json::object(), "fault.list", subject + ".identifier"},
        {"/credentialSubject/achievement", nullptr, "fault.missing", subject},
        {"/credentialSubject/achievement", 5, "fault.object", achievement},
        {"/credentialSubject/achievement/name", nullptr, "fault.missing", achievement},
        {"/credentialSubject/achievement/criteria", "text", "fault.object", achievement + ".criteria"},
        {"/credentialSubject/achievement/criteria", Json::object(), "fault.missing",
         achievement + ".criteria"},
        {"/credentialSubject/achievement/tag", "text", "fault.list", achievement + ".tag"},
        {"/evidence", Json::array(), "fault.empty", "$.evidence"},
        {"/evidence", Json::object(), "fault.list", "$.evidence"},
    };
    for (const Row& row : table) {
        CAPTURE(row.pointer);
        CAPTURE(row.value.dump());
        const CheckReport report = check(badge_like([&](Json& json) {
            const Json::json_pointer pointer(row.pointer);
            if (!row.value.is_null())
                json[pointer] = row.value;
            else
                json[pointer.parent_pointer()].erase(pointer.back());
        }));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(has_fault(report, row.code, row.where));
    }
}

TEST_CASE("at most a hundred faults are listed") {
    Json clr{{"type", Json::array({"VerifiableCredential", "ClrCredential"})},
             {"credentialSubject", {{"association", Json(1000, "text")}}}};
    CHECK(check(clr).faults.size() == max_faults);
}

TEST_CASE("whatever stands where, there is a report and nothing breaks") {
    const Json shapes[] = {nullptr,
                           true,
                           5,
                           -1.5e300,
                           "",
                           "text",
                           "did:key:",
                           "#",
                           Json::array(),
                           Json::object(),
                           Json::array({nullptr}),
                           Json::array({Json::array()}),
                           Json::array({"x", 5, Json::object()}),
                           Json{{"id", 5}},
                           Json{{"@value", Json::array()}},
                           Json(300, Json::object())};
    std::vector<Json> documents{sample(), sample("level-1-email.json"), sample("level-1-status.json"),
                                sample("level-1-dual.json"), presented(sample(), 2)};
    documents.push_back(Json{{"type", Json::array({"VerifiableCredential", "ClrCredential"})},
                             {"credentialSubject",
                              {{"achievement", Json::array({Json::object()})},
                               {"association", Json::array({{{"sourceId", "a"}}})},
                               {"verifiableCredential", Json::array({sample()})}}}});
    documents.push_back(
        Json{{"id", "https://example.org/list"},
             {"type", Json::array({"BitstringStatusListCredential"})},
             {"credentialSubject", {{"encodedList", "uH4sI"}, {"statusPurpose", "revocation"}}}});
    documents.push_back(Json{{"id", "https://example.org/list"},
                             {"issuer", "https://example.org/"},
                             {"revokedCredential", Json::array({{{"id", "urn:uuid:1"}}})}});
    Document portfolio;
    portfolio.profile.emails = {"learner@example.org"};
    const std::vector<LearnerKey> keys{make_learner_key(learner_seed, {})};
    for (const Json& document : documents) {
        Trust trust;
        static_cast<void>(trust.add(canonicalize(document), "list.json"));
        std::vector<std::string> pointers;
        const auto walk = [&](const auto& self, const Json& at, const std::string& pointer) -> void {
            pointers.push_back(pointer);
            if (at.is_object())
                for (const auto& [key, value] : at.items())
                    self(self, value, pointer + "/" + key);
            else if (at.is_array())
                for (std::size_t i = 0; i < at.size(); ++i)
                    self(self, at[i], pointer + "/" + std::to_string(i));
        };
        walk(walk, document, "");
        for (const std::string& pointer : pointers) {
            for (const Json& shape : shapes) {
                Json changed = document;
                changed[Json::json_pointer(pointer)] = shape;
                const CheckReport report = check_json(changed, {.at = february, .trust = &trust});
                const std::string text = canonicalize(changed);
                const auto badge = std::make_shared<const Badge>(Badge{.id = {},
                                                                       .sha256 = {},
                                                                       .text = text,
                                                                       .file_name = {},
                                                                       .added = {},
                                                                       .device = {},
                                                                       .revision = 1,
                                                                       .matches = {}});
                const HeldBadge held =
                    judge_badge(badge, nullptr, learner_of(portfolio, keys), {.at = february});
                Trust other;
                static_cast<void>(other.add(text, "any.json"));
                if (report.reason.code.empty() || held.earned)
                    CHECK_MESSAGE(false, "at ", pointer, ": ", shape.dump().substr(0, 40));
                static_cast<void>(may_keep(text, portfolio, keys, {.at = february}));
            }
        }
    }
}
