// Which badges may be kept, whose they are, and which count.
#include "core/credentials/held.hpp"
#include "core/credentials/held_content.hpp"
#include "core/credentials/identity.hpp"
#include "core/crypto/bytes.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/json.hpp"
#include "support/badge_samples.hpp"
#include "support/sample_portfolio.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z
const std::string level_1 = "ums.career-prepared.l1";

struct Desk {
    Pathway pathway = shipped_pathway();
    Document document;
    std::vector<LearnerKey> keys{make_learner_key(learner_seed, {})};

    Desk() { document.profile.emails = {"learner@example.org"}; }

    HeldBadge judge(const std::string& text, const std::string& matches = {}) const {
        Badge badge;
        badge.text = text;
        badge.sha256 = sha256_hex(text);
        badge.matches = matches;
        return judge_badge(std::make_shared<const Badge>(badge), &pathway, learner_of(document, keys),
                           {.at = february});
    }
    std::string why(const std::string& text, const std::string& matches = {}) const {
        return judge(text, matches).why.code;
    }
    Error refusal(const std::string& text) const {
        const auto may = may_keep(text, document, keys, {.at = february});
        return may ? Error{} : may.error();
    }
    void keep(const std::string& text) {
        Badge badge;
        badge.text = text;
        badge.sha256 = sha256_hex(text);
        badge.file_name = "held.json";
        document.badges.push_back(std::make_shared<const Badge>(badge));
    }
};

std::string for_subject(const Json& subject, const Seed& signer = campus_seed) {
    return badge_like(
        [&](Json& json) {
            json["credentialSubject"].erase("id");
            json["credentialSubject"].update(subject);
        },
        signer);
}

Json identity(const std::string& said, bool hashed, const Json& salt = nullptr) {
    Json one{{"type", "IdentityObject"},
             {"identityType", "emailAddress"},
             {"hashed", hashed},
             {"identityHash", said}};
    if (!salt.is_null()) one["salt"] = salt;
    return Json{{"identifier", Json::array({one})}};
}

std::string hash_of(const std::string& text) {
    return "sha256$" + sha256_hex(text);
}

} // namespace

TEST_CASE("the published hash of an e-mail address comes out") {
    const std::string published = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
    CHECK(hash_matches(published, "a@example.com", "Kosher"));
    CHECK_FALSE(hash_matches(published, "a@example.com", "kosher"));
    CHECK_FALSE(hash_matches(published, "b@example.com", "Kosher"));
    CHECK_FALSE(hash_matches(published.substr(7), "a@example.com", "Kosher"));
}

TEST_CASE("a whole badge of the learner's that names a badge of the path is earned") {
    const HeldBadge held = Desk().judge(badge_sample("level-1.json"));
    CHECK(held.earned);
    CHECK(held.why.code.empty());
    CHECK(held.matches == level_1);
    CHECK(held.matched_by_id);
    CHECK(held.subject == "did");
    CHECK(held.nests);
    CHECK(held.title == "Career Prepared, Level 1 (sample)");
}

TEST_CASE("what somebody else achieved in the same credential is none of the learner's") {
    const Json base = read_json(badge_sample("level-1.json")).value()["credentialSubject"];
    Json others = base;
    others["id"] = did_of(public_key_of(stranger_seed));
    Json own = base;
    own["achievement"]["id"] = "urn:uuid:5a000000-0000-4000-8000-0000000000aa";
    own["achievement"]["name"] = "Took part (sample)";
    const auto of_both = [](const Json& one, const Json& two) {
        return badge_like([&](Json& json) { json["credentialSubject"] = Json::array({one, two}); });
    };
    const HeldBadge held = Desk().judge(of_both(others, own));
    CHECK(held.title == "Took part (sample)");
    CHECK(held.why.code == "held.unmatched");
    CHECK(Desk().judge(of_both(own, others)).why.code == "held.unmatched");
    CHECK(Desk().judge(of_both(others, base)).earned);
    others["achievement"]["id"] = own["achievement"]["id"];
    CHECK(Desk().judge(of_both(others, base)).earned);

    own.erase("achievement");
    CHECK(Desk().refusal(of_both(others, own)).code == "badge.shape");
}

