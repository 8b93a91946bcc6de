// A claim as a credential of its own: an Open Badges 3.0 AchievementCredential that the learner signs. Its
// issuer and its subject are the learner. Shape: docs/data-format.md, "Claims" and "Wall".
#pragma once

#include "base/instant.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/json/json.hpp"
#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A claim that counts, with what it is about.
struct PlannedClaim {
    const PathwayNode* leaf = nullptr;
    const Claim* claim = nullptr;
    const Record* record = nullptr;
};

// The claims of a level that count, in the pathway's order; of one criterion the oldest first, one for each
// record.
std::vector<PlannedClaim> counted_claims(const Document& document, const PathwayLevel& level);

// The later of the moment of claiming and of the record's last change.
Instant signed_at(const PlannedClaim& planned);

struct ClaimContext {
    std::string did, name; // the learner; the name may be empty
    std::string lang;
    const Pathway* pathway = nullptr;
    const std::map<std::string, RecordType>* record_types = nullptr;
    std::string name_prefix; // "Claim: "
    std::string description; // "Stated by the learner; nobody has reviewed it."
};

Json issuer_profile(const ClaimContext& context);
// An achievement of the pathway; `description` may be empty.
Json pathway_achievement(const ClaimContext& context, const Id& uri, std::string_view type,
                         std::string_view code, const std::string& name, const std::string& description);
Json criterion_achievement(const ClaimContext& context, const PathwayNode& leaf);

// For a reviewer: everything that the record says, and which files back it.
Json claim_credential(const ClaimContext& context, const Seed& seed, const PlannedClaim& planned);

// For everybody's eyes: what was claimed, when it happened and the record's title. Nothing else of the
// record, no person that it names, no file and no digest of one. It is another credential, so it has another
// id.
Json public_claim(const ClaimContext& context, const Seed& seed, const PlannedClaim& planned);

// How a person would read it from its top.
std::string pretty_credential(const Json& credential);

} // namespace cairn
