// Badges in other forms than one JSON file: several in one file, pictures, tokens, pasted ones; and out
// again.
#include "core/baking/baking.hpp"
#include "core/crypto/bytes.hpp"
#include "core/store/codec.hpp"
#include "support/desk.hpp"
#include "support/pictures.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string zip_of_badges() {
    return make_zip(
        {{.name = "a/level-1.json", .text = badge_sample("level-1.json")},
         {.name = "other.png",
          .text = *bake(png_with({}), badge_sample("level-1-other-id.json"), BakedAs::open_badge_3)},
         {.name = "again.json", .text = badge_sample("level-1.json")},
         {.name = "broken.svg", .text = "<svg>"},
         {.name = "hello.json", .text = "{}"}});
}

// Of a token by P-256, which the core cannot check itself.
app::AnswerSignatures ask(Desk& desk, const std::string& name = "es256-kid.jwt") {
    desk.pick_badge(name, sample_file("tokens", name));
    const auto asked = desk.take_effects<app::AnswerSignatures>();
    REQUIRE(asked.size() == 1);
    REQUIRE_FALSE(asked[0].questions.empty());
    return asked[0];
}

app::SignaturesAnswered answered(const app::AnswerSignatures& asked, bool holds) {
    app::SignaturesAnswered event{asked.effect, {}};
    for (const SignatureQuestion& question : asked.questions)
        event.answers.emplace(id_of(question), holds);
    return event;
}

app::Download picture_of(Desk& desk, bool svg) {
    desk.must(app::SaveBadgePicture{desk.document().badges.back()->id, svg});
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    return downloads[0];
}

} // namespace

TEST_CASE("the badges of one file are kept in one step, and each thing in the file has its report") {
    Desk desk = Desk::sample_learner();
    desk.pick_badge("wallet.zip", zip_of_badges());
    REQUIRE(desk.document().badges.size() == 2);
    CHECK(desk.document().badges[0]->file_name == "level-1.json");
    CHECK(desk.document().badges[1]->file_name == "other.json");
    CHECK(desk.document().badges[0]->id != desk.document().badges[1]->id);
    CHECK(is_uuid_urn(desk.document().badges[1]->id));
    CHECK(desk.document().badges[1]->text == badge_sample("level-1-other-id.json"));

    const auto& reports = desk.session().badge_reports;
    REQUIRE(reports.size() == 5);
    const auto why = [&](const std::string& name) {
        const auto found = std::ranges::find(reports, "wallet.zip: " + name, &app::BadgeReport::file_name);
        REQUIRE(found != reports.end());
        return found->refused ? found->refused->code : std::string();
    };
    CHECK(why("a/level-1.json").empty());
    CHECK(why("other.png").empty());
    CHECK(why("again.json") == "badge.twice");
    CHECK(why("broken.svg") == "baking.svg");
    CHECK(why("hello.json") == "badge.kind");
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "badges.sum", {{"kept", "2"}, {"all", "5"}}));

    desk.must(app::Undo{});
    CHECK(desk.document().badges.empty());
    desk.must(app::Redo{});
    CHECK(desk.document().badges.size() == 2);
}

TEST_CASE("whatever a badge in a bundle is called, what is written can be read again") {
    Desk desk = Desk::sample_learner();
    Json bundle{{"type", Json::array({"VerifiableCredential", "ClrCredential"})},
                {"issuer", desk.state.keys.at(0).did}};
    bundle["evidence"] = Json::array(
        {{{"name", std::string(70'000, 'n') + "\xE2\x80\xAE\n.html"},
          {"mediaType", "application/vc"},
          {"id", "data:application/vc;base64," + to_base64(bytes_of(badge_sample("level-1.json")))}}});
    desk.pick_badge("bundle.json", bundle.dump());
    REQUIRE(desk.document().badges.size() == 1);
    CHECK(desk.document().badges[0]->file_name.ends_with("….json"));
    const auto again = decode_document(encode_document(desk.document(), 1));
    REQUIRE(again.has_value());
    CHECK(again->document == desk.document());
}

TEST_CASE("submissions with their evidence are read, and of a larger one it is said what will do") {
    Desk desk = Desk::sample_learner();
    desk.must(app::AddBadges{{{7, "large.zip"}}});
    const auto asked = desk.take_effects<app::ReadFile>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].most == 64 * 1024 * 1024);
    desk.tell(app::FileFailed{asked[0].effect, {"file.tooLarge"}});
    CHECK(desk.session().badge_reports.at(0).refused->code == "badge.fileTooLarge");
    CHECK(desk.notice().contains("bundle.json"));
}

