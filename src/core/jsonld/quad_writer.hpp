// Deserialization to RDF (JSON-LD 1.1 Processing Algorithms and API, sections 7 and 8): what is expanded as
// quads. Nodes of one name need not be brought together first; in a set of quads they are one.
#pragma once

#include "core/jsonld/expanded.hpp"
#include "core/jsonld/processor.hpp"
#include "core/rdf/quads.hpp"

#include <map>
#include <optional>

namespace cairn::jsonld {

class QuadWriter {
  public:
    QuadWriter(Processor& processor, TextDirection direction, Dataset& out);

    bool write(const Items& items) { return all(items, default_graph); }

  private:
    // No term: it has no absolute name, and whatever would hold it is left out.
    using MaybeTerm = std::optional<TermId>;

    bool all(const Items& items, MaybeTerm graph);
    bool node(const Node& node, MaybeTerm graph, MaybeTerm& subject);
    bool item(const Item& item, MaybeTerm graph, MaybeTerm& object);
    bool list(const Items& items, MaybeTerm graph, MaybeTerm& object);
    bool literal(const Item& item, MaybeTerm graph, MaybeTerm& object);
    bool text(const Item& item, MaybeTerm graph, MaybeTerm& object);
    bool named(Text name, MaybeTerm& term);
    TermId fresh();
    void add(MaybeTerm subject, TermId predicate, MaybeTerm object, MaybeTerm graph);

    Processor& processor_;
    TextDirection direction_;
    Dataset& out_;
    TermId type_, first_, rest_, nil_;
    std::map<Text, TermId> blanks_;
    std::size_t next_ = 0;
};

} // namespace cairn::jsonld
