// ImGui's context as Cairn uses it: no files, no keyboard navigation, sizes in CSS pixels.
#pragma once

#include "ui/kit/auditor.hpp"
#include "ui/kit/fonts.hpp"
#include "ui/theme.hpp"

struct ImGuiContext;

namespace cairn::ui {

ImGuiContext* make_context(Auditor& auditor);
void destroy_context(ImGuiContext* context);

void begin_imgui_frame(float width, float height, float density);
// Ends a frame that nobody will see.
void discard_imgui_frame();

} // namespace cairn::ui
