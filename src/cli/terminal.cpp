#include "cli/terminal.hpp"

#include "cli/words.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace cairn::cli {
namespace {

constexpr std::size_t full = 64 * 1024;

struct Waiting {
    std::string text;
    int error = 0; // of the first write that failed
};

Waiting& waiting() {
    static Waiting output;
    return output;
}

// 0, or the error.
int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

void prepare_streams() {
    std::signal(SIGPIPE, SIG_DFL);
    for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        // Opened for the other direction, so that using it still fails.
        if (::fcntl(file, F_GETFD) < 0)
            static_cast<void>(::open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

void answer(std::string_view text) {
    waiting().text += text;
    if (waiting().text.size() >= full) send_answers();
}

void send_answers() {
    Waiting& output = waiting();
    if (output.error == 0) output.error = write_all(STDOUT_FILENO, output.text);
    output.text.clear();
}

void complain(std::string_view command, std::string_view text) {
    send_answers();
    std::string line = "cairn: ";
    if (!command.empty()) line.append(command).append(": ");
    line.append(text).append("\n");
    static_cast<void>(write_all(STDERR_FILENO, line));
}

bool finish_answers() {
    send_answers();
    const int error = waiting().error;
    if (error == 0) return true;
    complain("", tr("command.output", {{"why", std::strerror(error)}}));
    return false;
}

} // namespace cairn::cli
