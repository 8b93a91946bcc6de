// Badges inside pictures ("baked"): PNG and SVG files that carry a credential, read and written.
// Sources: Open Badges 2.0 Baking Specification; Open Badges 3.0, section 5.3 ("Baked badges"); CLR 2.0 in
// the same way under names of its own. The credential lies beside the picture: no signature covers what is to
// be seen.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

enum class PictureKind : std::uint8_t { none, png, svg };

// Which of the formats a credential belongs to: it stands under another name in the picture.
enum class BakedAs : std::uint8_t { open_badge_2, open_badge_3, clr };

// What a picture carries: JSON, a compact JWS, or only the web address where a badge of Open Badges 1 stands.
enum class BakedForm : std::uint8_t { json, jws, address };

struct Baked {
    std::string text; // JSON byte for byte; the others without blanks around them
    BakedForm form = BakedForm::json;
    BakedAs as = BakedAs::open_badge_3; // by the name that it stands under
};

inline constexpr std::size_t max_picture_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t max_baked_bytes = 16 * 1024 * 1024; // of the text inside

// By how the file begins. An SVG may begin with a byte order mark, blanks, an XML declaration, a DOCTYPE and
// comments.
PictureKind picture_kind(std::string_view bytes);

// The first credential that the picture carries. Errors:
//   baking.picture   neither PNG nor SVG
//   baking.tooLarge  more bytes than the limits; `detail` is the limit
//   baking.png       cut short, or not built as a PNG is
//   baking.crc       the checksum over the credential in a PNG is wrong
//   baking.svg       not well-formed XML, not UTF-8, or no SVG; `detail` is the line
//   baking.dtd       an SVG with definitions of its own (DTD), which could be read in two ways
//   baking.none      it carries no credential
//   baking.content   what it carries is neither JSON nor a compact JWS nor an address
Result<Baked> unbake(std::string_view picture);

// The picture with this credential in it, in place of those that it carried. `credential` is JSON or a
// compact JWS; unbake() gives the same bytes back. Errors as above, but baking.none and baking.crc, and
//   baking.text      JSON that is not UTF-8, or has a character that XML cannot carry (SVG alone)
Result<std::string> bake(std::string_view picture, std::string_view credential, BakedAs as);

// Which form a text has; blanks around it do not matter. Error: baking.content.
Result<BakedForm> baked_form(std::string_view text);

} // namespace cairn
