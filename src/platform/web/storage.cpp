#include "platform/web/storage.hpp"

#include <array>
#include <cstdio>
#include <dirent.h>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace cairn::web {
namespace {

const std::string root = "/cairn/";
const std::array<std::string, 2> folders{"shards", "badges"}; // of files that an index names
const std::string index_name = "index.json";
const std::string previous_name = "index.prev.json";
constexpr std::size_t largest_file = 64U * 1024 * 1024;

bool read_file(const std::string& path, std::string& bytes) {
    struct stat info{};
    if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
    if (info.st_size < 0 || static_cast<std::size_t>(info.st_size) > largest_file) return false;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    bytes.resize(static_cast<std::size_t>(info.st_size));
    const bool whole = std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
    std::fclose(file);
    return whole;
}

bool write_file(const std::string& path, std::string_view bytes) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return false;
    const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    return std::fclose(file) == 0 && whole;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    DIR* listing = opendir(folder.c_str());
    if (listing == nullptr) return names;
    while (const dirent* entry = readdir(listing)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    closedir(listing);
    return names;
}

// The files that an index names. Read loosely: a name too many only keeps a file longer.
std::set<std::string> files_named_in(const std::string& index) {
    std::set<std::string> names;
    for (const std::string& folder : folders) {
        const std::string prefix = folder + "/";
        for (std::size_t at = index.find(prefix); at != index.npos; at = index.find(prefix, at + 1)) {
            const std::size_t end = index.find('"', at);
            if (end != index.npos) names.insert(index.substr(at, end - at));
        }
    }
    return names;
}

} // namespace

StoredFiles read_stored_files() {
    StoredFiles files;
    const auto add = [&](const std::string& name) {
        std::string bytes;
        if (read_file(root + name, bytes)) files.emplace(name, std::move(bytes));
    };
    for (const std::string& name : names_in(root))
        add(name);
    for (const std::string& folder : folders)
        for (const std::string& name : names_in(root + folder))
            add(folder + "/" + name);
    return files;
}

Result<void> write_stored_files(const StoredFiles& files) {
    for (const std::string& folder : folders)
        mkdir((root + folder).c_str(), 0700);
    std::set<std::string> keep;
    std::string previous;
    if (read_file(root + index_name, previous)) {
        keep = files_named_in(previous);
        if (!write_file(root + previous_name, previous)) return fail("store.failed", previous_name);
    }
    for (const auto& [name, bytes] : files) {
        std::string present;
        const bool same = read_file(root + name, present) && present == bytes;
        if (!same && !write_file(root + name, bytes)) return fail("store.failed", name);
        keep.insert(name);
    }
    for (const std::string& folder : folders) {
        for (const std::string& name : names_in(root + folder)) {
            const std::string path = folder + "/" + name;
            if (!keep.contains(path)) unlink((root + path).c_str());
        }
    }
    return {};
}

void remove_stored_files() {
    for (const std::string& folder : folders) {
        for (const std::string& name : names_in(root + folder))
            unlink((root + folder + "/" + name).c_str());
        rmdir((root + folder).c_str());
    }
    for (const std::string& name : names_in(root))
        unlink((root + name).c_str());
}

std::uint64_t stored_bytes() {
    std::uint64_t bytes = 0;
    for (const auto& [name, text] : read_stored_files())
        bytes += text.size();
    return bytes;
}

} // namespace cairn::web