TEST_CASE("every sample badge counts or does not, for its own reason") {
    const std::pair<const char*, const char*> table[] = {
        {"level-1.json", ""},
        {"level-1-email.json", ""},
        {"level-1-email-plain.json", ""},
        {"level-1-dual.json", ""},
        {"level-1-older-context.json", ""},
        {"level-1-status.json", ""},
        {"level-1-other-id.json", "held.unmatched"},
        {"level-1-other-key.json", "held.unbound"},
        {"level-1-expired.json", "held.expired"},
        {"level-1-not-yet.json", "held.notYetValid"},
        {"level-1-other-suite.json", "held.unsupported"},
    };
    const Desk desk;
    for (const auto& [file, why] : table) {
        CAPTURE(file);
        CHECK(desk.why(badge_sample(file)) == why);
        CHECK(desk.judge(badge_sample(file)).earned == std::string(why).empty());
        CHECK(desk.refusal(badge_sample(file)).code.empty());
    }
}

TEST_CASE("the learner's word says which badge it is, before the id of its achievement") {
    const Desk desk;
    const HeldBadge said = desk.judge(badge_sample("level-1-other-id.json"), level_1);
    CHECK(said.earned);
    CHECK(said.matches == level_1);
    CHECK_FALSE(said.matched_by_id);
    CHECK(desk.judge(badge_sample("level-1.json"), "ums.career-prepared.l2").matches ==
          "ums.career-prepared.l2");
    CHECK(desk.why(badge_sample("level-1.json"), "no such badge") == "held.unmatched");
}

TEST_CASE("a badge is the learner's by did, by e-mail plain or hashed, and by nothing else") {
    const std::string mine = did_of(public_key_of(learner_seed));
    const Json other{{"id", "did:key:z6MkvqoYXQfDDJRv8L4wKzxYeuKyVZBfi9Qo6Ro8MiLH3kDQ"}};
    Json both = identity("learner@example.org", false);
    both["id"] = other["id"];
    struct Row {
        Json subject;
        const char* how;
    };
    const Row table[] = {
        {Json{{"id", mine}}, "did"},
        {Json{{"id", "mailto:learner@example.org"}}, "email"},
        {Json{{"id", "MAILTO:Learner@Example.org"}}, "email"},
        {identity("learner@example.org", false), "email"},
        {identity(" Learner@EXAMPLE.org ", false), "email"},
        {identity("learner@example.org", false, "not-used"), "email"},
        {identity(hash_of("learner@example.orgsalt"), true, "salt"), "hashed"},
        {identity(hash_of("learner@example.org"), true), "hashed"},
        {both, "email"},
        {Json{{"identifier", identity("learner@example.org", false)["identifier"][0]}}, "email"},
        {other, ""},
        {Json::object(), ""},
        {Json{{"id", "mailto:other@example.org"}}, ""},
        {Json{{"id", mine + "#key"}}, ""},
        {identity("other@example.org", false), ""},
        {identity("", false), ""},
        {identity(hash_of("other@example.org"), true), ""},
        {identity(hash_of("learner@example.orgsalt"), true, "pepper"), ""},
        // A hash is no address, and an address no hash.
        {identity(hash_of("learner@example.org"), false), ""},
        {identity("learner@example.org", true), ""},
    };
    const Desk desk;
    for (const Row& row : table) {
        CAPTURE(row.subject.dump());
        const HeldBadge held = desk.judge(for_subject(row.subject));
        CHECK(held.subject == row.how);
        CHECK(held.earned == !std::string(row.how).empty());
        if (!held.earned) CHECK(held.why.code == "held.subject");
        CHECK((desk.refusal(for_subject(row.subject)).code == "badge.subject") == !held.earned);
    }
}

TEST_CASE("an address counts as typed and in small letters before it was hashed") {
    Desk desk;
    desk.document.profile.emails = {"", " Learner@Example.org "};
    CHECK(desk.judge(for_subject(identity(hash_of("Learner@Example.orgs"), true, "s"))).subject == "hashed");
    CHECK(desk.judge(for_subject(identity(hash_of("learner@example.orgs"), true, "s"))).subject == "hashed");
    CHECK(desk.judge(for_subject(identity(hash_of("s"), true, "s"))).subject.empty());
}

