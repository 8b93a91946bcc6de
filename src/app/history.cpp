#include "app/history.hpp"

#include <utility>

namespace cairn::app {

bool History::record(HistoryEntry entry) {
    undone_.clear();
    if (!done_.empty() && !entry.merge_key.empty()) {
        HistoryEntry& last = done_.back();
        const bool soon = entry.at.ms - last.at.ms <= merge_window_ms;
        if (last.merge_key == entry.merge_key && soon) {
            last.after = std::move(entry.after);
            last.at = entry.at;
            return true;
        }
    }
    done_.push_back(std::move(entry));
    if (done_.size() > limit) done_.erase(done_.begin());
    return false;
}

const HistoryEntry* History::undoable() const {
    return done_.empty() ? nullptr : &done_.back();
}

const HistoryEntry* History::redoable() const {
    return undone_.empty() ? nullptr : &undone_.back();
}

std::vector<DocumentPtr> History::documents() const {
    std::vector<DocumentPtr> all;
    for (const auto* entries : {&done_, &undone_})
        for (const HistoryEntry& entry : *entries) {
            all.push_back(entry.before);
            all.push_back(entry.after);
        }
    return all;
}

void History::took_back(const HistoryEntry& step) {
    HistoryEntry entry = step;
    if (!done_.empty()) {
        entry = std::move(done_.back());
        done_.pop_back();
    }
    entry.before = step.after;
    entry.after = step.before;
    // A change made after an undo never merges into one made before it.
    entry.merge_key.clear();
    if (!done_.empty()) done_.back().merge_key.clear();
    undone_.push_back(std::move(entry));
}

void History::did_again(const HistoryEntry& step) {
    HistoryEntry entry = step;
    if (!undone_.empty()) {
        entry = std::move(undone_.back());
        undone_.pop_back();
    }
    entry.before = step.before;
    entry.after = step.after;
    entry.merge_key.clear();
    done_.push_back(std::move(entry));
    if (done_.size() > limit) done_.erase(done_.begin());
}

} // namespace cairn::app
