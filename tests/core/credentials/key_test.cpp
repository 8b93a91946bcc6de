// Public keys in the forms in which they are handed around, and what is no key.
#include "core/credentials/key.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/json/read.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace cairn;
using namespace cairn::test;

namespace {

const PublicKey sample_key = public_key_of(Seed{1});

Bytes bytes_in(const PublicKey& key) {
    return {key.begin(), key.end()};
}

// A number of so many bits that is odd: nobody here asks whether it is a product of two primes.
Bytes number(std::size_t bits) {
    Bytes out((bits + 7) / 8, 0xA5);
    out.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
    out.back() |= 1U;
    return out;
}

Json rsa(const Bytes& modulus, const Bytes& exponent = {1, 0, 1}) {
    return {{"kty", "RSA"}, {"n", to_base64url(modulus)}, {"e", to_base64url(exponent)}};
}

Json ec(const Bytes& x, const Bytes& y, const char* curve = "P-256") {
    return {{"kty", "EC"}, {"crv", curve}, {"x", to_base64url(x)}, {"y", to_base64url(y)}};
}

std::string pem(const std::string& name, const Bytes& der) {
    std::string base64 = to_base64(der);
    for (std::size_t at = 64; at < base64.size(); at += 65)
        base64.insert(at, "\n");
    return "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
}

} // namespace

TEST_CASE("one key is the same key in each of its forms") {
    const std::string did = did_of(sample_key);
    const VerificationKey ed25519{KeyType::ed25519, bytes_in(sample_key)};
    CHECK(key_of_did_key(did) == ed25519);
    CHECK(key_of_did_key(verification_method_of(did)) == ed25519);
    CHECK(key_of_multibase(did.substr(8)) == ed25519);
    CHECK(key_of_jwk({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(sample_key)}}) == ed25519);
    Bytes spki{0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00};
    spki.insert(spki.end(), sample_key.begin(), sample_key.end());
    CHECK(key_of_pem(pem("PUBLIC KEY", spki)) == ed25519);

    // The same RSA key as SubjectPublicKeyInfo and as PKCS#1, which is a part of it.
    const auto key = key_of_jwk(rsa(number(2048)));
    REQUIRE(key.has_value());
    CHECK(key->type == KeyType::rsa);
    CHECK(key_of_pem(pem("PUBLIC KEY", key->bytes)) == key);
    constexpr std::size_t before = 24; // what stands around PKCS#1 in a key of this size
    const Bytes pkcs1(key->bytes.begin() + before, key->bytes.end());
    CHECK(key_of_pem(pem("RSA PUBLIC KEY", pkcs1)) == key);
    Bytes padded = number(2048);
    padded.insert(padded.begin(), 0);
    CHECK(key_of_jwk(rsa(padded)) == key);
}

TEST_CASE("keys of a size or an exponent that proves nothing are no keys") {
    const std::pair<Json, bool> table[] = {
        {rsa(number(2048)), true},
        {rsa(number(8192)), true},
        {rsa(number(2047)), false},
        {rsa(number(1024)), false},
        {rsa(number(8193)), false},
        {rsa({}), false},
        {rsa(number(2048), {3}), true},
        {rsa(number(2048), {1}), false},
        {rsa(number(2048), {2}), false},
        {rsa(number(2048), {}), false},
        {rsa(number(2048), Bytes(9, 0x81)), false},
        {ec(Bytes(32, 7), Bytes(32, 9)), true},
        {ec(Bytes(31, 7), Bytes(32, 9)), false},
        {ec(Bytes(32, 7), {}), false},
        {ec(Bytes(32, 7), Bytes(32, 9), "P-384"), false},
        {ec(Bytes(32, 7), Bytes(32, 9), "secp256k1"), false},
        {{{"kty", "OKP"}, {"crv", "X25519"}, {"x", to_base64url(sample_key)}}, false},
        {{{"kty", "oct"}, {"k", "AAAA"}}, false},
        {Json::object(), false},
        {Json("z6Mk"), false},
    };
    for (const auto& [jwk, usable] : table) {
        CAPTURE(jwk.dump().substr(0, 200));
        CHECK(key_of_jwk(jwk).has_value() == usable);
    }
}