TEST_CASE("a picture without a badge changes nothing, and an address in one is told and not opened") {
    Desk desk = Desk::sample_learner();
    const auto before = desk.state.document;
    desk.pick_badge("holiday.png", png_with({}));
    CHECK(desk.session().badge_reports.at(0).refused->code == "baking.none");
    desk.pick_badge("old.png", png_with({{"tEXt", std::string("openbadges\0https://example.org/1", 32)}}));
    CHECK(desk.session().badge_reports.at(0).refused == Error{"badge.address", {}, "https://example.org/1"});
    CHECK(desk.notice().contains("https://example.org/1"));
    CHECK(desk.state.document == before);
}

TEST_CASE("a pasted badge is kept like a picked one, and its field is empty again") {
    Desk desk = Desk::sample_learner();
    desk.must(app::TypeHere{badge_sample("level-1.json")});
    const std::uint32_t before = desk.session().text_revision;
    desk.must(app::PasteBadge{badge_sample("level-1.json")});
    CHECK(desk.session().text_revision > before); // the field takes the change though it has the focus
    REQUIRE(desk.document().badges.size() == 1);
    CHECK(desk.document().badges[0]->text == badge_sample("level-1.json"));
    CHECK(desk.document().badges[0]->file_name == "pasted.json");
    CHECK(desk.session().typed_here.empty());
    desk.must(app::PasteBadge{sample_file("tokens", "eddsa-kid.jwt")});
    CHECK(desk.document().badges.at(1)->file_name == "pasted.jwt");
    const std::uint32_t revision = desk.session().text_revision;
    desk.must(app::TypeHere{"Thank you for coming."});
    desk.must(app::PasteBadge{"Thank you for coming."});
    CHECK(desk.session().badge_reports.at(0).refused->code == "json.syntax");
    // It can be mended where it stands.
    CHECK(desk.session().typed_here == "Thank you for coming.");
    CHECK(desk.session().text_revision == revision);
    CHECK(desk.ask(app::PasteBadge{" \n"}) == "badge.nothingPasted");
    CHECK(desk.document().badges.size() == 2);
}

TEST_CASE("a token whose signature somebody else has to check waits for that, and is kept if it holds") {
    Desk desk = Desk::sample_learner();
    const auto asked = ask(desk);
    CHECK(desk.document().badges.empty());
    CHECK(desk.session().badge_reports.empty());
    REQUIRE(desk.session().pending_badges.size() == 1);
    CHECK(desk.session().pending_badges[0].name == "es256-kid.jwt");
    desk.tell(answered(asked, true));
    CHECK(desk.session().pending_badges.empty());
    REQUIRE(desk.document().badges.size() == 1);
    CHECK(desk.document().badges[0]->text == sample_file("tokens", "es256-kid.jwt"));
    CHECK(app::held_badges(desk.state).at(0).check.signature == SignatureVerdict::valid);
    CHECK(app::held_badges(desk.state).at(0).earned);
}

TEST_CASE("a pasted token stays in its field until its answer is there and it is kept") {
    for (const bool holds : {false, true}) {
        Desk desk = Desk::sample_learner();
        const std::string token = sample_file("tokens", "es256-kid.jwt");
        desk.must(app::TypeHere{token});
        desk.must(app::PasteBadge{token});
        const auto asked = desk.take_effects<app::AnswerSignatures>();
        REQUIRE(asked.size() == 1);
        CHECK(desk.session().typed_here == token);
        desk.tell(answered(asked[0], holds));
        CHECK(desk.session().typed_here == (holds ? "" : token));
    }
}

TEST_CASE("of several tokens each waits for its own answer") {
    Desk desk = Desk::sample_learner();
    const auto first = ask(desk);
    const auto second = ask(desk, "rs256-jwk.jwt");
    CHECK(desk.session().pending_badges.size() == 2);
    desk.tell(answered(second, true));
    REQUIRE(desk.session().pending_badges.size() == 1);
    CHECK(desk.session().pending_badges[0].name == "es256-kid.jwt");
    desk.tell(answered(first, true));
    CHECK(desk.session().pending_badges.empty());
    CHECK(app::held_badges(desk.state).back().check.signature == SignatureVerdict::valid);
}

