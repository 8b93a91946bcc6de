#include "app/badge_picture.hpp"

#include "app/wall.hpp"
#include "core/baking/baking.hpp"
#include "core/baking/draw.hpp"
#include "core/credentials/held_content.hpp"

namespace cairn::app {
namespace {

std::string drawn(const State& state, const HeldBadge& held, bool svg) {
    const WallItem stone = badge_stone(state, held);
    if (!svg) return draw_badge(stone.color);
    WallSite site;
    site.parts = state.catalog->wall;
    return wall_stone(site, stone);
}

} // namespace

Result<std::string> badge_picture(const State& state, const HeldBadge& held, bool svg) {
    const std::string& text = held.badge->text;
    const Result<BakedAs> as = baked_as(text);
    if (!as) return std::unexpected(as.error());
    if (const auto picture = carried_picture(text)) {
        const bool png = picture->media_type == "image/png";
        // One that is damaged is no reason for none.
        if (svg || png)
            if (auto baked = bake(svg ? frame_picture(picture->media_type, picture->bytes) : picture->bytes,
                                  text, *as))
                return baked;
    }
    return bake(drawn(state, held, svg), text, *as);
}

std::string badge_picture_name(const HeldBadge& held, bool svg) {
    const std::string& name = held.badge->file_name;
    const std::size_t dot = name.find_last_of('.');
    const std::string stem = dot == name.npos || dot == 0 ? name : name.substr(0, dot);
    return (stem.empty() ? "badge" : stem) + (svg ? ".svg" : ".png");
}

} // namespace cairn::app
