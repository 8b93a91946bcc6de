// A small disk: what the page keeps on its device, as files. Each commit is there as a whole or not at all.
#pragma once

#include "app/effect.hpp"
#include "app/state.hpp"
#include "core/store/codec.hpp"

#include <map>

namespace cairn::headless {

class Disk {
  public:
    void commit(const app::AppendRow& row);
    void commit(const app::Save& save);

    const StoredFiles& files() const { return files_; }
    StoredFiles& files() { return files_; }

    // The state of a program that starts on it.
    app::State load(app::CatalogPtr catalog) const;

    struct Point {
        PointInfo info;
        std::shared_ptr<const StoredPortfolio> portfolio;
    };
    std::vector<Point> points; // the newest first

  private:
    StoredFiles files_;
};

} // namespace cairn::headless
