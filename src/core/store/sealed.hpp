// JSON files of the stored form that carry their own checksum.
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/json/read.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

inline constexpr std::uint64_t sealed_version = 1; // of formats that have had one version
inline constexpr ReadLimits sealed_limits = {.bytes = 64 * 1024 * 1024, .values = 20'000'000};

// Canonical text whose member `checksum` covers all the others.
std::string seal(Json json);

// The value of a sealed file, without `format`, `version` and `checksum`. Errors: store.newerVersion,
// store.damaged; `where` is `file`.
Result<Json> unseal(std::string_view text, std::string_view file, std::string_view format);

// The same of a format that has had several versions, each of which is read up to `newest`.
struct Unsealed {
    Json members;
    std::uint32_t version = 0;
};
Result<Unsealed> unseal_version(std::string_view text, std::string_view file, std::string_view format,
                                std::uint64_t newest);

std::unexpected<Error> store_damaged(std::string_view file, std::string why);

} // namespace cairn
