// What stands in for imgui_tables.cpp: nothing. No screen of ours has a table or columns of Dear ImGui's
// (lists and forms are laid out by src/ui/kit), so nothing here is called but the two that run in any case:
// when the context is made, and when memory is given back.
#include <imgui.h>
#include <imgui_internal.h>

namespace ImGui {

void TableSettingsAddSettingsHandler() {}
void TableGcCompactSettings() {}

// Reached only after BeginTable or BeginColumns, which are not there to be called.
void EndTable() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}

} // namespace ImGui
