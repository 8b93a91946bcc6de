// A restore point beside what is here: what a return to it would change.
#pragma once

#include "app/state.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cairn::app {

struct PointDifference {
    enum class Kind {
        gone,
        back,
        changed
    } kind = Kind::changed; // after the return: gone, back again, as it was then
    Id record;
    std::string title;
};

struct PointComparison {
    PointInfo info;
    std::shared_ptr<const StoredPortfolio> portfolio;
    std::vector<PointDifference> records;
    bool profile = false, badges = false, claims = false, wall = false; // whether they differ
};

} // namespace cairn::app
