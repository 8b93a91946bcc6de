// Watches ImGui through its test-engine hooks: a labelled item that no widget of the kit has registered would
// be painted and be unreachable for whoever cannot see or point. Tests fail on the first one.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

struct ImGuiContext;

namespace cairn::ui {

class Auditor {
  public:
    // Connects to the context; the auditor has to live as long.
    void attach(ImGuiContext* context);

    void begin_frame();
    void registered(std::uint32_t id) { registered_.insert(id); }
    void seen(std::uint32_t id, const char* label);

    // Labels of the frame's items that nobody registered, and of ids that were registered twice.
    std::vector<std::string> faults() const;

  private:
    struct Item {
        std::uint32_t id;
        std::string label;
    };
    std::unordered_set<std::uint32_t> registered_;
    std::vector<Item> seen_;
};

} // namespace cairn::ui
