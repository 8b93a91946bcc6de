// The files and folders of --with, read into what a check may rely on.
#pragma once

#include "core/credentials/trust.hpp"

#include <functional>
#include <span>
#include <string>

namespace cairn::cli {

struct WithLimits {
    std::size_t files = 10'000;              // in all
    std::size_t bytes = 16ULL * 1024 * 1024; // of one file
    std::size_t total = 256ULL * 1024 * 1024;
    std::size_t depth = 16; // folders inside each other
};

// Folders are read with all that is in them; files of other kinds that lie there are passed over, links to
// folders too. `complain` is told of each path that could not be used. False: of at least one.
bool read_trust(std::span<const std::string> paths, Trust& trust,
                const std::function<void(const std::string& path, const Error& error)>& complain,
                const WithLimits& limits = {});

} // namespace cairn::cli
