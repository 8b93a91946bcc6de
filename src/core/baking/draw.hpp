// A badge as a PNG picture where its issuer gave none: the stone of the wall (assets/wall/stone-signed.svg),
// in one colour, with the mark of a signed badge.
#pragma once

#include <cstdint>
#include <string>

namespace cairn {

// 480 by 384 pixels on a clear ground. `color` is 0xRRGGBB.
std::string draw_badge(std::uint32_t color);

} // namespace cairn
