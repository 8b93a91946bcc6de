#include "cli/input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace cairn::cli {
namespace {

Error error_of(int number, const std::string& path) {
    if (number == ENOENT || number == ENOTDIR) return {"command.missing", path};
    if (number == EACCES || number == EPERM) return {"command.denied", path};
    if (number == EISDIR) return {"command.folder", path};
    return {"command.unreadable", path, std::strerror(number)};
}

// 0, or the error; EIO where the file ended before `into` was full.
int read_at(int file, std::uint64_t offset, std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const ssize_t got = ::pread(file, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) return EIO;
        into = into.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return 0;
}

// Reads to the end, at most one byte more than `most_piped`. 0, or the error.
int drain(int file, Bytes& bytes) {
    constexpr std::size_t piece = 256 * 1024;
    while (bytes.size() <= most_piped) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min(before + piece, most_piped + 1));
        const ssize_t got = ::read(file, bytes.data() + before, bytes.size() - before);
        bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno != EINTR) return errno;
        if (got == 0) return 0;
    }
    return 0;
}

} // namespace

struct Input::File {
    explicit File(std::string name) : path(std::move(name)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (number > STDIN_FILENO) ::close(number);
    }

    std::string path;
    int number = -1;
    int error = 0;
    Bytes piped;
};

Input::Input() = default;
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

Result<Input> Input::open(const std::string& path) {
    Input input;
    input.file_ = std::make_unique<File>(path);
    File* const file = input.file_.get();
    file->number = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat about = {};
    if (file->number < 0 || ::fstat(file->number, &about) != 0) return std::unexpected(error_of(errno, path));
    if (S_ISDIR(about.st_mode)) return std::unexpected(error_of(EISDIR, path));

    // A size of nothing may also mean that nobody knows it yet.
    if (!S_ISREG(about.st_mode) || about.st_size == 0) {
        if (const int error = drain(file->number, file->piped); error != 0)
            return std::unexpected(error_of(error, path));
        if (file->piped.size() > most_piped) return fail("command.pipe", path);
        input.source_ = source_of(file->piped);
        return input;
    }
    // Standard input may have been read up to some place by whoever handed it over.
    const off_t begin = path == "-" ? std::max<off_t>(::lseek(file->number, 0, SEEK_CUR), 0) : 0;
    input.source_.size = static_cast<std::uint64_t>(std::max<off_t>(about.st_size - begin, 0));
    input.source_.read = [file, begin](std::uint64_t offset, std::span<std::uint8_t> into) {
        const int error = read_at(file->number, static_cast<std::uint64_t>(begin) + offset, into);
        if (error != 0) file->error = error;
        return error == 0;
    };
    return input;
}

Result<std::string> Input::text(std::size_t most_bytes) const {
    if (source_.size > most_bytes) return fail("json.tooLarge", "$", std::to_string(most_bytes));
    std::string text(static_cast<std::size_t>(source_.size), '\0');
    auto* const bytes = reinterpret_cast<std::uint8_t*>(text.data());
    if (!source_.read(0, {bytes, text.size()})) return std::unexpected(failure());
    return text;
}

Error Input::failure() const {
    return file_->error == 0 ? Error{} : error_of(file_->error, file_->path);
}

bool is_folder(const std::string& path) {
    struct stat about = {};
    return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

} // namespace cairn::cli
