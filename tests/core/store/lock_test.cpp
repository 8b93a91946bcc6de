#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/store/lock.hpp"

#include <doctest/doctest.h>

namespace cairn {
namespace {

constexpr KeyCost small{1, 8192}; // so that the tests do not take as long as they should for others
constexpr VaultSalt salt{1};

LockRandom random_of(std::uint8_t seed) {
    LockRandom random;
    random.key.fill(seed);
    random.salt.fill(static_cast<std::uint8_t>(seed + 1));
    random.nonce.fill(static_cast<std::uint8_t>(seed + 2));
    return random;
}

std::string code_of(const Result<Vault>& vault) {
    return vault ? "" : vault.error().code;
}

// The lock with a member of it replaced, and its checksum made right again.
std::string changed(const std::string& text, const std::string& member, const Json& value) {
    Json json = *read_json(text);
    json.erase("checksum");
    (json["kdf"].contains(member) ? json["kdf"][member] : json[member]) = value;
    json["checksum"] = sha256_hex(canonicalize(json));
    return canonicalize(json);
}

} // namespace

TEST_CASE("a lock opens with its passphrase alone") {
    const auto lock = make_lock("stones by the river", random_of(3), small);
    REQUIRE(lock.has_value());
    CHECK(lock->text.find(to_base64url(random_of(3).key)) == lock->text.npos);
    const auto vault = open_lock(lock->text, "stones by the river");
    REQUIRE(vault.has_value());
    CHECK(vault->open("a", lock->vault.seal("a", salt, "words")) == "words");
    for (const std::string wrong : {"", "stones by the rive", "stones by the river ", "Stones by the river"})
        CHECK(code_of(open_lock(lock->text, wrong)) == "lock.wrong");
}

TEST_CASE("another passphrase opens what the one before encrypted, and that one opens no more") {
    const auto lock = make_lock("the first of them", random_of(3), small);
    REQUIRE(lock.has_value());
    const std::string sealed = lock->vault.seal("a", salt, "words");
    const auto text = make_lock_again(lock->vault, "the second of them", random_of(9), small);
    REQUIRE(text.has_value());
    CHECK(code_of(open_lock(*text, "the first of them")) == "lock.wrong");
    const auto vault = open_lock(*text, "the second of them");
    REQUIRE(vault.has_value());
    CHECK(vault->open("a", sealed) == "words");
}

TEST_CASE("a damaged lock says so and does not blame the passphrase") {
    const auto lock = make_lock("stones by the river", random_of(3), small);
    REQUIRE(lock.has_value());
    for (std::size_t at = 0; at < lock->text.size(); ++at) {
        std::string text = lock->text;
        text[at] = static_cast<char>(text[at] ^ 1);
        CAPTURE(text);
        CHECK(code_of(open_lock(text, "stones by the river")) == "lock.damaged");
        CHECK(code_of(open_lock(lock->text.substr(0, at), "stones by the river")) == "lock.damaged");
    }
}

TEST_CASE("a lock that asks for endless work, or for what nobody knows, is refused before any work") {
    const auto lock = make_lock("stones by the river", random_of(3), small);
    REQUIRE(lock.has_value());
    const auto code = [&](const std::string& member, const Json& value) {
        return code_of(open_lock(changed(lock->text, member, value), "stones by the river"));
    };
    CHECK(code("opslimit", std::uint64_t{1'000'000}) == "seal.cost");
    CHECK(code("memlimit", std::uint64_t{1} << 40U) == "seal.cost");
    CHECK(code("memlimit", std::uint64_t{0}) == "seal.cost");
    CHECK(code("opslimit", std::uint64_t{0}) == "seal.cost");
    CHECK(code("opslimit", -1) == "lock.damaged");
    CHECK(code("name", "scrypt") == "lock.damaged");
    CHECK(code("salt", "") == "lock.damaged");
    CHECK(code("nonce", "AAAA") == "lock.damaged");
    CHECK(code("key", 5) == "lock.damaged");
    CHECK(code("version", std::uint64_t{2}) == "store.newerVersion");
    CHECK(code("version", std::uint64_t{0}) == "lock.damaged");
    // Less work than it was made with: another key comes out.
    CHECK(code("memlimit", std::uint64_t{16384}) == "lock.wrong");
    CHECK(code_of(open_lock(std::string(5000, ' '), "x")) == "lock.damaged");
}

} // namespace cairn
