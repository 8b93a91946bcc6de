// What stands in for FreeType: nothing. Dear ImGui 1.92 leaves its own rasteriser out only where FreeType
// takes its place (src/ui/imgui_config.h), and asks for it only if no loader was set before the first font.
// Ours is always set first: the browser's text engine, or a fixed one in tests.
#include <imgui.h>

struct ImFontLoader;

namespace ImGuiFreeType {

const ImFontLoader* GetFontLoader();
const ImFontLoader* GetFontLoader() { return nullptr; }

} // namespace ImGuiFreeType
