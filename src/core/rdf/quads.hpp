// An RDF dataset as plain memory, and N-Quads, its text. Every term stands once and is named by a number, so
// that two terms are the same where their numbers are.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::string_view rdf_lang_string = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
inline constexpr std::string_view xsd_string = "http://www.w3.org/2001/XMLSchema#string";

enum class TermKind : std::uint8_t { iri, blank, literal };

struct Term {
    TermKind kind = TermKind::iri;
    std::string_view value;         // the IRI, the label without "_:", or the lexical form; UTF-8
    std::string_view datatype = {}; // of a literal: its IRI
    std::string_view language = {}; // of a literal whose datatype is rdf_lang_string

    friend bool operator==(const Term&, const Term&) = default;
};

using TermId = std::uint32_t;
inline constexpr TermId default_graph = 0xFFFFFFFF;

struct Quad {
    TermId subject = 0;
    TermId predicate = 0;
    TermId object = 0;
    TermId graph = default_graph;

    friend auto operator<=>(const Quad&, const Quad&) = default;
};

// Terms and the quads made of them. It keeps the texts; what term() gives lives as long as the dataset.
class Dataset {
  public:
    Dataset() = default;
    Dataset(Dataset&&) noexcept = default;
    Dataset& operator=(Dataset&&) noexcept = default;
    Dataset(const Dataset&) = delete; // its terms point into it
    Dataset& operator=(const Dataset&) = delete;

    TermId iri(std::string_view value) { return intern({TermKind::iri, value, {}, {}}); }
    TermId blank(std::string_view label) { return intern({TermKind::blank, label, {}, {}}); }
    TermId literal(std::string_view lexical, std::string_view datatype = xsd_string) {
        return intern({TermKind::literal, lexical, datatype, {}});
    }
    TermId tagged(std::string_view lexical, std::string_view language) {
        return intern({TermKind::literal, lexical, rdf_lang_string, language});
    }
    // The number of a term; the same term gets the same number.
    TermId intern(const Term& term);

    // Each number is one of this dataset's. A quad that is there already may be added again; it counts once.
    void add(const Quad& quad) { quads_.push_back(quad); }

    const Term& term(TermId id) const { return terms_[id]; }
    std::span<const Term> terms() const { return terms_; }
    std::span<const Quad> quads() const { return quads_; }

  private:
    std::string_view keep(std::string_view text);
    std::string_view keep_datatype(std::string_view text);
    std::size_t place_of(const Term& term, std::uint64_t hash) const;
    void grow();

    std::vector<Term> terms_;
    std::vector<std::uint64_t> hashes_; // of the terms
    std::vector<TermId> table_;         // open addressing; its size is a power of two
    // Terms whose places in the table are all taken: hostile texts may all have one hash.
    std::map<std::string, TermId, std::less<>> crowded_;
    std::vector<Quad> quads_;
    std::vector<std::string_view> datatypes_;
    std::vector<std::vector<char>> blocks_; // none ever grows: the terms point into them
};

// N-Quads 1.1 (W3C, section 6), of at most this many bytes. Lines that are empty or comments are taken too.
// Errors; `where` is "line:column", both from 1:
//   rdf.syntax    not N-Quads, or not UTF-8
//   rdf.tooLarge  more bytes than the limit; `detail` is the limit
Result<Dataset> parse_nquads(std::string_view text, std::size_t max_bytes = std::size_t{16} * 1024 * 1024);

// One line for each quad as they were added, each as RDFC-1.0 section 4.8.4 has it ("canonical form of
// N-Quads"); blank nodes keep their labels.
std::string write_nquads(const Dataset& dataset);

// The term as it stands in a line, appended.
void append_term(std::string& out, const Term& term);

} // namespace cairn
