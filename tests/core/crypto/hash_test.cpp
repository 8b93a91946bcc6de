#include "core/crypto/hash.hpp"

#include <doctest/doctest.h>

namespace cairn {

TEST_CASE("SHA-256 gives the published digests, at once and in steps") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string text(1'000'000, 'a');
    CHECK(sha256_hex(text) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    for (std::size_t step : {std::size_t{1000}, std::size_t{65'537}, text.size()}) {
        Sha256 hash;
        for (std::size_t at = 0; at < text.size(); at += step)
            hash.update(bytes_of(std::string_view(text).substr(at, step)));
        CHECK(to_hex(hash.finish()) == sha256_hex(text));
    }
}

TEST_CASE("SHA-384 gives the published digests") {
    CHECK(to_hex(sha384(bytes_of(""))) == "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
                                          "274edebfe76f65fbd51ad2f14898b95b");
    CHECK(to_hex(sha384(bytes_of("abc"))) ==
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
          "8086072ba1e7cc2358baeca134c825a7");
}

TEST_CASE("a digest is named as a multihash in base64url, and read back in either base") {
    const Digest digest = sha256(bytes_of("Sample attendance note.\n"));
    CHECK(digest_multibase(digest) == "uEiCHTUdHDqc6H6eskESHbQl1n6CZCnLTg4HGbQeL92qllg");
    CHECK(parse_digest_multibase(digest_multibase(digest)) == digest);
    Bytes multihash{0x12, 0x20};
    multihash.insert(multihash.end(), digest.begin(), digest.end());
    CHECK(parse_digest_multibase(to_multibase_base58(multihash)) == digest);
    multihash[0] = 0x13; // SHA-512
    CHECK_FALSE(parse_digest_multibase(to_multibase_base64url(multihash)).has_value());
    for (const std::string bad : {"", "u", "uEiA", "EiCHTUdHDqc6H6eskESHbQl1n6CZCnLTg4HGbQeL92qllg"}) {
        CHECK_FALSE(parse_digest_multibase(bad).has_value());
    }
}

TEST_CASE("a digest in hexadecimal has 64 lower-case digits") {
    CHECK(is_sha256_hex(sha256_hex("")));
    CHECK_FALSE(is_sha256_hex(std::string(63, 'a')));
    CHECK_FALSE(is_sha256_hex(std::string(64, 'A')));
    CHECK_FALSE(is_sha256_hex("../" + std::string(61, 'a')));
}

} // namespace cairn
