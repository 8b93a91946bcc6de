// The submission bundle: a 1EdTech CLR 2.0 ClrCredential with one Open Badges 3.0 claim for each
// claimed criterion, signed with eddsa-jcs-2022. Shape: docs/data-format.md, "Bundle".
#pragma once

#include "base/result.hpp"
#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cairn {

inline constexpr std::uint64_t inline_file_limit = 1024 * 1024;      // bytes a file
inline constexpr std::uint64_t inline_total_limit = 4 * 1024 * 1024; // bytes in all

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
    std::map<std::string, std::string> file_bytes; // by SHA-256 hex; those that travel inside
};

struct Bundle {
    std::string json;   // what is written to the file, pretty or canonical: always the same bytes
    std::string sha256; // hex, of `json`
    std::vector<std::string> left_out; // names of the files whose bytes do not travel inside
};

// Same input, same bytes. Errors: bundle.noClaims, key.*.
Result<Bundle> make_bundle(const BundleInput& input);

// What a bundle of this level carries, before any bytes are read.
struct PlannedClaim {
    const PathwayNode* leaf = nullptr;
    const Claim* claim = nullptr;
    const Record* record = nullptr;
};
struct BundlePlan {
    std::vector<PlannedClaim> claims;  // in the pathway's order
    std::vector<std::string> inside;   // SHA-256 (hex) of the files that travel inside
    std::vector<std::string> left_out; // names of the files that are too large for it
};
BundlePlan plan_bundle(const Document& document, const PathwayLevel& level);

// SHA-256 (hex) of the files that fit into a bundle of this level under the limits, in the order they are
// taken.
std::vector<std::string> files_to_inline(const BundleInput& input);

// The record as it travels: "record.json", format "cairn-record", version 1; RFC 8785 bytes.
std::string record_json(const Record& record);
Result<Record> parse_record_json(std::string_view json_text);

} // namespace cairn
