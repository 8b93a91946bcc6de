// Text as it is compared when something is looked for.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

// Latin, Greek and Cyrillic letters without case and accents, in one piece or two; ligatures as two letters,
// curly apostrophes as straight ones. What else there is, bytes that are not UTF-8 too, stays as it is.
std::string folded(std::string_view utf8);

} // namespace cairn
