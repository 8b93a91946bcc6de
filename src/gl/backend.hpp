// Dear ImGui on OpenGL ES 3: start, frame, and life after a lost context. One canvas, one instance.
#pragma once

#include "gl/picture.hpp"
#include "gl/scene.hpp"
#include "gl/stones.hpp"

struct ImDrawData;
struct ImDrawList;

namespace cairn::gl {

class Backend {
  public:
    Backend() = default;
    ~Backend();
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    // With a current context and an ImGui context. False: no OpenGL here.
    bool init(const char* glsl_version = "#version 300 es");
    void shutdown();

    // Before ImGui::NewFrame(). False while the context is lost or if ImGui's shaders fail.
    bool new_frame();

    // Clears the canvas to the page's colour and draws. Does nothing while the context is lost, or where the
    // canvas shows that picture already: laying out settles in two or three frames, and painting is most of a
    // frame.
    void render(ImDrawData* data, const Color& page);

    void context_lost();
    // Everything is made anew at the next frame: programs, buffers, and all of ImGui's textures.
    void context_restored();

    // Adds the cairn to a list of this frame: with shaders if they work, else plainly. `scene` is copied.
    void add_cairn(ImDrawList* list, const Scene& scene, float density);

  private:
    StoneRenderer stones_;
    Picture picture_;
    bool ready_ = false;
    bool lost_ = false;
};

} // namespace cairn::gl
