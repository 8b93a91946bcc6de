// A badge as a PNG picture where its issuer gave none: the stone of the wall (assets/wall/stone-signed.svg),
// in one colour, with the mark of a signed badge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

// 480 by 384 pixels on a clear ground. `color` is 0xRRGGBB.
std::string draw_badge(std::uint32_t color);

// An SVG that shows another picture as it is; within an <image> no script runs. `media_type`: an image's.
std::string frame_picture(std::string_view media_type, std::string_view bytes);

} // namespace cairn
