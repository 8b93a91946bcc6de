#include "core/jsonld/canonical.hpp"

#include "core/jsonld/to_rdf.hpp"
#include "core/rdf/canonical.hpp"

#include <algorithm>

namespace cairn {

Result<std::string> canonical_rdf(const Json& document, std::size_t* budget) {
    constexpr std::size_t bytes_of_work = 64;
    ToRdfOptions options;
    if (budget != nullptr) options.work = std::min(options.work, *budget);
    std::size_t left = 0;
    const Result<Dataset> dataset = to_rdf(document, options, &left);
    if (budget != nullptr) *budget -= options.work - left;
    if (!dataset) return std::unexpected(dataset.error());
    RdfcLimits limits;
    std::size_t bytes = std::min(limits.bytes, left * bytes_of_work);
    const std::size_t had = bytes;
    limits.budget = &bytes;
    Result<std::string> text = canonical_nquads(*dataset, limits);
    if (budget != nullptr) *budget -= (had - bytes) / bytes_of_work;
    return text;
}

} // namespace cairn
