// What was stored cannot be read, or is gone: what is left of it, and what the person can do.
#pragma once

#include "app/state.hpp"
#include "core/store/salvage.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cairn::app {

// Something that can take the place of what cannot be read.
struct Candidate {
    enum class Kind { stored, second, point } kind = Kind::stored;
    std::string name; // of a restore point
    Instant made;     // of its last change
    std::shared_ptr<const Salvage> salvage;
};

struct Recovery {
    Error why;                                 // store.damaged, store.vanished, store.newerVersion, …
    std::uint32_t effect = 0;                  // copies are being looked for; 0: that is over
    std::vector<Candidate> candidates;         // the best first
    std::shared_ptr<const StoredFiles> stored; // what is there, for an export of what can be read
};

} // namespace cairn::app
