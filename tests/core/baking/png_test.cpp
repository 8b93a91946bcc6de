// PNG pictures that carry a credential, whole ones and broken ones.
#include "core/archive/inflate.hpp"
#include "core/baking/baking.hpp"
#include "core/baking/draw.hpp"
#include "support/badge_samples.hpp"
#include "support/pictures.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string token = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";

std::string code_of(const auto& result) {
    return result ? std::string() : result.error().code;
}

} // namespace

TEST_CASE("what is baked into a PNG comes out of it byte for byte, under the name of its format") {
    struct Row {
        BakedAs as;
        const char* keyword;
    };
    const std::string plain = png_with({{"tEXt", std::string("Title\0A picture", 15)}});
    for (const Row& row :
         {Row{BakedAs::open_badge_2, "openbadges"}, Row{BakedAs::open_badge_3, "openbadgecredential"},
          Row{BakedAs::clr, "clrcredential"}})
        for (const std::string& text :
             {badge_sample("level-1.json"), token, std::string("{\"name\":\"\u00e9 ]]> \\u0000\"}")}) {
            CAPTURE(row.keyword);
            const auto baked = bake(plain, text, row.as);
            REQUIRE(baked.has_value());
            CHECK(baked->contains(std::string(row.keyword) + std::string(5, '\0')));
            CHECK(baked->contains("A picture"));
            const auto out = unbake(*baked);
            REQUIRE(out.has_value());
            CHECK(out->as == row.as);
            CHECK(out->form == (text == token ? BakedForm::jws : BakedForm::json));
            CHECK(out->text == text);
            // The chunk stands right after the header: signature, header of 25 bytes, length.
            CHECK(baked->substr(8 + 25 + 4, 4) == "iTXt");
        }
}

TEST_CASE("a credential that a PNG carried before is replaced, and all else stays") {
    const std::string before = png_with({{"gAMA", "\x01\x02\x03\x04"},
                                         {"iTXt", itxt("openbadges", "{\"old\":1}")},
                                         {"iTXt", itxt("openbadgecredential", "{\"old\":2}")},
                                         {"tEXt", std::string("openbadges\0https://example.org/1", 32)}});
    const auto baked = bake(before, "{\"new\":true}", BakedAs::clr);
    REQUIRE(baked.has_value());
    CHECK(unbake(*baked)->text == "{\"new\":true}");
    CHECK_FALSE(baked->contains("old"));
    CHECK_FALSE(baked->contains("example.org"));
    CHECK(baked->contains("gAMA"));
    CHECK(*bake(*baked, "{\"new\":true}", BakedAs::clr) == *baked);
    CHECK(*bake(*baked, "{}", BakedAs::clr) == *bake(before, "{}", BakedAs::clr));
}

TEST_CASE("the first credential of a PNG counts, wherever it stands and under whichever name") {
    CHECK(unbake(png_with({{"iTXt", itxt("Comment", "{\"a\":0}")},
                           {"iTXt", itxt("openbadges", "{\"a\":1}")},
                           {"iTXt", itxt("openbadgecredential", "{\"a\":2}")}}))
              ->text == "{\"a\":1}");
    std::string last = png_with({});
    last.insert(last.size() - 12, png_chunk("iTXt", itxt("clrcredential", "  {\"a\":3}\n")));
    const auto baked = unbake(last);
    REQUIRE(baked.has_value());
    CHECK(baked->text == "  {\"a\":3}\n");
    CHECK(baked->as == BakedAs::clr);
}

TEST_CASE("an address in a PNG of the oldest kind is told as an address") {
    const auto baked =
        unbake(png_with({{"tEXt", std::string("openbadges\0https://example.org/1.json", 37)}}));
    REQUIRE(baked.has_value());
    CHECK(baked->form == BakedForm::address);
    CHECK(baked->text == "https://example.org/1.json");
    CHECK(baked->as == BakedAs::open_badge_2);
}

