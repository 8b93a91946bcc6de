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

gl::Scene empty_scene(const View& view, float width, float height) {
    const Theme& theme = view.kit.theme();
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

    return scene;
}

float unit_of(const gl::Scene& scene) {
    return std::min(scene.width / composition_width, scene.height / composition_height);
}

float ground_of(const gl::Scene& scene) {
    float stack = 0;
    for (const LevelPlace& place : level_places)
        stack += 2 * place.ry - overlap;
    return scene.height / 2 + unit_of(scene) * (stack / 2 + 6);
}

// Stacks one more stone; `bottom` is where it rests and becomes where the next one does.
void stack_stone(gl::Scene& scene, const LevelPlace& place, gl::Stone stone, float& bottom) {
    const float unit = unit_of(scene);
    stone.rx = place.rx;
    stone.ry = place.ry;
    stone.seed = place.seed;
    stone.tilt = place.tilt;
    add(scene, stone, place.x, bottom - place.ry * unit, unit);
    bottom -= (2 * place.ry - overlap) * unit;
}

void lay_pebble(gl::Scene& scene, const PebblePlace& place, gl::Stone pebble) {
    const float unit = unit_of(scene);
    pebble.pebble = true;
    pebble.rx = place.rx;
    pebble.ry = place.ry;
    pebble.seed = place.seed;
    pebble.tilt = place.tilt;
    add(scene, pebble, place.x, ground_of(scene) + (place.y + 6 - place.ry) * unit, unit);
}

gl::Color pebble_color(const app::Catalog& catalog, std::size_t index) {
    if (catalog.pebbles.empty()) return {};
    return to_color(from_rgb(catalog.pebbles[index % catalog.pebbles.size()]));
}

} // namespace

gl::Scene layout_cairn(const View& view, float width, float height) {
    const app::Catalog& catalog = *view.state.catalog;
    gl::Scene scene = empty_scene(view, width, height);
    float bottom = ground_of(scene) - 2 * unit_of(scene);
    for (std::size_t index = 0; index < view.levels.size() && index < level_places.size(); ++index) {
        const LevelStatus& level = view.levels[index];
        gl::Stone stone;
        stone.state = stone_state(level);
        stone.fill = view.motion.follow(static_cast<std::uint32_t>(index), fill_of(level));
        stone.color = stone_color(catalog, view.kit.theme(), level.level->stone);
        stack_stone(scene, level_places[index], stone, bottom);
    }
    const std::vector<LevelStatus>& skills = view.progress.skills;
    for (std::size_t index = 0; index < skills.size() && index < pebble_places.size(); ++index) {
        gl::Stone pebble;
        pebble.state = stone_state(skills[index]);
        const auto key = static_cast<std::uint32_t>(level_places.size() + index);
        pebble.fill = view.motion.follow(key, fill_of(skills[index]));
        pebble.color = pebble_color(catalog, index);
        lay_pebble(scene, pebble_places[index], pebble);
    }
    return scene;
}

gl::Scene badge_stone(const View& view, const HeldBadge& held, float width, float height) {
    const app::Catalog& catalog = *view.state.catalog;
    gl::Scene scene = empty_scene(view, width, height);
    scene.glow.a = 0;
    scene.ground = scene.surface; // a card has no ground; the stone's own shadow is enough
    gl::Stone stone;
    stone.rx = width / 2 - 8;
    stone.ry = stone.rx * 0.62F;
    stone.x = width / 2;
    stone.y = height - stone.ry - 8;
    stone.tilt = -0.04F;
    stone.seed = 3.1F;
    stone.pebble = true;
    stone.color = to_color(view.kit.theme().control_line);
    if (held.earned) {
        stone.state = gl::StoneState::earned;
        stone.fill = 1;
    }
    for (std::size_t index = 0; index < view.levels.size() && index < level_places.size(); ++index) {
        if (view.levels[index].level->badge != held.matches) continue;
        stone.seed = level_places[index].seed;
        stone.color = stone_color(catalog, view.kit.theme(), view.levels[index].level->stone);
    }
    const Pathway* pathway = app::current_pathway(view.state);
    for (std::size_t index = 0; pathway != nullptr && index < pathway->skill_badges.size(); ++index) {
        if (pathway->skill_badges[index].badge != held.matches) continue;
        stone.seed = pebble_places[index % pebble_places.size()].seed;
        stone.color = pebble_color(catalog, index);
    }
    scene.stones[scene.count++] = stone;
    return scene;
}

gl::Scene ornament(const View& view, float width, float height) {
    constexpr std::array colors{std::string_view("slate"), std::string_view("clay"), std::string_view("moss"),
                                std::string_view("capstone")};
    const app::Catalog& catalog = *view.state.catalog;
    gl::Scene scene = empty_scene(view, width, height);
    float bottom = ground_of(scene) - 2 * unit_of(scene);
    for (std::size_t index = 0; index < level_places.size(); ++index) {
        gl::Stone stone;
        stone.state = gl::StoneState::ready;
        stone.fill = 1;
        stone.color = stone_color(catalog, view.kit.theme(), colors[index]);
        stack_stone(scene, level_places[index], stone, bottom);
    }
    for (std::size_t index = 0; index < 3; ++index) {
        gl::Stone pebble;
        pebble.state = gl::StoneState::ready;
        pebble.fill = 1;
        pebble.color = pebble_color(catalog, index);
        lay_pebble(scene, pebble_places[index], pebble);
    }
    return scene;
}

} // namespace cairn::ui
