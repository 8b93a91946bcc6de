#include "core/credentials/held.hpp"

#include "core/credentials/held_content.hpp"
#include "core/credentials/identity.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/nesting.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

// Of several subjects the learner's: what somebody else achieved is none of theirs. Where none is the
// learner, the first that there is.
const Json* achievement_of(const Json& credential, const SubjectMatch& match) {
    const auto subjects = one_or_many(member(credential, "credentialSubject"));
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        if (!match.how.empty() && i != match.subject) continue;
        const auto all = one_or_many(member(*subjects[i], "achievement"));
        const auto found = std::ranges::find_if(all, [](const Json* one) { return one->is_object(); });
        if (found != all.end()) return *found;
    }
    return nullptr;
}

// What a badge is given for: its own id and name, as far as it says them.
struct Given {
    bool there = false;
    std::string id, name;
};

// A collection is given for many things, so its own name stands for them.
Given given_for(const HeldContent& content, const SubjectMatch& match) {
    const Json& credential = content.credential;
    if (content.kind == CredentialKind::badge_2)
        return {member(credential, "badge") != nullptr, badge_class_id(credential),
                badge_class_name(credential)};
    if (content.kind == CredentialKind::clr)
        return {member(credential, "credentialSubject") != nullptr, {}, words_of(member(credential, "name"))};
    const Json* const achievement = achievement_of(credential, match);
    if (achievement == nullptr) return {};
    return {true, text_member(*achievement, "id"), words_of(member(*achievement, "name"))};
}

bool may_be_held(CredentialKind kind) {
    return kind == CredentialKind::achievement || kind == CredentialKind::clr ||
           kind == CredentialKind::badge_2;
}

// What is kept is judged again and again, so it must not take longer than one file may.
bool is_over_limit(const CheckReport& check) {
    return check.reason.code == "check.tooMuch" || check.reason.code == "check.tooMany";
}

Error time_fault(TimeVerdict time) {
    if (time == TimeVerdict::expired) return Error{"held.expired"};
    if (time == TimeVerdict::not_yet_valid) return Error{"held.notYetValid"};
    return Error{"held.time"};
}

// Why a badge does not count. What nothing can mend comes first, what the learner can mend last.
Error why_not(const HeldBadge& held, const Learner& learner) {
    const CheckReport& check = held.check;
    if (check.kind == CredentialKind::badge_2 && check.signature == SignatureVerdict::none)
        return Error{"held.hosted", {}, check.id};
    const bool open = check.signature == SignatureVerdict::unsupported && !by_learner(check, learner);
    if (open && std::ranges::contains(check.proofs, "proof.keyUnknown", &ProofResult::reason))
        return Error{"held.keyUnknown", {}, check.issuer_id};
    if (open)
        return Error{"held.unsupported", {}, check.proofs.empty() ? "" : check.proofs.front().cryptosuite};
    const bool broken =
        check.signature != SignatureVerdict::valid && check.signature != SignatureVerdict::unsupported;
    const bool broken_inside = !check.nested.empty() && check.reason.code == "check.nestedBad";
    if (broken || broken_inside || check.content_differs || check.claims == "invalid")
        return Error{"held.signature"};
    if (by_learner(check, learner)) return Error{"held.ownKey"};
    if (!check.issuer_bound.value_or(false)) return Error{"held.unbound", {}, check.issuer_id};
    if (check.time != TimeVerdict::ok) return time_fault(check.time);
    // A list that is not here, or cannot be used, takes nothing away.
    if (check.status == "revoked" || check.status == "suspended")
        return Error{"held.status", {}, check.status};
    if (held.subject.empty()) return Error{"held.subject"};
    if (held.matches.empty()) return Error{"held.unmatched"};
    return {};
}

void match(HeldBadge& held, const Pathway* pathway) {
    if (pathway == nullptr) return;
    const auto badges = pathway_badges(*pathway);
    const std::string& word = held.badge->matches;
    if (!word.empty()) {
        if (std::ranges::contains(badges, word, &PathwayBadge::id)) held.matches = word;
        return;
    }
    const auto same = std::ranges::find(badges, held.achievement_id, &PathwayBadge::uri);
    if (held.achievement_id.empty() || same == badges.end()) return;
    held.matches = same->id;
    held.matched_by_id = true;
}

// What cannot be JSON but is often tried.
std::string_view other_form(std::string_view text) {
    if (text.starts_with("PK\x03\x04")) return "zip";
    if (text.starts_with("\x89PNG")) return "png";
    if (text.starts_with("<svg") || text.starts_with("<?xml")) return "svg";
    return {};
}

} // namespace

