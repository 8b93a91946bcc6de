#include "core/credentials/bundle.hpp"

#include "core/credentials/evidence.hpp"
#include "core/credentials/narrative.hpp"
#include "core/credentials/nesting.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

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

Instant signed_at(const PlannedClaim& planned) {
    return std::max(planned.claim->claimed, planned.record->modified);
}

// Makes the parts of one bundle.
class Maker {
  public:
    Maker(const BundleInput& input, const Seed& seed)
        : input_(input), seed_(seed), lang_(input.document->profile.lang) {}

    Json claim(const PlannedClaim& planned) const {
        Json subject = json_object({{"id", input_.key.did},
                                    {"type", json_texts({"AchievementSubject"})},
                                    {"achievement", criterion(*planned.leaf)}});
        Json credential = json_object({
            {"@context", json_texts({vc_context, ob_context})},
            {"id", planned.claim->id},
            {"type", json_texts({"VerifiableCredential", "AchievementCredential"})},
            {"name", input_.words.claim_name_prefix + words(planned.leaf->name)},
            {"description", input_.words.claim_description},
            {"issuer", issuer()},
            {"validFrom", to_rfc3339(signed_at(planned))},
        });
        credential["evidence"].push_back(narrative_entry(*planned.record, subject));
        credential["credentialSubject"] = std::move(subject);
        for (const EvidenceFile& file : evidence_files(*planned.record))
            credential["evidence"].push_back(claim_entry(file));
        return with_proof(std::move(credential), seed_, signed_at(planned));
    }

    // `credentials`: the claims, then the held badges.
    Json whole(const BundlePlan& plan, Json credentials, Json evidence) const {
        Json subject = json_object({{"id", input_.key.did},
                                    {"type", json_texts({"ClrSubject"})},
                                    {"achievement", achievements(plan)},
                                    {"verifiableCredential", std::move(credentials)},
                                    {"association", associations(plan)}});
        Json credential = json_object({
            {"@context", json_texts({vc_context, clr_context, ob_context})},
            {"id", input_.submission_id},
            {"type", json_texts({"VerifiableCredential", "ClrCredential"})},
            {"name", input_.words.submission_name},
            {"partial", true},
            {"issuer", issuer()},
            {"validFrom", to_rfc3339(input_.time)},
            {"credentialSubject", std::move(subject)},
        });
        if (!evidence.empty()) credential["evidence"] = std::move(evidence);
        return with_proof(std::move(credential), seed_, input_.time);
    }

  private:
    const std::string& words(const LanguageMap& map) const { return in_language(map, lang_); }

    Json issuer() const {
        Json profile = json_object({{"id", input_.key.did}, {"type", json_texts({"Profile"})}});
        if (const std::string& name = input_.document->profile.name; !name.empty()) profile["name"] = name;
        return profile;
    }

