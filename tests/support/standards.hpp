// Test data published by others: schemas, contexts and vectors. It is not part of this repository; where
// it is not there, a test says so by name, and tests/run.sh counts the line.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace cairn::test {

// CAIRN_STANDARDS, or ../shared/standards beside the folder that holds the repository's .git; empty: not
// there.
inline std::filesystem::path standards_folder() {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (const char* const named = std::getenv("CAIRN_STANDARDS"); named != nullptr && *named != '\0') {
        return fs::is_directory(named, ignored) ? fs::path(named) : fs::path();
    }
    for (fs::path at = fs::current_path(ignored); !at.empty(); at = at.parent_path()) {
        const fs::path candidate = at / "shared" / "standards";
        if (fs::is_directory(candidate, ignored)) return candidate;
        if (at == at.parent_path()) break;
    }
    return {};
}

inline std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

} // namespace cairn::test

// Ends the test case as skipped: prints "SKIPPED: <name of the test>: <why>".
#define CAIRN_SKIP(why)                                                                                      \
    do {                                                                                                     \
        std::printf("SKIPPED: %s: %s\n", doctest::getContextOptions()->currentTest->m_name, why);            \
        std::fflush(stdout);                                                                                 \
        return;                                                                                              \
    } while (false)
