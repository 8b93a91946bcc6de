// The lock at the edge: the one vault of this page, and which stored bytes go through it. Nothing else knows
// the key; the page's JavaScript never does.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::web {

enum class VaultState : std::uint32_t {
    none = 0,
    locked = 1, // lock.json is there, and nobody has given the passphrase
    open = 2,
    leaving = 3 // open, and the lock is being removed: what is new stays plain
};
VaultState vault_state();

bool is_lock_file(std::string_view name);

// On the way out of the mount, and into it. Plain bytes stay as they are; so do all while there is no lock.
// Error: vault.damaged.
Result<std::string> from_vault(std::string_view name, std::string bytes);
std::string into_vault(std::string_view name, std::string_view bytes);

// What lock.json says, as soon as the files are mounted. `text`: "" where there is none. `from_copy`: the
// files are gone, and it stood in a second copy of them.
void find_lock(std::string text, bool from_copy = false);
const std::string& lock_text();
bool lock_from_copy();
// Opens it. Errors as of open_lock.
Result<void> open_vault(std::string_view passphrase);
Result<void> check_passphrase(std::string_view passphrase);

// A vault with a new key, used from now on; what is stored has to be written again, and the text as
// lock.json.
Result<std::string> begin_vault(std::string_view passphrase);
// The text for another passphrase; the key stays.
Result<std::string> rewrap_vault(std::string_view passphrase);
void keep_lock(std::string text); // it was written
void leave_vault(bool leaving);
// Everything goes plain from now on. The vault comes back where that could not be stored.
void set_vault_aside();
void take_vault_back();
void drop_vault();

// Pieces of evidence: see core/crypto/vault.hpp. Nothing where no vault is open, or where it does not open.
std::string vault_new_header();
bool vault_piece_of(bool seal, std::string_view name, std::string_view header, std::uint32_t index, bool last,
                    std::string_view bytes, std::string& out);

} // namespace cairn::web
