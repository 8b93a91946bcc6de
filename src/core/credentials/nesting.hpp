// Whether a credential that somebody else signed can stand inside a bundle as it is: JSON-LD would read it
// under the bundle's contexts, and 1EdTech's schema asks for its shape.
#pragma once

#include "core/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

inline constexpr std::string_view vc_context = "https://www.w3.org/ns/credentials/v2";
inline constexpr std::string_view clr_context = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
inline constexpr std::string_view ob_context = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

// Contexts that are texts and agree with a bundle's own; the members that CLR 2.0 asks of a nested
// credential; no nulls; not so deep that the bundle could not be read again; and JSON-LD finds a meaning for
// all of it there.
bool may_nest(const Json& credential);

// Whether it can stand in a presentation, which begins its context anew for each: a credential of version 1
// or 2 of the data model, not so deep that the whole could not be read again.
bool may_be_presented(const Json& credential);

// A compact JWS as a credential of a presentation (VC Data Model 2.0, 4.13.2).
Json enveloped(std::string_view jws);
// The JWS in such a one; nothing where it is none.
std::optional<std::string> jws_in(const Json& enveloped);

} // namespace cairn
