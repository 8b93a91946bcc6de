#include "gl/picture.hpp"

#include <cstring>
#include <imgui.h>

namespace cairn::gl {

namespace {

void append(std::vector<std::byte>& to, const void* from, std::size_t size) {
    if (size == 0) return;
    const std::size_t at = to.size();
    to.resize(at + size);
    std::memcpy(to.data() + at, from, size);
}

template <class T>
void append(std::vector<std::byte>& to, const T& value) {
    append(to, &value, sizeof value);
}

} // namespace

bool Picture::changes(const ImDrawData& data, const Color& page) {
    next_.clear();
    append(next_, data.DisplayPos);
    append(next_, data.DisplaySize);
    append(next_, data.FramebufferScale);
    append(next_, page);
    for (const ImDrawList* list : data.CmdLists) {
        append(next_, list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
        append(next_, list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list->CmdBuffer) {
            append(next_, command.ClipRect);
            append(next_, command.UserCallback == nullptr ? command.GetTexID() : ImTextureID_Invalid);
            append(next_, command.VtxOffset);
            append(next_, command.IdxOffset);
            append(next_, command.ElemCount);
            append(next_, command.UserCallback);
            if (command.UserCallbackDataSize > 0)
                append(next_, command.UserCallbackData,
                       static_cast<std::size_t>(command.UserCallbackDataSize));
        }
    }
    bool textures = false;
    if (data.Textures != nullptr)
        for (const ImTextureData* texture : *data.Textures)
            textures = textures || texture->Status != ImTextureStatus_OK;
    if (!textures && next_ == shown_) return false;
    shown_.swap(next_);
    return true;
}

} // namespace cairn::gl
