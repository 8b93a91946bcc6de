// What Open Badges 3.0, CLR 2.0 and the data model ask of a credential's shape, as far as a reader would trip
// over it. A fault changes no verdict.
#include "core/credentials/check_evidence.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/shape.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace cairn {

namespace {

constexpr std::string_view clr_contexts = "https://purl.imsglobal.org/spec/clr/v2p0/context";
constexpr std::string_view ob_contexts = "https://purl.imsglobal.org/spec/ob/v3p0/context";

void need_from(const Json& json, const std::string& path, Shape& shape) {
    if (member(json, "validFrom") == nullptr && member(json, "issuanceDate") == nullptr)
        shape.add(Error{"fault.missing", path, "validFrom"});
}

void check_achievement(const Json& achievement, const std::string& path, Shape& shape) {
    if (!achievement.is_object()) return shape.add(Error{"fault.object", path});
    shape.no_empty(achievement, path);
    shape.need(achievement, path, {"id", "type", "name", "description", "criteria"});
    if (achievement.contains("type")) shape.need_type(achievement, path, "Achievement");
    shape.need_lists(achievement, path,
                     {"alignment", "endorsement", "otherIdentifier", "related", "resultDescription", "tag"});
    const Json* const criteria = member(achievement, "criteria");
    if (criteria == nullptr) return;
    if (!criteria->is_object()) return shape.add(Error{"fault.object", path + ".criteria"});
    if (!criteria->contains("id") && !criteria->contains("narrative"))
        shape.add(Error{"fault.missing", path + ".criteria", "narrative"});
}

// Calls `visit` for each object among the subjects, with its path.
void each_subject(const Json& json, const std::string& path, const auto& visit) {
    const Json* const subjects = member(json, "credentialSubject");
    const auto all = one_or_many(subjects);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i]->is_object())
            visit(*all[i], path + ".credentialSubject" + (subjects->is_array() ? path_step(i) : ""));
}

void check_badge(const Json& json, const std::string& path, Shape& shape) {
    check_contexts(json, path, shape, {vcdm_2_context, ob_contexts});
    shape.need(json, path, {"id"});
    need_from(json, path, shape);
    each_subject(json, path, [&](const Json& subject, const std::string& at) {
        shape.no_empty(subject, at);
        shape.need_type(subject, at, "AchievementSubject");
        shape.need_lists(subject, at, {"identifier", "result"});
        shape.need_date(subject, at, {"activityStartDate", "activityEndDate"});
        if (!subject.contains("id") && !subject.contains("identifier"))
            shape.add(Error{"fault.missing", at, "id"});
        const Json* const achievement = member(subject, "achievement");
        if (achievement == nullptr)
            shape.add(Error{"fault.missing", at, "achievement"});
        else
            check_achievement(*achievement, at + ".achievement", shape);
    });
}

std::set<std::string> achievement_ids(const Json& subject) {
    std::set<std::string> ids;
    for (const Json* one : one_or_many(member(subject, "achievement")))
        ids.insert(id_of(one));
    for (const Json* inner : one_or_many(member(subject, "verifiableCredential")))
        for (const Json* who : one_or_many(member(*inner, "credentialSubject")))
            for (const Json* one : one_or_many(member(*who, "achievement")))
                ids.insert(id_of(one));
    return ids;
}

void check_association(const Json& association, const std::string& at, const std::set<std::string>& ids,
                       Shape& shape) {
    static constexpr std::array<std::string_view, 8> kinds{"exactMatchOf", "isChildOf", "isParentOf",
                                                           "isPartOf",     "isPeerOf",  "isRelatedTo",
                                                           "precedes",     "replacedBy"};
    if (!association.is_object()) return shape.add(Error{"fault.object", at});
    const std::string kind = text_member(association, "associationType");
    if (!std::ranges::contains(kinds, kind))
        shape.add(Error{"fault.choice", at + ".associationType", kind.substr(0, 64)});
    for (const std::string_view end : {"sourceId", "targetId"}) {
        const std::string id = text_member(association, end);
        if (!ids.contains(id)) shape.add(Error{"fault.association", at + path_step(end), id});
    }
}

