// Files that somebody brings, taken apart: what is found in each form, byte for byte.
#include "core/baking/baking.hpp"
#include "core/credentials/bring.hpp"
#include "core/credentials/held_content.hpp"
#include "core/crypto/bytes.hpp"
#include "support/badge_samples.hpp"
#include "support/pictures.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z

Learner learner() {
    return {{did_of(public_key_of(learner_seed))}, {"learner@example.org"}};
}

BroughtFile take(const std::string& bytes, const std::string& name = "given.json") {
    return take_apart(bytes, name, learner(), february);
}

// Of a file with one credential.
Brought only(const std::string& bytes, const std::string& name = "given.json") {
    BroughtFile file = take(bytes, name);
    CHECK(file.refused.empty());
    REQUIRE(file.found.size() == 1);
    return file.found[0];
}

std::string refusal(const std::string& bytes) {
    const BroughtFile file = take(bytes);
    CHECK(file.found.empty());
    REQUIRE(file.refused.size() == 1);
    return file.refused[0].why.code;
}

std::string token_of(const std::string& payload) {
    return to_base64url(bytes_of(std::string_view("{\"alg\":\"ES256\"}"))) + "." +
           to_base64url(bytes_of(payload)) + ".c2ln";
}

const std::string assertion =
    R"({"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://example.org/a",)"
    R"("recipient":{"type":"email","hashed":false,"identity":"learner@example.org"},)"
    R"("badge":{"id":"https://example.org/b","name":"Welder"},"verification":{"type":"hosted"}})";

} // namespace

TEST_CASE("JSON and tokens are taken as they are, whatever they say") {
    for (const std::string& text : {badge_sample("level-1.json"), token_of("{\"vc\":{}}"), assertion,
                                    std::string("Thank you."), std::string()}) {
        const Brought one = only(text, "folder/given.txt");
        CHECK(one.text == text);
        CHECK(one.name == "folder/given.txt");
        CHECK(one.file_name == (held_extension(text) == ".jwt" ? "given.jwt" : "given.json"));
    }
}

