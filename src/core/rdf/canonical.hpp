// RDFC-1.0 (W3C, RDF Dataset Canonicalization): the one text of a dataset, whatever its blank nodes are
// called and in whatever order its quads come.
#pragma once

#include "base/result.hpp"
#include "core/rdf/quads.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace cairn {

enum class RdfHash { sha256, sha384 };

struct RdfcLimits {
    RdfHash hash = RdfHash::sha256;
    // Blank nodes looked at while those with equal surroundings are told apart (section 4.8, "Hash N-Degree
    // Quads"). It grows with the factorial of how alike they are, and a "poison" dataset means to be slow.
    std::size_t steps = 500'000;
    std::size_t bytes = std::size_t{64} * 1024 * 1024; // of text that is hashed or written
    // The same for several datasets together, counted down to 0. nullptr: there is no other limit.
    std::size_t* budget = nullptr;
};

// The canonical text: lines of N-Quads in the order of their bytes, each once. An IRI with a character that
// N-Quads does not take has it escaped, so that no two datasets have one text.
// Errors:
//   rdf.tooComplex  more steps than the limit
//   rdf.tooLarge    more bytes than the limit or the budget
Result<std::string> canonical_nquads(const Dataset& dataset, const RdfcLimits& limits = {});

// The blank nodes of the quads in the order of their canonical names: the first is _:c14n0. Errors as above.
Result<std::vector<TermId>> canonical_order(const Dataset& dataset, const RdfcLimits& limits = {});

} // namespace cairn
