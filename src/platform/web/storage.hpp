// The document's files on the IDBFS mount, as MEMFS shows them. Committing them to IndexedDB is the page's
// work.
#pragma once

#include "core/store/codec.hpp"

#include <string>

namespace cairn::web {

// All files under /cairn, by their name relative to it. Empty: nothing has been stored here.
StoredFiles read_stored_files();

// Writes what changed. The index that was there becomes index.prev.json, and the shards and badges of both
// generations stay; those of neither are removed.
Result<void> write_stored_files(const StoredFiles& files);

// Removes everything under /cairn.
void remove_stored_files();

std::uint64_t stored_bytes();

} // namespace cairn::web
