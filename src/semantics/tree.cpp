#include "semantics/tree.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace cairn::semantics {
namespace {

// Scrolling moves the canvas coordinates that the relative ones are computed from; without a grid the
// rounding of floats would change nodes that did not move.
float on_grid(float pixels) {
    return std::round(pixels * 4.0F) / 4.0F;
}

// FNV-1a's constants, eight bytes a step: it only has to notice change, and runs in every frame.
std::uint64_t mix(std::uint64_t hash, const void* data, std::size_t size) {
    constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t), bytes += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32U;
    }
    for (; size > 0; --size, ++bytes)
        hash = (hash ^ *bytes) * 0x100000001B3U;
    return hash;
}

} // namespace

void Tree::begin_frame() {
    nodes_.clear();
    arena_.clear();
    levels_.clear();
}

void Tree::end_frame() {
    const std::uint64_t now = hash();
    if (now == last_hash_) return;
    last_hash_ = now;
    ++generation_;
}

std::size_t Tree::add(const Description& description, std::span<const Extra> extras) {
    const Level parent = levels_.empty() ? Level{0, 0, 0} : levels_.back();
    Node node{};
    node.id = description.id;
    node.parent = parent.id;
    node.role = description.role;
    node.flags = static_cast<std::uint16_t>(description.flags);
    node.style = static_cast<std::uint16_t>(description.style);
    node.aux = static_cast<std::uint16_t>(description.aux);
    node.x = on_grid(description.box.x - parent.x);
    node.y = on_grid(description.box.y - parent.y);
    node.width = on_grid(description.box.width);
    node.height = on_grid(description.box.height);
    node.number = description.number;
    node.line_height = description.line_height;
    node.request = description.request;
    node.name_offset = store(description.name);
    node.name_length = static_cast<std::uint32_t>(description.name.size());
    node.value_offset = store(description.value);
    node.value_length = static_cast<std::uint32_t>(description.value.size());
    node.extra_offset = static_cast<std::uint32_t>(arena_.size());
    for (const auto& [key, value] : extras) {
        store(key);
        arena_.push_back('\x1e');
        const std::uint32_t start = store(value);
        // People's words must not look like the next attribute.
        std::replace_if(
            arena_.begin() + start, arena_.end(), [](char c) { return c == '\x1e' || c == '\x1f'; }, ' ');
        arena_.push_back('\x1f');
    }
    node.extra_length = static_cast<std::uint32_t>(arena_.size()) - node.extra_offset;
    nodes_.push_back(node);
    return nodes_.size() - 1;
}

void Tree::enter(std::size_t index, float scroll_y) {
    const Level parent = levels_.empty() ? Level{0, 0, 0} : levels_.back();
    const Node& node = nodes_[index];
    levels_.push_back({node.id, parent.x + node.x, parent.y + node.y - scroll_y});
}

void Tree::leave() {
    levels_.pop_back();
}

void Tree::set_height(std::size_t index, float height) {
    nodes_[index].height = on_grid(height);
}

void Tree::set_number(std::size_t index, float number) {
    nodes_[index].number = on_grid(number);
}

std::string_view Tree::text_of(std::uint32_t offset, std::uint32_t length) const {
    return {arena_.data() + offset, length};
}

std::uint32_t Tree::store(std::string_view text) {
    const auto offset = static_cast<std::uint32_t>(arena_.size());
    arena_.insert(arena_.end(), text.begin(), text.end());
    return offset;
}

std::uint64_t Tree::hash() const {
    constexpr std::uint64_t start = 0xCBF29CE484222325U;
    return mix(mix(start, nodes_.data(), nodes_.size() * sizeof(Node)), arena_.data(), arena_.size());
}

} // namespace cairn::semantics
