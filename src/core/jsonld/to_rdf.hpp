// JSON-LD 1.1 as RDF: what a credential says, whichever of the many ways of writing it down was taken.
// Contexts are those compiled into the program; nothing is ever fetched.
//
// Sources: JSON-LD 1.1 (W3C) and JSON-LD 1.1 Processing Algorithms and API (W3C): context processing
// (section 4), expansion (5), node maps (7) and deserialization to RDF (8).
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/rdf/quads.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cairn {

// The document behind a context's address (an object with @context), or nullptr where it is not known. It has
// to stay where it is while the loader is used.
using ContextLoader = std::function<const Json*(std::string_view address)>;

// What becomes of @direction: RDF has no room for it (API, section 8.2.2 and RdfDirection).
enum class TextDirection : std::uint8_t { dropped, datatype, compound };

struct ToRdfOptions {
    // Relative references are resolved against it. Empty: they stay relative, and what has one is left out of
    // the result, or refused where `safe` is set.
    std::string base = {};
    // Refuses whatever would be left out in silence: a signature does not cover what is left out.
    bool safe = true;
    ContextLoader contexts = {}; // empty: those compiled in
    TextDirection direction = TextDirection::dropped;
    // Work that is allowed: about one for each value and term definition that is looked at, eight for each
    // object, one for each term of a context that is made, and one for each 64 bytes. It bounds memory too.
    std::size_t work = 2'000'000;
    std::size_t depth = 64; // values within values, and contexts within contexts
};

// Errors; `where` is the JSON path of what was wrong ("$.credentialSubject.achievement"):
//   jsonld.contextUnknown  a context that is not compiled in; `detail` is its address
//   jsonld.undefined       (safe) a member, type or reference that no context gives a meaning, or that would
//                          be left out for another reason; `detail` is what stands there
//   jsonld.address         (safe) an address with a control character, which some signers escape and others
//                          leave out; `detail` is the address
//   jsonld.invalid         not JSON-LD; `detail` is the standard's name for it ("colliding keywords")
//   jsonld.tooComplex      more work or depth than the limit
// Quads come in no particular order. Blank nodes are called b0, b1, …, and not as the document calls them.
// `work_left` is told what the limit had left.
Result<Dataset> to_rdf(const Json& document, const ToRdfOptions& options = {},
                       std::size_t* work_left = nullptr);

} // namespace cairn
