#include "app/history.hpp"

#include <utility>

namespace cairn::app {

void History::record(HistoryEntry entry) {
    undone_.clear();
    if (!done_.empty() && !entry.merge_key.empty()) {
        HistoryEntry& last = done_.back();
        const bool soon = entry.at.ms - last.at.ms <= merge_window_ms;
        if (last.merge_key == entry.merge_key && soon) {
            last.after = std::move(entry.after);
            last.at = entry.at;
            return;
        }
    }
    done_.push_back(std::move(entry));
    if (done_.size() > limit) done_.erase(done_.begin());
}

const HistoryEntry* History::undoable() const {
    return done_.empty() ? nullptr : &done_.back();
}

const HistoryEntry* History::redoable() const {
    return undone_.empty() ? nullptr : &undone_.back();
}

DocumentPtr History::undo() {
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    // A change made after an undo never merges into one made before it.
    undone_.back().merge_key.clear();
    if (!done_.empty()) done_.back().merge_key.clear();
    return undone_.back().before;
}

DocumentPtr History::redo() {
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return done_.back().after;
}

} // namespace cairn::app
