// A file that somebody brings, taken apart into what may be kept as a badge: JSON and tokens as they are,
// what pictures carry, what stands in presentations, in the learner's own bundles and in ZIP files. Each
// credential is a piece of the file, byte for byte.
#pragma once

#include "core/credentials/held.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct Brought {
    std::string name;      // for people: "wallet.zip: badge.png", "bundle.json (2)"
    std::string file_name; // to keep it under: no folder, and an extension of a credential's
    std::string text;
};

struct NotBrought {
    std::string name;
    Error why;
};

// What stands in them is of whoever made the file: names are fit to be shown, and not endless.
struct BroughtFile {
    std::vector<Brought>
        found; // in the file's order, at most max_brought; whether each may be kept is not asked
    std::vector<NotBrought> refused;
};

inline constexpr std::size_t max_brought = 500;
inline constexpr std::size_t max_brought_name = 200; // bytes, of a file's own

// There is always something in one of the lists. Errors:
//   zip.*, baking.*  of the file, or of one in a ZIP
//   fault.*          a bundle whose files are not what they are named
//   badge.address    a picture with only the address of a badge, `detail`
//   badge.portfolio  a whole portfolio of Cairn's, or an encrypted one
//   badge.kind       a ZIP without a credential; `detail` is "zip"
//   badge.tooMany    more than max_brought; `detail` is that number
BroughtFile take_apart(std::string_view bytes, const std::string& file_name, const Learner& learner,
                       Instant now);

// The first file that something carries and names wrongly: fault.swapped, fault.digest, fault.zipName.
// nullptr: there is none.
const Fault* content_fault(const CheckReport& report);

} // namespace cairn
