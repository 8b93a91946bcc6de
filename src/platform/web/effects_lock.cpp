// How the lock is opened, set, changed and removed: one step after the other, each with its own answer of the
// page. Where one fails, what is stored is as it was before.
#include "core/crypto/vault.hpp"
#include "core/json/write.hpp"
#include "platform/web/effects.hpp"
#include "platform/web/storage.hpp"
#include "platform/web/vault.hpp"

#include <utility>

namespace cairn::web {
namespace {

std::optional<app::Event> failed(std::uint32_t effect, Error error) {
    return app::KeepFailed{effect, std::move(error)};
}

} // namespace

void Effects::run_lock(const app::OpenVault& open) {
    changing_ = {};
    changing_.passphrase = open.passphrase;
    ask(open.effect, Kind::open_vault, "afterPaint");
}

void Effects::run_lock(const app::ChangeVault& change) {
    changing_ = {};
    changing_.passphrase = change.passphrase;
    changing_.present = change.present;
    changing_.change = change.passphrase.empty()           ? Changing::Kind::remove
                       : vault_state() == VaultState::none ? Changing::Kind::set
                                                           : Changing::Kind::rewrap;
    ask(change.effect, Kind::change_vault, "afterPaint");
}

// Evidence that is still as it was before there was a lock.
void Effects::go_on_locking() {
    if (vault_state() == VaultState::open) ask(0, Kind::wait, "sealRest");
}

std::optional<app::Event> Effects::open_now(std::uint32_t effect) {
    const Result<void> opened = open_vault(changing_.passphrase);
    wipe(changing_.passphrase);
    if (!opened) return failed(effect, opened.error());
    return app::Unlocked{effect};
}

std::optional<app::Event> Effects::change_now(std::uint32_t effect) {
    changing_.before = read_lock();
    if (changing_.change == Changing::Kind::remove) {
        const Result<void> right = check_passphrase(changing_.present);
        wipe(changing_.present);
        if (!right) return failed(effect, right.error());
        leave_vault(true);
        ask(effect, Kind::vault_evidence, "openEvidence");
        return std::nullopt;
    }
    const bool set = changing_.change == Changing::Kind::set;
    if (!set) {
        const Result<void> right = check_passphrase(changing_.present);
        wipe(changing_.present);
        if (!right) {
            wipe(changing_.passphrase);
            return failed(effect, right.error());
        }
    }
    Result<std::string> text = set ? begin_vault(changing_.passphrase) : rewrap_vault(changing_.passphrase);
    wipe(changing_.passphrase);
    if (!text) return failed(effect, text.error());
    changing_.after = *std::move(text);
    return write_vault(effect);
}

std::optional<app::Event> Effects::write_vault(std::uint32_t effect) {
    FileChanges changes;
    Result<void> written = write_lock(changing_.after, changes);
    if (written && changing_.change != Changing::Kind::rewrap) written = rewrite_stored_files(changes);
    if (!written) return vault_not_written(effect, written.error());
    commit(effect, Kind::vault_files, changes, json_object({}));
    return std::nullopt;
}

std::optional<app::Event> Effects::vault_not_written(std::uint32_t effect, const Error& error) {
    FileChanges back; // the page owes the same files already
    if (changing_.change == Changing::Kind::set) set_vault_aside();
    if (changing_.change == Changing::Kind::remove) take_vault_back();
    (void)write_lock(changing_.before, back);
    if (changing_.change != Changing::Kind::rewrap) (void)rewrite_stored_files(back);
    if (changing_.change == Changing::Kind::set) drop_vault();
    go_on_locking();
    return failed(effect, Error{"lock.failed", {}, error.code});
}

std::optional<app::Event> Effects::vault_written(std::uint32_t effect) {
    switch (changing_.change) {
    case Changing::Kind::set:
        keep_lock(changing_.after);
        ask(effect, Kind::vault_evidence, "sealEvidence");
        return std::nullopt;
    case Changing::Kind::rewrap:
        keep_lock(changing_.after);
        return app::LockChanged{effect, true};
    case Changing::Kind::remove:
        break;
    }
    drop_vault();
    ask(0, Kind::wait, "lockChanged");
    return app::LockChanged{effect, false};
}

std::optional<app::Event> Effects::evidence_done(std::uint32_t effect, const std::optional<Error>& error) {
    if (changing_.change == Changing::Kind::set) {
        ask(0, Kind::wait, "lockChanged");
        if (error) return failed(effect, Error{"lock.evidence", {}, error->code});
        return app::LockChanged{effect, true};
    }
    if (error) {
        leave_vault(false);
        go_on_locking();
        return failed(effect, Error{"lock.failed", {}, error->code});
    }
    set_vault_aside();
    changing_.after.clear();
    return write_vault(effect);
}

std::optional<app::Event> Effects::reply_lock(Kind kind, std::uint32_t effect,
                                              const std::optional<Error>& error) {
    switch (kind) {
    case Kind::open_vault:
        return open_now(effect);
    case Kind::change_vault:
        return change_now(effect);
    case Kind::vault_files:
        return error ? vault_not_written(effect, *error) : vault_written(effect);
    default:
        return evidence_done(effect, error);
    }
}

} // namespace cairn::web
