// Files that a credential carries as data URLs among its evidence, held against the digests beside them.
#pragma once

#include "core/credentials/check.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

// The bytes of a data URL (RFC 2397). Nothing where it is none, or is damaged.
std::optional<std::string> data_url_bytes(std::string_view url);

// Adds fault.digest and fault.dataUrl, and sets `content_differs`.
void check_evidence(const Json& credential, CheckReport& report);

} // namespace cairn
