// A file of which only some ranges are known yet. What reads it is tried again and again: whatever it misses
// is asked for, until it gets through.
#pragma once

#include "core/archive/source.hpp"

#include <map>
#include <memory>
#include <string>

namespace cairn {

struct ByteRange {
    std::uint64_t offset = 0, size = 0;
};

// A value that is cheap to copy: copies share the bytes.
class PartialFile {
  public:
    explicit PartialFile(std::uint64_t size = 0) : size_(size) {}

    std::uint64_t size() const { return size_; }
    std::uint64_t known() const { return known_; } // bytes
    // What does not lie inside the file is left out.
    void add(std::uint64_t offset, std::string bytes);

    // Reads what is known; the first range that is not becomes `missing`, and the read fails. Both outlive
    // it.
    ByteSource source(ByteRange& missing) const;

  private:
    bool read(std::uint64_t offset, std::span<std::uint8_t> into, ByteRange& missing) const;

    std::uint64_t size_ = 0;
    std::uint64_t known_ = 0;
    std::map<std::uint64_t, std::shared_ptr<const std::string>> pieces_; // by offset
};

} // namespace cairn
