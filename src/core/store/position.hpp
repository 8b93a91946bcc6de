// Small values about what is stored: how far the journal came, and what this device remembers beside the
// document.
#pragma once

#include "base/instant.hpp"
#include "base/uuid.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// The last row of the journal that counts; seq 0: none.
struct JournalPosition {
    std::uint64_t seq = 0;
    std::string sha256; // hex, of the row's text

    friend bool operator==(const JournalPosition&, const JournalPosition&) = default;
};

// What a person keeps to check with: core/credentials/trust.hpp.
struct KeptTrust {
    std::string name; // of the file
    std::string text;
    Instant added;

    friend bool operator==(const KeptTrust&, const KeptTrust&) = default;
};
inline constexpr std::size_t most_trust_files = 50;
inline constexpr std::size_t most_trust_bytes = 2 * 1024 * 1024; // in all

// About this device, not about the portfolio: neither exported nor undone. Stored as notes.json.
struct Notes {
    std::optional<Instant> backup;   // when everything was last exported as one file
    std::uint32_t changes = 0;       // since then
    std::optional<Instant> reminded; // "later" was the answer
    Id last_opened;                  // record
    int idle_minutes = 0;            // until it locks by itself; 0: never
    std::vector<KeptTrust> trust = {};

    friend bool operator==(const Notes&, const Notes&) = default;
};

} // namespace cairn
