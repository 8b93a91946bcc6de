// What can still be read of a damaged portfolio.
#pragma once

#include "core/store/points.hpp"

#include <string>
#include <vector>

namespace cairn {

struct Salvage {
    StoredPortfolio portfolio;      // keys may be empty
    bool whole = false;             // nothing is missing
    std::vector<std::string> lost;  // files that could not be read
    std::uint64_t records_lost = 0; // as far as the index tells
};

// From the index, else from the one before, else from the shards, points and rows alone; rows of the journal
// that fit are replayed. Error: store.missing where nothing of a portfolio can be read.
Result<Salvage> salvage(const StoredFiles& files);

} // namespace cairn
