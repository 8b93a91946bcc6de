// The records of a ZIP file as they stand in it, read one at a time.
#pragma once

#include "base/result.hpp"
#include "core/archive/source.hpp"
#include "core/archive/zip_name.hpp"

#include <cstdint>
#include <string>

namespace cairn {

// Where the central directory lies.
struct ZipDirectory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

// An entry as the central directory describes it.
struct ZipRecord {
    std::string name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0; // bytes
    std::uint64_t size = 0;   // bytes, unpacked
    std::uint64_t local = 0;  // offset of its local header
    std::uint64_t length = 0; // of this record in the directory
};

inline constexpr std::uint16_t zip_stored = 0;
inline constexpr std::uint16_t zip_deflated = 8;

// Errors: zip.directory. The directory has to lie right before the end records, and these at the end of the
// file: what two readers could find at two places is refused.
Result<ZipDirectory> find_zip_directory(const ByteSource& file);

// The record at an offset, which ends before `end`. Errors: zip.directory, zip.damaged, zip.path (a name that
// is too long).
Result<ZipRecord> read_zip_record(const ByteSource& file, std::uint64_t offset, std::uint64_t end);

// Offset of the entry's packed bytes, after its local header was compared with its record. They end before
// `end`. Errors: zip.damaged, zip.encrypted.
Result<std::uint64_t> find_zip_data(const ByteSource& file, const ZipRecord& record, std::uint64_t end);

// Whether the flags say that a password is needed.
bool is_zip_encrypted(std::uint16_t flags);

} // namespace cairn