TEST_CASE("whatever a file is called, it is kept under a name that can be shown and opens as nothing else") {
    const std::pair<std::string, std::string> names[] = {
        {"in/a\\b.json", "b.json"},
        {"x.html", "x.json"},
        {"token.JWT", "token.JWT"},
        {"v.jsonld", "v.jsonld"},
        {"Level 1. Foundation", "Level 1. Foundation.json"},
        {"a\nb.json", "a b.json"},
        {"nosj\xE2\x80\xAE.json", "nosj.json"},
        {"..", "badge.json"},
        {".html", "html.json"},
        {"", "badge.json"},
    };
    const std::string text = badge_sample("level-1.json");
    for (const auto& [given, kept] : names)
        CHECK_MESSAGE(only(text, given).file_name == kept, given);

    const Brought endless = only(text, std::string(70'000, 'n') + ".html");
    CHECK(endless.file_name.size() == max_brought_name);
    CHECK(endless.file_name.ends_with("….json"));
    CHECK(endless.name.size() == max_brought_name);
}

TEST_CASE("what files inside others are called is cleaned like the name of the file itself") {
    const std::string turned = "\xE2\x80\xAEx\n";
    const std::string long_name = turned + std::string(70'000, 'n');
    const std::string badge = badge_sample("level-1.json");
    const auto fits = [](const BroughtFile& file) {
        REQUIRE(file.found.size() == 1);
        CHECK(file.found[0].file_name.size() == max_brought_name);
        CHECK(file.found[0].file_name.starts_with("x n"));
        CHECK(file.found[0].file_name.ends_with(".json"));
        CHECK(file.found[0].name.size() < 2 * max_brought_name + 10);
        CHECK_FALSE(file.found[0].name.contains("\xE2\x80\xAE"));
        CHECK_FALSE(file.found[0].name.contains('\n'));
    };
    Json bundle{{"type", Json::array({"VerifiableCredential", "ClrCredential"})},
                {"issuer", did_of(public_key_of(learner_seed))}};
    bundle["evidence"] = Json::array({{{"name", long_name + ".html"},
                                       {"mediaType", "application/vc"},
                                       {"id", "data:application/vc;base64," + to_base64(bytes_of(badge))}}});
    fits(take(bundle.dump()));
    const std::string entry = "\xE2\x80\xAEx n" + std::string(300, 'n') + ".json";
    fits(take(make_zip({{.name = "in/" + entry, .text = badge}}), "wallet.zip"));

    const BroughtFile refused = take(make_zip({{.name = entry + ".svg", .text = "<svg>"}}), long_name);
    REQUIRE(refused.refused.size() == 1);
    CHECK(refused.refused[0].name.size() < 2 * max_brought_name + 10);
}

TEST_CASE("of several credentials with an endless name each is kept under its own") {
    const BroughtFile file = take(R"({"type":"VerifiablePresentation","verifiableCredential":[{},{"a":1}]})",
                                  std::string(300, 'w') + ".json");
    REQUIRE(file.found.size() == 2);
    CHECK(file.found[0].file_name.ends_with("-1.json"));
    CHECK(file.found[1].file_name.ends_with("-2.json"));
    CHECK(file.found[0].name != file.found[1].name);
}

TEST_CASE("out of a picture comes the credential that was put into it, under a name that fits it") {
    const std::string text = badge_sample("level-1.json");
    const std::string token = token_of(text);
    CHECK(only(*bake(png_with({}), text, BakedAs::open_badge_3), "My badge.PNG").text == text);
    CHECK(only(*bake(png_with({}), text, BakedAs::open_badge_3), "My badge.PNG").file_name ==
          "My badge.json");
    CHECK(only(*bake(svg_with(""), token, BakedAs::open_badge_3), "b.svg").text == token);
    CHECK(only(*bake(svg_with(""), token, BakedAs::open_badge_3), "b.svg").file_name == "b.jwt");
    CHECK(refusal(png_with({})) == "baking.none");
    const BroughtFile old = take(png_with({{"tEXt", std::string("openbadges\0https://example.org/1", 32)}}));
    REQUIRE(old.refused.size() == 1);
    CHECK(old.refused[0].why == Error{"badge.address", {}, "https://example.org/1"});
}

TEST_CASE("of a presentation each credential is taken out byte for byte, tokens too") {
    const std::string first = badge_sample("level-1.json");
    const std::string inner = first.substr(0, first.find_last_of('}') + 1);
    const std::string token = token_of("{}");
    const std::string text =
        R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation",)"
        R"("verifiableCredential":[ )" +
        inner + " ,\n{\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt," + token +
        "\"},\"" + token + "\"]}";
    const BroughtFile file = take(text, "wallet.json");
    CHECK(file.refused.empty());
    REQUIRE(file.found.size() == 3);
    CHECK(file.found[0].text == inner);
    CHECK(file.found[1].text == token);
    CHECK(file.found[2].text == token);
    CHECK(file.found[0].name == "wallet.json (1)");
    CHECK(file.found[0].file_name == "wallet-1.json");
    CHECK(file.found[2].name == "wallet.json (3)");
}

TEST_CASE("of the learner's own bundle the badges of others are taken, and none of the claims") {
    const std::string badge = badge_sample("level-1.json");
    const std::string inner = badge.substr(0, badge.find_last_of('}') + 1);
    const std::string own = did_of(public_key_of(learner_seed));
    const std::string claim =
        R"({"type":["VerifiableCredential","AchievementCredential"],"issuer":")" + own + "\"}";
    const std::string begin = R"({"type":["VerifiableCredential","ClrCredential"],"issuer":{"id":")";
    const std::string evidence =
        R"(,"evidence":[{"type":["Evidence"],"name":"welder.json","mediaType":"application/ld+json","id":"data:application/ld+json;base64,)" +
        to_base64(bytes_of(assertion)) +
        R"("},{"type":["Evidence"],"name":"a.pdf","mediaType":"application/pdf","id":"data:application/pdf;base64,AAAA"}]})";
    const std::string middle = R"("},"credentialSubject":{"verifiableCredential":[)";
    const BroughtFile file =
        take(begin + own + middle + claim + "," + inner + "]}" + evidence, "bundle.json");
    REQUIRE(file.found.size() == 2);
    CHECK(file.found[0].text == inner);
    CHECK(file.found[0].name == "bundle.json (2)");
    CHECK(file.found[1].text == assertion);
    CHECK(file.found[1].name == "bundle.json: welder.json");
    CHECK(file.found[1].file_name == "welder.json");

    // Where a badge could not stand inside, a presentation holds the collection and that badge.
    const BroughtFile both = take(R"({"type":["VerifiablePresentation"],"verifiableCredential":[)" + begin +
                                      own + middle + claim + "," + inner + "]}}," + inner + "]}",
                                  "bundle.json");
    REQUIRE(both.found.size() == 2);
    CHECK(both.found[0].text == inner);
    CHECK(both.found[1].text == inner);
    CHECK(both.found[0].name != both.found[1].name);

    // With nothing of others in it, and of somebody else, it is one thing.
    const std::string alone = begin + own + middle + claim + "]}}";
    CHECK(only(alone).text == alone);
    const std::string theirs = begin + "did:example:campus" + middle + inner + "]}}";
    CHECK(only(theirs).text == theirs);
}

