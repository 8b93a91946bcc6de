// What a person brings along: which files are taken, which key a method names, and whose it is.
#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"

#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z
const std::string campus_web = "did:web:campus.example";

std::string multikey(const Seed& seed) {
    return did_of(public_key_of(seed)).substr(std::string_view("did:key:").size());
}

VerificationKey ed25519(const Seed& seed) {
    const PublicKey key = public_key_of(seed);
    return {KeyType::ed25519, Bytes(key.begin(), key.end())};
}

Json key_object(const std::string& id, const Seed& seed, const std::string& controller = campus_web) {
    return {
        {"id", id}, {"type", "Multikey"}, {"controller", controller}, {"publicKeyMultibase", multikey(seed)}};
}

// A DID document of the campus that lists its key and refers to it.
Json document(const Seed& seed = campus_seed) {
    return {{"@context", Json::array({"https://www.w3.org/ns/did/v1"})},
            {"id", campus_web},
            {"verificationMethod", Json::array({key_object(campus_web + "#key-1", seed)})},
            {"assertionMethod", Json::array({campus_web + "#key-1"})}};
}

// A badge whose issuer and method are those given, signed by the campus.
std::string badge_by(const std::string& issuer, const std::string& method) {
    Json badge = read_json(badge_like([&](Json& json) { json["issuer"]["id"] = issuer; })).value();
    Json& proof = badge["proof"][0];
    proof["verificationMethod"] = method;
    Json options = proof;
    options.erase("proofValue");
    Json unsecured = badge;
    unsecured.erase("proof");
    Bytes data;
    for (const Json& part : {options, unsecured})
        for (const std::uint8_t byte : sha256(bytes_of(canonicalize(part))))
            data.push_back(byte);
    proof["proofValue"] = to_multibase_base58(sign(campus_seed, data));
    return canonicalize(badge);
}

CheckReport check(const std::string& text, const Trust& trust) {
    return check_text(text, {.at = february, .trust = &trust});
}

Trust with(const std::vector<Json>& files) {
    Trust trust;
    for (const Json& file : files)
        CHECK(trust.add(canonicalize(file), "file.json").has_value());
    return trust;
}

} // namespace

TEST_CASE("a method names its key by did:key, by a document, by a key of its own or by its fragment") {
    const std::string did = did_of(public_key_of(campus_seed));
    const std::string loose = "https://keys.example/1";
    const Json jwk{{"id", loose + "#jwk"},
                   {"publicKeyJwk",
                    {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(public_key_of(campus_seed))}}}};
    const Trust trust = with({document(), key_object(loose, campus_seed), jwk});
    for (const std::string& method :
         {did, verification_method_of(did), campus_web + "#key-1", loose, loose + "#jwk",
          "https://example.edu/issuers/1#" + multikey(campus_seed)}) {
        CAPTURE(method);
        CHECK(trust.resolve(method, february) == ed25519(campus_seed));
    }
    const std::pair<std::string, const char*> none[] = {
        {"", "key.did"},
        {"key-1", "key.did"},
        {"did:key:z0", "key.did"},
        {did + "#" + multikey(stranger_seed), "key.did"},
        {"did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "key.type"}, // X25519
        {campus_web + "#key-2", "key.unknown"},
        {"https://example.edu/issuers/1", "key.unknown"},
    };
    for (const auto& [method, code] : none) {
        CAPTURE(method);
        const auto found = trust.resolve(method, february);
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == code);
    }
}

