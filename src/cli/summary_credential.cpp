#include "cli/rows.hpp"
#include "cli/summary.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"

namespace cairn::cli {
namespace {

const Json nothing;

const Json& or_nothing(const Json* json) {
    return json == nullptr ? nothing : *json;
}

const Json& subject_of(const Json& credential) {
    const auto all = one_or_many(member(credential, "credentialSubject"));
    return all.empty() ? nothing : *all.front();
}

const Json& achievement_of(const Json& credential) {
    return or_nothing(member(subject_of(credential), "achievement"));
}

// Its id, else the kinds of other names that it gives the subject; a hash says nothing to people.
std::string subject_words(const Json& subject) {
    const std::string id = text_member(subject, "id");
    if (!id.empty()) return person(words_of(member(subject, "name")), id);
    std::string all;
    for (const Json* identity : one_or_many(member(subject, "identifier"))) {
        const Json* const hashed = member(*identity, "hashed");
        const bool secret = hashed != nullptr && hashed->is_boolean() && hashed->get<bool>();
        const std::string kind = shown_short(text_member(*identity, "identityType"), 40);
        if (!all.empty()) all += "; ";
        all += secret ? tr("command.hashed", {{"kind", kind}})
                      : person(kind, text_member(*identity, "identityHash"));
    }
    return all;
}

std::string file_words(const Json& entry, const Travelling* travelling) {
    std::string text = shown_short(text_member(entry, "name"));
    const auto add = [&text](const std::string& one) {
        if (!one.empty()) text += ", " + one;
    };
    add(shown_short(text_member(entry, "mediaType"), 100));
    const auto digest = parse_digest_multibase(text_member(entry, "digestMultibase"));
    if (!digest) return text;
    const std::string hex = to_hex(*digest);
    if (travelling != nullptr) {
        const auto inside = travelling->inside.find(hex);
        const auto beside = travelling->beside.find(hex);
        if (inside != travelling->inside.end())
            add(tr("command.travels.inside", {{"size", size_words(inside->second)}}));
        else if (beside != travelling->beside.end())
            add(tr("command.travels.beside", {{"size", size_words(beside->second)}}));
        else
            add(tr("command.travels.not"));
    }
    add(tr("command.sha256", {{"digest", hex}}));
    return text;
}

std::string dates(const Json& credential) {
    const auto either = [&](std::string_view first, std::string_view second) {
        std::string text = text_member(credential, first);
        return text.empty() ? text_member(credential, second) : text;
    };
    const std::string from = either("validFrom", "issuanceDate");
    const std::string until = either("validUntil", "expirationDate");
    std::string rows;
    if (!from.empty()) rows += row("command.label.from", moment_or_text(from));
    if (!until.empty()) rows += row("command.label.until", moment_or_text(until));
    return rows;
}

std::string issuer_row(const Json& credential, std::string_view label) {
    const Json* const issuer = member(credential, "issuer");
    return row(label, person(words_of(member(or_nothing(issuer), "name")), id_of(issuer)));
}

std::string with_code(const Json& achievement) {
    const std::string code = shown_short(text_member(achievement, "humanCode"), 60);
    const std::string name = shown_short(words_of(member(achievement, "name")));
    return code.empty() ? name : tr("command.coded", {{"code", code}, {"name", name}});
}

} // namespace

bool is_claim(const Json& credential) {
    const std::string issuer = id_of(member(credential, "issuer"));
    return !issuer.empty() && issuer == text_member(subject_of(credential), "id") &&
           text_member(achievement_of(credential), "achievementType") == "ext:Criterion";
}

std::string evidence_items(const Json& claim, const Travelling* travelling) {
    std::string lines;
    std::size_t count = 0;
    for (const Json* entry : one_or_many(member(claim, "evidence"))) {
        if (++count > most_shown) continue;
        if (text_member(*entry, "genre") == "File") {
            lines += item("  " + file_words(*entry, travelling));
        } else {
            const std::string name = text_member(*entry, "name");
            const std::string shown_name = shown_short(name.empty() ? text_member(*entry, "id") : name);
            const std::string genre = shown_short(text_member(*entry, "genre"), 60);
            lines += item(genre.empty() ? shown_name
                                        : tr("command.ofKind", {{"name", shown_name}, {"kind", genre}}));
        }
    }
    return count > most_shown ? lines + item(more(count - most_shown)) : lines;
}

std::string claim_summary(const Json& claim) {
    std::string text = row("command.label.criterion", with_code(achievement_of(claim)));
    text += issuer_row(claim, "command.label.learner") + dates(claim);
    const std::string evidence = evidence_items(claim, nullptr);
    return evidence.empty() ? text : text + row("command.label.evidence", tr("command.below")) + evidence;
}

std::string badge_summary(const Json& badge) {
    const Json& achievement = achievement_of(badge);
    std::string text = row("command.label.achievement", with_code(achievement));
    text += row("command.label.about", shown_short(words_of(member(achievement, "description")), 400));
    text += issuer_row(badge, "command.label.issuer");
    text += row("command.label.subject", subject_words(subject_of(badge)));
    text += dates(badge);
    const Json& criteria = or_nothing(member(achievement, "criteria"));
    text += row("command.label.criteria", shown_short(words_of(member(criteria, "narrative")), 400));
    text += row("command.label.criteria", shown_short(text_member(criteria, "id"), 400));
    std::size_t count = 0;
    for (const Json* alignment : one_or_many(member(achievement, "alignment"))) {
        if (++count > most_shown) break;
        text += row("command.label.alignment",
                    person(words_of(member(*alignment, "targetName")), text_member(*alignment, "targetUrl")));
    }
    const std::string evidence = evidence_items(badge, nullptr);
    return evidence.empty() ? text : text + row("command.label.evidence", tr("command.below")) + evidence;
}

std::string collection_summary(const Json& bundle, const Travelling& travelling) {
    const Json& subject = subject_of(bundle);
    // Of a submission: criteria are children of its level, the level of the macro-badge.
    std::map<std::string, const Json*> achievements;
    for (const Json* achievement : one_or_many(member(subject, "achievement")))
        achievements.emplace(text_member(*achievement, "id"), achievement);
    std::string text;
    for (const Json* association : one_or_many(member(subject, "association"))) {
        const auto criterion = achievements.find(text_member(*association, "sourceId"));
        const auto level = achievements.find(text_member(*association, "targetId"));
        if (text_member(*association, "associationType") != "isChildOf" || criterion == achievements.end() ||
            level == achievements.end() ||
            text_member(*criterion->second, "achievementType") != "ext:Criterion")
            continue;
        text += row("command.label.level", with_code(*level->second));
        text += row("command.label.revision", shown_short(text_member(*level->second, "version")));
        break;
    }
    text += issuer_row(bundle, "command.label.learner") + dates(bundle);

    std::string claims;
    std::string badges;
    std::size_t claim_count = 0;
    std::size_t badge_count = 0;
    const std::string learner = text_member(subject, "id");
    const auto by = [](const Json& credential) {
        const Json* const issuer = member(credential, "issuer");
        return item(person(words_of(member(or_nothing(issuer), "name")), id_of(issuer)));
    };
    for (const Json* credential : one_or_many(member(subject, "verifiableCredential"))) {
        const Json& achievement = achievement_of(*credential);
        if (is_claim(*credential)) {
            if (++claim_count <= most_shown)
                // A claim of somebody else is named as theirs.
                claims += row("command.label.claim", with_code(achievement)) +
                          (id_of(member(*credential, "issuer")) == learner ? "" : by(*credential)) +
                          evidence_items(*credential, &travelling);
        } else if (++badge_count <= most_shown) {
            badges += row("command.label.badge", with_code(achievement)) + by(*credential);
        }
    }
    if (claim_count > most_shown) claims += item(more(claim_count - most_shown));
    if (badge_count > most_shown) badges += item(more(badge_count - most_shown));
    text += row("command.label.claims", std::to_string(claim_count)) + claims;
    if (badge_count > 0) text += row("command.label.badges", std::to_string(badge_count)) + badges;
    return text;
}

void find_inside(const Json& bundle, Travelling& travelling) {
    constexpr std::string_view base64 = ";base64,";
    for (const Json* entry : one_or_many(member(bundle, "evidence"))) {
        const auto digest = parse_digest_multibase(text_member(*entry, "digestMultibase"));
        const std::string url = text_member(*entry, "id");
        const std::size_t comma = url.find(base64);
        if (!digest || !url.starts_with("data:") || comma == std::string::npos) continue;
        std::string_view packed = std::string_view(url).substr(comma + base64.size());
        while (packed.ends_with('='))
            packed.remove_suffix(1);
        travelling.inside.emplace(to_hex(*digest), packed.size() * 3 / 4);
    }
}

} // namespace cairn::cli