// Two DIDs are two subjects for all that can be told here: what one was given, another only shows around.
void check_same_subject(const Json& collection, const Json& credential, const std::string& at, Shape& shape) {
    constexpr std::string_view did = "did:";
    const std::string whole = text_member(collection, "id");
    each_subject(credential, at, [&](const Json& subject, const std::string& place) {
        const std::string id = text_member(subject, "id");
        if (id != whole && id.starts_with(did) && whole.starts_with(did))
            shape.add(Error{"fault.otherSubject", place + ".id", id});
    });
}

void check_clr(const Json& json, const std::string& path, Shape& shape) {
    check_contexts(json, path, shape, {vcdm_2_context, clr_contexts, ob_contexts});
    shape.need(json, path, {"id", "name"});
    need_from(json, path, shape);
    each_subject(json, path, [&](const Json& subject, const std::string& at) {
        shape.no_empty(subject, at);
        shape.need_type(subject, at, "ClrSubject");
        shape.need(subject, at, {"verifiableCredential"});
        shape.need_lists(subject, at, {"achievement", "association", "identifier", "verifiableCredential"});
        const auto achievements = one_or_many(member(subject, "achievement"));
        for (std::size_t i = 0; i < achievements.size(); ++i)
            check_achievement(*achievements[i], at + ".achievement" + path_step(i), shape);
        const auto ids = achievement_ids(subject);
        const auto associations = one_or_many(member(subject, "association"));
        for (std::size_t i = 0; i < associations.size(); ++i)
            check_association(*associations[i], at + ".association" + path_step(i), ids, shape);
        const auto inside = one_or_many(member(subject, "verifiableCredential"));
        for (std::size_t i = 0; i < inside.size(); ++i)
            check_same_subject(subject, *inside[i], at + ".verifiableCredential" + path_step(i), shape);
    });
}

void check_endorsement(const Json& json, const std::string& path, Shape& shape) {
    check_contexts(json, path, shape, {vcdm_2_context, ob_contexts});
    shape.need(json, path, {"id", "name"});
    need_from(json, path, shape);
    each_subject(json, path, [&](const Json& subject, const std::string& at) {
        shape.need(subject, at, {"id"});
        shape.need_type(subject, at, "EndorsementSubject");
    });
}

void check_list(const Json& json, const std::string& path, Shape& shape) {
    if (const Json* const revoked = member(json, "revokedCredential")) {
        shape.need(json, path, {"id"});
        std::size_t i = 0;
        for (const Json& one : *revoked) {
            if (text_member(one, "id").empty())
                shape.add(Error{"fault.missing", path + ".revokedCredential" + path_step(i), "id"});
            ++i;
        }
        return;
    }
    // Of Open Badges 2.0: texts, or objects with an id or a uid.
    if (json.contains("revokedAssertions")) return shape.need(json, path, {"id"});
    check_contexts(json, path, shape, {vcdm_2_context});
    check_credential(json, path, shape);
    each_subject(json, path, [&](const Json& subject, const std::string& at) {
        shape.need(subject, at, {"statusPurpose", "encodedList"});
    });
}

} // namespace

void find_faults(const Json& credential, CheckReport& report) {
    Shape shape(report);
    const std::string& path = report.path;
    if (!credential.is_object()) return shape.add(Error{"fault.object", path});
    switch (report.kind) {
    case CredentialKind::achievement:
        check_credential(credential, path, shape);
        check_badge(credential, path, shape);
        break;
    case CredentialKind::clr:
        check_credential(credential, path, shape);
        check_clr(credential, path, shape);
        break;
    case CredentialKind::endorsement:
        check_credential(credential, path, shape);
        check_endorsement(credential, path, shape);
        break;
    case CredentialKind::presentation:
        check_presentation(credential, path, shape);
        break;
    case CredentialKind::status_list:
        check_list(credential, path, shape);
        break;
    case CredentialKind::jwt:
        return;
    case CredentialKind::badge_2:
        check_badge_2(credential, path, shape);
        return check_evidence(credential, report);
    case CredentialKind::other:
        check_other(credential, path, shape);
        break;
    }
    check_envelope(credential, path, shape);
    check_evidence(credential, report);
}

} // namespace cairn
