// A file of unknown origin, checked: JSON, a compact JWS, a picture that carries one of them,
// or a ZIP with bundle.json and files/<SHA-256>.
#pragma once

#include "core/archive/source.hpp"
#include "core/baking/baking.hpp"
#include "core/credentials/check.hpp"

#include <string>
#include <vector>

namespace cairn {

struct CheckedFile {
    CheckReport report;
    std::string text;                        // of the JSON or JWS; empty where it could not be read
    std::string sha256;                      // hex, of `text`
    PictureKind picture = PictureKind::none; // that it stands in
    bool zip = false;
    std::vector<std::string> files; // of a ZIP: names besides bundle.json
};

// A picture that carries nothing (baking.none), or only the address of a badge (check.hosted), is not
// checked; of one that is damaged the report is rejected. Files in a ZIP are hashed piece by piece: one whose
// bytes are not those of its name, or whose name is neither bundle.json nor of that form, is a fault
// (fault.swapped, fault.zipName) and `content_differs` where bytes differ. Errors of the ZIP, zip.noBundle
// too, and of the reader are a rejected report.
CheckedFile check_file(const ByteSource& file, const CheckContext& context);

} // namespace cairn
