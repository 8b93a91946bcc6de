// What the text of a held badge says, in whichever of the formats it came: JSON as it stands, or what a
// signed token carries.
#pragma once

#include "core/baking/baking.hpp"
#include "core/credentials/check.hpp"
#include "core/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

struct HeldContent {
    Json credential;                             // an object: credential, or assertion of Open Badges 2.0
    bool token = false;                          // a compact JWS
    CredentialKind kind = CredentialKind::other; // of what is inside, not `jwt`
};

// Errors: json.* of text that is no token and that the strict reader refuses; badge.kind (`detail` is
// what it is) of a token that carries no credential, and of JSON that is no object.
Result<HeldContent> held_content(std::string_view text);

// The achievement's name and id in an assertion of Open Badges 2.0: it stands there itself, or only its
// address does.
std::string badge_class_name(const Json& assertion);
std::string badge_class_id(const Json& assertion);

// The picture of a badge, where it brings it along as a data URL: PNG, JPEG, WebP, GIF or SVG, at most
// max_picture_bytes.
struct CarriedPicture {
    std::string media_type; // "image/png"
    std::string bytes;
};
std::optional<CarriedPicture> carried_picture(std::string_view text);

// "application/vc", "application/vc+jwt", "application/ld+json": what such a text is called elsewhere.
std::string_view held_media_type(std::string_view text);
// ".json" or ".jwt"
std::string_view held_extension(std::string_view text);

// Under which name a picture carries it. Error: baking.kind (`detail` is what it is).
Result<BakedAs> baked_as(std::string_view text);

} // namespace cairn