TEST_CASE("compressed text in a PNG is read, and what would unpack beyond the limit is refused") {
    // zlib: header, one stored block of "{}", its checksum.
    const std::string packed = std::string("\x78\x01\x01\x02\x00\xfd\xff{}\x01\x7a\x00\xf9", 13);
    const auto chunk = [](const std::string& data) {
        return png_with({{"iTXt", std::string("openbadgecredential\0\1\0\0\0", 24) + data}});
    };
    CHECK(unbake(chunk(packed))->text == "{}");
    CHECK(code_of(unbake(chunk(packed.substr(0, 6)))) == "baking.png");
    CHECK(code_of(unbake(chunk("\x78"))) == "baking.png");
    CHECK(code_of(unbake(chunk("\x78\x01\xff\xff"))) == "baking.png");
    // A bomb: the packer of PNGs makes little of many equal pixels.
    const std::string many = write_png(std::string(20U << 20U, ' '), 1U << 10U, 5U << 10U);
    const std::size_t begin = many.find("IDAT") + 4;
    CHECK(code_of(unbake(chunk(many.substr(begin, many.size() - begin - 16)))) == "baking.tooLarge");
}

TEST_CASE("a PNG that is cut, damaged or not built as one is refused, wherever it was cut") {
    const std::string whole = png_with({{"iTXt", itxt("openbadgecredential", "{\"a\":\"b\"}")}});
    for (std::size_t cut = 8; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK(code_of(unbake(whole.substr(0, cut))) == "baking.png");
        CHECK(code_of(bake(whole.substr(0, cut), "{}", BakedAs::open_badge_3)) == "baking.png");
    }
    std::string wrong = whole;
    wrong[wrong.find("{\"a\"") + 2] = 'A';
    CHECK(code_of(unbake(wrong)) == "baking.crc");
    std::string endless = whole;
    endless.replace(whole.find("iTXt") - 4, 4, "\xff\xff\xff\xff");
    CHECK(code_of(unbake(endless)) == "baking.png");
    CHECK(code_of(unbake(png_begin + png_chunk("IDAT", "x") + png_chunk("IEND", ""))) == "baking.png");
    CHECK(code_of(unbake(png_with({{"iTXt", std::string("openbadges\0\0\0en", 15)}}))) == "baking.png");
    CHECK(code_of(unbake(png_with({{"iTXt", std::string("openbadges\0", 11)}}))) == "baking.png");
    CHECK(code_of(unbake(png_with({}))) == "baking.none");
    CHECK(code_of(unbake(png_with({{"iTXt", "openbadges"}}))) == "baking.none");
    CHECK(code_of(unbake(png_with({{"iTXt", itxt("openbadges", "Thank you.")}}))) == "baking.content");
    CHECK(code_of(unbake("GIF89a")) == "baking.picture");
    CHECK(code_of(unbake("")) == "baking.picture");
}

TEST_CASE("what follows the end of a PNG is not handed on") {
    const auto baked = bake(png_with({}) + "<script>", "{}", BakedAs::open_badge_3);
    REQUIRE(baked.has_value());
    CHECK_FALSE(baked->contains("script"));
}

TEST_CASE("only JSON and tokens are baked, in UTF-8 and within the limits") {
    const std::string plain = png_with({});
    for (const char* text : {"", "hello", "https://example.org/", "[1]", "a.b", "a.b.c.d"}) {
        CAPTURE(text);
        CHECK(code_of(bake(plain, text, BakedAs::open_badge_3)) == "baking.content");
    }
    CHECK(code_of(bake(plain, "{\"a\":\"\xff\"}", BakedAs::open_badge_3)) == "baking.text");
    CHECK(code_of(bake(plain, "{" + std::string(max_baked_bytes, ' '), BakedAs::clr)) == "baking.tooLarge");
    CHECK(code_of(unbake(plain + std::string(max_picture_bytes, ' '))) == "baking.tooLarge");
}

TEST_CASE("a drawn badge is a whole PNG of its size, and the same colour is the same picture") {
    const std::string png = draw_badge(0x5A7184);
    CHECK(picture_kind(png) == PictureKind::png);
    CHECK(png == draw_badge(0x5A7184));
    CHECK(png != draw_badge(0x8F5806));
    CHECK(png.size() < 250'000);
    CHECK(code_of(unbake(png)) == "baking.none");
    // The pixels come out of it again: 384 rows, each with its filter and 480 pixels.
    const std::size_t begin = png.find("IDAT") + 4;
    std::size_t bytes = 0;
    Inflater inflater(Inflater::Form::raw);
    const auto state = inflater.feed(bytes_of(std::string_view(png).substr(begin + 2)), [&](ByteView piece) {
        bytes += piece.size();
        return true;
    });
    CHECK(state == Inflater::State::end);
    CHECK(bytes == 384U * (1 + 480U * 4));
    CHECK(inflater.unused() == 4 + 4 + 12); // checksum of the pixels, of the chunk, the end
}
