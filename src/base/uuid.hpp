// Identifiers are RFC 9562 UUIDs in their URN form, "urn:uuid:…", everywhere: document, bundle, pathways.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace cairn {

using Id = std::string;

// Version 4 from sixteen random bytes.
Id make_uuid_v4(std::span<const std::uint8_t, 16> random_bytes);

// Version 8 from the first sixteen bytes of a digest: the same input gives the same id.
Id make_uuid_v8(std::span<const std::uint8_t, 32> digest);

bool is_uuid_urn(const std::string& text);

} // namespace cairn
