// The draft journal: each change since the last checkpoint, and some before it, as a small file of its own.
// Shape: docs/data-format.md, "Stored form".
#pragma once

#include "base/result.hpp"
#include "core/store/patch.hpp"
#include "core/store/position.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::uint64_t largest_row = 16ULL * 1024 * 1024; // bytes

// What a step did to the list of what can be undone. A fact cannot be: that something was exported.
enum class StepKind { change, undo, redo, fact };

struct JournalStep {
    StepKind kind = StepKind::change;
    std::string label;     // key of the text that names the change
    std::string merge_key; // as of app::HistoryEntry
    Instant at;
    Patch forward, backward;
};

struct JournalRow {
    Id portfolio;
    std::uint64_t seq = 0;     // 1, 2, 3, …
    std::string previous = {}; // SHA-256 (hex) of the text of the row before; "" for the first there ever was
    std::vector<JournalStep> steps;
};

// "journal/0000000000000012.json"
std::string journal_file(std::uint64_t seq);

std::string encode_row(const JournalRow& row);
// Errors: store.newerVersion, store.damaged, format.*.
Result<JournalRow> decode_row(std::string_view text, std::string_view file);

} // namespace cairn
