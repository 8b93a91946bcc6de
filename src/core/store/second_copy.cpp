#include "core/store/second_copy.hpp"

#include "core/archive/zip.hpp"

#include <utility>

namespace cairn {

StoredFiles unpack_copy(std::string_view zip) {
    StoredFiles files;
    const ByteSource source = source_of(bytes_of(zip));
    const auto entries = list_zip(
        source, {.entries = most_copy_files, .entry_bytes = largest_copy_file, .total_bytes = largest_copy});
    if (!entries) return files;
    for (const ZipEntry& entry : *entries)
        if (Result<std::string> bytes = read_zip_entry(source, entry, largest_copy_file))
            files.emplace(entry.name, *std::move(bytes));
    return files;
}

} // namespace cairn
