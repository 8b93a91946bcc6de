#include "ui/kit/auditor.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace cairn::ui {

void Auditor::attach(ImGuiContext* context) {
    context->TestEngine = this;
    context->TestEngineHookItems = true;
}

void Auditor::begin_frame() {
    registered_.clear();
    seen_.clear();
}

void Auditor::seen(std::uint32_t id, const char* label) {
    if (id != 0 && label != nullptr && *label != '\0') seen_.push_back({id, label});
}

std::vector<std::string> Auditor::faults() const {
    std::vector<std::string> faults;
    std::unordered_set<std::uint32_t> once;
    for (const Item& item : seen_) {
        if (!registered_.contains(item.id)) faults.push_back("not in the kit: " + item.label);
        if (!once.insert(item.id).second) faults.push_back("twice in one frame: " + item.label);
    }
    return faults;
}

} // namespace cairn::ui

namespace {

cairn::ui::Auditor* auditor_of(ImGuiContext* context) {
    return static_cast<cairn::ui::Auditor*>(context->TestEngine);
}

} // namespace

// NOLINTBEGIN(readability-identifier-naming): the names are ImGui's
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID, const ImRect&, const ImGuiLastItemData*) {}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
    // Windows are told of too; nobody can do anything with them here.
    if (ImGui::FindWindowByID(id) != nullptr) return;
    if (auto* auditor = auditor_of(context)) auditor->seen(id, label);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
    return "";
}
// NOLINTEND(readability-identifier-naming)
