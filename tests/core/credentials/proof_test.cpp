#include "core/credentials/proof.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace cairn {

namespace {

// The published example of W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B.3 (eddsa-jcs-2022).
constexpr const char* published_document = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
  "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
  "type": ["VerifiableCredential", "AlumniCredential"],
  "name": "Alumni Credential",
  "description": "A minimum viable example of an Alumni Credential.",
  "issuer": "https://vc.example/issuers/5678",
  "validFrom": "2023-01-01T00:00:00Z",
  "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"}
})";
constexpr const char* published_secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
constexpr const char* published_did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
constexpr const char* published_value =
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";

Seed published_seed() {
    return seed_of({published_did, published_secret, {}, "active"}).value();
}

Json published_signed() {
    return with_proof(read_json(published_document).value(), published_seed(),
                      parse_rfc3339("2023-02-24T23:36:38Z").value());
}

std::string signed_value(Json options, const Json& document, const Seed& seed) {
    options.erase("proofValue");
    Bytes data;
    for (const Json& part : {options, document})
        for (const std::uint8_t byte : sha256(bytes_of(canonicalize(part))))
            data.push_back(byte);
    return to_multibase_base58(sign(seed, data));
}

std::string reason_of(const Json& document) {
    const auto results = check_proofs(document);
    REQUIRE(results.size() == 1);
    return results.front().reason;
}

} // namespace

TEST_CASE("the published example of eddsa-jcs-2022 is signed to the same value and verifies") {
    const Json document = published_signed();
    REQUIRE(document["proof"].is_array());
    CHECK(document["proof"][0]["proofValue"] == published_value);
    CHECK(document["proof"][0]["@context"] == document["@context"]);
    CHECK(all_valid(check_proofs(document)));

    Json single = document;
    single["proof"] = document["proof"][0];
    CHECK(all_valid(check_proofs(single)));
}

TEST_CASE("any one changed character of a signed document fails") {
    const std::string text = canonicalize(published_signed());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto json = read_json(changed);
        if (json && all_valid(check_proofs(*json))) {
            CAPTURE(i);
            CAPTURE(changed.substr(i > 20 ? i - 20 : 0, 40));
            CHECK_MESSAGE(false, "a changed document verifies");
        }
    }
}

TEST_CASE("every member that is added, removed or moved fails") {
    const Json document = published_signed();
    const Json flat = document.flatten();
    for (const auto& [pointer, value] : flat.items()) {
        CAPTURE(pointer);
        Json patched = document.patch(Json::array({{{"op", "remove"}, {"path", pointer}}}));
        CHECK_FALSE(all_valid(check_proofs(patched)));
    }
    Json added = document;
    added["credentialSubject"]["extra"] = true;
    CHECK(reason_of(added) == "proof.signature");
}

TEST_CASE("a proof says why it does not hold") {
    const Json good = published_signed();
    struct Row {
        std::string pointer;
        Json value;
        const char* reason;
    };
    const Row table[] = {
        {"/name", "Another", "proof.signature"},
        {"/proof/0/created", "2023-02-24T23:36:39Z", "proof.signature"},
        {"/proof/0/proofPurpose", "authentication", "proof.purpose"},
        {"/proof/0/verificationMethod", 5, "proof.shape"},
        {"/proof/0/verificationMethod", "https://example.org/key", "proof.method"},
        {"/proof/0/proofValue", std::string("u") + (published_value + 1), "proof.value"},
        {"/proof/0/proofValue", std::string("z0") + (published_value + 2), "proof.value"},
        {"/proof/0/proofValue", std::string(published_value).substr(0, 80), "proof.value"},
        {"/proof/0/previousProof", "urn:uuid:0", "proof.previous"},
        {"/proof/0/created", "2023-02-24T23:36:38", "proof.created"},
        {"/proof/0/created", "yesterday", "proof.created"},
        {"/proof/0/created", 5, "proof.created"},
        {"/proof/0/cryptosuite", "bbs-2023", "proof.suite"},
        {"/proof/0/type", "Ed25519Signature2018", "proof.suite"},
        {"/proof/0", "text", "proof.shape"},
        {"/@context/0", "https://example.org/", "proof.context"},
    };
    for (const Row& row : table) {
        CAPTURE(row.pointer);
        Json changed = good;
        changed[Json::json_pointer(row.pointer)] = row.value;
        CHECK(reason_of(changed) == row.reason);
    }
    CHECK(check_proofs(good, {.domain = "example.org"}).front().reason == "proof.domain");
    CHECK(check_proofs(good, {.challenge = "1"}).front().reason == "proof.domain");
    Json asked = good;
    asked["proof"][0]["domain"] = Json::array({"example.org"});
    asked["proof"][0]["challenge"] = "1";
    CHECK(check_proofs(asked, {.domain = "example.org", .challenge = "1"}).front().reason ==
          "proof.signature");
    asked["proof"][0]["domain"].push_back("example.net");
    CHECK(check_proofs(asked, {.domain = "example.org"}).front().reason == "proof.domain");
    const KeyResolver none = [](std::string_view) -> Result<VerificationKey> { return fail("key.unknown"); };
    CHECK(check_proofs(good, {.resolve = none}).front().reason == "proof.keyUnknown");
    CHECK(check_proofs(good, {.resolve = none}).front().verdict == ProofVerdict::unsupported);
    CHECK(check_proofs(Json::object()).empty());
    CHECK(check_proofs(Json("text")).empty());
    CHECK_FALSE(all_valid({}));

    Json crowded = good;
    crowded["proof"] = Json(max_proofs + 1, good["proof"][0]);
    CHECK_FALSE(all_valid(check_proofs(crowded)));
}

