// The commands. Each takes the arguments after its name and gives the exit code.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace cairn::cli {

using Arguments = std::span<const std::string>;

int verify(Arguments arguments);
int canonicalize(Arguments arguments);
int to_rdf(Arguments arguments);
int inspect(Arguments arguments);
int bake(Arguments arguments);
int unbake(Arguments arguments);

// Says how a command was misused and where its help is; the exit code for that.
int misuse(std::string_view command, const Error& error);

// Says what is wrong with a file.
void complain_of(std::string_view command, std::string_view file, const Error& error);

} // namespace cairn::cli