TEST_CASE("a key that was revoked, or that tells its secret, is no key") {
    Json revoked = key_object("https://keys.example/1", campus_seed);
    revoked["revoked"] = "2025-01-01T00:00:00Z";
    const Json secret{{"id", "https://keys.example/2"},
                      {"publicKeyJwk",
                       {{"kty", "OKP"},
                        {"crv", "Ed25519"},
                        {"x", to_base64url(public_key_of(campus_seed))},
                        {"d", to_base64url(campus_seed)}}}};
    const Trust trust = with({revoked, secret});
    CHECK(trust.resolve("https://keys.example/1", february).error().code == "key.revoked");
    CHECK(trust.resolve("https://keys.example/2", february).error().code == "key.type");
    for (const Json& not_yet : {Json(), Json(false), Json("2099-01-01T00:00:00Z")}) {
        CAPTURE(not_yet.dump());
        revoked["revoked"] = not_yet;
        CHECK(with({revoked}).resolve("https://keys.example/1", february).has_value());
    }
    for (const Json& already : {Json(true), Json("yes"), Json(1)}) {
        CAPTURE(already.dump());
        revoked["revoked"] = already;
        CHECK_FALSE(with({revoked}).resolve("https://keys.example/1", february).has_value());
    }
}

TEST_CASE("a key whose time is over at the moment of the check is no key, and what it signed does not hold") {
    const std::string method = campus_web + "#key-1";
    const std::string badge = badge_by(campus_web, method);
    struct Row {
        Json expires;
        bool in_use;
    };
    const Row table[] = {
        {"2026-02-01T00:00:00.001Z", true},
        {"2027-01-01T00:00:00+02:00", true},
        {"2026-02-01T00:00:00Z", false}, // from its moment on
        {"2025-12-31T23:59:59Z", false},
        {"2027-01-01", false}, // no moment
        {"some day", false},
        {5, false},
        {nullptr, false},
    };
    for (const Row& row : table) {
        CAPTURE(row.expires.dump());
        Json dated = document();
        dated["verificationMethod"][0]["expires"] = row.expires;
        const Trust trust = with({dated});
        const auto key = trust.resolve(method, february);
        CHECK(key.has_value() == row.in_use);
        if (!key) CHECK(key.error().code == "key.expired");
        const CheckReport report = check(badge, trust);
        CHECK((report.signature == SignatureVerdict::valid) == row.in_use);
        CHECK((report.state == CheckState::bad) == !row.in_use);
    }
}

TEST_CASE("a document speaks for the keys below its own id, not for those of others") {
    Json other = document(stranger_seed);
    other["id"] = "did:web:other.example";
    const Trust trust = with({document(), other});
    CHECK(trust.resolve(campus_web + "#key-1", february) == ed25519(campus_seed));
    CHECK_FALSE(trust.bound(campus_web + "#key-1", "did:web:other.example"));
}

TEST_CASE("a key is the issuer's if the issuer's document lists it for that purpose") {
    const std::string method = campus_web + "#key-1";
    CHECK(with({document()}).bound(method, campus_web));
    CHECK_FALSE(with({document()}).bound(method, campus_web, "authentication"));
    CHECK_FALSE(with({}).bound(method, campus_web));
    CHECK_FALSE(with({key_object(method, campus_seed)}).bound(method, campus_web));

    Json inline_key = document();
    inline_key.erase("verificationMethod");
    inline_key["assertionMethod"] = Json::array({key_object(method, campus_seed)});
    CHECK(with({inline_key}).bound(method, campus_web));

    Json relative = document();
    relative["verificationMethod"][0]["id"] = "#key-1";
    relative["assertionMethod"] = "#key-1";
    CHECK(with({relative}).bound(method, campus_web));

    Json unlisted = document();
    unlisted.erase("assertionMethod");
    CHECK_FALSE(with({unlisted}).bound(method, campus_web));

    Json of_another = document();
    of_another["verificationMethod"][0]["controller"] = "did:web:other.example";
    CHECK_FALSE(with({of_another}).bound(method, campus_web));
}

