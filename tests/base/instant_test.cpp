#include "base/instant.hpp"

#include <doctest/doctest.h>

namespace cairn {

TEST_CASE("a moment is written as RFC 3339 in whole seconds") {
    CHECK(to_rfc3339({0}) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339({1768478400999}) == "2026-01-15T12:00:00Z");
    CHECK(to_rfc3339({-1}) == "1969-12-31T23:59:59Z");
    CHECK(to_rfc3339({951782400000}) == "2000-02-29T00:00:00Z");
}

TEST_CASE("a moment keeps its milliseconds in the stored form") {
    CHECK(to_rfc3339_exact({1768478400000}) == "2026-01-15T12:00:00Z");
    for (const std::int64_t ms : {1768478400001LL, 1768478400250LL, 1768478400999LL, -1LL, -999LL}) {
        CHECK(parse_rfc3339(to_rfc3339_exact({ms}))->ms == ms);
    }
}

TEST_CASE("a moment is read with Z or an offset, with or without a fraction") {
    CHECK(parse_rfc3339("2026-01-15T12:00:00Z")->ms == 1768478400000);
    CHECK(parse_rfc3339("2026-01-15T13:30:00+01:30")->ms == 1768478400000);
    CHECK(parse_rfc3339("2026-01-14T23:00:00-13:00")->ms == 1768478400000);
    CHECK(parse_rfc3339("2026-01-15T12:00:00.25Z")->ms == 1768478400250);
    CHECK(parse_rfc3339("2026-01-15t12:00:00.123456789z")->ms == 1768478400123);
    for (const std::string bad :
         {"", "2026-01-15", "2026-01-15T12:00:00", "2026-02-30T12:00:00Z", "2026-01-15T24:00:00Z",
          "2026-01-15T12:60:00Z", "2026-01-15T12:00:00.Z", "2026-01-15T12:00:00+1:00",
          "2026-01-15T12:00:00ZZ", "2026-13-15T12:00:00Z", "26-01-15T12:00:00Z", "2026-01-15T12:00:61Z"}) {
        CAPTURE(bad);
        CHECK(parse_rfc3339(bad).error() == Error{"time.malformed", "", bad});
    }
}

TEST_CASE("what is written is read back, for any second of four thousand years") {
    for (std::int64_t second = -62'135'596'800; second < 64'060'588'800; second += 987'654'321) {
        CHECK(parse_rfc3339(to_rfc3339({second * 1000}))->ms == second * 1000);
    }
}

TEST_CASE("a day is read as midnight UTC, and an impossible day is refused") {
    CHECK(parse_date("2026-01-15")->ms == 1768435200000);
    for (const std::string bad : {"", "2026-1-5", "2025-02-29", "2026-01-15T", "20260115"}) {
        CAPTURE(bad);
        CHECK(parse_date(bad).error().code == "date.malformed");
    }
}

} // namespace cairn
