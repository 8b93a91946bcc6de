#include "core/jsonld/canonical.hpp"

namespace cairn {

Result<std::string> canonical_rdf(const Json& /*document*/, std::size_t* /*budget*/) {
    return fail("rdf.tooComplex");
}

} // namespace cairn
