// The document's files on the IDBFS mount, as MEMFS shows them, and which of them a change touches.
// Committing those to IndexedDB is the page's work.
#pragma once

#include "app/effect.hpp"
#include "core/store/encoder.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cairn::web {

// What has to be committed: absolute paths, written in memory already.
struct FileChanges {
    std::vector<std::string> put, remove;
};

// All files under /cairn, by their name relative to it. Empty: nothing has been stored here.
StoredFiles read_stored_files();
// The same without shards and restore points, which are read when they are wanted.
StoredFiles read_first_files();
std::optional<std::string> read_stored_file(const std::string& name);
// Those of the restore points, and what these name.
StoredFiles read_point_files();
// The restore points that can be read, newest first.
std::vector<PointInfo> read_points();

// The text of the lock, "" where there is none.
std::string read_lock();
// Writes it twice; "": removes it.
Result<void> write_lock(std::string_view text, FileChanges& changes);
// Writes every file again: encrypted where there is a vault, else not.
Result<void> rewrite_stored_files(FileChanges& changes);

// The number of bytes of all files.
std::uint64_t stored_bytes();

// SHA-256 of everything that any stored file names, be it of this generation, of the one before, of a restore
// point or of a row of the journal. One too many only keeps a file longer.
std::vector<std::string> stored_digests();

class FileWriter {
  public:
    // The index that was there becomes index.prev.json. Shards and badges that it, the new one or a restore
    // point names stay; the others go, and so do rows before `rows_from`.
    Result<FileChanges> checkpoint(const app::Save& save);
    Result<FileChanges> append(const app::AppendRow& row);
    Result<FileChanges> store_point(const app::StorePoint& point);
    // Its shards go with the next checkpoint.
    FileChanges remove_point(const Id& point);
    // Removes everything.
    FileChanges erase();

    // What is on the mount was replaced: nothing is known of it.
    void forget() { *this = {}; }
    // What was read of it, so that the first checkpoint writes only what changed.
    void remember(const SeenShard& shard);
    void remember(const Badge& badge);

  private:
    Encoder encoder_;
    Result<void> put(const std::string& name, const std::string& bytes, FileChanges& changes);
    Result<void> put_new(const std::string& name, const std::string& bytes, FileChanges& changes);
    Result<void> keep_previous(FileChanges& changes);
    void drop_unnamed(std::set<std::string> keep, FileChanges& changes);
    Result<FileChanges> write(const app::Save& save, Encoded& encoded);

    std::set<std::string> sound_;                        // content-addressed files that were compared once
    std::map<std::string, std::set<std::string>> named_; // by restore points, which never change
    bool index_sound_ = false;                           // index.json is what this writer wrote
};

} // namespace cairn::web
