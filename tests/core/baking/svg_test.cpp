// SVG pictures that carry a credential, whole ones, odd ones and broken ones.
#include "core/baking/baking.hpp"
#include "core/baking/xml.hpp"
#include "support/badge_samples.hpp"
#include "support/pictures.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string token = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
const std::string ob3 = "https://purl.imsglobal.org/ob/v3p0";

std::string code_of(const auto& result) {
    return result ? std::string() : result.error().code;
}

std::string text_of_svg(const std::string& svg) {
    const auto baked = unbake(svg);
    return baked ? baked->text : baked.error().code;
}

std::string badge(const std::string& inside, const std::string& more = {}) {
    return svg_with("<ob:credential" + more + ">" + inside + "</ob:credential>", " xmlns:ob=\"" + ob3 + "\"");
}

} // namespace

TEST_CASE("what is baked into an SVG comes out of it byte for byte, as an element of its format") {
    struct Row {
        BakedAs as;
        const char* begin;
        const char* space;
    };
    const std::string plain =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- > -->\n" + svg_with("<title>T</title>");
    for (const Row& row :
         {Row{BakedAs::open_badge_2, "<openbadges:assertion", "xmlns:openbadges=\"http://openbadges.org\""},
          Row{BakedAs::open_badge_3, "<openbadges:credential",
              "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\""},
          Row{BakedAs::clr, "<clr:credential", "xmlns:clr=\"https://purl.imsglobal.org/clr/v2p0\""}})
        for (const std::string& text :
             {badge_sample("level-1.json"), token, std::string("{\"a\":\"]]> & <x> ]]]>\"}"),
              std::string("{\r\n\t\"a\": \"\u00e9\"}")}) {
            CAPTURE(row.begin);
            const auto baked = bake(plain, text, row.as);
            REQUIRE(baked.has_value());
            CHECK(baked->contains(row.space));
            // Right after the root's tag.
            CHECK(baked->substr(baked->find("<svg")).find(row.begin) ==
                  baked->substr(baked->find("<svg")).find('>') + 1);
            CHECK(baked->contains("<title>T</title><rect"));
            const auto out = unbake(*baked);
            REQUIRE(out.has_value());
            CHECK(out->as == row.as);
            CHECK(out->text == text);
            CHECK(baked->contains("verify=\"" + token + "\"/>") == (text == token));
        }
}

TEST_CASE("a credential that an SVG carried before is replaced, whichever format it had") {
    const std::string plain = svg_with("");
    const auto first = bake(plain, "{\"old\":1}", BakedAs::open_badge_2);
    const auto second = bake(*first, "{\"new\":1}", BakedAs::open_badge_3);
    REQUIRE(second.has_value());
    CHECK(text_of_svg(*second) == "{\"new\":1}");
    CHECK(unbake(*second)->as == BakedAs::open_badge_3);
    CHECK_FALSE(second->contains("old"));
    CHECK(*bake(*second, "{\"new\":1}", BakedAs::open_badge_3) == *second);
}

TEST_CASE("an SVG that is one empty tag, or has a prefix of its own, can be baked into") {
    for (const std::string svg :
         {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
          "<s:svg xmlns:s='http://www.w3.org/2000/svg'></s:svg>",
          "\xEF\xBB\xBF<svg\n xmlns=\"http://www.w3.org/2000/svg\"\n></svg >\n<!-- end -->",
          "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
          "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>"}) {
        CAPTURE(svg);
        const auto baked = bake(svg, "{\"a\":1}", BakedAs::open_badge_3);
        REQUIRE(baked.has_value());
        CHECK(text_of_svg(*baked) == "{\"a\":1}");
    }
}

TEST_CASE("an assertion of Open Badges 2.0 in an SVG names its address beside its JSON") {
    const auto baked =
        bake(svg_with(""), "{\"id\":\"https://example.org/a?b=1&c=2\"}", BakedAs::open_badge_2);
    REQUIRE(baked.has_value());
    CHECK(baked->contains("verify=\"https://example.org/a?b=1&amp;c=2\""));
    CHECK(text_of_svg(*baked) == "{\"id\":\"https://example.org/a?b=1&c=2\"}");
}

TEST_CASE("a badge in an SVG is known by its namespace, not by its prefix") {
    CHECK(text_of_svg(badge("{}")) == "{}");
    CHECK(text_of_svg(svg_with("<credential xmlns=\"" + ob3 + "\"><![CDATA[{}]]></credential>")) == "{}");
    CHECK(text_of_svg(svg_with("<g xmlns:x=\"" + ob3 + "\"><x:credential>{}</x:credential></g>")) == "{}");
    // Declared in an element that has ended, of another namespace, or nowhere.
    CHECK(text_of_svg(svg_with("<g xmlns:x=\"" + ob3 + "\"/><x:credential>{}</x:credential>")) ==
          "baking.none");
    CHECK(text_of_svg(svg_with("<openbadges:credential>{}</openbadges:credential>",
                               " xmlns:openbadges=\"" + ob3 + "/\"")) == "baking.none");
    CHECK(text_of_svg(svg_with("<openbadges:credential>{}</openbadges:credential>")) == "baking.none");
    CHECK(text_of_svg(svg_with("<ob:assertion>{}</ob:assertion>", " xmlns:ob=\"" + ob3 + "\"")) ==
          "baking.none");
    CHECK(text_of_svg(svg_with("<g xmlns:ob=\"urn:other\"><ob:credential>{}</ob:credential></g>",
                               " xmlns:ob=\"" + ob3 + "\"")) == "baking.none");
    CHECK(text_of_svg(svg_with("<!-- <ob:credential>{}</ob:credential> -->", " xmlns:ob=\"" + ob3 + "\"")) ==
          "baking.none");
}

