// What was stored cannot be read, or is gone: what is left of it, and what the person can do.
#pragma once

#include "app/state.hpp"
#include "app/update.hpp"
#include "core/store/salvage.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cairn::app {

// Something that can take the place of what cannot be read.
struct Candidate {
    enum class Kind { stored, second, point } kind = Kind::stored;
    std::string name; // of a restore point
    Instant made;     // of its last change
    std::shared_ptr<const Salvage> salvage;
    std::vector<LearnerKey> keys; // its own, else those of another copy of the same portfolio; may be empty
};

// The file that is made of what can be read.
struct Rescue {
    std::uint32_t effect = 0; // its download; 0: none is under way
    std::string file_name;
    Instant made;
    std::vector<LearnerKey> keys;   // that travel with it
    std::set<std::string> left_out; // SHA-256 of evidence that is gone
};

struct Recovery {
    Error why;                                 // store.damaged, store.vanished, store.newerVersion, …
    std::uint32_t effect = 0;                  // copies are being looked for; 0: that is over
    std::vector<Candidate> candidates;         // the best first
    std::shared_ptr<const StoredFiles> stored; // what is there, for an export of what can be read
    Rescue rescue;
};

// Where what was stored cannot be read: asks for everything that may hold it. Does nothing elsewhere.
void begin_recovery(Step& step);

// What the copies hold, the best first: whole before partial, then the last change. Nothing that is empty,
// and nothing twice.
std::vector<Candidate> candidates_in(const std::vector<StoredCopy>& copies);

// Whether anything may take the place of what is stored. A newer version's portfolio is not ours to replace.
bool may_replace(const Recovery& recovery);

// The position from which rows go on when another document takes the place of what was stored: after every
// row that lies there, and following from none of them.
JournalPosition position_after(const StoredFiles& files, const Id& fresh);

// Nothing where the effect is none of a rescue's.
std::optional<Step> recovery_downloaded(const State& state, const Downloaded& event);
std::optional<Step> recovery_download_failed(const State& state, const DownloadFailed& event);

} // namespace cairn::app
