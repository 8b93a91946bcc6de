// What a ZIP holds when its central directory is cut off or damaged: from one local header to the next. Such
// a file is a damaged one, whatever comes of it; nothing here is as sure as zip.hpp.
#pragma once

#include "core/archive/zip.hpp"

namespace cairn {

struct ZipStep {
    std::string name;
    ZipPlace place;
    std::uint64_t size = 0; // bytes, unpacked
    std::string text;       // unpacked
    bool whole = false;     // what a checksum says of `text`
    std::uint64_t next = 0; // where the entry after it begins
};

// The name of the entry whose local header begins at `offset`; "" where there is none.
std::string zip_name_at(const ByteSource& file, std::uint64_t offset);

// That entry, read whole. Errors: zip.damaged (no header, a length that nothing tells, or the file ends in
// it), zip.tooLarge.
Result<ZipStep> step_in_zip(const ByteSource& file, std::uint64_t offset, std::size_t most_bytes);

// The same of an entry whose size is known, without reading it. Error: zip.damaged.
Result<ZipStep> step_over_zip_entry(const ByteSource& file, std::uint64_t offset, std::uint64_t size);

} // namespace cairn
