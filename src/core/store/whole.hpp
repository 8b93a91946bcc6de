// A portfolio as one file: a ZIP of the stored form, the signing keys and the evidence. Shape:
// docs/data-format.md, "Whole portfolio".
#pragma once

#include "core/archive/zip.hpp"
#include "core/store/codec.hpp"
#include "core/store/points.hpp"
#include "core/store/salvage.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cairn {

inline constexpr ZipLimits whole_limits = {.entries = 50'000, .total_bytes = 64ULL * 1024 * 1024 * 1024};
inline constexpr std::uint64_t max_whole_document = 128ULL * 1024 * 1024; // bytes: everything but evidence

// Evidence that lies in the file. Its bytes are not read here: whoever keeps them compares the digest.
struct WholeEvidence {
    std::string sha256;
    ZipEntry entry;
    std::optional<ZipPlace> place = {}; // where the directory of the ZIP does not tell it
};

struct WholePoint {
    PointInfo info;
    StoredPortfolio portfolio;
};

struct WholePortfolio {
    Document document;
    std::uint64_t generation = 0;
    std::optional<std::vector<LearnerKey>> keys; // nothing: a sample as it came with the page
    Instant made;
    std::vector<WholeEvidence> evidence;
    std::vector<std::string> left_out; // SHA-256 of evidence that was gone when the file was made
    std::vector<WholePoint> points;
};

struct WholeEntry {
    std::string path;
    std::string text;
};

// Everything but the evidence, which stands at whole_evidence_path(). Always in the same order. `points`: the
// files of the restore points.
std::vector<WholeEntry> encode_whole(const Document& document, std::uint64_t generation,
                                     const std::vector<LearnerKey>& keys, Instant made,
                                     const std::set<std::string>& left_out, const StoredFiles& points = {});
std::string whole_evidence_path(const std::string& sha256);

// Each piece of evidence that the document names, once, with its size.
std::vector<std::pair<std::string, std::uint64_t>> named_evidence(const Document& document);

// Errors: zip.*, store.* and format.* of what it holds, and
//   whole.kind     a ZIP, and none of these
//   whole.extra    an entry that nothing names; `where` is its name
//   whole.missing  evidence that a record names is neither there nor left out; `where` is the file's name
//   whole.tooLarge `detail` is the limit
Result<WholePortfolio> read_whole(const ByteSource& file);

// What is left of a damaged one: each file of the document that is whole by its checksum, and the evidence
// that its records name, where it seems to be there; its digest is compared when it is kept.
struct ReadableWhole {
    Salvage salvage;
    std::vector<WholeEvidence> evidence;
    std::uint64_t files = 0;            // pieces of evidence that the records name
    std::optional<std::uint64_t> to_go; // offset from which evidence is still looked for; nothing: done
};
// Error: whole.damaged where nothing of a portfolio can be read.
Result<ReadableWhole> read_readable(const ByteSource& file);
// Goes on looking for evidence from `to_go` until there is no more, or until a read fails.
void find_readable_evidence(const ByteSource& file, ReadableWhole& readable);

} // namespace cairn
