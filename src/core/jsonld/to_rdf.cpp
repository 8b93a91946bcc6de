#include "core/jsonld/to_rdf.hpp"

#include "core/jsonld/contexts.hpp"
#include "core/jsonld/expander.hpp"
#include "core/jsonld/quad_writer.hpp"

namespace cairn {
namespace {

Result<Dataset> read(const Json& document, const ToRdfOptions& options, jsonld::Store* kept,
                     std::size_t& work) {
    jsonld::Processor processor(options, kept);
    jsonld::Expanded expanded;
    Dataset dataset;
    const bool done = jsonld::Expander(processor, expanded).document(document) &&
                      jsonld::QuadWriter(processor, options.direction, dataset).write(expanded.items);
    work = processor.work_left();
    if (done) return dataset;
    Error& error = processor.error();
    error.where.insert(0, "$");
    return std::unexpected(std::move(error));
}

} // namespace

Result<Dataset> to_rdf(const Json& document, const ToRdfOptions& options, std::size_t* work_left) {
    std::size_t left = 0;
    std::size_t& work = work_left == nullptr ? left : *work_left;
    if (options.contexts) return read(document, options, nullptr, work);
    ToRdfOptions closed = options;
    closed.contexts = compiled_context;
    return read(document, closed, &jsonld::compiled_store(), work);
}

} // namespace cairn
