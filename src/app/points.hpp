// Restore points: how one is kept, and what a return to one would change.
#pragma once

#include "app/step.hpp"

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

// What is here now becomes a restore point. Before step.state is given another document.
void keep_point(Step& step, PointReason reason, std::string name, const Stamp& stamp);

// One that nobody asked for is stored; where that fails the person is told, and it is tried again after each
// save. The number of the effect is given here.
void owe_point(Step& step, StorePoint point);
void store_owed_points(Step& step);

// What a restore point is called.
std::string point_name(const Catalog& catalog, const PointInfo& point);

// Nothing differs: a return would change nothing.
bool is_same(const PointComparison& comparison);

} // namespace cairn::app
