// Whether a document is read by name as it is by meaning. A signature over RDF covers what a document says
// and not how it is written: with a member's address in place of its name, or another name for it, the same
// signature holds, and whoever reads "validUntil" finds none. Verifiable Credentials 2.0 asks for compacted
// documents for that reason (section 6.1), and Data Integrity for contexts that are known (section 2.4.1).
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"

namespace cairn {

// Errors; `where` is the JSON path, `detail` the name:
//   jsonld.notPlain    a member that is no term of a compiled-in context (an address, a keyword outside of a
//                      value object, the second name of something that has one), what is said elsewhere of
//                      the document itself, or an inline context that does more than name new types
//   jsonld.tooComplex  deeper than `depth`
Result<void> require_plain_terms(const Json& document, std::size_t depth = 64);

} // namespace cairn