TEST_CASE("of a ZIP each credential is taken, in a picture or not, and what is none is told") {
    const std::string badge = badge_sample("level-1.json");
    const std::string zip =
        make_zip({{.name = "notes.txt", .text = "Hello"},
                  {.name = "in/level-1.json", .text = badge},
                  {.name = "in/photo.png", .text = png_with({})},
                  {.name = "in/badge.png", .text = *bake(png_with({}), assertion, BakedAs::open_badge_2)},
                  {.name = "__MACOSX/in/._level-1.json", .text = "x"},
                  {.name = "broken.svg", .text = "<svg>"},
                  {.name = "token.JWT", .text = token_of("{}")}});
    const BroughtFile file = take(zip, "wallet.zip");
    REQUIRE(file.found.size() == 3);
    CHECK(file.found[0].name == "wallet.zip: in/level-1.json");
    CHECK(file.found[0].file_name == "level-1.json");
    CHECK(file.found[0].text == badge);
    CHECK(file.found[1].file_name == "badge.json");
    CHECK(file.found[1].text == assertion);
    CHECK(file.found[2].file_name == "token.JWT");
    REQUIRE(file.refused.size() == 1);
    CHECK(file.refused[0].name == "wallet.zip: broken.svg");
    CHECK(file.refused[0].why.code == "baking.svg");
}

TEST_CASE(
    "a ZIP without a credential, a damaged one, a whole portfolio and an encrypted one are told apart") {
    CHECK(refusal(make_zip({{.name = "notes.txt", .text = "Hello"}})) == "badge.kind");
    CHECK(refusal(make_zip({})) == "badge.kind");
    CHECK(refusal("PK\x03\x04") == "zip.directory");
    CHECK(refusal(make_zip({{.name = "portfolio.json", .text = "{}"},
                            {.name = "document/index.json", .text = "{}"}})) == "badge.portfolio");
    CHECK(refusal("{\"format\":\"cairn-sealed\",\"version\":1}\n\x01\x02") == "badge.portfolio");
    CHECK(refusal(make_zip({{.name = "bundle.json", .text = sample_file("bundles", "inside.json")},
                            {.name = "files/" + std::string(64, 'a'), .text = "Other."}})) ==
          "fault.swapped");
}

TEST_CASE("no file brings more credentials than a portfolio takes") {
    std::string list;
    for (std::size_t i = 0; i <= max_brought; ++i)
        list += (i == 0 ? "" : ",") + ("{\"id\":\"" + std::to_string(i) + "\"}");
    const BroughtFile file =
        take("{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":[" + list + "]}");
    CHECK(file.found.size() == max_brought);
    REQUIRE(file.refused.size() == 1);
    CHECK(file.refused[0].why.code == "badge.tooMany");
}

TEST_CASE("what a token or an assertion says is read like JSON, and a picture names it by its format") {
    const std::string badge = badge_sample("level-1.json");
    const auto plain = held_content(badge);
    REQUIRE(plain.has_value());
    for (const std::string& text :
         {token_of(badge), token_of("{\"vc\":" + badge + "}"), " " + token_of(badge) + "\n"}) {
        const auto content = held_content(text);
        REQUIRE(content.has_value());
        CHECK(content->token);
        CHECK(content->kind == CredentialKind::achievement);
        CHECK(content->credential == plain->credential);
        CHECK(held_extension(text) == ".jwt");
        CHECK(held_media_type(text) == "application/vc+jwt");
    }
    CHECK(baked_as(badge) == BakedAs::open_badge_3);
    CHECK(baked_as(assertion) == BakedAs::open_badge_2);
    CHECK(baked_as(sample_file("bundles", "inside.json")) == BakedAs::clr);
    CHECK(held_media_type(badge) == "application/vc");
    CHECK(held_media_type(assertion) == "application/ld+json");
    CHECK(baked_as("{\"type\":\"EndorsementCredential\"}").error() ==
          Error{"baking.kind", {}, "endorsement"});
    CHECK(held_content("[1]").error().code == "badge.kind");
    CHECK(held_content("{").error().code == "json.syntax");
}

TEST_CASE(
    "the picture that a badge brings along is found, and nothing is fetched for one that it only names") {
    const auto with_image = [](const Json& image) {
        return badge_like([&](Json& json) { json["credentialSubject"]["achievement"]["image"] = image; });
    };
    const std::string png = png_with({});
    const std::string url = "data:image/png;base64," + to_base64(bytes_of(png));
    for (const Json& image : {Json(url), Json{{"id", url}, {"type", "Image"}}}) {
        const auto picture = carried_picture(with_image(image));
        REQUIRE(picture.has_value());
        CHECK(picture->media_type == "image/png");
        CHECK(picture->bytes == png);
    }
    CHECK_FALSE(carried_picture(with_image("https://example.org/a.png")).has_value());
    CHECK_FALSE(carried_picture(with_image("data:text/html,<b>")).has_value());
    CHECK_FALSE(carried_picture(with_image("data:image/pngx;base64,AAAA")).has_value());
    CHECK_FALSE(carried_picture(badge_sample("level-1.json")).has_value());
    CHECK_FALSE(carried_picture("hello").has_value());
}
