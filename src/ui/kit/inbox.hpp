// What the person did on the elements of the mirror, until the widgets take it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace cairn::ui {

// The numbers are part of the seam: web/app/mirror.mjs sends them.
enum class ActionKind : std::uint32_t {
    activate = 1,
    check = 2,
    text = 3,
    choose = 4,
    files = 5,
    cancel = 6
};

struct Action {
    ActionKind kind = ActionKind::activate;
    double number = 0;
    std::string text;
};

class Inbox {
  public:
    // A later action on the same element takes the place of an earlier one.
    void put(std::uint32_t node, Action action) { actions_[node] = std::move(action); }

    std::optional<Action> take(std::uint32_t node, ActionKind kind) {
        const auto found = actions_.find(node);
        if (found == actions_.end() || found->second.kind != kind) return std::nullopt;
        Action action = std::move(found->second);
        actions_.erase(found);
        return action;
    }

    // What no widget took belonged to an element that is gone.
    void clear() { actions_.clear(); }
    bool empty() const { return actions_.empty(); }

    float scroll(std::uint32_t node) const {
        const auto found = scrolls_.find(node);
        return found == scrolls_.end() ? 0.0F : found->second;
    }
    void set_scroll(std::uint32_t node, float top) { scrolls_[node] = top; }

  private:
    std::unordered_map<std::uint32_t, Action> actions_;
    std::unordered_map<std::uint32_t, float> scrolls_;
};

} // namespace cairn::ui
