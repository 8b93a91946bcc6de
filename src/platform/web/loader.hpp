// Reads what is stored: all at once where there is little, else what the first screen needs, and the rest in
// pieces between frames.
#pragma once

#include "app/state.hpp"
#include "core/store/decoder.hpp"
#include "platform/web/storage.hpp"

#include <optional>

namespace cairn::web {

class Loader {
  public:
    // The state with the document, or with what is wrong. With Session::loading: step() has the rest.
    void begin(app::State& state, FileWriter& writer);

    bool active() const { return active_; }
    void stop() { *this = {}; }
    // Reads on for about `ms`. At the end what was read, as begin() would have given it.
    std::optional<app::State> step(const app::CatalogPtr& catalog, FileWriter& writer, double ms);

  private:
    Result<void> take(FileWriter& writer);
    void finish(app::State& state, FileWriter& writer);

    bool active_ = false;
    Decoder decoder_;
    StoredFiles files_; // all but shards
};

} // namespace cairn::web