TEST_CASE("a token whose signature does not hold is not kept, one that nobody could check is kept and counts "
          "for nothing") {
    Desk desk = Desk::sample_learner();
    desk.tell(answered(ask(desk), false));
    CHECK(desk.document().badges.empty());
    CHECK(desk.session().badge_reports.at(0).refused->code == "badge.signature");

    Desk other = Desk::sample_learner();
    other.tell(app::SignaturesAnswered{ask(other).effect, {}});
    REQUIRE(other.document().badges.size() == 1);
    CHECK(app::held_badges(other.state).at(0).why.code == "held.unsupported");
    // Nobody is asked again until a person brings it once more.
    other.must(app::RemoveBadge{other.document().badges[0]->id});
    CHECK(other.take_effects<app::AnswerSignatures>().empty());
    other.tell(answered(ask(other), true));
    REQUIRE(other.document().badges.size() == 1);
    CHECK(app::held_badges(other.state).at(0).earned);
}

TEST_CASE("the same token brought twice waits for the one answer, and is kept once") {
    Desk desk = Desk::sample_learner();
    const auto asked = ask(desk);
    desk.pick_badge("again.jwt", sample_file("tokens", "es256-kid.jwt"));
    CHECK(desk.take_effects<app::AnswerSignatures>().empty());
    CHECK(desk.document().badges.empty());
    CHECK(desk.session().pending_badges.size() == 2);
    desk.tell(answered(asked, true));
    CHECK(desk.session().pending_badges.empty());
    CHECK(desk.document().badges.size() == 1);
    CHECK(desk.session().badge_reports.back().refused->code == "badge.twice");
}

TEST_CASE("a held badge is handed out as a picture of Cairn's that carries it byte for byte") {
    Desk desk = Desk::sample_learner();
    for (const std::string name : {"level-1.json", "level-1-other-id.json"}) {
        desk.add_badge(name);
        for (const bool svg : {false, true}) {
            const app::Download download = picture_of(desk, svg);
            CHECK(download.name == name.substr(0, name.find('.')) + (svg ? ".svg" : ".png"));
            CHECK(download.media_type == (svg ? "image/svg+xml" : "image/png"));
            CHECK(picture_kind(download.text) == (svg ? PictureKind::svg : PictureKind::png));
            const auto inside = unbake(download.text);
            REQUIRE(inside.has_value());
            CHECK(inside->text == badge_sample(name));
            CHECK(inside->as == BakedAs::open_badge_3);
        }
    }
    CHECK(desk.ask(app::SaveBadgePicture{sample_id(1), true}) == "badge.unknown");
}

TEST_CASE("a badge that brings its picture along is handed out with it, and a damaged one with a stone") {
    const auto with_image = [](const std::string& media_type, const std::string& bytes) {
        return badge_like([&](Json& badge) {
            badge["credentialSubject"]["achievement"]["image"] = {
                {"id", "data:" + media_type + ";base64," + to_base64(bytes_of(bytes))}, {"type", "Image"}};
        });
    };
    const std::string png = png_with({{"tEXt", std::string("Title\0The issuer's", 18)}});
    Desk desk = Desk::sample_learner();
    desk.pick_badge("own.json", with_image("image/png", png));
    CHECK(picture_of(desk, false).text.contains("The issuer's"));
    const std::string framed = picture_of(desk, true).text;
    CHECK(framed.contains("<image"));
    CHECK(framed.contains(to_base64(bytes_of(png))));

    // Whatever an SVG of somebody else says, it stands there as an image and as nothing else.
    desk.pick_badge("svg.json", with_image("image/svg+xml", "<svg><script>alert(1)</script></svg>"));
    CHECK_FALSE(picture_of(desk, true).text.contains("<script"));
    CHECK(picture_of(desk, true).text.contains("href=\"data:image/svg+xml;base64,"));
    CHECK(picture_kind(picture_of(desk, false).text) == PictureKind::png);

    desk.pick_badge("damaged.json", with_image("image/png", "\x89PNG\r\n\x1a\nxx"));
    CHECK(unbake(picture_of(desk, false).text).has_value());
}
