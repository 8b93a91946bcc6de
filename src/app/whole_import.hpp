// A whole portfolio on its way in: what is known of the picked file, and how far it has come. The same
// reading serves a file that is to be opened and one that is only checked.
#pragma once

#include "app/command.hpp"
#include "app/step.hpp"
#include "core/archive/partial.hpp"
#include "core/store/whole.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cairn::app {

struct WholeImport {
    PickedFile file;
    bool sample = false;                         // the one that came with the page: nobody is asked
    bool check = false;                          // it is compared, and nothing is kept
    bool merging = false;                        // it joins what is here and does not take its place
    std::uint32_t effect = 0;                    // that is waited for; 0: the person is asked
    ByteRange asked;                             // of that effect, while ranges are read
    bool begun = false;                          // the size is known
    PartialFile known;                           // what was read to understand it
    PartialFile at_hand;                         // the same, and the header of the evidence that is next
    std::shared_ptr<const WholePortfolio> whole; // nothing: it is still being read
    bool storing = false;                        // or comparing
    std::size_t stored = 0;                      // pieces of evidence

    bool sealed = false;                // encrypted, and nobody gave the passphrase that opens it
    std::optional<Error> wrong;         // what came of the last passphrase
    std::uint64_t done = 0, opened = 0; // bytes decrypted, of how many

    std::optional<Error> fault;                    // why it cannot be opened whole
    std::shared_ptr<const ReadableWhole> readable; // what can be read of it
    std::size_t spoiled = 0;                       // pieces of it that turned out to be damaged

    bool paused = false, over = false; // a check
    std::vector<std::string> damaged;  // names of the evidence that differs
};

using ImportPtr = std::shared_ptr<const WholeImport>;

// Where an import of its kind stands in the session.
ImportPtr& place_of(State& state, bool check);
void put(Step& step, WholeImport import);

// Reads a picked file from its beginning.
Step begin_reading(Step step, WholeImport import);
// What it is about is understood, and the person said yes: its evidence is kept, or compared, piece by piece.
Step begin_storing(Step step, WholeImport import, const Stamp& stamp);
// Goes on with the next piece, or ends.
Step store_next(Step step, WholeImport import, const Stamp& stamp);
// Ends it with the reason; of a check, that is its result.
Step give_up(Step step, WholeImport import, const Error& error);
// A piece of its evidence is damaged, the rest may be whole: offers that.
Step offer_the_rest(Step step, WholeImport import, const Error& why);
// The words of a failure for a file that is no stored form of this device.
Error as_of_file(const Error& error);

// Nothing where the effect is none of an import's or a check's.
std::optional<Step> import_failed(const State& state, const WholeFailed& event, const Stamp& stamp);
// What the learner calls a piece of evidence.
std::string evidence_name(const Document& document, const std::string& sha256);

// All of it is kept: it takes the place of what is here. The other way is merge_in(), app/merging.hpp.
Step take_place(Step step, const WholeImport& import, const Stamp& stamp);

} // namespace cairn::app
