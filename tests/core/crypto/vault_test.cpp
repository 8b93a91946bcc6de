#include "core/crypto/vault.hpp"

#include <doctest/doctest.h>
#include <numeric>
#include <utility>

namespace cairn {
namespace {

SecretKey key_of(std::uint8_t first) {
    SealKey bytes{};
    std::iota(bytes.begin(), bytes.end(), first);
    return SecretKey(bytes);
}

constexpr VaultSalt salt{0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47,
                         0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f};

std::string text_of_size(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + i * 7 % 23);
    return text;
}

bool opens(const Vault& vault, std::string_view name, std::string_view sealed) {
    const auto opened = vault.open(name, sealed);
    if (!opened) CHECK(opened.error().code == "vault.damaged");
    return opened.has_value();
}

} // namespace

TEST_CASE("a locked file of every size around a piece comes back as it was, and shows nothing of itself") {
    const Vault vault(key_of(0x80));
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, vault_piece - 1, vault_piece,
                                   vault_piece + 1, 2 * vault_piece, 2 * vault_piece + 5}) {
        CAPTURE(size);
        const std::string plain = text_of_size(size);
        const std::string sealed = vault.seal("index.json", salt, plain);
        const std::size_t pieces = size == 0 ? 1 : (size + vault_piece - 1) / vault_piece;
        CHECK(sealed.size() == vault_header + size + pieces * vault_tag);
        CHECK(is_vaulted(sealed));
        if (size > 16) CHECK(sealed.find(plain.substr(0, 16)) == sealed.npos);
        CHECK(vault.open("index.json", sealed) == plain);
    }
}

TEST_CASE("a locked file is the known answer of XChaCha20-Poly1305") {
    // OpenSSL's ChaCha20-Poly1305 under an HChaCha20 key gives the same: key 80…9f, nonce 40…4f 00…00 01.
    const Vault vault(key_of(0x80));
    const std::string sealed = vault.seal_piece("name", vault_header_of(salt), 0, true, "hello");
    CHECK(to_hex(bytes_of(sealed)) == "c3aa5ef0839fba7762bb10733e0d22b6c935b3a67a");
}

TEST_CASE("a locked file opens with its key, under its name, whole and in order only") {
    const Vault vault(key_of(1));
    const std::string sealed = vault.seal("a", salt, text_of_size(2 * vault_piece + 9));
    CHECK(opens(vault, "a", sealed));
    CHECK_FALSE(opens(vault, "b", sealed));
    CHECK_FALSE(opens(Vault(key_of(2)), "a", sealed));
    constexpr std::size_t step = vault_piece + vault_tag;
    CHECK_FALSE(opens(vault, "a", sealed.substr(0, vault_header + step)));
    CHECK_FALSE(opens(vault, "a", sealed.substr(0, vault_header + 2 * step)));
    CHECK_FALSE(opens(vault, "a", sealed + "x"));
    CHECK_FALSE(opens(vault, "a", sealed.substr(0, vault_header)));
    CHECK_FALSE(opens(vault, "a", ""));
    std::string swapped = sealed.substr(0, vault_header) + sealed.substr(vault_header + step, step) +
                          sealed.substr(vault_header, step) + sealed.substr(vault_header + 2 * step);
    CHECK_FALSE(opens(vault, "a", swapped));
}

TEST_CASE("a locked file with any one byte changed does not open") {
    const Vault vault(key_of(1));
    const std::string sealed = vault.seal("a", salt, "A learner's own words.");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        std::string changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CAPTURE(at);
        CHECK_FALSE(opens(vault, "a", changed));
    }
}

TEST_CASE("nothing that is stored plain is taken for a locked file") {
    for (const std::string plain :
         {"", "{}", "{\"format\":\"cairn-index\"}", "eyJhbGciOiJFZERTQSJ9.e30.c2ln", "PK\x03\x04"})
        CHECK_FALSE(is_vaulted(plain));
    CHECK_FALSE(is_vaulted(vault_header_of(salt).substr(0, 23)));
}

TEST_CASE("a wrapped key opens with the one that wrapped it and for what it was wrapped") {
    const WrapNonce nonce{1, 2, 3};
    const Bytes wrapped = wrap_key(key_of(7), key_of(9), nonce, "context");
    const auto key = unwrap_key(wrapped, key_of(9), nonce, "context");
    REQUIRE(key.has_value());
    CHECK(key->bytes() == key_of(7).bytes());
    CHECK(unwrap_key(wrapped, key_of(8), nonce, "context").error().code == "lock.wrong");
    CHECK(unwrap_key(wrapped, key_of(9), nonce, "other").error().code == "lock.wrong");
    CHECK(unwrap_key({}, key_of(9), nonce, "context").error().code == "lock.wrong");
}

} // namespace cairn
