// The credential in a signed token. VC 1.1 (section 6.3.1) lets a token say in its own claims what the
// credential would say, and leave it out there.
#pragma once

#include "base/instant.hpp"
#include "core/json/json.hpp"

#include <optional>

namespace cairn {

// The claim `vc` or `vp`, where it is an object; else nullptr: the payload is the credential itself.
const Json* credential_claim(const Json& payload);

// What the payload of a token holds, whole: of a `vc` or `vp`, what it lacks and the claims iss, sub, jti,
// nbf and exp say is filled in. Where both say it, the credential's own word stays, and whoever checks
// compares them.
Json credential_in_token(const Json& payload);

// Seconds since 1970, as a token has its moments.
std::optional<Instant> numeric_date(const Json& value);

} // namespace cairn
