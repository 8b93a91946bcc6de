// Badges that the learner holds: which file may be kept, and which badge counts as earned.
// Rule: docs/data-format.md, "Gates and states".
#pragma once

#include "base/instant.hpp"
#include "core/credentials/check.hpp"
#include "core/model/document.hpp"
#include "core/model/pathway.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Who the learner is, for the question whose badge it is.
struct Learner {
    std::vector<std::string> dids;   // of all the learner's keys, retired ones too
    std::vector<std::string> emails; // as typed
};

Learner learner_of(const Document& document, const std::vector<LearnerKey>& keys);

// A badge of the pathway that a credential can be said to be.
struct PathwayBadge {
    std::string id; // "ums.career-prepared.l1"
    Id uri;         // of its achievement
    LanguageMap name;
    bool level = false; // a level's or the macro-badge; else a skill badge
};
std::vector<PathwayBadge> pathway_badges(const Pathway& pathway);

// A held badge with what can be said of it now.
struct HeldBadge {
    BadgePtr badge;
    CheckReport check;
    std::string title; // name of the achievement or of the credential
    std::string achievement_id;
    std::string matches; // id of the pathway's badge: the learner's word, or its achievement's id; "" none
    bool matched_by_id = false;
    std::string subject;   // how it names the learner: "did", "email", "hashed"; "" not at all
    bool nests = false;    // may stand inside a bundle as a credential: core/credentials/nesting.hpp
    bool presents = false; // may stand beside one, in a presentation
    bool earned = false;   // counts
    // Why it does not count; empty code: it does. held.unsupported (could not check yet), held.keyUnknown
    // (nor that, because its key is not here), held.hosted (Open Badges 2.0: only its issuer's web page
    // vouches for it), held.signature,
    // held.unbound, held.expired, held.notYetValid, held.time, held.subject, held.ownKey, held.unmatched,
    // held.status
    Error why;
};

// What is still open without an answer stands in `check.questions`.
HeldBadge judge_badge(const BadgePtr& badge, const Pathway* pathway, const Learner& learner,
                      const CheckContext& context);

// Judged once when badges, keys, e-mails, the pathway or what is checked with change, not in every frame.
using HeldBadges = std::vector<HeldBadge>;
HeldBadges judge_badges(const Document& document, const Pathway* pathway, const std::vector<LearnerKey>& keys,
                        const CheckContext& context);

// Ids of the pathway's badges that count as earned.
std::vector<std::string> earned_badges(const HeldBadges& held);

// Whether a file may be kept as a badge; `where` is the JSON path, `detail` what stands there. Kept are also
// those that cannot be checked yet, are out of time or match nothing: they are shown and do not count.
// Errors:
//   json.*            the text is refused
//   badge.kind        neither a badge (Open Badges 3.0 or 2.0, JSON or token) nor a collection (CLR 2.0);
//                     `detail` is the kind ("endorsement", "jwt", "zip", …)
//   badge.shape       no subject or no achievement with a name
//   badge.unsigned    nobody signed it, and it is no badge of Open Badges 2.0
//   badge.signature   the signature does not hold
//   badge.subject     somebody else's
//   badge.ownKey      signed by one of the learner's own keys
//   badge.twice       held already
//   badge.tooMany     more than max_badges
//   badge.tooLarge    more than max_badge_bytes
Result<void> may_keep(std::string_view text, const Document& document, const std::vector<LearnerKey>& keys,
                      const CheckContext& context);

inline constexpr std::size_t max_badges = 500;
inline constexpr std::size_t max_badge_bytes = 1024 * 1024;

} // namespace cairn