TEST_CASE("a context that was appended after signing is not part of what was signed") {
    Json document = published_signed();
    document["@context"].push_back("https://example.org/more");
    CHECK(all_valid(check_proofs(document)));
}

TEST_CASE("a second proof joins the set and covers the document without any proof") {
    const Json document = with_proof(published_signed(), Seed{1}, {0});
    const auto results = check_proofs(document);
    CHECK(results.size() == 2);
    CHECK(all_valid(results));
    CHECK(document["proof"][0]["proofValue"] == published_value);
}

TEST_CASE("a document without a context, and one whose context is a text, are signed as they are") {
    CHECK(all_valid(check_proofs(with_proof(Json{{"a", 1}}, Seed{1}, {0}))));
    CHECK_FALSE(with_proof(Json{{"a", 1}}, Seed{1}, {0})["proof"][0].contains("@context"));
    CHECK(all_valid(check_proofs(with_proof(Json{{"@context", "https://example.org/"}}, Seed{1}, {0}))));
}

TEST_CASE("a proof that follows others covers the document with exactly those, in the document's order") {
    const auto chained = [](const Json& previous, const Seed& seed) {
        Json document = with_proof(published_signed(), Seed{1}, {0});
        Json& proofs = document["proof"];
        proofs[0]["id"] = "urn:uuid:1";
        proofs[1]["id"] = "urn:uuid:2";
        // Ids are signed too, so both are signed anew.
        Json bare = document;
        bare.erase("proof");
        const Seed seeds[] = {published_seed(), Seed{1}};
        for (std::size_t i = 0; i < 2; ++i)
            proofs[i]["proofValue"] = signed_value(proofs[i], bare, seeds[i]);

        Json last = proofs[0];
        last["id"] = "urn:uuid:3";
        last["previousProof"] = previous;
        last["verificationMethod"] = verification_method_of(did_of(public_key_of(seed)));
        Json covered = bare;
        covered["proof"] = Json::array();
        for (const Json& proof : proofs)
            if (previous == proof["id"] ||
                (previous.is_array() && std::ranges::contains(previous, proof["id"])))
                covered["proof"].push_back(proof);
        last["proofValue"] = signed_value(last, covered, seed);
        proofs.push_back(last);
        return document;
    };
    for (const Json& previous :
         {Json("urn:uuid:1"), Json::array({"urn:uuid:2"}), Json::array({"urn:uuid:1", "urn:uuid:2"}),
          Json::array({"urn:uuid:2", "urn:uuid:1"})}) {
        CAPTURE(previous.dump());
        const Json document = chained(previous, Seed{2});
        CHECK(all_valid(check_proofs(document)));

        Json without = document;
        without["proof"].erase(previous == "urn:uuid:1" ? 0 : 1);
        CHECK(check_proofs(without).back().reason == "proof.previous");
        Json twice = document;
        twice["proof"].insert(twice["proof"].begin(), twice["proof"][previous == "urn:uuid:1" ? 0 : 1]);
        CHECK(check_proofs(twice).back().reason == "proof.previous");
        Json changed = document;
        changed["proof"][previous == "urn:uuid:1" ? 0 : 1]["created"] = "2023-02-24T23:36:39Z";
        CHECK(check_proofs(changed).back().reason == "proof.signature");
    }
    for (const Json& previous :
         {Json(5), Json::array(), Json::array({5}), Json::object(), Json("urn:uuid:3")}) {
        CAPTURE(previous.dump());
        CHECK_FALSE(all_valid(check_proofs(chained(previous, Seed{2}))));
    }
    const Json many(max_proofs + 1, Json("urn:uuid:1"));
    CHECK(check_proofs(chained(many, Seed{2})).back().reason == "proof.previous");
}

