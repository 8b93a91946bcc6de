// Bytes that are read where they are wanted, so that a file is never whole in memory.
#pragma once

#include "core/crypto/bytes.hpp"

#include <cstdint>
#include <functional>
#include <span>

namespace cairn {

struct ByteSource {
    std::uint64_t size = 0;
    // Reads exactly `into.size()` bytes from `offset`; false: it could not.
    std::function<bool(std::uint64_t offset, std::span<std::uint8_t> into)> read;
};

// Over bytes that outlive it.
ByteSource source_of(ByteView bytes);

} // namespace cairn
