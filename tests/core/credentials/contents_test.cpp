// What a checked file says to whoever reads it, and the files that it carries.
#include "core/credentials/contents.hpp"
#include "core/crypto/hash.hpp"
#include "support/badge_samples.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr CheckContext february{.at = {1769904000000}}; // 2026-02-01
const std::string note = "Sample attendance note.\n";

struct Sent {
    std::string bytes;
    CheckedFile file;
    Contents contents;

    Result<std::string> get(const std::string& sha256) const {
        return sent_file(file, source_of(bytes_of(bytes)), sha256);
    }
};

Sent sent(std::string bytes) {
    Sent made;
    made.bytes = std::move(bytes);
    made.file = check_file(source_of(bytes_of(made.bytes)), february);
    made.contents = read_contents(made.file);
    return made;
}

Sent bundle(const std::string& name) {
    return sent(sample_file("bundles", name));
}

std::string narrative_of(const SentCredential& credential) {
    std::string words;
    for (const MarkdownBlock& block : credential.narrative)
        for (const MarkdownRun& run : block.runs)
            words += run.text;
    return words;
}

// A badge whose achievement is changed, as text that nobody signed.
std::string badge_with(const std::function<void(Json&)>& change) {
    Json badge = read_json(badge_sample("level-1.json")).value();
    change(badge);
    return badge.dump();
}

} // namespace

TEST_CASE("what stands in a token that is a presentation is told, as of one in JSON") {
    Json inner{{"type", "VerifiablePresentation"}};
    inner["verifiableCredential"] = Json::array({read_json(badge_sample("level-1.json")).value()});
    const auto part = [](const Json& json) {
        const std::string text = json.dump();
        return to_base64url(bytes_of(text));
    };
    const Sent token = sent(part({{"alg", "ES256"}}) + "." + part({{"vp", inner}}) + ".c2ln");
    REQUIRE(token.contents.others.size() == 1);
    CHECK(token.contents.others[0].name == sent(inner.dump()).contents.others.at(0).name);
    CHECK_FALSE(token.contents.others[0].name.empty());
}

TEST_CASE("a claim is told with its code, its files, and where their bytes are") {
    const std::pair<const char*, SentState> cases[] = {{"inside.json", SentState::inside},
                                                       {"beside.zip", SentState::beside},
                                                       {"left-out.json", SentState::absent},
                                                       {"left-out.zip", SentState::absent}};
    for (const auto& [name, state] : cases) {
        CAPTURE(name);
        const Sent one = bundle(name);
        REQUIRE(one.contents.claims.size() == 1);
        CHECK(one.contents.others.empty());
        const SentCredential& claim = one.contents.claims[0];
        CHECK(claim.code == "L1.G1.event");
        CHECK(claim.name == "Career event attended");
        CHECK(claim.own);
        CHECK(claim.who == "Sample learner");
        CHECK(claim.narrative.empty()); // the criterion's words are not the learner's
        REQUIRE_FALSE(claim.files.empty());
        const SentFile& file = claim.files.back();
        CHECK(file.name == "attendance.txt");
        CHECK(file.media_type == "text/plain");
        CHECK(file.sha256 == sha256_hex(note));
        CHECK(file.state == state);
        REQUIRE(one.file.report.nested.size() == 1);
        CHECK(claim.path == one.file.report.nested[0].path);
    }
}

TEST_CASE("a file is handed over only if its bytes are those of its digest") {
    const std::string sha256 = sha256_hex(note);
    for (const char* name : {"inside.json", "beside.zip"}) {
        CAPTURE(name);
        const Result<std::string> bytes = bundle(name).get(sha256);
        REQUIRE(bytes.has_value());
        CHECK(*bytes == note);
    }
    for (const char* name : {"left-out.json", "left-out.zip"}) {
        CAPTURE(name);
        const Result<std::string> bytes = bundle(name).get(sha256);
        REQUIRE_FALSE(bytes.has_value());
        CHECK(bytes.error().code == "check.fileMissing");
    }
    const std::string text = sample_file("bundles", "left-out.json");
    const Sent swapped = sent(
        make_zip({{.name = "bundle.json", .text = text}, {.name = "files/" + sha256, .text = "Other.\n"}}));
    CHECK(swapped.contents.claims.at(0).files.back().state == SentState::differs);
    CHECK(swapped.get(sha256).error().code == "check.fileDiffers");
    CHECK(swapped.get("").error().code == "check.fileMissing");
    CHECK(swapped.get(sha256_hex("somebody else's")).error().code == "check.fileMissing");
}

TEST_CASE("bytes inside that are not those of their digest are told and kept back") {
    const Sent one = sent(sample_file("invalid", "digest-differs.json"));
    REQUIRE_FALSE(one.contents.claims.empty());
    std::size_t differing = 0;
    for (const SentFile& file : one.contents.claims[0].files) {
        if (file.state != SentState::differs) continue;
        ++differing;
        CHECK_FALSE(one.get(file.sha256).has_value());
    }
    CHECK(differing > 0);
}

