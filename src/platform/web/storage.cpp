#include "platform/web/storage.hpp"

#include "core/crypto/hash.hpp"
#include "core/store/index.hpp"
#include "core/store/journal.hpp"
#include "core/store/lock.hpp"
#include "platform/web/vault.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <dirent.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::web {
namespace {

const std::string root = "/cairn/";
const std::array<std::string, 2> addressed{"shards/", "badges/"}; // content-addressed: an index names them
const std::array<std::string, 4> folders{"shards/", "badges/", "journal/", "points/"};
const std::string index_name = "index.json";
const std::string previous_name = "index.prev.json";
const std::string damaged_name = "damaged-index.json"; // an index that could not be read, for an export
constexpr std::size_t largest_file = 64U * 1024 * 1024;

// The one place where bytes come from the mount, and
bool read_file(const std::string& name, std::string& bytes) {
    const std::string path = root + name;
    struct stat info{};
    if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
    if (info.st_size < 0 || static_cast<std::size_t>(info.st_size) > largest_file) return false;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    bytes.resize(static_cast<std::size_t>(info.st_size));
    const bool whole = std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
    std::fclose(file);
    if (!whole) return false;
    Result<std::string> opened = from_vault(name, std::move(bytes));
    if (opened) bytes = *std::move(opened);
    return opened.has_value();
}

// the one place where they go there.
bool write_file(const std::string& name, std::string_view plain) {
    const std::string bytes = into_vault(name, plain);
    if (const std::size_t slash = name.find('/'); slash != name.npos)
        mkdir((root + name.substr(0, slash)).c_str(), 0700);
    std::FILE* file = std::fopen((root + name).c_str(), "wb");
    if (file == nullptr) return false;
    const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    return std::fclose(file) == 0 && whole;
}

bool exists(const std::string& name) {
    struct stat info{};
    return stat((root + name).c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

// Of files, each with its folder: "shards/…".
std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    DIR* listing = opendir((root + folder).c_str());
    if (listing == nullptr) return names;
    while (const dirent* entry = readdir(listing)) {
        std::string name = folder + entry->d_name;
        if (exists(name)) names.push_back(std::move(name));
    }
    closedir(listing);
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> all_names() {
    std::vector<std::string> names = names_in("");
    for (const std::string& folder : folders)
        for (std::string& name : names_in(folder))
            names.push_back(std::move(name));
    return names;
}

StoredFiles read_files(const std::vector<std::string>& names) {
    StoredFiles files;
    for (const std::string& name : names) {
        std::string bytes;
        if (read_file(name, bytes)) files.emplace(name, std::move(bytes));
    }
    return files;
}

void remove_file(const std::string& name, FileChanges& changes) {
    if (unlink((root + name).c_str()) == 0) changes.remove.push_back(root + name);
}

// The files that an index or a restore point names. Read loosely: a name too many only keeps a file longer.
std::set<std::string> files_named_in(const std::string& text) {
    std::set<std::string> names;
    for (const std::string& folder : addressed) {
        for (std::size_t at = text.find(folder); at != text.npos; at = text.find(folder, at + 1)) {
            const std::size_t end = text.find('"', at);
            if (end != text.npos) names.insert(text.substr(at, end - at));
        }
    }
    return names;
}

} // namespace

StoredFiles read_stored_files() {
    return read_files(all_names());
}

StoredFiles read_first_files() {
    StoredFiles files = read_files(names_in(""));
    files.merge(read_files(names_in("journal/")));
    return files;
}

std::optional<std::string> read_stored_file(const std::string& name) {
    std::string bytes;
    return read_file(name, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

StoredFiles read_point_files() {
    StoredFiles files = read_files(names_in("points/"));
    std::set<std::string> named;
    for (const auto& [name, text] : files)
        named.merge(files_named_in(text));
    files.merge(read_files({named.begin(), named.end()}));
    return files;
}

std::vector<PointInfo> read_points() {
    std::vector<PointInfo> points;
    for (const auto& [name, text] : read_files(names_in("points/")))
        if (Result<PointInfo> info = read_point_info(text, name)) points.push_back(*std::move(info));
    std::ranges::sort(points, std::ranges::greater{}, [](const PointInfo& info) { return info.made.ms; });
    return points;
}

std::string read_lock() {
    std::string any;
    for (const std::string_view name : lock_files) {
        std::string text;
        if (!read_file(std::string(name), text)) continue;
        if (is_sound_lock(text)) return text;
        any = std::move(text);
    }
    return any;
}

Result<void> write_lock(std::string_view text, FileChanges& changes) {
    for (const std::string_view view : lock_files) {
        const std::string name(view);
        if (text.empty()) {
            remove_file(name, changes);
            continue;
        }
        if (!write_file(name, text)) return fail("store.failed", name);
        changes.put.push_back(root + name);
    }
    return {};
}

Result<void> rewrite_stored_files(FileChanges& changes) {
    for (const std::string& name : all_names()) {
        std::string bytes;
        // What cannot be read stays as it is.
        if (is_lock_file(name) || !read_file(name, bytes)) continue;
        if (!write_file(name, bytes)) return fail("store.failed", name);
        changes.put.push_back(root + name);
    }
    return {};
}

std::uint64_t stored_bytes() {
    std::uint64_t bytes = 0;
    for (const std::string& name : all_names()) {
        struct stat info{};
        if (stat((root + name).c_str(), &info) == 0) bytes += static_cast<std::uint64_t>(info.st_size);
    }
    return bytes;
}

std::vector<std::string> stored_digests() {
    constexpr std::string_view member = R"("sha256":")";
    constexpr std::size_t length = 64;
    std::set<std::string> digests;
    for (const std::string& name : all_names()) {
        std::string text;
        if (!read_file(name, text)) continue;
        for (std::size_t at = text.find(member); at != text.npos; at = text.find(member, at + 1)) {
            std::string digest = text.substr(at + member.size(), length);
            if (is_sha256_hex(digest)) digests.insert(std::move(digest));
        }
    }
    return {digests.begin(), digests.end()};
}

Result<void> FileWriter::put(const std::string& name, const std::string& bytes, FileChanges& changes) {
    if (!write_file(name, bytes)) return fail("store.failed", name);
    changes.put.push_back(root + name);
    // What is encrypted is worth nothing without its lock.
    const bool encrypts = vault_state() == VaultState::open || vault_state() == VaultState::leaving;
    if (encrypts && !lock_text().empty() && !exists(std::string(lock_files.front())))
        return write_lock(lock_text(), changes);
    return {};
}

// A file whose name follows from its content is written once. That it is what its name says is looked at
// once.
Result<void> FileWriter::put_new(const std::string& name, const std::string& bytes, FileChanges& changes) {
    if (sound_.contains(name) && exists(name)) return {};
    std::string present;
    const bool same = read_file(name, present) && present == bytes;
    sound_.insert(name);
    return same ? Result<void>() : put(name, bytes, changes);
}

// An index that cannot be read takes the place of none that can.
Result<void> FileWriter::keep_previous(FileChanges& changes) {
    std::string index;
    if (!exists(index_name)) return {};
    const bool sound = read_file(index_name, index) && (index_sound_ || decode_index(index).has_value());
    if (!sound) return put(damaged_name, index, changes);
    if (index_sound_ && exists(damaged_name)) remove_file(damaged_name, changes);
    return put(previous_name, index, changes);
}

void FileWriter::drop_unnamed(std::set<std::string> keep, FileChanges& changes) {
    // It may be all that tells what belonged together.
    if (exists(damaged_name)) return;
    std::string previous;
    if (read_file(previous_name, previous)) keep.merge(files_named_in(previous));
    for (const std::string& point : names_in("points/")) {
        auto found = named_.find(point);
        if (found == named_.end()) {
            std::string text;
            if (!read_file(point, text)) return;
            found = named_.emplace(point, files_named_in(text)).first;
        }
        keep.insert(found->second.begin(), found->second.end());
    }
    for (const std::string& folder : addressed)
        for (const std::string& name : names_in(folder))
            if (!keep.contains(name)) remove_file(name, changes);
}

Result<FileChanges> FileWriter::checkpoint(const app::Save& save) {
    Encoded encoded =
        encoder_.encode(*save.document, Checkpoint{save.generation, save.journal, save.notes.last_opened});
    Result<FileChanges> changes = write(save, encoded);
    if (!changes) encoder_.forget();
    return changes;
}

Result<FileChanges> FileWriter::write(const app::Save& save, Encoded& encoded) {
    StoredFiles& files = encoded.files;
    const std::string index = std::move(files[index_name]);
    files.erase(index_name);
    FileChanges changes;
    if (Result<void> kept = keep_previous(changes); !kept) return std::unexpected(kept.error());
    for (const auto& [name, bytes] : files)
        if (Result<void> written = put_new(name, bytes, changes); !written)
            return std::unexpected(written.error());
    for (const auto& [name, bytes] : {std::pair{std::string("keys.json"), encode_keys(save.keys)},
                                      {"notes.json", encode_notes(save.notes)}}) {
        std::string present;
        if (read_file(name, present) && present == bytes) continue;
        if (Result<void> written = put(name, bytes, changes); !written)
            return std::unexpected(written.error());
    }
    if (Result<void> written = put(index_name, index, changes); !written)
        return std::unexpected(written.error());
    index_sound_ = true;
    drop_unnamed(encoded.names, changes);
    for (const std::string& row : names_in("journal/"))
        if (row < journal_file(save.rows_from)) remove_file(row, changes);
    return changes;
}

Result<FileChanges> FileWriter::append(const app::AppendRow& row) {
    FileChanges changes;
    if (Result<void> written = put(journal_file(row.seq), row.text, changes); !written)
        return std::unexpected(written.error());
    return changes;
}

Result<FileChanges> FileWriter::store_point(const app::StorePoint& point) {
    FileChanges changes;
    const std::string file = point_file(point.info.id);
    for (const auto& [name, bytes] :
         encode_point(point.info, *point.document, point.keys, point.generation)) {
        const Result<void> written = name == file ? put(name, bytes, changes) : put_new(name, bytes, changes);
        if (!written) return std::unexpected(written.error());
    }
    return changes;
}

FileChanges FileWriter::remove_point(const Id& point) {
    FileChanges changes;
    remove_file(point_file(point), changes);
    named_.erase(point_file(point));
    return changes;
}

void FileWriter::remember(const SeenShard& shard) {
    encoder_.remember(shard);
    sound_.insert(shard.entry.file);
}

void FileWriter::remember(const Badge& badge) {
    encoder_.remember_badge(badge_file(badge.sha256));
    sound_.insert(badge_file(badge.sha256));
}

FileChanges FileWriter::erase() {
    FileChanges changes;
    for (const std::string& name : all_names())
        remove_file(name, changes);
    forget();
    return changes;
}

} // namespace cairn::web