TEST_CASE("the hashes and the signature of the W3C vectors come out byte for byte") {
    const auto folder = test::standards_folder() / "vc-di-eddsa";
    const auto unsigned_text = test::read_file(folder / "unsigned.json");
    if (!unsigned_text) CAIRN_SKIP("no W3C vectors");
    const auto vector = [&](const char* name) {
        std::string text = test::read_file(folder / "eddsa-jcs-2022" / name).value_or("");
        while (!text.empty() && text.back() == '\n')
            text.pop_back();
        return text;
    };
    const Json document = read_json(*unsigned_text).value();
    const Json options = read_json(vector("proofConfigJCS.json")).value();
    CHECK(canonicalize(document) == vector("canonDocJCS.txt"));
    CHECK(canonicalize(options) == vector("proofCanonJCS.txt"));
    CHECK(sha256_hex(canonicalize(document)) == vector("docHashJCS.txt"));
    CHECK(sha256_hex(canonicalize(options)) == vector("proofHashJCS.txt"));
    CHECK(sha256_hex(canonicalize(options)) + sha256_hex(canonicalize(document)) ==
          vector("combinedHashJCS.txt"));
    const Json ours = with_proof(document, published_seed(), parse_rfc3339("2023-02-24T23:36:38Z").value());
    CHECK(ours["proof"][0]["proofValue"] == vector("sigBTC58JCS.txt"));
    CHECK(all_valid(check_proofs(read_json(vector("signedJCS.json")).value())));
}

TEST_CASE("the jcs vectors of the shared standards come out as their manifest says") {
    const auto folder = test::standards_folder() / "signed";
    const auto manifest = test::read_file(folder / "manifest.json");
    if (!manifest) CAIRN_SKIP("no signed vectors");
    int count = 0;
    const Json vectors = read_json(*manifest).value()["vectors"];
    for (const Json& vector : vectors) {
        const std::string name = vector["file"];
        CAPTURE(name);
        if (!name.starts_with("jcs-") && !name.starts_with("json-")) continue;
        ++count;
        const auto json = read_json(test::read_file(folder / name).value_or(""));
        const std::string expected = vector["signature"];
        CHECK(json.has_value() == (expected != "reject"));
        if (!json) continue;
        CHECK(check_proofs(*json).empty() == (expected == "none"));
        CHECK(all_valid(check_proofs(*json)) == (expected == "valid"));
    }
    CHECK(count > 20);
}

TEST_CASE("the jcs proof in files with other suites beside it has its own verdict") {
    const auto folder = test::standards_folder() / "signed";
    if (!test::read_file(folder / "manifest.json")) CAIRN_SKIP("no signed vectors");
    const std::pair<const char*, ProofVerdict> table[] = {
        {"dual-ok-ob3.json", ProofVerdict::valid},
        {"dual-ok-endorsement.json", ProofVerdict::valid},
        {"dual-bad-undefined-term.json", ProofVerdict::valid},
        {"clr-ok-stack.json", ProofVerdict::valid},
        {"clr-bad-outer-tampered.json", ProofVerdict::invalid},
        {"clr-jcs-only-mixed-contexts.json", ProofVerdict::valid},
    };
    for (const auto& [name, verdict] : table) {
        CAPTURE(name);
        const auto json = read_json(test::read_file(folder / name).value_or(""));
        REQUIRE(json.has_value());
        int seen = 0;
        for (const ProofResult& result : check_proofs(*json)) {
            if (result.cryptosuite != eddsa_jcs_2022) continue;
            CHECK(result.verdict == verdict);
            ++seen;
        }
        CHECK(seen == 1);
    }
}

} // namespace cairn
