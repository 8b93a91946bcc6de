#include "platform/web/vault.hpp"

#include "core/store/lock.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <span>
#include <sys/random.h>
#include <utility>

namespace cairn::web {
namespace {

// The one vault lives as long as the page.
struct Held {
    std::optional<Vault> vault;
    std::optional<Vault> aside;
    std::string lock; // text of lock.json
    bool leaving = false;
    bool from_copy = false;
};
Held held;

void fill_random(std::span<std::uint8_t> bytes) {
    // Without random bytes there is no lock: better to stop than to go on with guessable ones.
    if (getentropy(bytes.data(), bytes.size()) != 0) std::abort();
}

VaultSalt new_salt() {
    VaultSalt salt{};
    fill_random(salt);
    return salt;
}

LockRandom new_lock_random() {
    LockRandom random;
    fill_random(random.key);
    fill_random(random.salt);
    fill_random(random.nonce);
    return random;
}

} // namespace

VaultState vault_state() {
    if (held.vault) return held.leaving ? VaultState::leaving : VaultState::open;
    return held.lock.empty() ? VaultState::none : VaultState::locked;
}

bool is_lock_file(std::string_view name) {
    return std::ranges::contains(lock_files, name);
}

Result<std::string> from_vault(std::string_view name, std::string bytes) {
    if (!is_vaulted(bytes)) return bytes;
    const std::optional<Vault>& vault = held.vault ? held.vault : held.aside;
    if (!vault) return fail("vault.damaged", std::string(name));
    return vault->open(name, bytes);
}

std::string into_vault(std::string_view name, std::string_view bytes) {
    if (!held.vault || is_lock_file(name)) return std::string(bytes);
    return held.vault->seal(name, new_salt(), bytes);
}

void find_lock(std::string text, bool from_copy) {
    held.lock = std::move(text);
    held.from_copy = from_copy && !held.lock.empty();
}

const std::string& lock_text() {
    return held.lock;
}

bool lock_from_copy() {
    return held.from_copy;
}

Result<void> open_vault(std::string_view passphrase) {
    Result<Vault> vault = open_lock(held.lock, passphrase);
    if (!vault) return std::unexpected(vault.error());
    held.vault.emplace(*std::move(vault));
    held.leaving = false;
    return {};
}

Result<void> check_passphrase(std::string_view passphrase) {
    const Result<Vault> vault = open_lock(held.lock, passphrase);
    return vault ? Result<void>() : std::unexpected(vault.error());
}

Result<std::string> begin_vault(std::string_view passphrase) {
    LockRandom random = new_lock_random();
    Result<NewLock> made = make_lock(passphrase, random);
    wipe(random.key);
    if (!made) return std::unexpected(made.error());
    held.vault.emplace(std::move(made->vault));
    held.leaving = false;
    return std::move(made->text);
}

Result<std::string> rewrap_vault(std::string_view passphrase) {
    if (!held.vault) return fail("lock.none");
    return make_lock_again(*held.vault, passphrase, new_lock_random());
}

void keep_lock(std::string text) {
    held.lock = std::move(text);
}

void leave_vault(bool leaving) {
    held.leaving = leaving;
}

void set_vault_aside() {
    held.aside = std::move(held.vault);
    held.vault.reset();
}

void take_vault_back() {
    held.vault = std::move(held.aside);
    held.aside.reset();
    held.leaving = false;
}

void drop_vault() {
    held = {};
}

std::string vault_new_header() {
    return held.vault ? vault_header_of(new_salt()) : std::string();
}

bool vault_piece_of(bool seal, std::string_view name, std::string_view header, std::uint32_t index, bool last,
                    std::string_view bytes, std::string& out) {
    wipe(out);
    const std::optional<Vault>& vault = held.vault ? held.vault : held.aside;
    if (!vault || !is_vaulted(header)) return false;
    if (seal) {
        out = vault->seal_piece(name, header, index, last, bytes);
        return true;
    }
    Result<std::string> opened = vault->open_piece(name, header, index, last, bytes);
    if (opened) out = *std::move(opened);
    return opened.has_value();
}

} // namespace cairn::web
