// Held badges in a bundle: which travel, as what, and what is said of them.
#include "core/credentials/bundle.hpp"
#include "core/credentials/evidence.hpp"
#include "core/credentials/nesting.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"
#include "support/sample_portfolio.hpp"

#include <doctest/doctest.h>
#include <functional>

namespace cairn {

namespace {

using test::level_one;
using test::SamplePortfolio;

std::string text_of_badge(const std::string& name) {
    const auto path = std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests" / "data" / "badges" / name;
    const auto text = test::read_file(path);
    REQUIRE_MESSAGE(text.has_value(), name);
    return *text;
}

// As it would be judged: the signature as it is, and the badge of the pathway that the learner says it is.
HeldBadge held(const std::string& text, std::string name, std::string matches = "ums.career-prepared.l1") {
    HeldBadge held;
    auto badge = std::make_shared<Badge>();
    badge->id = test::sample_id(static_cast<unsigned>(text.size()));
    badge->text = text;
    badge->sha256 = sha256_hex(text);
    badge->file_name = std::move(name);
    held.badge = std::move(badge);
    const Json json = read_json(text).value();
    const auto proofs = check_proofs(json);
    held.check.signature =
        all_valid(proofs) ? SignatureVerdict::valid
        : std::ranges::any_of(
              proofs, [](const ProofResult& proof) { return proof.verdict == ProofVerdict::unsupported; })
            ? SignatureVerdict::unsupported
            : SignatureVerdict::invalid;
    held.nests = may_nest(json);
    held.presents = may_be_presented(json);
    held.subject = "did";
    held.achievement_id = json["credentialSubject"]["achievement"]["id"];
    held.matches = std::move(matches);
    return held;
}

HeldBadge held_file(const std::string& name, std::string matches = "ums.career-prepared.l1") {
    return held(text_of_badge(name), name, std::move(matches));
}

// A badge with every context that may stand inside a bundle, by an issuer of nobody.
std::string with_more_contexts() {
    Json badge = read_json(text_of_badge("level-1.json")).value();
    badge.erase("proof");
    for (const char* context :
         {"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
          "https://w3id.org/security/data-integrity/v2", "https://w3id.org/security/suites/ed25519-2020/v1"})
        badge["@context"].push_back(context);
    const Seed seed{0xCA, 0x3B};
    badge["id"] = test::sample_id(0xB0);
    badge["issuer"]["id"] = make_learner_key(seed, {}).did;
    return with_proof(std::move(badge), seed, SamplePortfolio::at(0)).dump();
}

Json bundle_with(const SamplePortfolio& sample, const HeldBadges& badges,
                 const std::set<std::string>& withheld = {}) {
    const auto made = make_bundle(sample.input(withheld, &badges));
    REQUIRE(made.has_value());
    return read_json(made->json).value();
}

// The collection, which is the first of a presentation where there is one.
const Json& collection_of(const Json& bundle) {
    return bundle.contains("verifiableCredential") ? bundle["verifiableCredential"][0] : bundle;
}

const Json& credentials_of(const Json& bundle) {
    return collection_of(bundle)["credentialSubject"]["verifiableCredential"];
}

// A token of tests/data/tokens as it would be judged.
HeldBadge held_token(const std::string& name) {
    HeldBadge held;
    auto badge = std::make_shared<Badge>();
    badge->id = test::sample_id(0xB1);
    badge->text = test::sample_file("tokens", name) + "\n";
    badge->sha256 = sha256_hex(badge->text);
    badge->file_name = name;
    held.badge = std::move(badge);
    held.check.kind = CredentialKind::jwt;
    held.check.signature = SignatureVerdict::unsupported;
    held.presents = true;
    held.subject = "did";
    return held;
}

std::vector<std::string> associations_of(const Json& bundle, const std::string& type) {
    std::vector<std::string> found;
    for (const Json& association : collection_of(bundle)["credentialSubject"]["association"]) {
        if (association["associationType"] == type)
            found.push_back(std::string(association["sourceId"]) + " " +
                            std::string(association["targetId"]));
    }
    return found;
}

constexpr std::size_t claims = 5;

} // namespace

TEST_CASE("held badges stand verbatim after the claims, and their signatures hold there") {
    const SamplePortfolio sample = level_one();
    const HeldBadges badges{held_file("level-1.json"), held_file("level-1-other-id.json"),
                            held_file("level-1-dual.json"), held(with_more_contexts(), "more.json")};
    const auto made = make_bundle(sample.input({}, &badges));
    REQUIRE(made.has_value());
    const Json bundle = read_json(made->json).value();
    CHECK(all_valid(check_proofs(bundle)));
    REQUIRE(credentials_of(bundle).size() == claims + 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const Json& nested = credentials_of(bundle)[claims + i];
        CHECK(nested == read_json(badges[i].badge->text).value());
        CHECK(check_proofs(nested).back().verdict == ProofVerdict::valid);
    }
    CHECK(make_bundle(sample.input({}, &badges))->json == made->json);
    // tests/interop reads this file with other people's software.
    test::write_artifact("native-bundle-badges.json", made->json);
}

TEST_CASE("held badges change no claim") {
    const SamplePortfolio sample = level_one();
    const HeldBadges badges{held_file("level-1.json"), held_file("level-1-older-context.json")};
    const Json plain = bundle_with(sample, {});
    const Json with = bundle_with(sample, badges);
    for (std::size_t i = 0; i < claims; ++i)
        CHECK(credentials_of(with)[i] == credentials_of(plain)[i]);
}

TEST_CASE(
    "a badge that cannot stand in a collection stands beside it, in a presentation that the learner signs") {
    const SamplePortfolio sample = level_one();
    const HeldBadges badges{held_file("level-1.json"), held_file("level-1-version-1.json"),
                            held_token("eddsa-kid.jwt")};
    const auto made = make_bundle(sample.input({}, &badges));
    REQUIRE(made.has_value());
    const Json bundle = read_json(made->json).value();
    CHECK(made->media_type == "application/vp");
    CHECK(bundle["type"] == Json::array({"VerifiablePresentation"}));
    CHECK(bundle["@context"] == Json::array({vc_context}));
    CHECK(bundle["holder"] == sample.input().key.did);
    CHECK(bundle["id"] != sample.input().submission_id);
    REQUIRE(bundle["verifiableCredential"].size() == 3);
    CHECK(collection_of(bundle)["id"] == sample.input().submission_id);
    CHECK(credentials_of(bundle).size() == claims + 1);
    CHECK(bundle["verifiableCredential"][1] == read_json(badges[1].badge->text).value());
    const Json& token = bundle["verifiableCredential"][2];
    CHECK(token["type"] == "EnvelopedVerifiableCredential");
    CHECK(token["@context"] == vc_context);
    const std::string id = token["id"];
    CHECK(id == "data:application/vc+jwt," + test::sample_file("tokens", "eddsa-kid.jwt"));

    CHECK(check_proofs(bundle, {.purpose = "authentication"}).size() == 2);
    CHECK(all_valid(check_proofs(bundle, {.purpose = "authentication"})));
    CHECK(all_valid(check_proofs(collection_of(bundle))));
    const CheckReport report = check_text(made->json, {SamplePortfolio::at(10'000)});
    CHECK(report.kind == CredentialKind::presentation);
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_bound == true);
    CHECK(report.state == CheckState::issuer_unknown);
    CHECK(holds(report));
    REQUIRE(report.nested.size() == 3);
    for (const CheckReport& nested : report.nested)
        CHECK(nested.signature == SignatureVerdict::valid);
    Json without = bundle;
    without["verifiableCredential"].erase(1);
    CHECK_FALSE(holds(check_json(without, {SamplePortfolio::at(10'000)})));
    CHECK(make_bundle(sample.input({}, &badges))->json == made->json);
    // tests/interop reads this file with other people's software.
    test::write_artifact("native-bundle-presented.json", made->json);
}

TEST_CASE("a presentation of a badge that JSON-LD cannot read is signed by the other suite alone") {
    const HeldBadges badges{held_file("level-1-older-context.json")};
    const Json bundle = bundle_with(level_one(), badges);
    const auto proofs = check_proofs(bundle, {.purpose = "authentication"});
    REQUIRE(proofs.size() == 1);
    CHECK(all_valid(proofs));
    CHECK(proofs[0].cryptosuite == eddsa_jcs_2022);
    CHECK(check_proofs(collection_of(bundle)).size() == 2);
}

TEST_CASE("a badge that is no credential travels as a file, byte for byte") {
    HeldBadge assertion = held_file("level-1.json");
    assertion.nests = false;
    assertion.presents = false;
    const HeldBadges badges{assertion};
    const Json bundle = bundle_with(level_one(), badges);
    CHECK(credentials_of(bundle).size() == claims);
    const std::string hash = digest_multibase(sha256(bytes_of(badges[0].badge->text)));
    std::size_t found = 0;
    for (const Json& entry : bundle["evidence"]) {
        if (entry["digestMultibase"] != hash) continue;
        ++found;
        CHECK(entry["genre"] == "File");
        CHECK(entry["name"] == "level-1.json");
        const std::string id = entry["id"];
        REQUIRE(id.starts_with("data:application/vc;base64,"));
        CHECK(text_of(*from_base64(id.substr(id.find(',') + 1))) == badges[0].badge->text);
    }
    CHECK(found == 1);
    CHECK(associations_of(bundle, "exactMatchOf").empty());
}

TEST_CASE("a badge that is a file or stands beside counts towards the limits and is in bundle.json even "
          "beside a ZIP") {
    SamplePortfolio sample = level_one();
    auto record = std::make_shared<Record>(*sample.document.records[1]);
    for (char name = 'a'; name < 'e'; ++name)
        sample.attach(*record, std::string(1, name), "", std::string(1'040'000, name));
    sample.document.records[1] = record;
    Json padded = read_json(text_of_badge("level-1-older-context.json")).value();
    padded["credentialSubject"]["achievement"]["description"] = std::string(60'000, 'p');
    HeldBadge large = held(padded.dump(), "large.json");
    large.check.signature = SignatureVerdict::unsupported;
    CHECK(make_bundle(sample.input())->files.empty());
    for (const bool beside : {true, false}) {
        large.presents = beside;
        const HeldBadges badges{large};
        const auto made = make_bundle(sample.input({}, &badges));
        CHECK(made->files.size() == 3 + 4);
        const Json bundle = read_json(made->json).value();
        CHECK(collection_of(bundle)["evidence"].size() == claims + (beside ? 0 : 1));
    }
}

TEST_CASE("badges travel whose signature holds or cannot be checked here, and no others") {
    HeldBadge badge = held_file("level-1.json");
    const std::vector<std::pair<SignatureVerdict, bool>> verdicts{
        {SignatureVerdict::valid, true},  {SignatureVerdict::unsupported, true},
        {SignatureVerdict::mixed, false}, {SignatureVerdict::invalid, false},
        {SignatureVerdict::none, false},  {SignatureVerdict::reject, false},
    };
    for (const auto& [verdict, expected] : verdicts) {
        badge.check.signature = verdict;
        const HeldBadges badges{badge};
        CHECK(credentials_of(bundle_with(level_one(), badges)).size() == claims + (expected ? 1 : 0));
    }
    badge.check.signature = SignatureVerdict::valid;
    for (const auto state : {CheckState::good, CheckState::good_as_of, CheckState::issuer_unknown,
                             CheckState::not_checked, CheckState::bad}) {
        badge.check.state = state;
        CHECK(travels(badge) == (state != CheckState::bad));
    }
    const HeldBadges alone{held_file("level-1-rdfc-only.json")};
    CHECK(alone[0].check.signature == SignatureVerdict::valid);
    CHECK(credentials_of(bundle_with(level_one(), alone)).size() == claims + 1);
}

TEST_CASE("a badge that is no longer the learner's, or is by one of the learner's own keys, stays at home") {
    const SamplePortfolio sample = level_one();
    const LearnerKey learner = make_learner_key(test::learner_seed, {});
    const LearnerKey campus = make_learner_key(test::campus_seed, {});
    const auto travelling = [&](std::vector<std::string> emails, const std::vector<LearnerKey>& keys) {
        Document document = sample.document;
        document.profile.emails = std::move(emails);
        for (const char* name : {"level-1.json", "level-1-email.json", "level-1-rdfc-only.json"}) {
            auto badge = std::make_shared<Badge>();
            badge->text = text_of_badge(name);
            badge->sha256 = sha256_hex(badge->text);
            badge->file_name = name;
            document.badges.push_back(std::move(badge));
        }
        std::string names;
        for (const HeldBadge& badge :
             judge_badges(document, &sample.pathway, keys, {.at = SamplePortfolio::at(0)}))
            if (travels(badge)) names += badge.badge->file_name + " ";
        return names;
    };
    const std::string address = "learner@example.org";
    CHECK(travelling({address}, {learner}) == "level-1.json level-1-email.json level-1-rdfc-only.json ");
    CHECK(travelling({}, {learner}) == "level-1.json level-1-rdfc-only.json "); // the address was taken away
    CHECK(travelling({address}, {}) == "level-1-email.json ");
    CHECK(travelling({address}, {learner, campus}).empty());
}

TEST_CASE("a badge that would make a reviewer's check fail stays at home") {
    const SamplePortfolio sample = level_one();
    Document document = sample.document;
    for (const char* name : {"level-1.json", "level-1-expired.json", "level-1-not-yet.json",
                             "level-1-other-key.json", "level-1-status.json", "level-1-rdfc-only.json"}) {
        auto badge = std::make_shared<Badge>();
        badge->text = text_of_badge(name);
        badge->sha256 = sha256_hex(badge->text);
        badge->file_name = name;
        document.badges.push_back(std::move(badge));
    }
    const Instant now = SamplePortfolio::at(10'000);
    const BundleInput input = sample.input();
    const HeldBadges badges = judge_badges(document, &sample.pathway, {input.key}, {.at = now});
    std::vector<std::string> travelling;
    for (const HeldBadge& badge : badges)
        if (travels(badge)) travelling.push_back(badge.badge->file_name);
    CHECK(travelling ==
          std::vector<std::string>{"level-1.json", "level-1-status.json", "level-1-rdfc-only.json"});
    const auto made = make_bundle(sample.input({}, &badges));
    REQUIRE(made.has_value());
    const CheckReport report = check_text(made->json, {now});
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.state != CheckState::bad);
    CHECK(report.nested.size() == claims + 3);
}

TEST_CASE("a badge that the learner leaves out is named and is nowhere in the bundle") {
    const HeldBadges badges{held_file("level-1.json"), held_file("level-1-older-context.json")};
    const SamplePortfolio sample = level_one();
    const auto made = make_bundle(sample.input({badges[0].badge->sha256, badges[1].badge->sha256}, &badges));
    REQUIRE(made.has_value());
    CHECK(made->left_out == std::vector<std::string>{"level-1.json", "level-1-older-context.json"});
    CHECK(read_json(made->json).value() == bundle_with(sample, {}));
}

TEST_CASE("a badge with an id of its own is tied to the badge that the learner says it is") {
    const SamplePortfolio sample = level_one();
    const std::string level_uri = sample.pathway.levels.front().root.uri;
    const std::string own = "https://campus.example/badges/career-prepared-1";
    const auto matches = [&](const std::string& name, const std::string& id) {
        const HeldBadges badges{held_file(name, id)};
        return associations_of(bundle_with(sample, badges), "exactMatchOf");
    };
    CHECK(matches("level-1-other-id.json", "ums.career-prepared.l1") ==
          std::vector<std::string>{own + " " + level_uri});
    CHECK(matches("level-1-other-id.json", sample.pathway.skill_badges[1].badge) ==
          std::vector<std::string>{own + " " + sample.pathway.skill_badges[1].root.uri});
    CHECK(matches("level-1-other-id.json", "ums.career-prepared.macro") ==
          std::vector<std::string>{own + " " + sample.pathway.uri});
    CHECK(matches("level-1-other-id.json", "").empty());
    CHECK(matches("level-1-other-id.json", "of.no.pathway").empty());
    CHECK(matches("level-1.json", "ums.career-prepared.l1").empty());
}

TEST_CASE("skill badges are part of the macro-badge, and every association is between achievements that are "
          "there") {
    const SamplePortfolio sample = level_one();
    const HeldBadges badges{held_file("level-1-other-id.json")};
    const Json bundle = bundle_with(sample, badges);
    std::vector<std::string> expected;
    for (const PathwayLevel& skill : sample.pathway.skill_badges)
        expected.push_back(skill.root.uri + " " + sample.pathway.uri);
    CHECK(associations_of(bundle, "isPartOf") == expected);
    std::set<std::string> there;
    for (const Json& achievement : bundle["credentialSubject"]["achievement"])
        there.insert(achievement["id"].get<std::string>());
    for (const Json& credential : credentials_of(bundle))
        there.insert(credential["credentialSubject"]["achievement"]["id"].get<std::string>());
    for (const Json& association : bundle["credentialSubject"]["association"]) {
        CHECK(there.contains(association["sourceId"].get<std::string>()));
        CHECK(there.contains(association["targetId"].get<std::string>()));
    }
}

TEST_CASE("what may stand inside a bundle as a credential") {
    const Json badge = read_json(text_of_badge("level-1.json")).value();
    CHECK(may_nest(badge));
    CHECK_FALSE(may_nest(Json::array()));
    CHECK_FALSE(may_nest(read_json(text_of_badge("level-1-older-context.json")).value()));
    const std::vector<std::pair<const char*, std::function<void(Json&)>>> refused{
        {"a context that is one text", [](Json& one) { one["@context"] = vc_context; }},
        {"no context", [](Json& one) { one.erase("@context"); }},
        {"an empty list of contexts", [](Json& one) { one["@context"] = Json::array(); }},
        {"contexts in another order", [](Json& one) { one["@context"] = {ob_context, vc_context}; }},
        {"a context that is an object",
         [](Json& one) { one["@context"].push_back({{"more", "https://example.org/more"}}); }},
        {"a context that nobody here knows",
         [](Json& one) { one["@context"].push_back("https://example.org/context.json"); }},
        {"types that name no credential", [](Json& one) { one["type"] = {"OpenBadgeCredential"}; }},
        {"a type that is no text", [](Json& one) { one["type"].push_back(1); }},
        {"no issuer", [](Json& one) { one.erase("issuer"); }},
        {"an issuer without an id", [](Json& one) { one["issuer"].erase("id"); }},
        {"an issuer of another type", [](Json& one) { one["issuer"]["type"] = {"Person"}; }},
        {"no beginning", [](Json& one) { one.erase("validFrom"); }},
        {"a beginning that is no moment", [](Json& one) { one["validFrom"] = "in spring"; }},
        {"several subjects", [](Json& one) { one["credentialSubject"] = Json::array({Json::object()}); }},
        {"a subject of another type", [](Json& one) { one["credentialSubject"].erase("type"); }},
        {"a null", [](Json& one) { one["credentialSubject"]["achievement"]["image"] = nullptr; }},
        {"a term that no context gives a meaning", [](Json& one) { one["mood"] = "sunny"; }},
        {"too many levels",
         [](Json& one) {
             Json deep = "urn:example:end";
             for (int i = 0; i < 61; ++i)
                 deep = Json::array({deep});
             one["evidence"] = deep;
         }},
    };
    for (const auto& [what, change] : refused) {
        CAPTURE(what);
        Json changed = badge;
        change(changed);
        CHECK_FALSE(may_nest(changed));
    }
    Json named = badge;
    named["issuer"] = "did:key:z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf";
    CHECK(may_nest(named));
}

TEST_CASE("what may stand in a presentation beside a collection") {
    const Json badge = read_json(text_of_badge("level-1.json")).value();
    CHECK(may_be_presented(badge));
    CHECK(may_be_presented(read_json(text_of_badge("level-1-older-context.json")).value()));
    Json older = badge;
    older["@context"] = Json::array({"https://www.w3.org/2018/credentials/v1"});
    CHECK(may_be_presented(older));
    const std::vector<std::function<void(Json&)>> refused{
        [](Json& one) { one = Json::array(); },
        [](Json& one) { one["type"] = "Assertion"; },
        [](Json& one) { one["@context"] = "https://w3id.org/openbadges/v2"; },
        [](Json& one) { one.erase("@context"); },
        [](Json& one) { one.erase("issuer"); },
        [](Json& one) {
            Json deep = "urn:example:end";
            for (int i = 0; i < 62; ++i)
                deep = Json::array({deep});
            one["evidence"] = deep;
        },
    };
    for (const auto& change : refused) {
        Json changed = badge;
        change(changed);
        CAPTURE(changed.dump().substr(0, 200));
        CHECK_FALSE(may_be_presented(changed));
    }
}

TEST_CASE("a bundle around the deepest badge that may stand inside can be read again") {
    Json badge = read_json(text_of_badge("level-1.json")).value();
    Json deep = "urn:example:end";
    for (int i = 0; i < 60; ++i)
        deep = Json::array({deep});
    badge["evidence"] = deep;
    HeldBadge one = held(badge.dump(), "deep.json");
    one.check.signature = SignatureVerdict::unsupported;
    REQUIRE(one.nests);
    const HeldBadges badges{one};
    CHECK(credentials_of(bundle_with(level_one(), badges)).size() == claims + 1);
}

} // namespace cairn