TEST_CASE("a refusal of somebody else's badge says what stands there, but for a hash") {
    const Desk desk;
    CHECK(desk.refusal(for_subject(identity("other@example.org", false))) ==
          Error{"badge.subject", "$.credentialSubject.identifier[0]", "other@example.org"});
    CHECK(desk.refusal(for_subject(identity(hash_of("other@example.org"), true))) ==
          Error{"badge.subject", "$.credentialSubject.identifier[0]", ""});
    CHECK(desk.refusal(for_subject(Json{{"id", "did:web:other.example"}})) ==
          Error{"badge.subject", "$.credentialSubject.id", "did:web:other.example"});
}

TEST_CASE("a badge by one of the learner's own keys is refused and never counts, under whatever name") {
    Desk desk;
    const std::string mine = did_of(public_key_of(learner_seed));
    const std::string multikey = mine.substr(std::string_view("did:key:").size());
    const auto own = badge_like([&](Json& json) { json["issuer"]["id"] = mine; }, learner_seed);
    const auto other_name = badge_like([](Json&) {}, learner_seed);
    std::string loose = own;
    const std::string method = mine + "#" + multikey;
    loose.replace(loose.find(method), method.size(), "https://example.edu/issuers/1#" + multikey);
    std::string unsupported = own;
    unsupported.replace(unsupported.find("eddsa-jcs-2022"), 14, "sample-st-2099");

    CHECK(desk.refusal(own).code == "badge.ownKey");
    CHECK(desk.refusal(other_name).code == "badge.ownKey");
    CHECK(desk.refusal(unsupported).code == "badge.ownKey");
    CHECK(desk.why(own) == "held.ownKey");
    CHECK(desk.why(other_name) == "held.ownKey");
    // The signature does not cover another method, so this one is broken first.
    CHECK(desk.refusal(loose).code == "badge.signature");

    // A retired key is the learner's all the same.
    desk.keys.push_back(make_learner_key(campus_seed, {}));
    desk.keys.back().state = "retired";
    CHECK(desk.refusal(badge_sample("level-1.json")).code == "badge.ownKey");
    CHECK(desk.why(badge_sample("level-1.json")) == "held.ownKey");
}

