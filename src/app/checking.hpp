// The screen Check: files that others hand over, looked at on this device. Nothing of them becomes part of
// the portfolio. Files that tell about issuers (documents with keys, lists) are used to check the others
// with, and kept only if the person says so.
#pragma once

#include "app/command.hpp"
#include "app/step.hpp"
#include "core/archive/partial.hpp"
#include "core/credentials/check_file.hpp"
#include "core/credentials/contents.hpp"
#include "core/credentials/trust.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::app {

inline constexpr std::size_t most_checked = 50;                            // files at once
inline constexpr std::uint64_t most_checked_bytes = 64ULL * 1024 * 1024;   // a file
inline constexpr std::uint64_t most_checked_in_all = 128ULL * 1024 * 1024; // of all that are here
inline constexpr std::size_t most_typed_to_check = 2 * 1024 * 1024;        // characters

// What the screen shows of a report and would have to search for in each frame. Points into the file.
struct CheckedParts {
    std::vector<MissingPiece> missing;                      // of the whole file, each once
    std::map<std::string_view, const CheckReport*> reports; // nested ones by their path
};

// A file that is looked at. Its bytes stay as long as it is shown: with another list at hand it is checked
// anew, and files that it carries are handed over from them.
struct CheckedItem {
    std::uint32_t id = 0; // of its own, in this session
    std::string name;     // of the file; "": it was pasted
    std::uint32_t handle = 0;
    std::uint32_t effect = 0; // that reads it; 0: none
    ByteRange asked;
    bool begun = false; // its size is known
    PartialFile bytes;
    std::optional<Error> unread;             // why nothing can be said of it
    std::shared_ptr<const CheckedFile> file; // nothing: not read yet
    std::shared_ptr<const Contents> contents;
    std::shared_ptr<const CheckedParts> parts;
    std::vector<std::string> not_claimed; // names of the level's criteria that a submission says nothing of
    std::set<std::uint32_t> answers;      // effects that bring answers about its signatures

    bool read() const { return unread || file; }
    // While an answer is on its way nothing is said of what holds.
    bool done() const { return read() && answers.empty(); }
};

// A file to check with, dropped in this session or kept.
struct TrustItem {
    std::string name; // of the file
    std::shared_ptr<const std::string> text;
    std::string sha256; // hex
    TrustFile about = {};
    bool kept = false;
    std::optional<Error> unusable = {}; // kept, and cannot be used any more: why
};

struct Checking {
    std::vector<CheckedItem> items;   // the newest first
    std::vector<TrustItem> trust;     // what is kept first
    std::shared_ptr<const Trust> all; // of these; null: there are none
    bool gathered = true;             // otherwise `all` follows once nothing is being read
    std::vector<std::string> taken;   // what is said then of the files to check with that came
    std::uint32_t first_told = 0;     // with this item begins what is said aloud
    std::string typed;
    std::uint32_t text_revision = 0; // a new one empties the field
    std::uint32_t next_id = 1;
};

// Nothing where the effect is none of a checked file's.
std::optional<Step> checking_read(const State& state, const RangeRead& event, const Stamp& stamp);
std::optional<Step> checking_failed(const State& state, const WholeFailed& event, const Stamp& stamp);

// Checked once more is what waits for this answer or has an open question.
Step checked_again(Step step, const SignaturesAnswered& event, const Stamp& stamp);

// State::trust, and what the screen shows as kept, as `notes` has it; what is shown has to be checked again.
void read_kept_trust(State& state);
Step with_kept_trust(Step step, const Stamp& stamp); // both

// All of it goes, and nothing more is read.
void forget_checked(Step& step);

} // namespace cairn::app
