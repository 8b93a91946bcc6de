#include "cli/trust_files.hpp"

#include "cli/input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <sys/stat.h>
#include <vector>

namespace cairn::cli {
namespace {

enum class Entry { file, folder, other };

Entry kind_of_entry(const std::string& path) {
    struct stat about = {};
    if (::lstat(path.c_str(), &about) != 0) return Entry::other;
    if (S_ISDIR(about.st_mode)) return Entry::folder;
    // A link counts as what it leads to; one to a folder could lead in a circle.
    if (S_ISLNK(about.st_mode) && ::stat(path.c_str(), &about) != 0) return Entry::other;
    return S_ISREG(about.st_mode) ? Entry::file : Entry::other;
}

class Reader {
  public:
    using Complain = std::function<void(const std::string& path, const Error& error)>;

    Reader(Trust& trust, const Complain& complain, const WithLimits& limits)
        : trust_(trust), complain_(complain), limits_(limits) {}

    void read(const std::string& path) {
        if (is_folder(path))
            read_folder(path, 1);
        else
            read_file(path, true);
    }

    bool all_used() const { return all_used_; }

  private:
    void refuse(const std::string& path, const Error& error) {
        all_used_ = false;
        complain_(path, error);
    }

    // Said once: nothing after it is read.
    bool full(const std::string& path) {
        if (files_ < limits_.files && bytes_ <= limits_.total) return false;
        if (!full_) refuse(path, {"command.withTooMany", path, std::to_string(limits_.files)});
        full_ = true;
        return true;
    }

    void read_folder(const std::string& path, std::size_t depth) {
        if (depth > limits_.depth)
            return refuse(path, {"command.withTooDeep", path, std::to_string(limits_.depth)});
        DIR* const folder = ::opendir(path.c_str());
        if (folder == nullptr)
            return refuse(path, errno == EACCES ? Error{"command.denied", path}
                                                : Error{"command.unreadable", path, std::strerror(errno)});
        std::vector<std::string> names;
        while (const dirent* const entry = ::readdir(folder)) {
            const std::string name = entry->d_name;
            if (name != "." && name != ".." && names.size() <= limits_.files) names.push_back(name);
        }
        ::closedir(folder);
        std::ranges::sort(names);
        for (const std::string& name : names) {
            std::string inside = path;
            if (!inside.ends_with('/')) inside += '/';
            inside += name;
            const Entry entry = kind_of_entry(inside);
            if (full_) return;
            if (entry == Entry::folder) read_folder(inside, depth + 1);
            if (entry == Entry::file) read_file(inside, false);
        }
    }

    // Of a file that was named itself it is said when it is of no use; of one in a folder only when it cannot
    // be opened, or is a list of issuers that cannot be read.
    void read_file(const std::string& path, bool named) {
        if (full(path)) return;
        const Result<Input> input = Input::open(path);
        if (!input) return refuse(path, input.error());
        ++files_;
        const Result<std::string> text = input->text(limits_.bytes);
        if (!text) {
            if (named || !text.error().code.starts_with("json.")) refuse(path, text.error());
            return;
        }
        bytes_ += text->size();
        const Result<TrustFile> added = trust_.add(*text, path);
        if (added) return;
        Error error = added.error();
        const bool meant = error.code == "trust.newerVersion" || error.code == "trust.issuers";
        if (!named && !meant) return;
        if (error.code == "trust.unknown") return refuse(path, {"command.withUnknown", path});
        if (const std::string prefix = path + ": "; error.where.starts_with(prefix))
            error.where = error.where.substr(prefix.size());
        refuse(path, error);
    }

    Trust& trust_;
    const Complain& complain_;
    const WithLimits& limits_;
    std::size_t files_ = 0;
    std::size_t bytes_ = 0;
    bool all_used_ = true;
    bool full_ = false;
};

} // namespace

bool read_trust(std::span<const std::string> paths, Trust& trust,
                const std::function<void(const std::string& path, const Error& error)>& complain,
                const WithLimits& limits) {
    Reader reader(trust, complain, limits);
    for (const std::string& path : paths)
        reader.read(path);
    return reader.all_used();
}

} // namespace cairn::cli
