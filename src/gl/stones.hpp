// Draws a scene with the shaders of shaders/: two draw calls, no vertex buffer. WebGL 2 or
// OpenGL ES 3. Meant for an ImDrawCallback; the caller resets the render state afterwards.
#pragma once

#include "gl/scene.hpp"

#include <cstdint>

namespace cairn::gl {

// Device pixels of the canvas, and how many make one CSS pixel.
struct Canvas {
    int width = 0, height = 0;
    float density = 1;
};

// CSS pixels on the canvas.
struct Clip {
    float left = 0, top = 0, right = 0, bottom = 0;
};

class StoneRenderer {
  public:
    StoneRenderer() = default;
    StoneRenderer(const StoneRenderer&) = delete;
    StoneRenderer& operator=(const StoneRenderer&) = delete;

    // Compiles and links. False: the shaders do not work here, paint plainly; it is not tried again
    // until forget().
    bool create();
    bool usable() const { return stones_.program != 0 && backdrop_.program != 0; }

    // Leaves blending, program, vertex array and scissor as it used them.
    void draw(const Scene& scene, const Canvas& canvas, const Clip& clip);

    void destroy();
    // After the context was lost: its names mean nothing any more, create() starts afresh.
    void forget();

  private:
    struct Program {
        std::uint32_t program = 0;
        std::int32_t canvas = -1, stones = -1, pale = -1, ground = -1, skin = -1;
        std::int32_t scene = -1, glow = -1, tint = -1, plane = -1, step = -1;
    };

    Program stones_, backdrop_;
    std::uint32_t vertex_array_ = 0, skin_ = 0;
    bool failed_ = false;
};

} // namespace cairn::gl
