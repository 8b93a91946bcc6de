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

    bool record(HistoryEntry entry); // true: it became part of the one before

    const HistoryEntry* undoable() const;
    const HistoryEntry* redoable() const;
    // The step that was undoable() was taken back, the one that was redoable() was done again. `step` is what
    // became of the document by that; its words are those of the entry. Where there is no such entry any
    // more, as after a start with few rows, one is made of it.
    void took_back(const HistoryEntry& step);
    void did_again(const HistoryEntry& step);

    // Of every step that can be undone or done again.
    std::vector<DocumentPtr> documents() const;

  private:
    std::vector<HistoryEntry> done_;
    std::vector<HistoryEntry> undone_;
};

} // namespace cairn::app
