// What the tests of checking share: a moment to check at, sample credentials, and what to look for in a
// report.
#pragma once

#include "core/credentials/check.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace cairn::test {

inline constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z

inline CheckReport check(const std::string& text, Instant at = february) {
    return check_text(text, {.at = at});
}

inline CheckReport check(const Json& json, Instant at = february) {
    return check_json(json, {.at = at});
}

inline Json sample(const std::string& name = "level-1.json") {
    return read_json(badge_sample(name)).value();
}

inline Instant moment(const char* text) {
    return parse_rfc3339(text).value();
}

inline bool has_fault(const CheckReport& report, const std::string& code, const std::string& where) {
    return std::ranges::any_of(
        report.faults, [&](const Fault& fault) { return fault.code == code && fault.where == where; });
}

// `json` inside a presentation inside a presentation, and so on.
inline Json presented(Json json, int times) {
    for (int i = 0; i < times; ++i)
        json = Json{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                    {"type", Json::array({"VerifiablePresentation"})},
                    {"verifiableCredential", Json::array({std::move(json)})}};
    return json;
}

} // namespace cairn::test
