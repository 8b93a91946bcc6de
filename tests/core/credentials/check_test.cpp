// What a check says of credentials that are whole, changed, out of time, or of no sensible shape at all.
#include "core/credentials/check.hpp"
#include "core/credentials/held.hpp"
#include "core/credentials/trust.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z

CheckReport check(const std::string& text, Instant at = february) {
    return check_text(text, {.at = at});
}

CheckReport check(const Json& json, Instant at = february) {
    return check_json(json, {.at = at});
}

Json sample(const std::string& name = "level-1.json") {
    return read_json(badge_sample(name)).value();
}

Instant moment(const char* text) {
    return parse_rfc3339(text).value();
}

bool has_fault(const CheckReport& report, const std::string& code, const std::string& where) {
    return std::ranges::any_of(
        report.faults, [&](const Fault& fault) { return fault.code == code && fault.where == where; });
}

// `json` inside a presentation inside a presentation, and so on.
Json presented(Json json, int times) {
    for (int i = 0; i < times; ++i)
        json = Json{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                    {"type", Json::array({"VerifiablePresentation"})},
                    {"verifiableCredential", Json::array({std::move(json)})}};
    return json;
}

} // namespace

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
        {"level-1-rdfc-only.json", "unsupported", "ok", "none", "notChecked", "check.unsupported"},
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
        {Json(max_proofs + 1, good), "invalid"},
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

TEST_CASE("what is nested is checked at its place, and what is broken inside makes the whole bad") {
    Json broken = sample();
    broken["name"] = "Another name";
    Json clr{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
             {"type", Json::array({"VerifiableCredential", "ClrCredential"})},
             {"issuer", did_of(public_key_of(learner_seed))},
             {"credentialSubject",
              {{"verifiableCredential",
                Json::array({sample(), sample("level-1-rdfc-only.json"), sample("level-1-expired.json")})}}}};
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

TEST_CASE("more credentials inside each other or beside each other than the limits are refused") {
    CHECK(check(presented(sample(), 8)).signature == SignatureVerdict::none);
    CHECK(check(presented(sample(), 9)).reason.code == "check.tooMany");
    Json many = presented(Json::object(), 1);
    many["verifiableCredential"] = Json(max_nested, Json::object());
    CHECK(check(many).nested.size() == max_nested);
    many["verifiableCredential"].push_back(Json::object());
    const CheckReport report = check(many);
    CHECK(report.signature == SignatureVerdict::reject);
    CHECK(report.reason.code == "check.tooMany");
}

TEST_CASE("a file whose signatures would take too long to check is refused, and not called broken") {
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
    const CheckReport report = check(large);
    CHECK(report.signature == SignatureVerdict::reject);
    CHECK(report.reason.code == "check.tooMuch");
    large["description"] = "short";
    CHECK(check(large).signature == SignatureVerdict::invalid);
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
                const HeldBadge held = judge_badge(badge, nullptr, learner_of(portfolio, keys), february);
                Trust other;
                static_cast<void>(other.add(text, "any.json"));
                if (report.reason.code.empty() || held.earned)
                    CHECK_MESSAGE(false, "at ", pointer, ": ", shape.dump().substr(0, 40));
                static_cast<void>(may_keep(text, portfolio, keys, february));
            }
        }
    }
}