TEST_CASE("what may not be kept is refused for the reason that helps most") {
    Desk desk;
    std::string broken = badge_sample("level-1.json");
    broken.replace(broken.find("Career"), 6, "Carier");
    const auto without = [](const char* pointer) {
        return badge_like([&](Json& json) {
            const Json::json_pointer at(pointer);
            json[at.parent_pointer()].erase(at.back());
        });
    };
    Json bare = read_json(badge_sample("level-1.json")).value();
    bare.erase("proof");
    struct Row {
        std::string text;
        const char* code;
        const char* detail;
    };
    const Row table[] = {
        {"", "json.syntax", nullptr},
        {"{\"a\":1,\"a\":1}", "json.duplicateKey", nullptr},
        {"{}", "badge.kind", "other"},
        {"[]", "badge.kind", "other"},
        {R"({"type":["VerifiableCredential","ClrCredential"]})", "badge.shape", "achievement"},
        {R"({"type":["VerifiableCredential","EndorsementCredential"]})", "badge.kind", "endorsement"},
        {R"({"type":"VerifiablePresentation"})", "badge.kind", "presentation"},
        {R"({"type":"Assertion","@context":"https://w3id.org/openbadges/v2"})", "badge.shape", "achievement"},
        {"eyJhbGciOiJSUzI1NiJ9.e30.AA", "badge.kind", "jwt"},
        {"PK\x03\x04rest", "badge.kind", "zip"},
        {"\x89PNG\r\n", "badge.kind", "png"},
        {"<svg></svg>", "badge.kind", "svg"},
        {without("/credentialSubject"), "badge.shape", nullptr},
        {without("/credentialSubject/achievement"), "badge.shape", nullptr},
        {without("/credentialSubject/achievement/name"), "badge.shape", "name"},
        {bare.dump(), "badge.unsigned", nullptr},
        {broken, "badge.signature", "proof.signature"},
        {std::string(max_badge_bytes + 1, ' '), "badge.tooLarge", nullptr},
    };
    for (const Row& row : table) {
        CAPTURE(row.text.substr(0, 100));
        const Error error = desk.refusal(row.text);
        CHECK(error.code == row.code);
        if (row.detail != nullptr) CHECK(error.detail == row.detail);
    }

    desk.keep(badge_sample("level-1.json"));
    CHECK(desk.refusal(badge_sample("level-1.json")) == Error{"badge.twice", "", "held.json"});
    while (desk.document.badges.size() < max_badges)
        desk.keep("{}");
    CHECK(desk.refusal(badge_sample("level-1-email.json")).code == "badge.tooMany");
}

namespace {

// A credential as a token, signed with Ed25519 (RFC 8037) by the did:key of `signer`.
std::string token_of(const Json& payload, const Seed& signer) {
    const std::string did = did_of(public_key_of(signer));
    const Json header{{"alg", "EdDSA"}, {"kid", verification_method_of(did)}};
    const std::string text =
        to_base64url(bytes_of(header.dump())) + "." + to_base64url(bytes_of(payload.dump()));
    return text + "." + to_base64url(sign(signer, bytes_of(text)));
}

Json unsigned_badge() {
    Json badge = read_json(badge_sample("level-1.json")).value();
    badge.erase("proof");
    return badge;
}

Json assertion() {
    return {{"@context", "https://w3id.org/openbadges/v2"},
            {"type", "Assertion"},
            {"id", "https://issuer.example/assertions/1"},
            {"recipient", {{"type", "email"}, {"hashed", false}, {"identity", "learner@example.org"}}},
            {"badge", {{"type", "BadgeClass"}, {"id", "https://issuer.example/welder"}, {"name", "Welder"}}},
            {"issuedOn", "2026-01-05T12:00:00Z"},
            {"verification", {{"type", "HostedBadge"}}}};
}

} // namespace

TEST_CASE("a badge as a signed token is kept and counts like one in JSON") {
    const Desk desk;
    Json payload = unsigned_badge();
    payload["iss"] = payload["issuer"]["id"];
    const std::string token = token_of(payload, campus_seed);
    CHECK(desk.refusal(token).code.empty());
    const HeldBadge held = desk.judge(token);
    CHECK(held.earned);
    CHECK(held.title == "Career Prepared, Level 1 (sample)");
    CHECK(held.subject == "did");
    CHECK(held.matches == level_1);
    CHECK_FALSE(held.nests);
    CHECK(desk.why(token_of(payload, stranger_seed)) != "");

    std::string broken = token;
    broken[broken.size() - 8] = broken[broken.size() - 8] == 'A' ? 'B' : 'A';
    CHECK(desk.refusal(broken).code == "badge.signature");
    CHECK(desk.why(broken) == "held.signature");
    payload["iss"] = "did:example:other";
    CHECK(desk.refusal(token_of(payload, campus_seed)).code != "");
    Json theirs = unsigned_badge();
    theirs["credentialSubject"]["id"] = "did:example:other";
    CHECK(desk.refusal(token_of(theirs, campus_seed)).code == "badge.subject");
    Json own = unsigned_badge();
    own["issuer"]["id"] = did_of(public_key_of(learner_seed));
    CHECK(desk.refusal(token_of(own, learner_seed)).code == "badge.ownKey");
}

TEST_CASE("what a token says in its claims alone counts as if its credential said it") {
    const Desk desk;
    constexpr std::int64_t now = february.ms / 1000;
    Json vc = unsigned_badge();
    Json payload{{"iss", vc["issuer"]["id"]},
                 {"sub", vc["credentialSubject"]["id"]},
                 {"jti", vc["id"]},
                 {"nbf", now - 100},
                 {"exp", now + 100}};
    vc["@context"][0] = "https://www.w3.org/2018/credentials/v1";
    vc.erase("id");
    vc["credentialSubject"].erase("id");
    vc["issuer"].erase("id");
    vc.erase("validFrom");
    vc.erase("validUntil");
    const auto token = [&](const std::function<void(Json & payload, Json & vc)>& change = {},
                           const Seed& signer = campus_seed) {
        Json all = payload;
        Json inner = vc;
        if (change) change(all, inner);
        all["vc"] = inner;
        return token_of(all, signer);
    };
    CHECK(desk.refusal(token()).code.empty());
    const HeldBadge held = desk.judge(token());
    CHECK(held.earned);
    CHECK(held.subject == "did");
    CHECK(held.matches == level_1);
    CHECK(held.check.id == payload["jti"].get<std::string>());
    CHECK(held.check.issuer_id == payload["iss"].get<std::string>());
    CHECK(held.check.issuer_bound == true);
    CHECK(held.check.valid_until == Instant{february.ms + 100'000});
    const auto content = held_content(token());
    REQUIRE(content.has_value());
    const Json& whole = content->credential;
    CHECK(whole["id"] == payload["jti"]);
    CHECK(whole["issuer"]["id"] == payload["iss"]);
    CHECK(whole["credentialSubject"]["id"] == payload["sub"]);
    CHECK(whole["issuanceDate"] == "2026-01-31T23:58:20Z");
    CHECK(whole["expirationDate"] == "2026-02-01T00:01:40Z");

    struct Row {
        const char* name;
        std::function<void(Json& payload, Json& vc)> change;
        const char* refusal;
        const char* why;
    };
    const Row table[] = {
        {"no issuer at all in the credential", [](Json&, Json& one) { one.erase("issuer"); }, "", ""},
        {"a list of one subject",
         [](Json&, Json& one) { one["credentialSubject"] = Json::array({one["credentialSubject"]}); }, "",
         ""},
        {"somebody else as the subject", [](Json& all, Json&) { all["sub"] = "did:example:other"; },
         "badge.subject", "held.subject"},
        {"no subject", [](Json& all, Json&) { all.erase("sub"); }, "badge.subject", "held.subject"},
        {"another subject inside",
         [](Json&, Json& one) { one["credentialSubject"]["id"] = "did:example:other"; }, "check.claims",
         "held.signature"},
        {"another issuer inside", [](Json&, Json& one) { one["issuer"]["id"] = "did:example:other"; },
         "check.claims", "held.signature"},
        {"another issuer in the claims", [](Json& all, Json&) { all["iss"] = "did:example:other"; }, "",
         "held.unbound"},
        {"an end that is over", [](Json& all, Json&) { all["exp"] = now - 1; }, "", "held.expired"},
        {"a beginning to come", [](Json& all, Json&) { all["nbf"] = now + 1; }, "", "held.notYetValid"},
        {"an earlier end inside", [](Json&, Json& one) { one["expirationDate"] = "2026-01-31T23:59:00Z"; },
         "", "held.expired"},
        {"an earlier end in the claims",
         [](Json& all, Json& one) {
             all["exp"] = now - 1;
             one["validUntil"] = "2027-01-01T00:00:00Z";
         },
         "", "held.expired"},
        {"claims of other kinds",
         [](Json& all, Json&) {
             all["sub"] = Json::array({all["sub"]});
             all["jti"] = 5;
         },
         "badge.subject", "held.subject"},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        CHECK(desk.refusal(token(row.change)).code == row.refusal);
        CHECK(desk.why(token(row.change)) == row.why);
    }
    const std::string own =
        token([](Json& all, Json&) { all["iss"] = did_of(public_key_of(learner_seed)); }, learner_seed);
    CHECK(desk.refusal(own).code == "badge.ownKey");
    // What stands there in either version's name is not said twice.
    const auto newer = held_content(token([](Json&, Json& one) {
        one["validFrom"] = "2026-01-01T00:00:00Z";
        one["validUntil"] = "2027-01-01T00:00:00Z";
    }));
    REQUIRE(newer.has_value());
    CHECK_FALSE(newer->credential.contains("issuanceDate"));
    CHECK_FALSE(newer->credential.contains("expirationDate"));
}

TEST_CASE("a badge whose key is not here says so, and not that it is of an unknown kind") {
    const Desk desk;
    const std::string badge =
        badge_like([](Json& json) { json["issuer"]["id"] = "did:web:campus.example"; }, campus_seed);
    Json json = read_json(badge).value();
    Json& proof = json["proof"].is_array() ? json["proof"].front() : json["proof"];
    proof["verificationMethod"] = "did:web:campus.example#1";
    CHECK(desk.why(json.dump()) == "held.keyUnknown");
}

TEST_CASE("a hosted badge of Open Badges 2.0 is kept, is named, and does not count") {
    const Desk desk;
    CHECK(desk.refusal(assertion().dump()).code.empty());
    const HeldBadge held = desk.judge(assertion().dump(), level_1);
    CHECK(held.why.code == "held.hosted");
    CHECK_FALSE(held.earned);
    CHECK(held.title == "Welder");
    CHECK(held.achievement_id == "https://issuer.example/welder");
    CHECK(held.subject == "email");
    CHECK_FALSE(held.nests);

    Json named = assertion();
    named["badge"] = "https://issuer.example/welder";
    CHECK(desk.refusal(named.dump()).code.empty());
    Json hashed = assertion();
    hashed["recipient"] = {{"type", "email"},
                           {"hashed", true},
                           {"salt", "salt"},
                           {"identity", hash_of("learner@example.orgsalt")}};
    CHECK(desk.refusal(hashed.dump()).code.empty());
    CHECK(desk.judge(hashed.dump()).subject == "hashed");
    Json theirs = assertion();
    theirs["recipient"]["identity"] = "other@example.org";
    CHECK(desk.refusal(theirs.dump()).code == "badge.subject");
    theirs.erase("recipient");
    CHECK(desk.refusal(theirs.dump()).code == "badge.subject");
    Json bare = assertion();
    bare.erase("badge");
    CHECK(desk.refusal(bare.dump()).code == "badge.shape");
}

TEST_CASE("a collection that somebody else signed for the learner is kept whole") {
    const Desk desk;
    const auto collection = [](const Seed& signer, const char* name) {
        Json json = unsigned_badge();
        json["type"] = {"VerifiableCredential", "ClrCredential"};
        json["name"] = name;
        json["issuer"]["id"] = did_of(public_key_of(signer));
        json["credentialSubject"]["type"] = {"ClrSubject"};
        json["credentialSubject"].erase("achievement");
        json["credentialSubject"]["verifiableCredential"] =
            Json::array({read_json(badge_sample("level-1.json")).value()});
        return with_proof(std::move(json), signer, {1767614400000}).dump();
    };
    const std::string text = collection(campus_seed, "Transcript (sample)");
    CHECK(desk.refusal(text).code.empty());
    const HeldBadge held = desk.judge(text);
    CHECK(held.title == "Transcript (sample)");
    CHECK(held.why.code == "held.unmatched");
    CHECK_FALSE(held.nests);
    CHECK(desk.refusal(collection(campus_seed, "")).code == "badge.shape");
    CHECK(desk.refusal(collection(learner_seed, "Mine")).code == "badge.ownKey");
}

TEST_CASE("a badge whose status list is not here counts, and says that it was not asked") {
    const HeldBadge held = Desk().judge(badge_sample("level-1-status.json"));
    CHECK(held.earned);
    CHECK(held.check.status == "notChecked");
}

TEST_CASE("a badge that was kept and damaged since does not count, and nothing breaks") {
    const Desk desk;
    const std::string text = badge_sample("level-1.json");
    CHECK(desk.why(text.substr(0, text.size() / 2)) == "held.signature");
    CHECK(desk.why("") == "held.signature");
    CHECK(desk.judge("").title.empty());
    for (std::size_t i = 0; i < text.size(); i += 7) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 2);
        CHECK_FALSE(desk.judge(changed).earned);
    }
}

TEST_CASE("badges are judged in their order, and each earned one is named once") {
    Desk desk;
    desk.keep(badge_sample("level-1.json"));
    desk.keep(badge_sample("level-1-expired.json"));
    desk.keep(badge_sample("level-1-email.json"));
    const HeldBadges held = judge_badges(desk.document, &desk.pathway, desk.keys, {.at = february});
    REQUIRE(held.size() == 3);
    CHECK(held[0].earned);
    CHECK_FALSE(held[1].earned);
    CHECK(held[2].earned);
    CHECK(earned_badges(held) == std::vector<std::string>{level_1});
    CHECK(earned_badges(judge_badges(desk.document, nullptr, desk.keys, {.at = february})).empty());
}

TEST_CASE("each level, the whole and each skill of the path is a badge that can be held") {
    const Pathway pathway = shipped_pathway();
    const auto badges = pathway_badges(pathway);
    CHECK(badges.size() == pathway.levels.size() + pathway.skill_badges.size());
    CHECK(std::ranges::count(badges, true, &PathwayBadge::level) == std::ssize(pathway.levels));
    for (const PathwayBadge& badge : badges) {
        CAPTURE(badge.id);
        CHECK_FALSE(badge.id.empty());
        CHECK_FALSE(badge.uri.empty());
        CHECK(std::ranges::count(badges, badge.id, &PathwayBadge::id) == 1);
        CHECK(std::ranges::count(badges, badge.uri, &PathwayBadge::uri) == 1);
    }
}
