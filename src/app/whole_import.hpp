// A whole portfolio on its way in: what is known of the picked file, and how far it has come.
#pragma once

#include "app/command.hpp"
#include "core/archive/partial.hpp"
#include "core/store/whole.hpp"

#include <memory>

namespace cairn::app {

struct WholeImport {
    PickedFile file;
    bool sample = false;                         // the one that came with the page: nobody is asked
    std::uint32_t effect = 0;                    // that is waited for; 0: the person is asked
    ByteRange asked;                             // of that effect, while ranges are read
    bool begun = false;                          // the size is known
    PartialFile known;                           // what was read to understand it
    PartialFile at_hand;                         // the same, and the header of the evidence that is next
    std::shared_ptr<const WholePortfolio> whole; // nothing: it is still being read
    bool storing = false;
    std::size_t stored = 0; // pieces of evidence
};

} // namespace cairn::app
