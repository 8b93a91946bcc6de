// What tests/fuzz/run.sh feeds with bytes that nobody has thought of: one function for each reader of files
// of unknown origin. Each says by stopping the program that something does not hold.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace cairn::fuzz {

void json(std::string_view input);
void jcs(std::string_view input);
void jsonld(std::string_view input);
void rdfc(std::string_view input);
void jwt(std::string_view input);
void credential(std::string_view input);
void png(std::string_view input);
void svg(std::string_view input);
void zip(std::string_view input);
void pathway(std::string_view input);
void portfolio(std::string_view input);
void backup(std::string_view input);

inline void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace cairn::fuzz
