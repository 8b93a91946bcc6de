// What stands on the command line, taken apart.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::cli {

struct Options {
    bool help = false;
    bool json = false;
    bool rdfc = false;
    std::optional<std::string> at;
    std::optional<std::string> base;
    std::vector<std::string> with;
    std::optional<std::string> out; // "-" is standard output
    std::vector<std::string> files; // "-" is standard input
};

// `allowed` are the options of the command besides --help: "--json", "--rdfc", "--at", "--base", "--with",
// "-o". "--" ends options, "--at=TIME" is "--at TIME".
// Errors; `where` is what was written: command.option, command.value (an option without its value),
// command.noValue (a value that the option does not take), command.standardInput ("-" twice).
Result<Options> parse_options(std::span<const std::string> arguments,
                              std::span<const std::string_view> allowed);

} // namespace cairn::cli
