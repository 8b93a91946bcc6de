// What a file that was checked holds, as it tells it itself: for a person who reads it. What is true of it
// says its CheckReport; nothing here does.
#pragma once

#include "core/credentials/check_file.hpp"
#include "core/json/json.hpp"
#include "core/markdown/markdown.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Where the bytes of a named file are. `unsure`: beside, and too much is wrong with the whole for telling
// whether its bytes are its own; `differs`: others than its digest says.
enum class SentState { inside, beside, absent, differs, unsure };

struct SentFile {
    std::string name;
    std::string media_type;
    std::string sha256; // hex
    SentState state = SentState::absent;
};

// A credential of a collection. Texts are made safe to show and are not endless.
struct SentCredential {
    std::string path;       // of its report: CheckReport::path
    std::string name, code; // of its achievement, else its own; code: "L1.G1.meeting"
    std::string criterion;  // id of the achievement
    std::string description;
    std::string who, who_id;              // issuer
    std::string title;                    // of the first evidence that is no file
    std::vector<MarkdownBlock> narrative; // of its evidence, else of its criteria
    bool cut = false;                     // there is more of the narrative
    std::vector<SentFile> files;
    bool own = false; // the subject says it of themself: a claim
};

struct Contents {
    SentCredential whole;        // the file itself
    std::string level, level_id; // of a submission
    std::string pathway_revision;
    std::string subject; // whom it is about: a name, an id, an address
    std::vector<SentCredential> claims, others;
    std::size_t left_out = 0; // credentials beyond most_sent

    // Of a level of some pathway.
    bool is_submission() const { return !level_id.empty(); }
};

inline constexpr std::size_t most_sent = 200;

// Of any text; what is not there is empty.
Contents read_contents(const CheckedFile& file);

// The bytes of a file that it carries, if they are what the digest (hex) says. Errors: check.fileMissing,
// check.fileDiffers; of the ZIP.
Result<std::string> sent_file(const CheckedFile& file, const ByteSource& bytes, std::string_view sha256);

} // namespace cairn
