#include "gl/backend.hpp"

#include "gl/plain_stones.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

namespace cairn::gl {

namespace {

struct CairnCall {
    StoneRenderer* renderer = nullptr;
    Scene scene;
};

// What the call needs to know of the frame that is being rendered.
const ImDrawData* rendering = nullptr;

void draw_cairn(const ImDrawList*, const ImDrawCmd* command) {
    if (rendering == nullptr) return;
    const auto* call = static_cast<const CairnCall*>(command->UserCallbackData);
    const ImDrawData& data = *rendering;
    const Canvas canvas{
        .width = static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
        .height = static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y),
        .density = data.FramebufferScale.x,
    };
    const ImVec4& clip = command->ClipRect;
    call->renderer->draw(call->scene, canvas,
                         {.left = clip.x, .top = clip.y, .right = clip.z, .bottom = clip.w});
}

} // namespace

Backend::~Backend() {
    shutdown();
}

bool Backend::init(const char* glsl_version) {
    if (!ready_) ready_ = ImGui_ImplOpenGL3_Init(glsl_version);
    return ready_;
}

void Backend::shutdown() {
    if (!ready_) return;
    stones_.destroy();
    ImGui_ImplOpenGL3_Shutdown();
    ready_ = false;
}

bool Backend::new_frame() {
    if (!ready_ || lost_) return false;
    ImGui_ImplOpenGL3_NewFrame();
    return true;
}

void Backend::render(ImDrawData* data, const Color& page) {
    if (!ready_ || lost_ || data == nullptr) return;
    const auto width = static_cast<int>(data->DisplaySize.x * data->FramebufferScale.x);
    const auto height = static_cast<int>(data->DisplaySize.y * data->FramebufferScale.y);
    if (width <= 0 || height <= 0 || !picture_.changes(*data, page)) return;
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(page.r, page.g, page.b, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    rendering = data;
    ImGui_ImplOpenGL3_RenderDrawData(data);
    rendering = nullptr;
}

void Backend::context_lost() {
    if (!ready_ || lost_) return;
    lost_ = true;
    // Deleting is a no-op on a lost context: this clears the names that ImGui's backend holds, and it
    // makes its objects anew when it next starts a frame.
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        // What several contexts share was left alone above, though it is gone all the same.
        if (texture->Status != ImTextureStatus_OK && texture->Status != ImTextureStatus_WantUpdates) continue;
        texture->SetTexID(ImTextureID_Invalid);
        texture->BackendUserData = nullptr;
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    stones_.forget();
    picture_.forget();
}

void Backend::context_restored() {
    if (!ready_) return;
    context_lost();
    // A texture is asked for again at ImGui's next frame; one that it has let go of stays destroyed. Frames
    // that were laid out without graphics took theirs for uploaded: having no id tells them apart.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        const bool missing =
            texture->Status == ImTextureStatus_Destroyed || texture->TexID == ImTextureID_Invalid;
        if (missing && !texture->WantDestroyNextFrame) texture->SetStatus(ImTextureStatus_WantCreate);
    }
    lost_ = false;
}

void Backend::add_cairn(ImDrawList* list, const Scene& scene, float density) {
    if (!ready_ || lost_ || !stones_.create()) {
        draw_stones_plainly(list, scene, density);
        return;
    }
    const CairnCall call{.renderer = &stones_, .scene = scene};
    // ImGui keeps its own copy of what is handed over with a size.
    list->AddCallback(draw_cairn, const_cast<CairnCall*>(&call), sizeof call);
    list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
    draw_discs(list, scene, density);
}

} // namespace cairn::gl
