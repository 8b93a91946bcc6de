// Text of unknown origin on its way into HTML, SVG and names of files.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace cairn {

// Without what no page can hold or what turns the words around it: control characters, noncharacters, bytes
// that are not UTF-8, overrides of the direction of writing. Line breaks and tabs become spaces.
std::string shown_text(std::string_view text);

// At most `most` bytes, cut between characters, with "…" where more was there.
std::string clipped(std::string_view text, std::size_t most);

// Safe as text and within quotes, in HTML and in XML.
std::string escaped(std::string_view text);

// "career-services-talk": of a-z, 0-9 and "-" alone, at most 40 of them; "" where nothing is left.
std::string slug(std::string_view text);

// Each {name} of the template becomes its value; one that is not given becomes nothing. Values are put in as
// they are and not looked at again.
using TemplateValues = std::map<std::string_view, std::string>;
std::string filled(std::string_view pattern, const TemplateValues& values);

} // namespace cairn
