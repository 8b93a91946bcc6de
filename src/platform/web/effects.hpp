// Runs effects: values of the program become JSON for the page, replies of the page become events.
#pragma once

#include "app/command.hpp"
#include "app/effect.hpp"
#include "core/json/json.hpp"
#include "platform/web/storage.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn::web {

class Effects {
  public:
    // An effect that fails before it reaches the page gives its event at once.
    std::optional<app::Event> run(const app::Effect& effect);

    // `outcome`: 0 done, 1 failed, 2 cancelled. Nothing for an effect that is not under way.
    std::optional<app::Event> reply(std::uint32_t effect, std::uint32_t outcome, std::string_view json);

    FileWriter& files() { return files_; }
    // Encrypts evidence that was not encrypted yet when the page was closed.
    void go_on_locking();

  private:
    enum class Kind {
        save,
        store_file,
        read_file,
        read_blobs,
        download,
        read_range,
        store_range,
        check_range,
        open_sealed,
        pick_sample,
        measure,
        erase,
        wait,
        point,
        read_copies,
        answer_signatures,
        open_vault,
        change_vault,
        vault_files,
        vault_evidence
    };

    // Asks the page to store what changed. `news`: what other tabs should hear of it.
    void commit(std::uint32_t effect, Kind kind, const FileChanges& changes, Json news = nullptr);

    // effects_lock.cpp
    struct Changing {
        enum class Kind { set, rewrap, remove } change = Kind::set;
        std::string passphrase, present;
        std::string before, after; // texts of lock.json
    };
    void ask(std::uint32_t effect, Kind kind, std::string_view what);
    void run_lock(const app::OpenVault& open);
    void run_lock(const app::ChangeVault& change);
    std::optional<app::Event> reply_lock(Kind kind, std::uint32_t effect, const std::optional<Error>& error);
    std::optional<app::Event> open_now(std::uint32_t effect);
    std::optional<app::Event> change_now(std::uint32_t effect);
    std::optional<app::Event> write_vault(std::uint32_t effect);
    std::optional<app::Event> vault_written(std::uint32_t effect);
    std::optional<app::Event> vault_not_written(std::uint32_t effect, const Error& error);
    std::optional<app::Event> evidence_done(std::uint32_t effect, const std::optional<Error>& error);

    Changing changing_;
    FileWriter files_;
    std::map<std::uint32_t, Kind> under_way_;
};

} // namespace cairn::web
