#include "core/crypto/ed25519.hpp"
#include "core/json/read.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace cairn {

namespace {

template <std::size_t n>
std::array<std::uint8_t, n> array_of(std::string_view hex) {
    std::array<std::uint8_t, n> out{};
    const Bytes bytes = from_hex(hex).value_or(Bytes{});
    std::ranges::copy_n(bytes.begin(), static_cast<std::ptrdiff_t>(std::min(n, bytes.size())), out.begin());
    return out;
}

} // namespace

TEST_CASE("Ed25519 gives the keys and signatures of RFC 8032") {
    struct Vector {
        const char* seed;
        const char* key;
        const char* message;
        const char* signature;
    };
    const Vector table[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25"
         "bf5f0595bbe24"
         "655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387"
         "b2eaeb4302aee"
         "b00d291612bb0c00"},
        {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
         "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7"
         "c15e9716ed28d"
         "c027beceea1ec40a"},
    };
    for (const Vector& row : table) {
        CAPTURE(row.message);
        const auto seed = array_of<32>(row.seed);
        const Bytes message = from_hex(row.message).value();
        CHECK(to_hex(public_key_of(seed)) == row.key);
        CHECK(to_hex(sign(seed, message)) == row.signature);
        CHECK(verify(public_key_of(seed), message, sign(seed, message)));
    }
}

TEST_CASE("a signature holds for its own message and key alone") {
    const Seed seed{7};
    const PublicKey key = public_key_of(seed);
    const Signature signature = sign(seed, bytes_of("message"));
    CHECK(verify(key, bytes_of("message"), signature));
    CHECK_FALSE(verify(key, bytes_of("messagf"), signature));
    CHECK_FALSE(verify(public_key_of(Seed{8}), bytes_of("message"), signature));
    CHECK_FALSE(verify(key, bytes_of("message"), ByteView(signature).first(63)));
    CHECK_FALSE(verify(key, bytes_of("message"), {}));
    for (std::size_t bit = 0; bit < 512; ++bit) {
        Signature changed = signature;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(verify(key, bytes_of("message"), changed));
    }
}

TEST_CASE("keys of small order sign nothing") {
    // The eight points of small order, and encodings of theirs that are not canonical.
    const char* const keys[] = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    for (const std::string key : keys) {
        CAPTURE(key);
        for (const char* point : keys) {
            Signature signature{};
            std::ranges::copy(array_of<32>(point), signature.begin());
            CHECK_FALSE(verify(array_of<32>(key), bytes_of("anything"), signature));
        }
    }
}

TEST_CASE("a signature whose S was raised by the group's order is refused") {
    constexpr std::string_view order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    const auto group = array_of<32>(order);
    const Seed seed{9};
    Signature signature = sign(seed, bytes_of("m"));
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += signature[32 + i] + static_cast<unsigned>(group[i]);
        signature[32 + i] = static_cast<std::uint8_t>(carry);
        carry >>= 8U;
    }
    CHECK_FALSE(verify(public_key_of(seed), bytes_of("m"), signature));
}

TEST_CASE("a learner's key is made from its seed, names itself as did:key and gives the seed back") {
    const Seed seed{};
    const LearnerKey key = make_learner_key(seed, {5000});
    CHECK(key.did == "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
    CHECK(key.secret_key_multibase.starts_with("z3u2"));
    CHECK(key.created.ms == 5000);
    CHECK(key.state == "active");
    CHECK(seed_of(key) == seed);
    CHECK(parse_did_key(key.did) == public_key_of(seed));
    CHECK(parse_verification_method(verification_method_of(key.did)) == public_key_of(seed));

    LearnerKey foreign = key;
    foreign.did = did_of(public_key_of(Seed{1}));
    CHECK(seed_of(foreign).error().code == "key.mismatch");
    foreign.secret_key_multibase = "z123";
    CHECK(seed_of(foreign).error() == Error{"key.secret", foreign.did});
}

TEST_CASE("a did that names no Ed25519 key is refused") {
    for (const std::string bad : {"", "did:key:", "did:web:example.org", "did:key:uEiA",
                                  "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
                                  "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW0"}) {
        CAPTURE(bad);
        CHECK(parse_did_key(bad).error().code == "key.did");
    }
    // P-256 and X25519
    CHECK(parse_did_key("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169").error().code ==
          "key.type");
    CHECK(parse_did_key("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc").error().code ==
          "key.type");
    const std::string did = make_learner_key(Seed{}, {}).did;
    CHECK(parse_verification_method(did).error().code == "key.did");
    CHECK(parse_verification_method(did + "#" + make_learner_key(Seed{1}, {}).did.substr(8)).error().code ==
          "key.did");
}

TEST_CASE("every Ed25519 vector of Wycheproof comes out as its result says") {
    const auto text = test::read_file(test::standards_folder() / "wycheproof" / "ed25519_test.json");
    if (!text) CAIRN_SKIP("no Wycheproof files");
    const Json file = read_json(*text).value();
    int count = 0;
    for (const Json& group : file["testGroups"]) {
        const auto key = array_of<32>(group["publicKey"]["pk"].get<std::string>());
        for (const Json& vector : group["tests"]) {
            CAPTURE(vector["tcId"].get<int>());
            const Bytes message = from_hex(vector["msg"].get<std::string>()).value();
            const Bytes signature = from_hex(vector["sig"].get<std::string>()).value();
            CHECK(verify(key, message, signature) == (vector["result"] == "valid"));
            ++count;
        }
    }
    CHECK(count == file["numberOfTests"].get<int>());
}

} // namespace cairn
