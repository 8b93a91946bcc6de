#include "core/archive/source.hpp"

#include <algorithm>

namespace cairn {

ByteSource source_of(ByteView bytes) {
    return {.size = bytes.size(), .read = [bytes](std::uint64_t offset, std::span<std::uint8_t> into) {
                if (offset > bytes.size() || into.size() > bytes.size() - offset) return false;
                std::ranges::copy(bytes.subspan(offset, into.size()), into.begin());
                return true;
            }};
}

} // namespace cairn
