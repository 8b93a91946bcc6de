// Reading ZIP files of unknown origin (APPNOTE 6.3, ISO/IEC 21320-1): names that stay inside, sizes that were
// announced, nothing more.
#pragma once

#include "base/result.hpp"
#include "core/archive/source.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace cairn {

struct ZipLimits {
    std::uint64_t entries = 10'000;
    std::uint64_t entry_bytes = 256ULL * 1024 * 1024;      // unpacked
    std::uint64_t total_bytes = 2ULL * 1024 * 1024 * 1024; // unpacked, in all
    std::uint64_t ratio = 200;                             // unpacked to packed, for entries over 1 MiB
};

struct ZipEntry {
    std::string name; // UTF-8, relative, with "/"; folders are left out
    std::uint64_t size = 0;
    std::uint64_t offset = 0; // of its record in the central directory
};

// True of what begins as a ZIP does.
bool looks_like_zip(const ByteSource& file);

// Errors; `where` is the entry's name where there is one:
//   zip.directory  no central directory, or one that contradicts itself, the end of the file or where entries
//   lie zip.damaged    an entry that is not what the directory says of it: header, size or checksum zip.path
//   a name that leads outside: absolute, "..", a drive, a backslash, a control character zip.duplicate  two
//   entries of one name zip.encrypted  an entry that needs a password zip.method     a compression other than
//   stored and deflated zip.tooLarge   more entries or bytes than the limits; `detail` is the limit zip.bomb
//   unpacks to far more than its size allows
Result<std::vector<ZipEntry>> list_zip(const ByteSource& file, const ZipLimits& limits = {});

// Hands an entry over piece by piece, at most 64 KiB at a time; the checksum is compared at the end. The sink
// answers false to stop. Errors as above.
Result<void> read_zip_entry(const ByteSource& file, const ZipEntry& entry,
                            const std::function<bool(ByteView)>& sink, const ZipLimits& limits = {});

// Where the bytes of an entry lie, for somebody else to read and compare with something better than a
// checksum.
struct ZipPlace {
    std::uint64_t offset = 0;
    std::uint64_t packed = 0; // bytes
    bool deflated = false;
};
Result<ZipPlace> find_zip_entry(const ByteSource& file, const ZipEntry& entry, const ZipLimits& limits = {});

// The whole of a small entry.
Result<std::string> read_zip_entry(const ByteSource& file, const ZipEntry& entry, std::size_t most_bytes);

} // namespace cairn
