// When everything was last exported as one file, and whether it is time to say so.
#pragma once

#include "app/state.hpp"

#include <cstddef>
#include <string>

namespace cairn::app {

inline constexpr int backup_days = 30;
inline constexpr std::uint32_t backup_changes = 20;
inline constexpr std::size_t backup_records = 5; // fewer are no portfolio yet
inline constexpr int remind_days = 7;
inline constexpr std::size_t shortest_passphrase = 8; // characters

bool backup_due(const State& state);
// "Backup of 15 January 2026", to stand beside "Saved".
std::string backup_brief(const State& state);
// "Last exported on 15 January 2026, 12 changes ago."
std::string backup_words(const State& state);

// Why these two are no passphrase for a new file: "" where they are one.
std::string passphrase_fault(const std::string& passphrase, const std::string& again);

} // namespace cairn::app
