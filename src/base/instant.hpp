// A moment, and the RFC 3339 text that stands for it in files.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

// "2026-01-15T12:00:00Z". Whole seconds: xsd:dateTimeStamp as the credentials write it.
std::string to_rfc3339(Instant instant);

// The same, with milliseconds where there are any: "2026-01-15T12:00:00.250Z". What the stored form uses.
std::string to_rfc3339_exact(Instant instant);

// Accepts an offset or Z, with or without a fraction (RFC 3339 section 5.6). Error: time.malformed.
Result<Instant> parse_rfc3339(std::string_view text);

// "2026-01-15", as a native date field gives it, to midnight UTC. Error: date.malformed.
Result<Instant> parse_date(std::string_view text);

} // namespace cairn
