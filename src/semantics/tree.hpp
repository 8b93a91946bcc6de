// Builds the nodes of one frame. Positions go in as canvas coordinates and are kept relative to the parent's
// content, so that scrolling changes no node; the generation moves only when something differs.
#pragma once

#include "semantics/node.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn::semantics {

struct Box {
    float x = 0, y = 0, width = 0, height = 0; // CSS pixels on the canvas
};

// A rarer attribute of an element: "placeholder", "describedby", …
using Extra = std::pair<std::string_view, std::string_view>;

struct Description {
    std::uint32_t id = 0;
    Role role = Role::text;
    unsigned flags = 0;
    unsigned style = 0;
    unsigned aux = 0;
    Box box = {};
    std::string_view name = {};
    std::string_view value = {};
    float number = 0;
    float line_height = 0;
    std::uint32_t request = 0;
};

class Tree {
  public:
    void begin_frame();
    // After this, generation() tells whether the frame differs from the one before.
    void end_frame();

    // The node's index, for enter() and the setters.
    std::size_t add(const Description& description, std::span<const Extra> extras = {});

    // What is added until leave() are the node's children. `scroll_y`: how far its content is scrolled.
    void enter(std::size_t index, float scroll_y = 0);
    void leave();

    void set_height(std::size_t index, float height);
    void set_number(std::size_t index, float number);

    std::span<const Node> nodes() const { return nodes_; }
    std::string_view text_of(std::uint32_t offset, std::uint32_t length) const;
    const std::vector<char>& arena() const { return arena_; }
    std::uint32_t generation() const { return generation_; }

  private:
    struct Level {
        std::uint32_t id;
        float x, y; // origin of the content on the canvas
    };

    std::uint32_t store(std::string_view text);
    std::uint64_t hash() const;

    std::vector<Node> nodes_;
    std::vector<char> arena_;
    std::vector<Level> levels_;
    std::uint64_t last_hash_ = 0;
    std::uint32_t generation_ = 0;
};

} // namespace cairn::semantics
