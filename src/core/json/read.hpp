// The strict reader: text of unknown origin to a JSON value, or the reason and the place why not.
// It refuses whatever two readers could understand differently (RFC 7493, RFC 8785 section 3.1).
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"

#include <cstddef>
#include <string_view>

namespace cairn {

struct ReadLimits {
    std::size_t bytes = 16 * 1024 * 1024;
    std::size_t depth = 64;         // objects and arrays inside each other
    std::size_t values = 2'000'000; // members and elements in all
};

// Errors; `where` is a JSON path ("$.records[3].name"), `detail` "line:column" where a place in the text is
// known (both from 1, column in bytes):
//   json.tooLarge      more bytes or values than the limit; `detail` is the limit
//   json.bom           a byte order mark
//   json.utf8          bytes that are not UTF-8
//   json.surrogate     a \u escape that is half of a pair
//   json.number        a number that no double holds
//   json.duplicateKey  an object that names a member twice
//   json.tooDeep       more levels than the limit
//   json.trailing      text after the value
//   json.syntax        anything else that is not JSON
Result<Json> read_json(std::string_view text, const ReadLimits& limits = {});

// Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or npos.
std::size_t find_invalid_utf8(std::string_view text);

// ".name", "[\"odd name\"]" and "[3]": the steps of a JSON path.
std::string path_step(std::string_view key);
std::string path_step(std::size_t index);

} // namespace cairn
