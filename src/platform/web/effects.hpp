// Runs effects: values of the program become JSON for the page, replies of the page become events.
#pragma once

#include "app/command.hpp"
#include "app/effect.hpp"

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

  private:
    enum class Kind {
        save,
        store_file,
        read_file,
        read_blobs,
        download,
        read_range,
        store_range,
        pick_sample,
        measure,
        erase
    };
    std::map<std::uint32_t, Kind> under_way_;
};

} // namespace cairn::web
