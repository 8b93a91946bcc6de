// What keeps a level from being submitted, and what to know before it is, as values for the Submit screen.
#pragma once

#include "app/state.hpp"
#include "core/credentials/bundle.hpp"

#include <string>
#include <vector>

namespace cairn::app {

// What a record that travels could still be given; nothing of it blocks.
struct RecordHint {
    const Record* record = nullptr;
    std::vector<std::string> empty_fields; // ids of required fields, in the form's order
    std::vector<std::string> undescribed;  // names of pictures that travel
};

// Its pointers are into the state and the level.
struct Preflight {
    // What blocks; both are empty where the level can be submitted.
    std::vector<const PathwayNode*> badges_to_hold; // prerequisites
    std::vector<const PathwayNode*> missing;        // goals that the learner can meet and has not

    std::vector<const PathwayNode*> others; // goals that only others can give; they block nothing
    BundlePlan plan;
    std::vector<BundleFile> files;            // of the claims, those too that are kept back
    std::vector<const HeldBadge*> badges;     // that may travel, those too that are kept back
    std::vector<RecordHint> hints;            // one for each record with something to say
    std::vector<const PathwayNode*> reviewed; // claims that wait for a reviewer
    std::vector<const PathwayNode*> unbacked; // claims that need a file, and every file of them is kept back
    bool unnamed = false;                     // no name stands in the file
};

Preflight preflight(const State& state, const LevelStatus& level);

} // namespace cairn::app
