// Undo and redo as labelled snapshots of the document. Snapshots share their records, so they are small.
#pragma once

#include "base/instant.hpp"
#include "core/model/document.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cairn::app {

using DocumentPtr = std::shared_ptr<const Document>;

struct HistoryEntry {
    DocumentPtr before;
    DocumentPtr after;
    std::string label;     // key of the text that names the change
    std::string merge_key; // typing into one field is one step while this stays the same; "" never merges
    Instant at;
};

class History {
  public:
    static constexpr std::size_t limit = 200;
    static constexpr std::int64_t merge_window_ms = 5000;

    void record(HistoryEntry entry);

    const HistoryEntry* undoable() const;
    const HistoryEntry* redoable() const;
    DocumentPtr undo(); // precondition: undoable()
    DocumentPtr redo(); // precondition: redoable()

  private:
    std::vector<HistoryEntry> done_;
    std::vector<HistoryEntry> undone_;
};

} // namespace cairn::app
