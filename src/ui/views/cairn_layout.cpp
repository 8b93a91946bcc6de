#include "ui/views/cairn_layout.hpp"

#include <algorithm>
#include <array>

namespace cairn::ui {
namespace {

// In units of the composition, which is 430 wide and 470 high and fits into the rectangle.
struct LevelPlace {
    float x, rx, ry, tilt, seed; // x from the middle
};
struct PebblePlace {
    float x, y, rx, ry, tilt, seed; // x from the middle; y from the ground, down positive
};

constexpr float composition_width = 430;
constexpr float composition_height = 470;
constexpr float overlap = 3; // stones rest in each other, not on points

// The lowest first.
constexpr std::array level_places{
    LevelPlace{-4, 154, 64, -0.020F, 3.1F},
    LevelPlace{6, 121, 52, 0.030F, 7.4F},
    LevelPlace{-7, 88, 42, -0.035F, 1.7F},
    LevelPlace{2, 54, 31, 0.050F, 5.2F},
};
constexpr std::array pebble_places{
    PebblePlace{-150, -10, 23, 15, -0.06F, 2.3F}, PebblePlace{-106, 2, 20, 13, 0.08F, 8.1F},
    PebblePlace{140, -7, 21, 14, 0.05F, 4.4F},    PebblePlace{178, 3, 19, 12, -0.05F, 6.6F},
    PebblePlace{-187, 1, 17, 11, 0.04F, 9.5F},    PebblePlace{100, 5, 18, 12, -0.09F, 0.9F},
    PebblePlace{-62, 7, 16, 10, 0.03F, 3.8F},     PebblePlace{56, 8, 15, 10, 0.06F, 7.9F},
};

gl::StoneState stone_state(const LevelStatus& level) {
    switch (level.state) {
    case LevelState::open:
        return level.met > 0 ? gl::StoneState::filling : gl::StoneState::open;
    case LevelState::ready_to_submit:
        return gl::StoneState::ready;
    case LevelState::submitted:
        return gl::StoneState::submitted;
    case LevelState::accepted:
        return gl::StoneState::accepted;
    case LevelState::returned:
        return gl::StoneState::returned;
    case LevelState::earned:
        return gl::StoneState::earned;
    }
    return gl::StoneState::open;
}

float fill_of(const LevelStatus& level) {
    if (level.state != LevelState::open) return 1;
    return level.need == 0 ? 0 : static_cast<float>(level.met) / static_cast<float>(level.need);
}

void add(gl::Scene& scene, gl::Stone stone, float x, float y, float unit) {
    if (scene.count >= gl::max_stones) return;
    stone.x = scene.width / 2 + x * unit;
    stone.y = y;
    stone.rx *= unit;
    stone.ry *= unit;
    scene.stones[scene.count++] = stone;
}

} // namespace

gl::Scene layout_cairn(const View& view, float width, float height) {
    const Theme& theme = view.kit.theme();
    const app::Catalog& catalog = *view.state.catalog;
    gl::Scene scene;
    scene.width = width;
    scene.height = height;
    scene.dark = theme.dark;
    scene.background = to_color(theme.background);
    scene.surface = to_color(theme.surface);
    scene.outline = to_color(theme.muted);
    scene.gold = to_color(theme.gold);
    scene.ink = to_color(theme.ink);
    scene.ground = to_color(theme.line);
    scene.moss = to_color(theme.moss);
    scene.rust = to_color(theme.rust);
    scene.glow = to_color(theme.tint);

    const float unit = std::min(width / composition_width, height / composition_height);
    float stack = 0;
    for (const LevelPlace& place : level_places)
        stack += 2 * place.ry - overlap;
    const float ground = height / 2 + unit * (stack / 2 + 6);
    float bottom = ground - 2 * unit;
    for (std::size_t index = 0; index < view.levels.size() && index < level_places.size(); ++index) {
        const LevelStatus& level = view.levels[index];
        const LevelPlace& place = level_places[index];
        gl::Stone stone{.rx = place.rx, .ry = place.ry, .seed = place.seed, .tilt = place.tilt};
        stone.state = stone_state(level);
        stone.fill = view.motion.follow(static_cast<std::uint32_t>(index), fill_of(level));
        stone.color = stone_color(catalog, theme, level.level->stone);
        add(scene, stone, place.x, bottom - place.ry * unit, unit);
        bottom -= (2 * place.ry - overlap) * unit;
    }
    const Pathway* pathway = app::current_pathway(view.state);
    for (std::size_t index = 0; index < pathway->skill_badges.size() && index < pebble_places.size();
         ++index) {
        const PebblePlace& place = pebble_places[index];
        gl::Stone pebble{.rx = place.rx, .ry = place.ry, .seed = place.seed, .tilt = place.tilt};
        pebble.pebble = true;
        if (!catalog.pebbles.empty())
            pebble.color = to_color(from_rgb(catalog.pebbles[index % catalog.pebbles.size()]));
        add(scene, pebble, place.x, ground + (place.y + 6 - place.ry) * unit, unit);
    }
    return scene;
}

} // namespace cairn::ui
