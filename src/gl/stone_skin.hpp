// What a river stone's surface looks like close up, drawn once: mottling, grain and specks on a tile
// that continues at its edges. Cheaper on every device than working it out for each pixel.
#pragma once

#include <cstdint>
#include <vector>

namespace cairn::gl {

inline constexpr int skin_size = 256; // texels each way; a power of two

// One byte a texel, row by row: 128 leaves the stone's colour, more is paler, less is darker.
std::vector<std::uint8_t> make_skin();

} // namespace cairn::gl
