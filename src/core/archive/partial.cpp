#include "core/archive/partial.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

void PartialFile::add(std::uint64_t offset, std::string bytes) {
    if (offset > size_ || bytes.size() > size_ - offset || bytes.empty()) return;
    auto& piece = pieces_[offset];
    if (piece && piece->size() >= bytes.size()) return;
    known_ += bytes.size() - (piece ? piece->size() : 0);
    piece = std::make_shared<const std::string>(std::move(bytes));
}

bool PartialFile::read(std::uint64_t offset, std::span<std::uint8_t> into, ByteRange& missing) const {
    while (!into.empty()) {
        // Pieces may overlap: the one that begins last before the place need not be the longest.
        auto next = pieces_.upper_bound(offset);
        std::uint64_t there = 0;
        while (next != pieces_.begin() && there == 0) {
            --next;
            const std::string& bytes = *next->second;
            if (next->first + bytes.size() <= offset) continue;
            there = std::min<std::uint64_t>(next->first + bytes.size() - offset, into.size());
            std::ranges::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset - next->first),
                                static_cast<std::ptrdiff_t>(there), into.begin());
        }
        if (there == 0) {
            if (missing.size == 0) missing = {offset, into.size()};
            return false;
        }
        offset += there;
        into = into.subspan(static_cast<std::size_t>(there));
    }
    return true;
}

ByteSource PartialFile::source(ByteRange& missing) const {
    return {.size = size_, .read = [this, &missing](std::uint64_t offset, std::span<std::uint8_t> into) {
                if (offset > size_ || into.size() > size_ - offset) return false;
                return read(offset, into, missing);
            }};
}

} // namespace cairn
