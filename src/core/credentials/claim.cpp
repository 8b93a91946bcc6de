#include "core/credentials/claim.hpp"

#include "core/credentials/evidence.hpp"
#include "core/credentials/narrative.hpp"
#include "core/credentials/nesting.hpp"
#include "core/credentials/proof.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/write.hpp"
#include "core/pathway/evaluate.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

// How a person would read a credential from its top.
constexpr std::array<std::string_view, 31> member_order = {"@context",
                                                           "id",
                                                           "type",
                                                           "name",
                                                           "description",
                                                           "achievementType",
                                                           "humanCode",
                                                           "version",
                                                           "partial",
                                                           "issuer",
                                                           "holder",
                                                           "validFrom",
                                                           "credentialSubject",
                                                           "activityStartDate",
                                                           "activityEndDate",
                                                           "achievement",
                                                           "verifiableCredential",
                                                           "association",
                                                           "associationType",
                                                           "sourceId",
                                                           "targetId",
                                                           "genre",
                                                           "mediaType",
                                                           "digestMultibase",
                                                           "narrative",
                                                           "evidence",
                                                           "created",
                                                           "cryptosuite",
                                                           "verificationMethod",
                                                           "proofPurpose",
                                                           "proof"};

void add_leaves(const PathwayNode& node, std::vector<const PathwayNode*>& leaves) {
    if (node.kind == NodeKind::leaf) leaves.push_back(&node);
    for (const PathwayNode& child : node.children)
        add_leaves(child, leaves);
}

void set_date(Json& subject, const char* term, const Record& record, const std::string& field) {
    const auto value = record.fields.find(field);
    const auto* const text =
        value == record.fields.end() ? nullptr : std::get_if<std::string>(&value->second);
    const auto date = text == nullptr ? fail("date.malformed") : parse_date(*text);
    if (date) subject[term] = to_rfc3339(*date);
}

const RecordType* type_of(const ClaimContext& context, const Record& record) {
    const auto type = context.record_types->find(record.type);
    return type == context.record_types->end() ? nullptr : &type->second;
}

// Evidence itself has no term for a date.
void set_dates(Json& subject, const RecordType& type, const Record& record) {
    set_date(subject, "activityStartDate", record, type.start_field);
    // A form with one date tells of something that took place on that day.
    set_date(subject, "activityEndDate", record, type.end_field.empty() ? type.start_field : type.end_field);
}

// Without evidence and proof.
Json unsigned_claim(const ClaimContext& context, const PlannedClaim& planned, const Id& id) {
    Json subject = json_object({{"id", context.did},
                                {"type", json_texts({"AchievementSubject"})},
                                {"achievement", criterion_achievement(context, *planned.leaf)}});
    if (const RecordType* type = type_of(context, *planned.record))
        set_dates(subject, *type, *planned.record);
    return json_object({
        {"@context", json_texts({vc_context, ob_context})},
        {"id", id},
        {"type", json_texts({"VerifiableCredential", "AchievementCredential"})},
        {"name", context.name_prefix + in_language(planned.leaf->name, context.lang)},
        {"description", context.description},
        {"issuer", issuer_profile(context)},
        {"validFrom", to_rfc3339(signed_at(planned))},
        {"credentialSubject", std::move(subject)},
    });
}

} // namespace

std::vector<PlannedClaim> counted_claims(const Document& document, const PathwayLevel& level) {
    std::vector<const PathwayNode*> leaves;
    add_leaves(level.root, leaves);
    std::vector<PlannedClaim> counted;
    for (const PathwayNode* const leaf : leaves) {
        std::vector<const Claim*> claims;
        for (const Claim& claim : document.claims) {
            if (claim.criterion == leaf->uri) claims.push_back(&claim);
        }
        std::ranges::sort(claims, {}, [](const Claim* claim) { return std::tie(claim->claimed, claim->id); });
        std::set<std::string_view> records;
        for (const Claim* const claim : claims) {
            const Record* const record = find_record(document, claim->record);
            const bool attached =
                record != nullptr && !record->trashed && std::ranges::contains(record->criteria, leaf->uri);
            if (!attached || !missing_for_claim(*leaf, *record).empty()) continue;
            if (records.insert(record->id).second) counted.push_back({leaf, claim, record});
        }
    }
    return counted;
}

Instant signed_at(const PlannedClaim& planned) {
    return std::max(planned.claim->claimed, planned.record->modified);
}

Json issuer_profile(const ClaimContext& context) {
    Json profile = json_object({{"id", context.did}, {"type", json_texts({"Profile"})}});
    if (!context.name.empty()) profile["name"] = context.name;
    return profile;
}

Json pathway_achievement(const ClaimContext& context, const Id& uri, std::string_view type,
                         std::string_view code, const std::string& name, const std::string& description) {
    const std::string& text = description.empty() ? name : description;
    return json_object({{"id", uri},
                        {"type", json_texts({"Achievement"})},
                        {"achievementType", type},
                        {"name", name},
                        {"humanCode", code},
                        {"version", context.pathway->revision},
                        {"description", text},
                        {"criteria", json_object({{"narrative", text}})}});
}

Json criterion_achievement(const ClaimContext& context, const PathwayNode& leaf) {
    return pathway_achievement(context, leaf.uri, "ext:Criterion", leaf.id,
                               in_language(leaf.name, context.lang),
                               in_language(leaf.description, context.lang));
}

Json claim_credential(const ClaimContext& context, const Seed& seed, const PlannedClaim& planned) {
    const Record& record = *planned.record;
    Json entry = json_object({{"id", record.id}, {"type", json_texts({"Evidence"})}, {"genre", record.type}});
    if (const RecordType* type = type_of(context, record)) {
        entry["name"] = record_title(*type, record, context.lang);
        if (std::string text = record_narrative(*type, record, context.lang); !text.empty())
            entry["narrative"] = std::move(text);
    }
    Json credential = unsigned_claim(context, planned, planned.claim->id);
    credential["evidence"].push_back(std::move(entry));
    for (const EvidenceFile& file : evidence_files(record))
        credential["evidence"].push_back(claim_entry(file));
    return with_proofs(std::move(credential), seed, signed_at(planned));
}

Json public_claim(const ClaimContext& context, const Seed& seed, const PlannedClaim& planned) {
    const Record& record = *planned.record;
    Json credential =
        unsigned_claim(context, planned, make_uuid_v8(sha256(bytes_of("public " + planned.claim->id))));
    if (const RecordType* type = type_of(context, record))
        credential["evidence"].push_back(json_object({{"type", json_texts({"Evidence"})},
                                                      {"genre", record.type},
                                                      {"name", record_title(*type, record, context.lang)}}));
    return with_proofs(std::move(credential), seed, signed_at(planned));
}

std::string pretty_credential(const Json& credential) {
    return to_pretty(credential, member_order);
}

} // namespace cairn
