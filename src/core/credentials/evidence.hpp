// Files as the evidence of a bundle: the entries that stand for them, with and without their bytes.
#pragma once

#include "core/crypto/hash.hpp"
#include "core/json/json.hpp"
#include "core/model/document.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// A file as the evidence of a claim names it.
struct EvidenceFile {
    Id id;
    std::string name;
    std::string media_type; // "type/subtype", never empty
    std::string alt;        // may be empty
    Digest digest{};
    std::uint64_t size = 0;
    std::string bytes;      // of record.json and badges; of other files the caller brings them
    bool generated = false; // stands inside bundle.json, whatever its size
};

// record.json first, then the record's files.
std::vector<EvidenceFile> evidence_files(const Record& record);

// A badge that cannot stand inside a bundle as a credential, byte for byte as it was received.
EvidenceFile badge_file(const Badge& badge);

// The entry within a claim.
Json claim_entry(const EvidenceFile& file);

// The entry of the outer document, whose id holds the bytes as a data URL.
Json data_entry(const EvidenceFile& file, std::string_view bytes);

} // namespace cairn