TEST_CASE("what stands in a badge's element is read as XML has it: sections joined, references resolved") {
    CHECK(text_of_svg(badge("\n <![CDATA[{\"a\":\"]]]]><![CDATA[>\"]]><![CDATA[}]]>\n")) ==
          "{\"a\":\"]]>\"}");
    CHECK(text_of_svg(badge("{&quot;a&quot;:&quot;&#233;&#x1F600;&lt;&gt;&amp;&apos;&quot;}")) ==
          "{\"a\":\"\u00e9\U0001F600<>&'\"}");
    CHECK(text_of_svg(badge("{<!-- note -->}")) == "{}");
    CHECK(text_of_svg(badge("<b>{}</b>")) == "baking.content");
    CHECK(text_of_svg(badge("Thank you")) == "baking.content");
    CHECK(text_of_svg(badge("")) == "baking.content");
    for (const char* reference :
         {"&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&#xFFFE;", "&;", "& ", "&#;", "&#1x;"}) {
        CAPTURE(reference);
        CHECK(text_of_svg(badge(std::string("{") + reference + "}")) == "baking.svg");
    }
}

TEST_CASE("of a token and the JSON beside it the token counts, of an address and the JSON the JSON") {
    CHECK(text_of_svg(badge("{}", " verify=\"" + token + "\"")) == token);
    CHECK(text_of_svg(badge("{}", " verify=\"https://example.org/1\"")) == "{}");
    const auto address = unbake(badge(" ", " verify=\"https://example.org/?a&amp;b\""));
    REQUIRE(address.has_value());
    CHECK(address->form == BakedForm::address);
    CHECK(address->text == "https://example.org/?a&b");
}

TEST_CASE("an SVG with definitions of its own, in another encoding, or not well-formed is refused") {
    CHECK(text_of_svg("<!DOCTYPE svg [<!ENTITY a \"b\">]>" + badge("{}")) == "baking.dtd");
    CHECK(text_of_svg("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + badge("{}")) == "baking.svg");
    CHECK(text_of_svg("<?xml version='1.0' encoding='utf-8'?>" + badge("{}")) == "{}");
    CHECK(text_of_svg(badge("{\"a\":\"\xff\"}")) == "baking.svg");
    const std::string whole = "<?xml version=\"1.0\"?>" + badge("<![CDATA[{}]]>", " verify=''");
    const std::size_t root = whole.find("<svg") + 4;
    for (std::size_t cut = root; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK(code_of(unbake(whole.substr(0, cut))) == "baking.svg");
    }
    for (const std::string inside :
         {"<g>", "</g>", "<g></h>", "<g a=1/>", "<g a='1' a='2'/>", "<g a='<'/>", "<g a='1'b='2'/>", "<1/>",
          "< g/>", "<g a/>", "<!-- ", "<![CDATA[", "<!DOCTYPE g>", "<g/ >", "<?x"}) {
        CAPTURE(inside);
        CHECK(text_of_svg(svg_with(inside)) == "baking.svg");
    }
    CHECK(text_of_svg(svg_with("") + "x") == "baking.svg");
    CHECK(text_of_svg(svg_with("") + "<svg/>") == "baking.svg");
    CHECK(picture_kind("<html><svg></svg></html>") == PictureKind::none);
    CHECK(picture_kind("<!DOCTYPE html><html>") == PictureKind::none);
    CHECK(picture_kind("{\"a\":\"<svg>\"}") == PictureKind::none);
}

TEST_CASE("nothing is put into an SVG where that would make a badge of an element that is none") {
    const std::string loose = svg_with("<openbadges:credential>{}</openbadges:credential>");
    CHECK(text_of_svg(loose) == "baking.none");
    CHECK(code_of(bake(loose, "{}", BakedAs::open_badge_3)) == "baking.svg");
    CHECK(code_of(bake(loose, "{}", BakedAs::clr)).empty());
}

TEST_CASE("depth, pieces and attributes of an SVG have limits") {
    const auto bound = [](int each) {
        std::string begin;
        std::string end;
        for (int i = 0; i < 100; ++i) {
            begin += "<g";
            for (int j = 0; j < each; ++j)
                begin += " xmlns:p" + std::to_string(j) + "='urn:x'";
            begin += ">";
            end += "</g>";
        }
        return begin + end;
    };
    CHECK(text_of_svg(svg_with(bound(9))) == "baking.none");
    CHECK(text_of_svg(svg_with(bound(11))) == "baking.svg");

    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<g>";
    CHECK(text_of_svg(svg_with(deep)) == "baking.svg");
    std::string wide = "<g";
    for (int i = 0; i < 200; ++i)
        wide += " a" + std::to_string(i) + "=''";
    CHECK(text_of_svg(svg_with(wide + "/>")) == "baking.svg");
    XmlReader reader("<svg><a/><b/></svg>", {.pieces = 3});
    CHECK(reader.next().has_value());
    CHECK(reader.next().has_value());
    CHECK(reader.next().has_value());
    CHECK(code_of(reader.next()) == "baking.svg");
}

TEST_CASE("JSON with a character that XML cannot carry is refused for an SVG and goes into a PNG") {
    const std::string text = "{\"a\":\"\xEF\xBF\xBF\"}";
    CHECK(code_of(bake(svg_with(""), text, BakedAs::open_badge_3)) == "baking.text");
    CHECK(unbake(*bake(png_with({}), text, BakedAs::open_badge_3))->text == text);
}
