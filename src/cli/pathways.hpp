// The pathways that this version knows, built into the command so that ids can be said in words.
#pragma once

#include "core/model/pathway.hpp"

#include <string>
#include <string_view>

namespace cairn::cli {

// nullptr where this version has none of that id and revision.
const Pathway* shipped_pathway(std::string_view id, std::string_view revision);

// "L1.G3 Job board account", or the uri itself.
std::string node_words(const Pathway* pathway, std::string_view uri);

} // namespace cairn::cli
