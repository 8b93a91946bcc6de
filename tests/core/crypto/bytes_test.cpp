#include "core/crypto/bytes.hpp"

#include <doctest/doctest.h>
#include <random>

namespace cairn {

TEST_CASE("bytes are written in the forms that others read") {
    CHECK(to_hex(bytes_of("\x01\xAB")) == "01ab");
    CHECK(to_base64(bytes_of("any carnal pleas")) == "YW55IGNhcm5hbCBwbGVhcw==");
    CHECK(to_base64url(bytes_of("\xFB\xFF")) == "-_8");
    CHECK(to_base64({}).empty());
    CHECK(to_hex({}).empty());
    // draft-msporny-base58, test vectors
    CHECK(to_base58(bytes_of("Hello World!")) == "2NEpo7TZRRrLZSi2U");
    CHECK(to_base58(bytes_of("The quick brown fox jumps over the lazy dog.")) ==
          "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
    CHECK(to_base58(Bytes{0x00, 0x00, 0x28, 0x7F, 0xB4, 0xCD}) == "11233QC4");
    CHECK(to_multibase_base58(bytes_of("Hello World!")) == "z2NEpo7TZRRrLZSi2U");
}

TEST_CASE("any bytes come back from every form") {
    std::mt19937 random(58);
    for (std::size_t length = 0; length < 100; ++length) {
        Bytes bytes(length);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random() % 3 == 0 ? 0 : random());
        CHECK(from_hex(to_hex(bytes)) == bytes);
        CHECK(from_base64(to_base64(bytes)) == bytes);
        CHECK(from_base64url(to_base64url(bytes)) == bytes);
        CHECK(from_base58(to_base58(bytes)) == bytes);
        CHECK(from_multibase(to_multibase_base58(bytes)) == bytes);
        CHECK(from_multibase(to_multibase_base64url(bytes)) == bytes);
        CHECK(text_of(bytes_of(text_of(bytes))) == text_of(bytes));
    }
}

TEST_CASE("a decoder takes nothing but what its encoder writes") {
    for (const std::string bad : {"0", "0g", "AB", " 00", "00 "})
        CHECK_FALSE(from_hex(bad).has_value());
    for (const std::string bad :
         {"A", "AA", "AA=", "AB==", "AAB=", "A-==", "AAAA=", "AA==\n", "AA ==", "===="}) {
        CAPTURE(bad);
        CHECK_FALSE(from_base64(bad).has_value());
    }
    for (const std::string bad : {"A", "AB", "AA==", "A+", "AA\n"})
        CHECK_FALSE(from_base64url(bad).has_value());
    for (const std::string bad : {"0", "O", "I", "l", "a b", "\xC3\xA9"})
        CHECK_FALSE(from_base58(bad).has_value());
    CHECK_FALSE(from_base58(std::string(1025, '2')).has_value());
    for (const std::string bad : {"", "f00", "m00", "Z00"})
        CHECK_FALSE(from_multibase(bad).has_value());
}

} // namespace cairn
