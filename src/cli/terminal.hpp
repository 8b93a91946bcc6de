// What the command writes: answers to standard output, errors to standard error.
#pragma once

#include <string_view>

namespace cairn::cli {

enum ExitCode : int { all_hold = 0, some_do_not = 1, misused = 2 };

// Before anything else: a reader that closes its end stops the command quietly, and no file that is opened
// takes the place of a closed standard stream.
void prepare_streams();

void answer(std::string_view text); // without a line feed of its own

// Writes what waits: before the command itself has to wait.
void send_answers();

// "cairn: COMMAND: text" on standard error, after what was answered so far. `command` may be empty.
void complain(std::string_view command, std::string_view text);

// Writes what waits, for the last time. False, after saying so: it could not be written.
bool finish_answers();

} // namespace cairn::cli
