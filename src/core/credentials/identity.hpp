// Whose badge a credential is: how its subject names the learner, and whether the learner signed it.
#pragma once

#include "core/credentials/check.hpp"
#include "core/credentials/held.hpp"
#include "core/json/json.hpp"

#include <string>
#include <string_view>

namespace cairn {

struct SubjectMatch {
    std::string how;         // "did", "email", "hashed"; "" where the learner is not named
    std::string where;       // JSON path of the name, or of the first one that is somebody else's
    std::string said;        // what stands there, unless it is a hash
    std::string ours = {};   // the learner's did or address that matched, as the learner has it; "" none
    std::size_t subject = 0; // which of the subjects (members.hpp, one_or_many) that is
};

// Of an assertion of Open Badges 2.0 or 1: its recipient.
SubjectMatch match_subject(const Json& credential, const Learner& learner);

// "sha256$" and the hex of SHA-256 over identity and salt (Open Badges 3.0, IdentityObject).
bool hash_matches(std::string_view identity_hash, std::string_view identity, std::string_view salt);

// The issuer, or a key that signed, is one of the learner's.
bool by_learner(const CheckReport& report, const Learner& learner);

} // namespace cairn
