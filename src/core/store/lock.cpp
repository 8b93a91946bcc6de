#include "core/store/lock.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <utility>

namespace cairn {
namespace {

constexpr std::string_view format = "cairn-lock";
constexpr std::uint64_t version = 1;
constexpr std::size_t largest = 4096; // bytes
constexpr std::string_view kdf_name = "argon2id13";
constexpr std::uint64_t exact = (1ULL << 53U) - 1;

Json kdf_of(const Salt& salt, const KeyCost& cost) {
    return json_object({{"name", kdf_name},
                        {"opslimit", cost.opslimit},
                        {"memlimit", cost.memlimit},
                        {"salt", to_base64url(salt)}});
}

// Covers everything beside the key itself, so that nothing of it can be changed unseen.
std::string context_of(const Json& kdf) {
    return std::string(format) + canonicalize(kdf);
}

Result<std::string> lock_text(const SecretKey& key, std::string_view passphrase, const LockRandom& random,
                              const KeyCost& cost) {
    Result<SealKey> derived = derive_key(passphrase, random.salt, cost);
    if (!derived) return std::unexpected(derived.error());
    const SecretKey with(*derived);
    wipe(*derived);
    Json kdf = kdf_of(random.salt, cost);
    const Bytes wrapped = wrap_key(key, with, random.nonce, context_of(kdf));
    Json json = json_object({{"format", format},
                             {"version", version},
                             {"nonce", to_base64url(random.nonce)},
                             {"key", to_base64url(wrapped)}});
    json["kdf"] = std::move(kdf);
    json["checksum"] = sha256_hex(canonicalize(json));
    return canonicalize(json);
}

template <std::size_t size>
bool bytes_at(Object& object, std::string_view name, std::array<std::uint8_t, size>& into) {
    const auto bytes = from_base64url(object.text(name, largest));
    if (!bytes || bytes->size() != size) return false;
    std::ranges::copy(*bytes, into.begin());
    return true;
}

// What is damaged must not look like a wrong passphrase: hence the checksum, which proves nothing else.
Result<Json> checked(std::string_view text) {
    Result<Json> json = read_json(text, {.bytes = largest});
    if (!json || !json->is_object() || json->value("format", Json()) != format) return fail("lock.damaged");
    const Json stored = json->value("version", Json());
    if (stored.is_number_unsigned() && stored > version)
        return fail("store.newerVersion", std::string(lock_files.front()), canonicalize(stored));
    const Json checksum = json->value("checksum", Json());
    json->erase("checksum");
    if (checksum != sha256_hex(canonicalize(*json)) || stored != version) return fail("lock.damaged");
    return json;
}

} // namespace

Result<NewLock> make_lock(std::string_view passphrase, const LockRandom& random, const KeyCost& cost) {
    SecretKey key(random.key);
    Result<std::string> text = lock_text(key, passphrase, random, cost);
    if (!text) return std::unexpected(text.error());
    return NewLock{*std::move(text), Vault(std::move(key))};
}

Result<std::string> make_lock_again(const Vault& vault, std::string_view passphrase, const LockRandom& random,
                                    const KeyCost& cost) {
    return lock_text(vault.key(), passphrase, random, cost);
}

bool is_sound_lock(std::string_view text) {
    const Result<Json> json = checked(text);
    return json || json.error().code != "lock.damaged";
}

Result<Vault> open_lock(std::string_view text, std::string_view passphrase) {
    const Result<Json> json = checked(text);
    if (!json) return std::unexpected(json.error());

    Reading reading(lock_files.front());
    Object root = reading.root(*json);
    Object kdf = root.object("kdf");
    KeyCost cost;
    cost.opslimit = kdf.number("opslimit", exact);
    cost.memlimit = kdf.number("memlimit", exact);
    Salt salt{};
    WrapNonce nonce{};
    const auto wrapped = from_base64url(root.text("key", largest));
    const bool whole = kdf.text("name") == kdf_name && bytes_at(kdf, "salt", salt) &&
                       bytes_at(root, "nonce", nonce) && wrapped.has_value();
    if (!whole || reading.failed()) return fail("lock.damaged");

    Result<SealKey> derived = derive_key(passphrase, salt, cost);
    if (!derived) return std::unexpected(derived.error());
    const SecretKey with(*derived);
    wipe(*derived);
    Result<SecretKey> key = unwrap_key(*wrapped, with, nonce, context_of(json->at("kdf")));
    if (!key) return std::unexpected(key.error());
    return Vault(*std::move(key));
}

} // namespace cairn
