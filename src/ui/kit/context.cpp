#include "ui/kit/context.hpp"

#include <imgui.h>

namespace cairn::ui {

ImGuiContext* make_context(Auditor& auditor) {
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    // Keys belong to the elements of the mirror.
    io.ConfigFlags = ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoKeyboard;
    auditor.attach(context);
    return context;
}

void destroy_context(ImGuiContext* context) {
    ImGui::DestroyContext(context);
}

void begin_imgui_frame(float width, float height, float density) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {density, density};
    io.DeltaTime = 1.0F / 60.0F;
    ImGui::NewFrame();
}

void discard_imgui_frame() {
    ImGui::EndFrame();
}

} // namespace cairn::ui