TEST_CASE("binding and state follow from what was brought along") {
    const std::string did = did_of(public_key_of(campus_seed));
    const std::string method = campus_web + "#key-1";
    const Json known{
        {"format", "cairn-issuers"},
        {"version", 1},
        {"name", "Sample list"},
        {"asOf", "2026-02-01"},
        {"issuers", Json::array({{{"id", did}, {"name", "Sample campus"}}, {{"id", campus_web}}})}};
    Json older = known;
    older["asOf"] = "2026-01-31T23:59:59Z";
    struct Row {
        std::string badge;
        std::vector<Json> files;
        const char* signature;
        std::optional<bool> bound;
        const char* state;
        const char* reason;
    };
    const std::string own = badge_sample("level-1.json");
    const std::string fragment = "https://example.edu/issuers/1#" + multikey(campus_seed);
    const std::string web = badge_by(campus_web, method);
    Json undated = known;
    undated.erase("asOf");
    const Json profile{{"id", did}, {"type", "Profile"}, {"name", "Sample campus"}};
    const Row table[] = {
        {own, {}, "valid", true, "issuerUnknown", "check.issuerUnknown"},
        {own, {known}, "valid", true, "good", "check.good"},
        {own, {undated}, "valid", true, "goodAsOf", "check.goodUndated"},
        {own, {profile}, "valid", true, "goodAsOf", "check.goodUndated"},
        {own, {older}, "valid", true, "goodAsOf", "check.goodAsOf"},
        {web, {}, "unsupported", {}, "notChecked", "check.keyUnknown"},
        {web, {document()}, "valid", true, "issuerUnknown", "check.issuerUnknown"},
        {web, {document(), known}, "valid", true, "good", "check.good"},
        {web, {document(stranger_seed)}, "invalid", {}, "bad", "check.signature"},
        {web, {key_object(method, campus_seed), known}, "valid", false, "issuerUnknown", "check.unbound"},
        {badge_by("https://example.edu/issuers/1", fragment),
         {known},
         "valid",
         false,
         "issuerUnknown",
         "check.unbound"},
        {badge_by(did, fragment), {known}, "valid", false, "bad", "check.otherKey"},
        {badge_by(campus_web, verification_method_of(did)),
         {document(), known},
         "valid",
         false,
         "issuerUnknown",
         "check.notListed"},
    };
    for (const Row& row : table) {
        CAPTURE(row.badge.substr(row.badge.find("verificationMethod"), 100));
        CAPTURE(Json(row.files).dump().substr(0, 100));
        const CheckReport report = check(row.badge, with(row.files));
        CHECK(name_of(report.signature) == row.signature);
        CHECK(report.issuer_bound == row.bound);
        CHECK(name_of(report.state) == row.state);
        CHECK(report.reason.code == row.reason);
        CHECK(report.as_of.has_value() == (report.reason.code == "check.goodAsOf"));
    }
}

TEST_CASE("a badge that a co-signer signs too is bound to its issuer as long as the issuer signed") {
    const Json both = with_proof(read_json(badge_sample("level-1.json")).value(), stranger_seed, february);
    CHECK(check_json(both, {.at = february}).issuer_bound == true);
    const Json stranger = read_json(badge_like([](Json&) {}, stranger_seed)).value();
    CHECK(check_json(stranger, {.at = february}).issuer_bound == false);
}

TEST_CASE("a presentation is bound to its holder, by a key for authentication") {
    const std::string did = did_of(public_key_of(learner_seed));
    const Json bare{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                    {"type", Json::array({"VerifiablePresentation"})},
                    {"holder", did},
                    {"verifiableCredential", Json::array()}};
    const CheckReport own =
        check_json(with_proof(bare, learner_seed, february, "authentication"), {.at = february});
    CHECK(own.signature == SignatureVerdict::valid);
    CHECK(own.issuer_bound == true);
    CHECK(own.issuer_id == did);
    const CheckReport wrong = check_json(with_proof(bare, learner_seed, february), {.at = february});
    CHECK(wrong.signature == SignatureVerdict::invalid);
    CHECK(wrong.proofs.front().reason == "proof.purpose");
}

