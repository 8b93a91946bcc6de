// The two kinds of picture, for baking.cpp alone. What they answer is told in baking.hpp.
#pragma once

#include "core/baking/baking.hpp"

namespace cairn {

bool looks_like_png(std::string_view bytes);
Result<Baked> unbake_png(std::string_view png);
Result<std::string> bake_png(std::string_view png, std::string_view credential, BakedAs as);

bool looks_like_svg(std::string_view bytes);
Result<Baked> unbake_svg(std::string_view svg);
Result<std::string> bake_svg(std::string_view svg, std::string_view credential, BakedAs as);

// Takes what was found apart. Error: baking.content.
Result<Baked> baked_text(std::string_view text, BakedAs as);

std::string_view without_blanks(std::string_view text);

} // namespace cairn
