#include "core/credentials/bundle.hpp"

#include "core/credentials/evidence.hpp"
#include "core/credentials/narrative.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/jcs.hpp"
#include "core/pathway/evaluate.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view vc_context = "https://www.w3.org/ns/credentials/v2";
constexpr std::string_view clr_context = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
constexpr std::string_view ob_context = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

// How a person would read a bundle from its top.
constexpr std::array<std::string_view, 30> member_order = {"@context",
                                                           "id",
                                                           "type",
                                                           "name",
                                                           "description",
                                                           "achievementType",
                                                           "humanCode",
                                                           "version",
                                                           "partial",
                                                           "issuer",
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

// A claim that counts, with what it stands on.
struct Counted {
    const PathwayNode* leaf;
    const Claim* claim;
    const Record* record;
};

void add_leaves(const PathwayNode& node, std::vector<const PathwayNode*>& leaves) {
    if (node.kind == NodeKind::leaf) leaves.push_back(&node);
    for (const PathwayNode& child : node.children)
        add_leaves(child, leaves);
}

// In the order of the pathway; of one criterion the oldest first, one for each record.
std::vector<Counted> counted_claims(const Document& document, const PathwayLevel& level) {
    std::vector<const PathwayNode*> leaves;
    add_leaves(level.root, leaves);
    std::vector<Counted> counted;
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

Instant signed_at(const Counted& counted) {
    return std::max(counted.claim->claimed, counted.record->modified);
}

// Makes the parts of one bundle.
class Maker {
  public:
    Maker(const BundleInput& input, const Seed& seed)
        : input_(input), seed_(seed), lang_(input.document->profile.lang) {}

    Json claim(const Counted& counted, const std::vector<EvidenceFile>& files) const {
        Json subject = {{"id", input_.key.did},
                        {"type", Json::array({"AchievementSubject"})},
                        {"achievement", criterion(*counted.leaf)}};
        Json credential = {
            {"@context", Json::array({vc_context, ob_context})},
            {"id", counted.claim->id},
            {"type", Json::array({"VerifiableCredential", "AchievementCredential"})},
            {"name", input_.words.claim_name_prefix + words(counted.leaf->name)},
            {"description", input_.words.claim_description},
            {"issuer", issuer()},
            {"validFrom", to_rfc3339(signed_at(counted))},
            {"evidence", Json::array({narrative_entry(*counted.record, subject)})},
        };
        credential["credentialSubject"] = std::move(subject);
        for (const EvidenceFile& file : files)
            credential["evidence"].push_back(claim_entry(file));
        return with_proof(std::move(credential), seed_, signed_at(counted));
    }

    Json whole(const std::vector<Counted>& counted, Json claims, Json evidence) const {
        Json subject = {{"id", input_.key.did},
                        {"type", Json::array({"ClrSubject"})},
                        {"achievement", achievements(counted)},
                        {"verifiableCredential", std::move(claims)},
                        {"association", associations(counted)}};
        Json credential = {
            {"@context", Json::array({vc_context, clr_context, ob_context})},
            {"id", input_.submission_id},
            {"type", Json::array({"VerifiableCredential", "ClrCredential"})},
            {"name", input_.words.submission_name},
            {"partial", true},
            {"issuer", issuer()},
            {"validFrom", to_rfc3339(input_.time)},
            {"credentialSubject", std::move(subject)},
        };
        if (!evidence.empty()) credential["evidence"] = std::move(evidence);
        return with_proof(std::move(credential), seed_, input_.time);
    }

  private:
    const std::string& words(const LanguageMap& map) const { return in_language(map, lang_); }

    Json issuer() const {
        Json profile = {{"id", input_.key.did}, {"type", Json::array({"Profile"})}};
        if (const std::string& name = input_.document->profile.name; !name.empty()) profile["name"] = name;
        return profile;
    }

    Json achievement(const Id& uri, std::string_view type, std::string_view code, const std::string& name,
                     const std::string& description) const {
        const std::string& text = description.empty() ? name : description;
        return {{"id", uri},
                {"type", Json::array({"Achievement"})},
                {"achievementType", type},
                {"name", name},
                {"humanCode", code},
                {"version", input_.pathway->revision},
                {"description", text},
                {"criteria", {{"narrative", text}}}};
    }

    Json criterion(const PathwayNode& leaf) const {
        return achievement(leaf.uri, "ext:Criterion", leaf.id, words(leaf.name), words(leaf.description));
    }

    // The levels below the macro-badge, which is the last level of a pathway itself.
    std::vector<const PathwayNode*> levels() const {
        std::vector<const PathwayNode*> roots;
        for (const PathwayLevel& level : input_.pathway->levels) {
            if (level.root.uri != input_.pathway->uri) roots.push_back(&level.root);
        }
        return roots;
    }

    std::string macro_code() const {
        for (const PathwayLevel& level : input_.pathway->levels) {
            if (level.root.uri == input_.pathway->uri) return level.root.id;
        }
        return input_.pathway->id;
    }

    Json achievements(const std::vector<Counted>& counted) const {
        const Pathway& pathway = *input_.pathway;
        const std::string& name = words(pathway.name);
        Json list = Json::array(
            {achievement(pathway.uri, "MicroCredential", macro_code(), name, words(pathway.description))});
        for (const PathwayNode* const level : levels()) {
            list.push_back(achievement(level->uri, "Badge", level->id, name + ", " + words(level->name),
                                       words(level->description)));
        }
        std::set<std::string_view> seen;
        for (const Counted& one : counted) {
            if (seen.insert(one.leaf->uri).second) list.push_back(criterion(*one.leaf));
        }
        return list;
    }

    Json associations(const std::vector<Counted>& counted) const {
        Json list = Json::array();
        const auto add = [&](std::string_view type, const Id& source, const Id& target) {
            list.push_back({{"type", "Association"},
                            {"associationType", type},
                            {"sourceId", source},
                            {"targetId", target}});
        };
        const auto roots = levels();
        for (const PathwayNode* const level : roots)
            add("isChildOf", level->uri, input_.pathway->uri);
        for (std::size_t i = 1; i < roots.size(); ++i)
            add("precedes", roots[i - 1]->uri, roots[i]->uri);
        std::set<std::string_view> seen;
        for (const Counted& one : counted) {
            if (seen.insert(one.leaf->uri).second) add("isChildOf", one.leaf->uri, input_.level->root.uri);
        }
        return list;
    }

    // Sets when it happened in `subject`: evidence itself has no term for a date.
    Json narrative_entry(const Record& record, Json& subject) const {
        Json entry = {{"id", record.id}, {"type", Json::array({"Evidence"})}, {"genre", record.type}};
        const auto type = input_.record_types->find(record.type);
        if (type == input_.record_types->end()) return entry;
        entry["name"] = record_title(type->second, record, lang_);
        if (std::string text = record_narrative(type->second, record, lang_); !text.empty()) {
            entry["narrative"] = std::move(text);
        }
        set_date(subject, "activityStartDate", record, type->second.start_field);
        // A form with one date tells of something that took place on that day.
        const std::string& end =
            type->second.end_field.empty() ? type->second.start_field : type->second.end_field;
        set_date(subject, "activityEndDate", record, end);
        return entry;
    }

    static void set_date(Json& subject, const char* term, const Record& record, const std::string& field) {
        const auto value = record.fields.find(field);
        const auto* const text =
            value == record.fields.end() ? nullptr : std::get_if<std::string>(&value->second);
        const auto date = text == nullptr ? fail("date.malformed") : parse_date(*text);
        if (date) subject[term] = to_rfc3339(*date);
    }

    const BundleInput& input_;
    const Seed& seed_;
    const std::string& lang_;
};

// Each claim's files in a row, and where each claim's begin.
struct AllFiles {
    std::vector<EvidenceFile> files;
    std::vector<std::size_t> ends;
};

AllFiles all_files(const std::vector<Counted>& counted) {
    AllFiles all;
    for (const Counted& one : counted) {
        std::ranges::move(evidence_files(*one.record), std::back_inserter(all.files));
        all.ends.push_back(all.files.size());
    }
    return all;
}

} // namespace

BundlePlan plan_bundle(const Document& document, const PathwayLevel& level, const HeldBadges& /*badges*/,
                       const std::set<std::string>& /*withheld*/) {
    BundlePlan plan;
    const auto counted = counted_claims(document, level);
    for (const Counted& one : counted)
        plan.claims.push_back({one.leaf, one.claim, one.record});
    const AllFiles all = all_files(counted);
    std::set<Digest> inside;
    for (const EvidenceFile* const file : files_that_fit(all.files)) {
        inside.insert(file->digest);
        if (!file->generated) plan.inside.push_back(to_hex(file->digest));
    }
    for (const EvidenceFile& file : all.files) {
        if (inside.insert(file.digest).second) plan.left_out.push_back(file.name);
    }
    return plan;
}

std::vector<std::string> files_to_inline(const BundleInput& input) {
    return plan_bundle(*input.document, *input.level).inside;
}

Result<Bundle> make_bundle(const BundleInput& input) {
    const auto seed = seed_of(input.key);
    if (!seed) return std::unexpected(seed.error());
    const auto counted = counted_claims(*input.document, *input.level);
    if (counted.empty()) return fail("bundle.noClaims", input.level->root.id);

    const AllFiles all = all_files(counted);
    const Maker maker(input, *seed);
    Json claims = Json::array();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        claims.push_back(
            maker.claim(counted[i], {all.files.begin() + static_cast<std::ptrdiff_t>(begin),
                                     all.files.begin() + static_cast<std::ptrdiff_t>(all.ends[i])}));
        begin = all.ends[i];
    }

    Json evidence = Json::array();
    std::set<Digest> inside;
    for (const EvidenceFile* const file : files_that_fit(all.files)) {
        const auto given = input.file_bytes.find(to_hex(file->digest));
        if (!file->generated && given == input.file_bytes.end()) continue;
        const std::string& bytes = file->generated ? file->bytes : given->second;
        if (sha256(bytes_of(bytes)) != file->digest) continue;
        evidence.push_back(data_entry(*file, bytes));
        inside.insert(file->digest);
    }

    Bundle bundle;
    for (const EvidenceFile& file : all.files) {
        if (inside.insert(file.digest).second) bundle.left_out.push_back(file.name);
    }
    bundle.json = to_pretty(maker.whole(counted, std::move(claims), std::move(evidence)), member_order);
    bundle.sha256 = sha256_hex(bundle.json);
    return bundle;
}

} // namespace cairn