    Json achievement(const Id& uri, std::string_view type, std::string_view code, const std::string& name,
                     const std::string& description) const {
        const std::string& text = description.empty() ? name : description;
        return json_object({{"id", uri},
                            {"type", json_texts({"Achievement"})},
                            {"achievementType", type},
                            {"name", name},
                            {"humanCode", code},
                            {"version", input_.pathway->revision},
                            {"description", text},
                            {"criteria", json_object({{"narrative", text}})}});
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

    Json achievements(const BundlePlan& plan) const {
        const Pathway& pathway = *input_.pathway;
        const std::string& name = words(pathway.name);
        Json list = Json::array();
        list.push_back(
            achievement(pathway.uri, "MicroCredential", macro_code(), name, words(pathway.description)));
        for (const PathwayNode* const level : levels()) {
            list.push_back(achievement(level->uri, "Badge", level->id, name + ", " + words(level->name),
                                       words(level->description)));
        }
        for (const SkillBadge& badge : pathway.skill_badges)
            list.push_back(achievement(badge.uri, "Badge", badge.id, words(badge.name), {}));
        std::set<std::string_view> seen;
        for (const PlannedClaim& claim : plan.claims) {
            if (seen.insert(claim.leaf->uri).second) list.push_back(criterion(*claim.leaf));
        }
        return list;
    }

    // Of the achievement of a badge of the pathway; "" where there is none.
    Id uri_of_badge(const std::string& id) const {
        for (const PathwayLevel& level : input_.pathway->levels)
            if (level.badge == id) return level.root.uri;
        const auto skill = std::ranges::find(input_.pathway->skill_badges, id, &SkillBadge::id);
        return skill == input_.pathway->skill_badges.end() ? Id() : skill->uri;
    }

    Json associations(const BundlePlan& plan) const {
        Json list = Json::array();
        std::set<std::tuple<std::string_view, Id, Id>> seen;
        const auto add = [&](std::string_view type, const Id& source, const Id& target) {
            if (!seen.emplace(type, source, target).second) return;
            list.push_back(json_object({{"type", "Association"},
                                        {"associationType", type},
                                        {"sourceId", source},
                                        {"targetId", target}}));
        };
        const auto roots = levels();
        for (const PathwayNode* const level : roots)
            add("isChildOf", level->uri, input_.pathway->uri);
        for (std::size_t i = 1; i < roots.size(); ++i)
            add("precedes", roots[i - 1]->uri, roots[i]->uri);
        for (const SkillBadge& badge : input_.pathway->skill_badges)
            add("isPartOf", badge.uri, input_.pathway->uri);
        for (const PlannedClaim& claim : plan.claims)
            add("isChildOf", claim.leaf->uri, input_.level->root.uri);
        // An association is between achievements that the document holds, so a badge that travels as a file
        // has none.
        for (const HeldBadge* const held : plan.badges) {
            const Id uri = uri_of_badge(held->matches);
            if (!uri.empty() && !held->achievement_id.empty() && held->achievement_id != uri)
                add("exactMatchOf", held->achievement_id, uri);
        }
        return list;
    }

    // Sets when it happened in `subject`: evidence itself has no term for a date.
    Json narrative_entry(const Record& record, Json& subject) const {
        Json entry =
            json_object({{"id", record.id}, {"type", json_texts({"Evidence"})}, {"genre", record.type}});
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

// The files whose bytes stand in the whole: each record.json, badges that cannot be nested, and those of the
// learner's that travel inside; each digest once.
class Inside {
  public:
    // Nothing happens where the bytes are others than the digest says.
    void add(const EvidenceFile& file, std::string_view bytes) {
        if (has(file) || sha256(bytes_of(bytes)) != file.digest) return;
        digests_.insert(file.digest);
        entries_.push_back(data_entry(file, bytes));
    }
    bool has(const EvidenceFile& file) const { return digests_.contains(file.digest); }
    Json take() { return std::move(entries_); }

  private:
    std::set<Digest> digests_;
    Json entries_ = Json::array();
};

// `left_out` also gets the names of the learner's files that should stand inside and whose bytes are not
// there.
void add_files(const BundleInput& input, const BundlePlan& plan, Inside& inside,
               std::vector<std::string>& left_out) {
    std::vector<EvidenceFile> files;
    for (const PlannedClaim& claim : plan.claims)
        std::ranges::move(evidence_files(*claim.record), std::back_inserter(files));
    for (const HeldBadge* const held : plan.attached)
        files.push_back(badge_file(*held->badge));
    for (const EvidenceFile& file : files)
        if (file.generated) inside.add(file, file.bytes);

    std::set<std::string_view> wanted(plan.inside.begin(), plan.inside.end());
    for (const EvidenceFile& file : files) {
        const std::string hex = to_hex(file.digest);
        if (file.generated || wanted.erase(hex) == 0) continue;
        const auto given = input.file_bytes.find(hex);
        if (given != input.file_bytes.end()) inside.add(file, given->second);
        if (!inside.has(file)) left_out.push_back(file.name);
    }
}

// The plan's pointers are into what `input` points to.
BundlePlan plan_of(const BundleInput& input) {
    static const HeldBadges none;
    return plan_bundle(*input.document, *input.level, input.badges == nullptr ? none : *input.badges,
                       input.withheld);
}

} // namespace

std::vector<std::string> files_to_inline(const BundleInput& input) {
    return plan_of(input).inside;
}

Result<Bundle> make_bundle(const BundleInput& input) {
    const auto seed = seed_of(input.key);
    if (!seed) return std::unexpected(seed.error());
    const BundlePlan plan = plan_of(input);
    if (plan.claims.empty()) return fail("bundle.noClaims", input.level->root.id);

    const Maker maker(input, *seed);
    Json credentials = Json::array();
    for (const PlannedClaim& claim : plan.claims)
        credentials.push_back(maker.claim(claim));
    for (const HeldBadge* const held : plan.badges) {
        Result<Json> credential = read_json(held->badge->text);
        if (!credential) return std::unexpected(credential.error());
        credentials.push_back(*std::move(credential));
    }

    Bundle bundle;
    bundle.files = plan.files;
    bundle.left_out = plan.left_out;
    Inside inside;
    add_files(input, plan, inside, bundle.left_out);
    bundle.json = to_pretty(maker.whole(plan, std::move(credentials), inside.take()), member_order);
    if (bundle.json.size() > max_bundle_bytes)
        return fail("bundle.tooLarge", input.level->root.id, std::to_string(max_bundle_bytes));
    bundle.sha256 = sha256_hex(bundle.json);
    return bundle;
}

} // namespace cairn
