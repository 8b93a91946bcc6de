// The canonical text of a JSON-LD document: what proofs of the suites that end in rdfc sign (Data Integrity
// EdDSA Cryptosuites 3.2.3, ECDSA Cryptosuites 3.2.3) and Ed25519Signature2020.
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"

#include <cstddef>
#include <string>

namespace cairn {

// The N-Quads of the document's RDF after RDFC-1.0 with SHA-256: sorted lines, each with its line feed. In
// safe mode and with the compiled-in contexts alone, and without a base address. `budget` is work that may
// still be done (see ToRdfOptions::work); what was used is taken off, so that one budget holds for all of a
// file. Errors: those of to_rdf, and rdf.tooComplex.
Result<std::string> canonical_rdf(const Json& document, std::size_t* budget);

} // namespace cairn