TEST_CASE("issuers are known from three forms of lists") {
    const Json registry{{"meta", {{"updated", "2020-12-02T02:32:16+0000"}}},
                        {"registry", {{"did:web:a.example", {{"name", "A"}}}}}};
    const Json own{
        {"format", "cairn-issuers"},
        {"version", 1},
        {"name", "Sample list"},
        {"asOf", "2026-01-15"},
        {"issuers", Json::array({{{"id", "did:web:b.example"}, {"name", "B"}}, 5, Json::object()})}};
    const Json profile{{"id", "https://c.example/"}, {"type", Json::array({"Profile"})}, {"name", "C"}};
    const Trust trust = with({registry, own, profile});
    REQUIRE(trust.known_issuer("did:web:a.example") != nullptr);
    CHECK(trust.known_issuer("did:web:a.example")->name == "A");
    CHECK(trust.known_issuer("did:web:a.example")->as_of == parse_rfc3339("2020-12-02T02:32:16Z").value());
    REQUIRE(trust.known_issuer("did:web:b.example") != nullptr);
    CHECK(trust.known_issuer("did:web:b.example")->list == "Sample list");
    CHECK(trust.known_issuer("did:web:b.example")->as_of == parse_date("2026-01-15").value());
    REQUIRE(trust.known_issuer("https://c.example/") != nullptr);
    CHECK(trust.known_issuer("https://c.example/")->name == "C");
    CHECK_FALSE(trust.known_issuer("https://c.example/")->as_of.has_value());
    CHECK(trust.known_issuer("did:web:d.example") == nullptr);
}

TEST_CASE("a list of issuers of another version, or that is no list, is refused and nobody in it is known") {
    const Json list{{"format", "cairn-issuers"},
                    {"version", 1},
                    {"issuers", Json::array({{{"id", campus_web}, {"name", "Sample campus"}}})}};
    const auto changed = [&](const char* name, const Json& value) {
        Json other = list;
        other[name] = value;
        return other;
    };
    Json unversioned = list;
    unversioned.erase("version");
    Json empty = list;
    empty.erase("issuers");
    const std::pair<Json, const char*> table[] = {
        {changed("version", 2), "trust.newerVersion"},
        {changed("version", 0), "trust.newerVersion"},
        {changed("version", "1"), "trust.newerVersion"},
        {unversioned, "trust.newerVersion"},
        {changed("issuers", list["issuers"][0]), "trust.issuers"},
        {changed("issuers", campus_web), "trust.issuers"},
        {empty, "trust.issuers"},
    };
    for (const auto& [json, code] : table) {
        CAPTURE(json.dump());
        Trust trust;
        const auto added = trust.add(canonicalize(json), "issuers.json");
        REQUIRE_FALSE(added.has_value());
        CHECK(added.error() == Error{code, "issuers.json"});
        CHECK(trust.known_issuer(campus_web) == nullptr);
    }
    CHECK(with({list}).known_issuer(campus_web) != nullptr);
}

TEST_CASE("a file that is none of the forms is told by its name") {
    Trust trust;
    for (const std::string text :
         {"{}", "[]", "5", R"({"id":"https://example.org/"})", R"({"registry":5})",
          R"({"type":"Profile","name":"nobody"})", R"({"publicKeyMultibase":"z6Mk"})"}) {
        CAPTURE(text);
        const auto added = trust.add(text, "keys/odd.json");
        REQUIRE_FALSE(added.has_value());
        CHECK(added.error() == Error{"trust.unknown", "keys/odd.json"});
    }
    const auto refused = trust.add("{\"a\":1,\"a\":2}", "keys/odd.json");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "json.duplicateKey");
    CHECK(refused.error().where == "keys/odd.json: $.a");
}

TEST_CASE("the DID documents of the shared standards bind the keys that they list, each in its own form") {
    const auto folder = standards_folder() / "dcc";
    const std::string key = "z6MkjXe1vZvPRqFuc9nRBtZ3e1Y9XKDFSbjFAfzLfW2bD6cZ";
    for (const std::string name : {"legacy", "oidf"}) {
        CAPTURE(name);
        const auto text = read_file(folder / ("dids__" + name + "__did.json"));
        if (!text) CAIRN_SKIP("no DID documents");
        Trust trust;
        CHECK(trust.add(*text, "did.json").has_value());
        const std::string did = "did:web:digitalcredentials.github.io:vc-test-fixtures:dids:" + name;
        CHECK(trust.bound(did + "#" + key, did));
        CHECK(trust.resolve(did + "#" + key, february) == key_of_multibase(key));
    }
}
