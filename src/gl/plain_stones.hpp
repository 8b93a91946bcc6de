// The cairn without shaders: the same shapes and states with lines and flat colours, for pages where
// the shaders do not compile and for natively built tests. The discs serve both painters.
#pragma once

#include "gl/scene.hpp"

struct ImDrawList;

namespace cairn::gl {

// `density`: device pixels per CSS pixel, for the width of smoothed edges.
void draw_stones_plainly(ImDrawList* list, const Scene& scene, float density = 1);

// Tick, arrow or rosette of the stones that have one, above whatever drew the stones.
void draw_discs(ImDrawList* list, const Scene& scene, float density = 1);

} // namespace cairn::gl
