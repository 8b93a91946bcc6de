#include "core/credentials/bundle.hpp"

#include "core/credentials/claim.hpp"
#include "core/credentials/evidence.hpp"
#include "core/credentials/nesting.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/read.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace cairn {

namespace {

// Makes the parts of one bundle.
class Maker {
  public:
    Maker(const BundleInput& input, const Seed& seed)
        : input_(input), seed_(seed), context_{.did = input.key.did,
                                               .name = input.document->profile.name,
                                               .lang = input.document->profile.lang,
                                               .pathway = input.pathway,
                                               .record_types = input.record_types,
                                               .name_prefix = input.words.claim_name_prefix,
                                               .description = input.words.claim_description} {}

    Json claim(const PlannedClaim& planned) const { return claim_credential(context_, seed_, planned); }

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
            {"issuer", issuer_profile(context_)},
            {"validFrom", to_rfc3339(input_.time)},
            {"credentialSubject", std::move(subject)},
        });
        if (!evidence.empty()) credential["evidence"] = std::move(evidence);
        return with_proofs(std::move(credential), seed_, input_.time);
    }

    // The collection, and beside it what cannot stand in it.
    Json presentation(Json collection, Json others) const {
        Json credentials = Json::array();
        credentials.push_back(std::move(collection));
        for (Json& other : others)
            credentials.push_back(std::move(other));
        return with_proofs(json_object({
                               {"@context", json_texts({vc_context})},
                               {"id", make_uuid_v8(sha256(bytes_of("presentation " + input_.submission_id)))},
                               {"type", json_texts({"VerifiablePresentation"})},
                               {"holder", input_.key.did},
                               {"verifiableCredential", std::move(credentials)},
                           }),
                           seed_, input_.time, "authentication");
    }

  private:
    const std::string& words(const LanguageMap& map) const { return in_language(map, context_.lang); }

    Json achievement(const Id& uri, std::string_view type, std::string_view code, const std::string& name,
                     const std::string& description) const {
        return pathway_achievement(context_, uri, type, code, name, description);
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
        for (const PathwayLevel& skill : pathway.skill_badges)
            list.push_back(achievement(skill.root.uri, "Badge", skill.badge, words(skill.root.name), {}));
        std::set<std::string_view> seen;
        for (const PlannedClaim& claim : plan.claims) {
            if (seen.insert(claim.leaf->uri).second)
                list.push_back(criterion_achievement(context_, *claim.leaf));
        }
        return list;
    }

    // Of the achievement of a badge of the pathway; "" where there is none.
    Id uri_of_badge(const std::string& id) const {
        for (const PathwayLevel& level : input_.pathway->levels)
            if (level.badge == id) return level.root.uri;
        const PathwayLevel* const skill = find_skill(*input_.pathway, id);
        return skill == nullptr ? Id() : skill->root.uri;
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
        for (const PathwayLevel& skill : input_.pathway->skill_badges)
            add("isPartOf", skill.root.uri, input_.pathway->uri);
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

    const BundleInput& input_;
    const Seed& seed_;
    ClaimContext context_;
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

// A badge as it was received: the same JSON values, or the token in its envelope.
Result<Json> credential_of(const HeldBadge& held) {
    const std::string& text = held.badge->text;
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    const std::string_view token = std::string_view(text).substr(0, end == text.npos ? 0 : end + 1);
    if (held.check.kind == CredentialKind::jwt) return enveloped(token);
    return read_json(text);
}

Result<Json> credentials_of(const std::vector<const HeldBadge*>& badges) {
    Json credentials = Json::array();
    for (const HeldBadge* const held : badges) {
        Result<Json> credential = credential_of(*held);
        if (!credential) return credential;
        credentials.push_back(*std::move(credential));
    }
    return credentials;
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
    Result<Json> inside_it = credentials_of(plan.badges);
    Result<Json> beside_it = credentials_of(plan.beside);
    for (const auto* const list : {&inside_it, &beside_it})
        if (!*list) return std::unexpected(list->error());
    for (Json& credential : *inside_it)
        credentials.push_back(std::move(credential));

    Bundle bundle;
    bundle.files = plan.files;
    bundle.left_out = plan.left_out;
    Inside inside;
    add_files(input, plan, inside, bundle.left_out);
    Json whole = maker.whole(plan, std::move(credentials), inside.take());
    bundle.media_type = beside_it->empty() ? "application/vc" : "application/vp";
    if (!beside_it->empty()) whole = maker.presentation(std::move(whole), *std::move(beside_it));
    bundle.json = pretty_credential(whole);
    if (bundle.json.size() > max_bundle_bytes)
        return fail("bundle.tooLarge", input.level->root.id, std::to_string(max_bundle_bytes));
    bundle.sha256 = sha256_hex(bundle.json);
    return bundle;
}

} // namespace cairn
