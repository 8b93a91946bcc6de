// What a frame would paint, held against what is on the canvas: a picture that stands there already is not
// painted again.
#pragma once

#include "gl/scene.hpp"

#include <cstddef>
#include <vector>

struct ImDrawData;

namespace cairn::gl {

class Picture {
  public:
    // Whether the frame differs from the one before: in shapes, places, colours, textures, what its callbacks
    // were given, or the canvas. A texture that is new or changed always differs. `page` is the colour behind
    // it all.
    bool changes(const ImDrawData& data, const Color& page);

    // The canvas was lost or cleared: the next frame differs.
    void forget() { shown_.clear(); }

  private:
    std::vector<std::byte> shown_, next_;
};

} // namespace cairn::gl