TEST_CASE("with more faults than are listed, a file beside is not called whole before it was compared") {
    const std::string sha256 = sha256_hex(note);
    std::vector<ZipPart> parts{{.name = "bundle.json", .text = sample_file("bundles", "left-out.json")},
                               {.name = "files/" + sha256, .text = note}};
    for (std::size_t i = 0; i <= max_faults; ++i)
        parts.push_back({.name = "stray-" + std::to_string(i), .text = "x"});
    const Sent one = sent(make_zip(parts));
    REQUIRE(one.file.report.faults.size() == max_faults);
    CHECK(one.contents.claims.at(0).files.back().state == SentState::unsure);
    CHECK(one.get(sha256).value_or("") == note);
}

TEST_CASE("a badge is told by its name, whom it is from and about, and what it was awarded for") {
    const Sent one = sent(badge_sample("level-1.json"));
    CHECK_FALSE(one.contents.whole.name.empty());
    CHECK(one.contents.whole.who_id.starts_with("did:key:"));
    CHECK_FALSE(one.contents.subject.empty());
    CHECK(narrative_of(one.contents.whole) == "Sample wording of the criteria of Level 1.");
    CHECK(one.contents.claims.empty());
    CHECK(one.contents.others.empty());
    CHECK_FALSE(one.contents.is_submission());
}

TEST_CASE("a badge that is made out to a hash is about nobody by name, one to an address is about it") {
    const auto made_out = [](bool hashed) {
        return sent(badge_with([&](Json& badge) {
            badge["credentialSubject"].erase("id");
            badge["credentialSubject"]["identifier"] = Json::array(
                {Json{{"type", "IdentityObject"}, {"hashed", hashed}, {"identityHash", "a@example.org"}}});
        }));
    };
    CHECK(made_out(true).contents.subject.empty());
    CHECK(made_out(false).contents.subject == "a@example.org");
}

TEST_CASE("the credential within a token is told like any other") {
    const auto part = [](const Json& json) { return to_base64url(bytes_of(json.dump())); };
    const Json badge = read_json(badge_sample("level-1.json")).value();
    for (const Json& payload : {badge, Json{{"vc", badge}}}) {
        const std::string token =
            part(Json{{"alg", "RS256"}}) + "." + part(payload) + "." + to_base64url(bytes_of("signature"));
        CHECK(sent(token).contents.whole.name == sent(badge_sample("level-1.json")).contents.whole.name);
    }
}

TEST_CASE("badges in a presentation stand as what came with it, and a submission in one as its claims") {
    const Json badge = read_json(badge_sample("level-1.json")).value();
    const Json clr = read_json(sample_file("bundles", "inside.json")).value();
    const Json presentation{{"@context", "https://www.w3.org/ns/credentials/v2"},
                            {"type", {"VerifiablePresentation"}},
                            {"verifiableCredential", {clr, badge}}};
    const Sent one = sent(presentation.dump());
    REQUIRE(one.contents.claims.size() == 1);
    CHECK(one.contents.claims[0].path ==
          "$.verifiableCredential[0].credentialSubject.verifiableCredential[0]");
    CHECK(one.contents.claims[0].files.back().state == SentState::inside);
    CHECK(one.get(sha256_hex(note)).value_or("") == note);
    CHECK(std::ranges::contains(one.contents.others, "$.verifiableCredential[1]", &SentCredential::path));
}

TEST_CASE("texts from outside cannot turn the words around them, hide, or go on for ever") {
    const std::string override_sign = "\u202E";
    const Sent one = sent(badge_with([&](Json& badge) {
        Json& achievement = badge["credentialSubject"]["achievement"];
        achievement["name"] = "A" + override_sign + "B\n" + std::string(100'000, 'x');
        achievement["criteria"] =
            Json{{"narrative", "one\n\ntwo" + override_sign + std::string(100'000, 'y')}};
    }));
    const SentCredential& whole = one.contents.whole;
    CHECK(whole.name.size() <= 300);
    CHECK(whole.name.starts_with("AB x"));
    CHECK_FALSE(narrative_of(whole).contains(override_sign));
    CHECK(narrative_of(whole).size() < 40'000);
    CHECK(whole.narrative.size() == 2);
    CHECK(whole.cut);
}

TEST_CASE("of very many credentials some are told and the others counted") {
    const Json badge = read_json(badge_sample("level-1.json")).value();
    Json many{{"@context", "https://www.w3.org/ns/credentials/v2"}, {"type", {"VerifiablePresentation"}}};
    for (std::size_t i = 0; i < most_sent + 7; ++i)
        many["verifiableCredential"].push_back(badge);
    const Sent one = sent(many.dump());
    CHECK(one.contents.others.size() == most_sent);
    CHECK(one.contents.left_out == 7);
}

TEST_CASE("whatever a file holds, it can be told") {
    for (const char* text : {"", "x", "a.b.c", "[]", "{}", "null", "{\"credentialSubject\":[null,1,{}]}",
                             "{\"type\":\"ClrCredential\",\"credentialSubject\":{\"association\":[1],"
                             "\"achievement\":{},\"verifiableCredential\":[1,\"a.b.c\",{\"id\":3}]}}",
                             "{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":\"x\"}",
                             "{\"evidence\":[{\"digestMultibase\":\"uEi\",\"id\":\"data:,\"}]}"}) {
        CAPTURE(text);
        CHECK_FALSE(sent(text).contents.is_submission());
    }
}
