#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::cli {
namespace {

std::unexpected<Error> unwritable(const std::string& path, int error) {
    return fail("command.unwritable", path, std::strerror(error));
}

// 0, or the error.
int write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// A device or a pipe has nothing to lose, and nothing can take its place.
bool is_special(const std::string& path) {
    struct stat about = {};
    return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode);
}

int write_special(const std::string& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return errno;
    const int error = write_all(file, bytes);
    return ::close(file) != 0 && error == 0 ? errno : error;
}

mode_t usual_mode() {
    constexpr mode_t everybody = 0666;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return everybody & ~mask;
}

} // namespace

Result<void> write_file(const std::string& path, std::string_view bytes) {
    if (is_special(path)) {
        if (const int error = write_special(path, bytes); error != 0) return unwritable(path, error);
        return {};
    }
    std::string beside = path + ".XXXXXX";
    const int file = ::mkstemp(beside.data());
    if (file < 0) return unwritable(path, errno);
    int error = write_all(file, bytes);
    if (error == 0 && ::fchmod(file, usual_mode()) != 0) error = errno;
    if (::close(file) != 0 && error == 0) error = errno;
    if (error == 0 && std::rename(beside.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return {};
    ::unlink(beside.c_str());
    return unwritable(path, error);
}

} // namespace cairn::cli
