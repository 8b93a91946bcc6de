#include "gl/stone_skin.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace cairn::gl {

namespace {

// The same stones on every machine.
class Dice {
  public:
    explicit Dice(std::uint32_t seed) : state_(seed) {}
    float next() { // 0 to 1
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<float>(state_ >> 8) / 16777216.0F;
    }

  private:
    std::uint32_t state_;
};

class Tile {
  public:
    Tile() : texels_(static_cast<std::size_t>(skin_size) * skin_size) {}

    float& at(int x, int y) {
        const int mask = skin_size - 1;
        return texels_[static_cast<std::size_t>(y & mask) * skin_size + static_cast<std::size_t>(x & mask)];
    }

    // Smooth noise with `cells` hills and hollows each way; `cells` divides the size.
    void add_mottle(Dice& dice, int cells, float strength) {
        std::vector<float> lattice(static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells));
        for (float& value : lattice)
            value = 2 * dice.next() - 1;
        const auto corner = [&](int x, int y) {
            return lattice[static_cast<std::size_t>(y % cells) * static_cast<std::size_t>(cells) +
                           static_cast<std::size_t>(x % cells)];
        };
        const int step = skin_size / cells;
        for (int y = 0; y < skin_size; ++y) {
            const float v = ease(static_cast<float>(y % step) / static_cast<float>(step));
            for (int x = 0; x < skin_size; ++x) {
                const float u = ease(static_cast<float>(x % step) / static_cast<float>(step));
                const int cx = x / step;
                const int cy = y / step;
                const float top = std::lerp(corner(cx, cy), corner(cx + 1, cy), u);
                const float low = std::lerp(corner(cx, cy + 1), corner(cx + 1, cy + 1), u);
                at(x, y) += strength * std::lerp(top, low, v);
            }
        }
    }

    void add_grain(Dice& dice, float strength) {
        for (float& value : texels_)
            value += strength * (2 * dice.next() - 1);
    }

    void add_specks(Dice& dice, int count, float smallest, float largest, float strength) {
        for (int i = 0; i < count; ++i) {
            const float x = dice.next() * skin_size;
            const float y = dice.next() * skin_size;
            const float radius = std::lerp(smallest, largest, dice.next());
            const float tone =
                (dice.next() < 0.64F ? strength : -strength) * std::lerp(0.5F, 1.0F, dice.next());
            const int reach = static_cast<int>(std::ceil(radius)) + 1;
            for (int dy = -reach; dy <= reach; ++dy) {
                for (int dx = -reach; dx <= reach; ++dx) {
                    const int px = static_cast<int>(x) + dx;
                    const int py = static_cast<int>(y) + dy;
                    const float away =
                        std::hypot(static_cast<float>(px) + 0.5F - x, static_cast<float>(py) + 0.5F - y);
                    at(px, py) += tone * std::clamp(0.5F + 0.75F * (radius - away), 0.0F, 1.0F);
                }
            }
        }
    }

    std::vector<std::uint8_t> bytes() const {
        std::vector<std::uint8_t> out(texels_.size());
        std::ranges::transform(texels_, out.begin(), [](float value) {
            return static_cast<std::uint8_t>(std::lround(128 + 127 * std::clamp(value, -1.0F, 1.0F)));
        });
        return out;
    }

  private:
    static float ease(float t) { return t * t * (3 - 2 * t); }

    std::vector<float> texels_;
};

} // namespace

std::vector<std::uint8_t> make_skin() {
    Dice dice(20250606);
    Tile tile;
    tile.add_mottle(dice, 8, 0.13F);
    tile.add_mottle(dice, 32, 0.10F);
    tile.add_grain(dice, 0.05F);
    tile.add_specks(dice, 300, 0.5F, 1.6F, 0.50F);
    tile.add_specks(dice, 36, 1.8F, 3.4F, 0.26F);
    return tile.bytes();
}

} // namespace cairn::gl
