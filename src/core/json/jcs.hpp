// JSON as bytes that are always the same: the canonical form (RFC 8785) for signing and hashing, and a
// form for people with the same numbers and escapes.
#pragma once

#include "core/json/json.hpp"

#include <span>
#include <string>
#include <string_view>

namespace cairn {

// RFC 8785. Integers beyond 2^53 become the nearest double, as in ECMAScript. read_json gives nothing that
// has no canonical form; of values made otherwise, a byte that is not UTF-8 becomes U+FFFD and a number that
// is not finite 0, so that what is written can always be read again.
std::string canonicalize(const Json& value);

// Two spaces a level, a line feed at the end. Members named in `order` stand first, in that order; the
// others follow as in the canonical form.
std::string to_pretty(const Json& value, std::span<const std::string_view> order = {});

// A finite number as ECMAScript writes it (ECMA-262, Number::toString, radix 10).
std::string number_text(double value);

// Compares by UTF-16 code units, as RFC 8785 section 3.2.3 orders members. Both are well-formed UTF-8.
bool utf16_less(std::string_view a, std::string_view b);

} // namespace cairn
