#include "gl/picture.hpp"

#include <doctest/doctest.h>
#include <functional>
#include <imgui.h>
#include <imgui_internal.h>

using namespace cairn::gl;

namespace {

void paint_something(const ImDrawList*, const ImDrawCmd*) {}

// A frame of one list with a triangle, a texture and a callback.
class Frame {
  public:
    Frame() {
        list_._ResetForNewFrame();
        list_.PushTexture(ImTextureRef(ImTextureID{1}));
        list_.PushClipRect(ImVec2(0, 0), ImVec2(300, 200));
        data_.Valid = true;
        data_.DisplaySize = ImVec2(300, 200);
        data_.FramebufferScale = ImVec2(2, 2);
        data_.Textures = &textures_;
    }
    ImDrawList& list() { return list_; }
    ImDrawData& data() {
        if (data_.CmdLists.empty()) data_.AddDrawList(&list_);
        return data_;
    }
    void add_texture(ImTextureStatus status) {
        texture_.Status = status;
        textures_.push_back(&texture_);
    }

  private:
    ImDrawListSharedData shared_;
    ImDrawList list_{&shared_};
    ImDrawData data_;
    ImTextureData texture_;
    ImVector<ImTextureData*> textures_;
};

constexpr Color page{1, 1, 1, 1};

void draw(Frame& frame, float x = 10, ImU32 color = IM_COL32_WHITE, int given = 1) {
    frame.list().AddTriangleFilled(ImVec2(x, 10), ImVec2(50, 10), ImVec2(10, 50), color);
    frame.list().AddCallback(paint_something, &given, sizeof given);
}

} // namespace

TEST_CASE("the same picture is not painted twice") {
    Picture picture;
    for (const bool differs : {true, false, false}) {
        Frame frame;
        draw(frame);
        CHECK(picture.changes(frame.data(), page) == differs);
    }
    picture.forget();
    Frame frame;
    draw(frame);
    CHECK(picture.changes(frame.data(), page));
}

TEST_CASE("whatever can be seen makes another picture") {
    struct Row {
        const char* what;
        std::function<void(Frame&)> drawn;
        Color page = {1, 1, 1, 1};
    };
    const Row rows[] = {
        {"a place", [](Frame& frame) { draw(frame, 11); }},
        {"a colour", [](Frame& frame) { draw(frame, 10, IM_COL32_BLACK); }},
        {"what a callback is given", [](Frame& frame) { draw(frame, 10, IM_COL32_WHITE, 2); }},
        {"another shape",
         [](Frame& frame) {
             draw(frame);
             draw(frame, 90);
         }},
        {"a texture",
         [](Frame& frame) {
             frame.list().PushTexture(ImTextureRef(ImTextureID{2}));
             draw(frame);
         }},
        {"where it is cut off",
         [](Frame& frame) {
             frame.list().PushClipRect(ImVec2(0, 0), ImVec2(20, 20));
             draw(frame);
         }},
        {"the size of the canvas",
         [](Frame& frame) {
             draw(frame);
             frame.data().DisplaySize.x = 301;
         }},
        {"its density",
         [](Frame& frame) {
             draw(frame);
             frame.data().FramebufferScale = ImVec2(1, 1);
         }},
        {"a glyph that came",
         [](Frame& frame) {
             draw(frame);
             frame.add_texture(ImTextureStatus_WantUpdates);
         }},
        {"the colour behind", [](Frame& frame) { draw(frame); }, {0, 0, 0, 1}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        Picture picture;
        Frame before;
        draw(before);
        picture.changes(before.data(), page);
        Frame after;
        row.drawn(after);
        CHECK(picture.changes(after.data(), row.page));
    }
}