Learner learner_of(const Document& document, const std::vector<LearnerKey>& keys) {
    Learner learner;
    learner.dids.reserve(keys.size());
    for (const LearnerKey& key : keys)
        learner.dids.push_back(key.did);
    learner.emails = document.profile.emails;
    return learner;
}

std::vector<PathwayBadge> pathway_badges(const Pathway& pathway) {
    std::vector<PathwayBadge> badges;
    badges.reserve(pathway.levels.size() + pathway.skill_badges.size());
    for (const PathwayLevel& level : pathway.levels)
        badges.push_back({level.badge, level.root.uri, level.root.name, true});
    for (const PathwayLevel& skill : pathway.skill_badges)
        badges.push_back({skill.badge, skill.root.uri, skill.root.name, false});
    return badges;
}

HeldBadge judge_badge(const BadgePtr& badge, const Pathway* pathway, const Learner& learner,
                      const CheckContext& context) {
    HeldBadge held;
    held.badge = badge;
    const auto content = held_content(badge->text);
    held.check = content && !content->token ? check_json(content->credential, context)
                                            : check_text(badge->text, context);
    if (content) {
        const SubjectMatch match = match_subject(content->credential, learner);
        Given given = given_for(*content, match);
        held.achievement_id = std::move(given.id);
        held.title = std::move(given.name);
        held.subject = match.how;
        held.nests = !content->token && may_nest(content->credential);
        held.presents = content->kind != CredentialKind::badge_2 &&
                        (content->token || may_be_presented(content->credential));
    }
    if (held.title.empty()) held.title = held.check.name;
    match(held, pathway);
    held.why = why_not(held, learner);
    held.earned = held.why.code.empty();
    return held;
}

HeldBadges judge_badges(const Document& document, const Pathway* pathway, const std::vector<LearnerKey>& keys,
                        const CheckContext& context) {
    const Learner learner = learner_of(document, keys);
    HeldBadges held;
    for (const BadgePtr& badge : document.badges)
        if (badge != nullptr) held.push_back(judge_badge(badge, pathway, learner, context));
    return held;
}

std::vector<std::string> earned_badges(const HeldBadges& held) {
    std::vector<std::string> ids;
    for (const HeldBadge& one : held)
        if (one.earned && !std::ranges::contains(ids, one.matches)) ids.push_back(one.matches);
    return ids;
}

Result<void> may_keep(std::string_view text, const Document& document, const std::vector<LearnerKey>& keys,
                      const CheckContext& context) {
    if (const auto form = other_form(text); !form.empty()) return fail("badge.kind", {}, std::string(form));
    if (text.size() > max_badge_bytes) return fail("badge.tooLarge", {}, std::to_string(max_badge_bytes));
    const auto content = held_content(text);
    const CheckReport check =
        content && !content->token ? check_json(content->credential, context) : check_text(text, context);
    if (!content && content.error().code != "badge.kind") return std::unexpected(check.reason);
    if (!content || !may_be_held(content->kind)) {
        const CredentialKind kind = content && !content->token ? content->kind : check.kind;
        return fail("badge.kind", "$.type", std::string(name_of(kind)));
    }
    if (check.signature == SignatureVerdict::reject || is_over_limit(check))
        return std::unexpected(check.reason);
    const Learner learner = learner_of(document, keys);
    const SubjectMatch match = match_subject(content->credential, learner);
    const Given given = given_for(*content, match);
    const bool assertion = content->kind == CredentialKind::badge_2;
    if (!given.there)
        return fail("badge.shape", assertion ? "$.badge" : "$.credentialSubject", "achievement");
    // Of a badge of Open Badges 2.0 often only the address is told.
    if (given.name.empty() && !assertion)
        return fail("badge.shape", "$.credentialSubject.achievement", "name");

    const std::string sha256 = sha256_hex(text);
    for (const BadgePtr& held : document.badges)
        if (held != nullptr && held->sha256 == sha256) return fail("badge.twice", {}, held->file_name);
    // Who vouches for one of those is its issuer's web page.
    if (check.signature == SignatureVerdict::none && !assertion) return fail("badge.unsigned", "$.proof");
    if (check.signature == SignatureVerdict::invalid || check.signature == SignatureVerdict::mixed)
        return fail("badge.signature", content->token ? "$" : "$.proof",
                    check.proofs.empty() ? "" : check.proofs.front().reason);
    if (check.claims == "invalid") return std::unexpected(check.reason);
    if (by_learner(check, learner)) return fail("badge.ownKey", "$.issuer", check.issuer_id);
    if (match.how.empty()) return fail("badge.subject", match.where, match.said);
    if (document.badges.size() >= max_badges) return fail("badge.tooMany", {}, std::to_string(max_badges));
    return {};
}

} // namespace cairn