TEST_CASE("a JWK that holds any member of a secret key is nobody's key") {
    for (const char* member : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
        CAPTURE(member);
        Json jwk{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(sample_key)}};
        CHECK(key_of_jwk(jwk).has_value());
        jwk[member] = "AAAA";
        CHECK(key_of_jwk(jwk).error().code == "key.type");
    }
}

TEST_CASE("a Multikey is written in base58btc and in no other base") {
    const Bytes prefixed = [] {
        Bytes all{0xED, 0x01};
        all.insert(all.end(), sample_key.begin(), sample_key.end());
        return all;
    }();
    CHECK(key_of_multibase(to_multibase_base58(prefixed)).has_value());
    CHECK(key_of_multibase(to_multibase_base64url(prefixed)).error().code == "key.did");
    CHECK(key_of_multibase("").error().code == "key.did");
    CHECK(key_of_multibase("z0").error().code == "key.did");
    CHECK(key_of_multibase("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc").error().code == "key.type");
    const auto p256 = key_of_did_key("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
    REQUIRE(p256.has_value());
    CHECK(p256->type == KeyType::p256);
    CHECK(p256->bytes.size() == 33);
    CHECK(key_of_did_key("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169#z6Mk").error().code ==
          "key.did");
    CHECK(key_of_did_key("did:web:campus.example").error().code == "key.did");
}

TEST_CASE("damaged PEM is no key, whatever it is cut to") {
    const auto key = key_of_jwk(rsa(number(2048)));
    REQUIRE(key.has_value());
    const std::string whole = pem("PUBLIC KEY", key->bytes);
    for (std::size_t length = 0; length + 26 < whole.size(); ++length)
        CHECK_FALSE(key_of_pem(std::string_view(whole).substr(0, length)).has_value());
    for (std::size_t length = 0; length < key->bytes.size(); ++length)
        CHECK_FALSE(
            key_of_pem(pem("PUBLIC KEY", Bytes(key->bytes.begin(),
                                               key->bytes.begin() + static_cast<std::ptrdiff_t>(length))))
                .has_value());
    for (std::size_t at = 0; at < 24; ++at) {
        Bytes other = key->bytes;
        other[at] ^= 0x10U;
        CHECK_FALSE(key_of_pem(pem("PUBLIC KEY", other)).has_value());
    }
    CHECK_FALSE(key_of_pem(pem("CERTIFICATE", key->bytes)).has_value());
    CHECK_FALSE(key_of_pem(std::string(20'000, 'A')).has_value());
}

TEST_CASE("the keys of the published did:key examples on P-256 are those that their JWK says") {
    const auto text = read_file(standards_folder() / "did-key" / "nist-curves.json");
    if (!text) CAIRN_SKIP("no did:key examples");
    const Json examples = read_json(*text).value();
    int count = 0;
    for (const auto& [did, example] : examples.items()) {
        const Json& method = example["verificationMethod"];
        if (!method.contains("publicKeyJwk") || method["publicKeyJwk"]["crv"] != "P-256") continue;
        CAPTURE(did);
        const auto compressed = key_of_did_key(did);
        const auto whole = key_of_jwk(method["publicKeyJwk"]);
        REQUIRE(compressed.has_value());
        REQUIRE(whole.has_value());
        // The same x; whether y is odd is the first byte of the shorter form.
        CHECK(Bytes(compressed->bytes.begin() + 1, compressed->bytes.end()) ==
              Bytes(whole->bytes.begin() + 1, whole->bytes.begin() + 33));
        CHECK(compressed->bytes.front() == 2 + (whole->bytes.back() & 1U));
        ++count;
    }
    CHECK(count >= 2);
}
