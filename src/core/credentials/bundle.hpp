// The submission bundle: a 1EdTech CLR 2.0 ClrCredential with one Open Badges 3.0 claim for each claimed
// criterion and the held badges that can stand in it; where some cannot, a presentation of it and of them.
// Shape: docs/data-format.md, "Bundle".
#pragma once

#include "base/result.hpp"
#include "core/credentials/claim.hpp"
#include "core/credentials/held.hpp"
#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cairn {

inline constexpr std::uint64_t inline_file_limit = 1024 * 1024;      // bytes a file
inline constexpr std::uint64_t inline_total_limit = 4 * 1024 * 1024; // bytes in all
inline constexpr std::size_t max_bundle_bytes = 16 * 1024 * 1024;    // of bundle.json; more nobody reads

// Words of the bundle; they come from assets/strings, not from code.
struct BundleWords {
    std::string submission_name;   // "Career Prepared, Level 1: submission"
    std::string claim_name_prefix; // "Claim: "
    std::string claim_description; // "Stated by the learner; nobody has reviewed it."
};

struct BundleInput {
    const Document* document = nullptr;
    const Pathway* pathway = nullptr;
    const PathwayLevel* level = nullptr;
    const std::map<std::string, RecordType>* record_types = nullptr;
    LearnerKey key;
    Id submission_id;
    Instant time;
    BundleWords words;
    const HeldBadges* badges = nullptr; // those that travel along; nullptr: none
    std::set<std::string> withheld;     // SHA-256 hex of files and badges that the learner does not send
    std::map<std::string, std::string> file_bytes; // by SHA-256 hex; those that travel inside
};

// A file that travels beside bundle.json in a ZIP, as files/<sha256>.
struct BundleFile {
    std::string sha256; // hex
    std::string name;   // the learner's
    std::uint64_t size = 0;

    friend bool operator==(const BundleFile&, const BundleFile&) = default;
};

struct Bundle {
    std::string json;              // what is written to the file, pretty or canonical: always the same bytes
    std::string media_type;        // of it: application/vc, or of a presentation application/vp
    std::string sha256;            // hex, of `json`
    std::vector<BundleFile> files; // not empty: the export is a ZIP of bundle.json and these
    std::vector<std::string> left_out; // names of the files whose bytes do not travel
};

// Same input, same bytes. Errors: bundle.noClaims, bundle.tooLarge (more than max_bundle_bytes), key.*.
Result<Bundle> make_bundle(const BundleInput& input);

// What a bundle of this level carries, before any bytes are read.
struct BundlePlan {
    std::vector<PlannedClaim> claims; // in the pathway's order
    std::vector<std::string> inside; // SHA-256 (hex) of the learner's files that travel in bundle.json itself
    std::vector<BundleFile> files;   // not empty: a ZIP, and all of the learner's files are in it
    std::vector<std::string> left_out;      // names of files and badges that the learner does not send
    std::vector<const HeldBadge*> badges;   // held badges that travel as credentials in the collection
    std::vector<const HeldBadge*> beside;   // those that cannot: beside it, in a presentation of both
    std::vector<const HeldBadge*> attached; // those that are no credentials: as files among the evidence
    std::uint64_t bytes = 0;                // of the learner's files that travel, inside or beside
};
// Every file that the claims name, each digest once, in their order; also those that do not travel.
std::vector<BundleFile> named_files(const BundlePlan& plan);

// Whether a held badge travels with what the learner submits: it is made out to the learner and not by one of
// the learner's own keys, its signature holds or cannot be checked here, and it is neither out of time nor
// withdrawn nor signed by another key than its issuer's. A reviewer's check calls a bundle bad if something
// inside is.
bool travels(const HeldBadge& badge);

BundlePlan plan_bundle(const Document& document, const PathwayLevel& level, const HeldBadges& badges = {},
                       const std::set<std::string>& withheld = {});

// SHA-256 (hex) of the files whose bytes make_bundle() asks for.
std::vector<std::string> files_to_inline(const BundleInput& input);

// The record as it travels: "record.json", format "cairn-record", version 1; RFC 8785 bytes.
std::string record_json(const Record& record);
Result<Record> parse_record_json(std::string_view json_text);

} // namespace cairn
