// Files that a person brings along, in the forms in which they are found.
#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"
#include "core/crypto/ed25519.hpp"
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
const std::string campus = "did:web:campus.example";

VerificationKey campus_key() {
    const PublicKey key = public_key_of(campus_seed);
    return {KeyType::ed25519, Bytes(key.begin(), key.end())};
}

Json jwk() {
    return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(public_key_of(campus_seed))}};
}

Json named_jwk(const std::string& kid) {
    Json key = jwk();
    key["kid"] = kid;
    return key;
}

Json document(Json key) {
    key["id"] = campus + "#1";
    return {{"id", campus}, {"assertionMethod", Json::array({std::move(key)})}};
}

} // namespace

TEST_CASE("a document gives its key in every form that is in use") {
    const std::string multikey = did_of(public_key_of(campus_seed)).substr(8);
    const Bytes bare = campus_key().bytes;
    const Json table[] = {
        {{"type", "Multikey"}, {"publicKeyMultibase", multikey}},
        {{"type", "Ed25519VerificationKey2020"}, {"publicKeyMultibase", multikey}},
        {{"type", "JsonWebKey"}, {"publicKeyJwk", jwk()}},
        {{"type", "Ed25519VerificationKey2018"}, {"publicKeyBase58", to_base58(bare)}},
    };
    for (const Json& key : table) {
        CAPTURE(key.dump());
        Trust trust;
        const auto taken = trust.add(canonicalize(document(key)), "did.json");
        REQUIRE(taken.has_value());
        CHECK(taken->kind == TrustKind::document);
        CHECK(taken->id == campus);
        CHECK(trust.resolve(campus + "#1", february) == campus_key());
        CHECK(trust.bound(campus + "#1", campus));
    }
    Trust trust;
    CHECK(trust.add(canonicalize(document({{"type", "Other"}, {"publicKeyBase58", to_base58(bare)}})), "x")
              .has_value());
    CHECK(trust.resolve(campus + "#1", february).error().code == "key.type");
}

TEST_CASE("the answer of a resolver is taken as the document inside of it") {
    Trust trust;
    const Json answer{{"didDocument", document({{"publicKeyJwk", jwk()}})},
                      {"didResolutionMetadata", Json::object()}};
    CHECK(trust.add(canonicalize(answer), "answer.json").has_value());
    CHECK(trust.resolve(campus + "#1", february) == campus_key());
}

TEST_CASE("the later of two documents takes the place of the earlier one, with all of its keys") {
    Trust trust;
    CHECK(trust.add(canonicalize(document({{"publicKeyJwk", jwk()}})), "did.json").has_value());
    Json later = document({{"publicKeyJwk", jwk()}});
    later["assertionMethod"][0]["id"] = campus + "#2";
    CHECK(trust.add(canonicalize(later), "did.json").has_value());
    CHECK(trust.resolve(campus + "#2", february) == campus_key());
    CHECK(trust.resolve(campus + "#1", february).error().code == "key.unknown");
    CHECK_FALSE(trust.bound(campus + "#1", campus));
}

TEST_CASE("keys of a set are found by names that are addresses, and bind nobody") {
    const std::string kid = "https://campus.example/keys/1";
    const Json set{{"keys", Json::array({named_jwk(kid), named_jwk("1"), 5})}};
    for (const Json& file : {set, named_jwk(kid)}) {
        Trust trust;
        const auto taken = trust.add(canonicalize(file), "jwks.json");
        REQUIRE(taken.has_value());
        CHECK(taken->kind == TrustKind::key);
        CHECK(trust.resolve(kid, february) == campus_key());
        CHECK(trust.resolve("1", february).error().code == "key.did");
        CHECK_FALSE(trust.bound(kid, "https://campus.example/"));
    }
    Trust trust;
    CHECK_FALSE(trust.add(canonicalize(named_jwk("1")), "jwk.json").has_value());
    CHECK_FALSE(trust.add(R"({"keys":[]})", "jwks.json").has_value());
}

TEST_CASE("a profile that brings its own keys makes its issuer no known one; one without does") {
    Json profile = document({{"publicKeyJwk", jwk()}});
    profile["type"] = "Profile";
    profile["name"] = "Sample campus";
    Trust trust;
    const auto taken = trust.add(canonicalize(profile), "did.json");
    REQUIRE(taken.has_value());
    CHECK(taken->kind == TrustKind::document);
    CHECK(trust.known_issuer(campus) == nullptr);
    profile.erase("assertionMethod");
    const auto list = trust.add(canonicalize(profile), "profile.json");
    REQUIRE(list.has_value());
    CHECK(list->kind == TrustKind::issuers);
    REQUIRE(trust.known_issuer(campus) != nullptr);
    CHECK(trust.known_issuer(campus)->list == "profile.json");
}

TEST_CASE("of several lists that know an issuer the newest counts, in whatever order they come") {
    const auto list = [](const std::string& name, const char* as_of) {
        Json json{{"format", "cairn-issuers"},
                  {"version", 1},
                  {"name", name},
                  {"issuers", Json::array({{{"id", campus}, {"name", name}}})}};
        if (as_of != nullptr) json["asOf"] = as_of;
        return canonicalize(json);
    };
    const std::vector<std::string> files{list("old", "2025-01-01"), list("new", "2026-01-01"),
                                         list("undated", nullptr)};
    for (const auto& order :
         std::vector<std::vector<std::size_t>>{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}}) {
        Trust trust;
        for (const std::size_t i : order)
            CHECK(trust.add(files[i], "list.json").has_value());
        CHECK(trust.known_issuer(campus)->list == "new");
    }
}

TEST_CASE("a report names the list that knows its issuer, and its date") {
    Trust trust;
    const Json list{{"format", "cairn-issuers"},
                    {"version", 1},
                    {"name", "Sample list"},
                    {"asOf", "2026-01-15"},
                    {"issuers", Json::array({{{"id", did_of(public_key_of(campus_seed))}}})}};
    const auto taken = trust.add(canonicalize(list), "list.json");
    REQUIRE(taken.has_value());
    CHECK(taken->name == "Sample list");
    CHECK(taken->as_of == parse_date("2026-01-15").value());
    const CheckReport report = check_text(badge_sample("level-1.json"), {.at = february, .trust = &trust});
    CHECK(report.issuer_list == "Sample list");
    CHECK(report.issuer_list_as_of == parse_date("2026-01-15").value());
    CHECK(report.state == CheckState::good_as_of);
}
