// Where what was not here would be found.
#include "core/credentials/check_parts.hpp"
#include "core/credentials/missing.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <string>
#include <utility>

using namespace cairn;

TEST_CASE("a did:web is published where its rule says, and what is no proper name nowhere") {
    const std::pair<const char*, const char*> table[] = {
        {"did:web:campus.example", "https://campus.example/.well-known/did.json"},
        {"did:web:campus.example#key-1", "https://campus.example/.well-known/did.json"},
        {"did:web:www.campus.example:api:v1:issuers:5",
         "https://www.campus.example/api/v1/issuers/5/did.json"},
        {"did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json"},
        {"did:web:campus.example%3a8443:a", "https://campus.example:8443/a/did.json"},
        {"did:web:", ""},
        {"did:web:campus", ""},
        {"did:web:.campus.example", ""},
        {"did:web:campus.example%3A", ""},
        {"did:web:campus.example%3A99999", ""},
        {"did:web:campus.example%3A80x", ""},
        {"did:web:campus.example:..:secret", ""},
        {"did:web:campus.example::a", ""},
        {"did:web:campus.example:a/b", ""},
        {"did:web:campus.example/a", ""},
        {"did:web:user@campus.example", ""},
        {"did:key:z6Mk", ""},
        {"did:example:1", ""},
        {"urn:uuid:0", ""},
        {"", ""},
        {"https://campus.example/issuers/1#key-1", "https://campus.example/issuers/1"},
        {"http://campus.example/key.json", "http://campus.example/key.json"},
        {"https://campus.example/a b", ""},
        {"https://campus.example/\x1B[2J", ""},
        {"https://campus.example/<script>", ""},
        {"javascript:alert(1)", ""},
        {"file:///etc/passwd", ""},
    };
    for (const auto& [id, address] : table) {
        CAPTURE(id);
        CHECK(published_at(id) == address);
    }
}

TEST_CASE("a key on the web is asked for by its document, a DID by the DID's") {
    CHECK(missing_document("did:web:campus.example#key-1") ==
          MissingPiece{MissingKind::document, "did:web:campus.example",
                       "https://campus.example/.well-known/did.json"});
    CHECK(missing_document("https://campus.example/keys#1") ==
          MissingPiece{MissingKind::key, "https://campus.example/keys", "https://campus.example/keys"});
    CHECK(missing_document("did:example:1") == MissingPiece{MissingKind::document, "did:example:1", ""});
}

TEST_CASE("of a file that needs more than a hundred documents the first hundred are asked for, each once") {
    const auto of = [](std::size_t number) { return "did:web:campus" + std::to_string(number) + ".example"; };
    const auto by = [&](std::size_t number) {
        Json badge = test::sample();
        Json& proof = badge["proof"].is_array() ? badge["proof"][0] : badge["proof"];
        badge["issuer"]["id"] = of(number);
        proof["verificationMethod"] = of(number) + "#key-1";
        return badge;
    };
    Json all = test::presented(Json::object(), 1);
    for (const std::size_t count : {max_missing - 1, max_missing, max_missing + 20}) {
        CAPTURE(count);
        all["verifiableCredential"] = Json::array();
        for (std::size_t i = 0; i < count; ++i) {
            all["verifiableCredential"].push_back(by(i));
            all["verifiableCredential"].push_back(by(i / 2));
        }
        const CheckReport report = test::check(all);
        REQUIRE(report.nested.size() == 2 * count);
        CHECK(report.nested.back().reason.code == "check.keyUnknown");
        const auto missing = all_missing(report);
        REQUIRE(missing.size() == std::min(count, max_missing));
        for (std::size_t i = 0; i < missing.size(); ++i)
            CHECK(missing[i].id == of(i));
    }
    CHECK(max_missing == 100);
}
