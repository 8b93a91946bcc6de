#include "core/markdown/markdown.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

using namespace cairn;

namespace {

std::string html_of(std::string_view text) {
    return markdown_html(parse_markdown(text));
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i)
        result += text;
    return result;
}

// What a browser would make of a tag that is not one of ours.
bool has_foreign_tag(std::string_view html) {
    static const std::vector<std::string_view> own = {
        "p>",    "/p>",    "h3>", "/h3>", "h4>",  "/h4>",    "h5>",      "/h5>",        "h6>",         "/h6>",
        "ul>",   "/ul>",   "ol>", "/ol>", "li>",  "/li>",    "pre>",     "/pre>",       "br>",         "hr>",
        "code>", "/code>", "/a>", "em>",  "/em>", "strong>", "/strong>", "blockquote>", "/blockquote>"};
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const std::string_view tag = html.substr(at + 1);
        const bool known = std::ranges::any_of(own, [&](auto one) { return tag.starts_with(one); });
        const bool link = tag.starts_with("a href=\"http://") || tag.starts_with("a href=\"https://") ||
                          tag.starts_with("a href=\"HTTP") || tag.starts_with("a href=\"mailto:");
        if (!known && !link && !tag.starts_with("ol start=\"")) return true;
    }
    return false;
}

} // namespace

TEST_CASE("Markdown becomes blocks with runs of text") {
    const auto blocks =
        parse_markdown("# Title\n\nA *slow* and **sure** `way` to [there](https://a.example/b).\n"
                       "\n1. one\n2. two\n   - inner\n\n> said\n\n```\ncode *as is*\n```\n\n---\n");
    REQUIRE(blocks.size() == 8);
    CHECK(blocks[0].kind == MarkdownKind::heading);
    CHECK(blocks[0].level == 1);
    const std::vector<MarkdownRun> runs = {
        {.text = "A "},    {.text = "slow", .emphasis = true},
        {.text = " and "}, {.text = "sure", .strong = true},
        {.text = " "},     {.text = "way", .code = true},
        {.text = " to "},  {.text = "there", .link = "https://a.example/b"},
        {.text = "."}};
    CHECK(blocks[1].runs == runs);
    CHECK(blocks[2].kind == MarkdownKind::item);
    CHECK(blocks[2].ordinal == 1);
    CHECK(blocks[3].ordinal == 2);
    CHECK(blocks[4].ordinal == 0);
    CHECK(blocks[4].depth == 2);
    CHECK(blocks[5].quotes == 1);
    CHECK(blocks[6].kind == MarkdownKind::code);
    CHECK(blocks[6].runs[0].text == "code *as is*");
    CHECK(blocks[7].kind == MarkdownKind::rule);
}

TEST_CASE("Markdown is written as HTML with lists and quotations in their places") {
    struct Case {
        const char* text;
        const char* html;
    };
    const Case cases[] = {
        {"", ""},
        {"plain", "<p>plain</p>\n"},
        {"two\nlines", "<p>two<br>\nlines</p>\n"},
        {"# A\n## B\n###### C", "<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"- a\n\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"- a\n  - b\n- c", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"},
        {"3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
        {"- a\n\n1. b", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n"},
        {"- a\n\n  more", "<ul>\n<li>a<p>more</p>\n</li>\n</ul>\n"},
        {"- # h\n  t", "<ul>\n<li><h3>h</h3>\n<p>t</p>\n</li>\n</ul>\n"},
        {"> q\n\nafter", "<blockquote>\n<p>q</p>\n</blockquote>\n<p>after</p>\n"},
        {"```\na < b\n```", "<pre><code>a &lt; b</code></pre>\n"},
        {"***", "<hr>\n"},
        {"**a *b***", "<p><strong>a </strong><strong><em>b</em></strong></p>\n"},
        {"[t](https://x.example/?a=1&b=2)",
         "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">t</a></p>\n"},
        {"https://x.example",
         "<p><a href=\"https://x.example\" rel=\"noopener noreferrer nofollow\">https://x.example</a></p>\n"},
        {"<me@x.example>",
         "<p><a href=\"mailto:me@x.example\" rel=\"noopener noreferrer nofollow\">me@x.example</a></p>\n"},
        {"*žluťoučký* „**kůň**“ 日本**語**",
         "<p><em>žluťoučký</em> „<strong>kůň</strong>“ 日本<strong>語</strong></p>\n"},
        {"AT&amp;T &copy; &#65;", "<p>AT&amp;T &amp;copy; A</p>\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        CHECK(html_of(one.text) == one.html);
    }
}

TEST_CASE("what could do harm in Markdown is text like any other") {
    const char* const texts[] = {
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](//other.example)",
        "[x](#/settings)",
        "[x](https:alert)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![\" onerror=\"alert(1)](https://x.example/a.png)",
        "[x][r]\n\n[r]: javascript:alert(1) \"title\"",
        "[x](https://x.example/\"onmouseover=\"alert(1))",
        "[x](https://x.example/'><script>alert(1)</script>)",
        "`<script>`",
        "```html\n<script>alert(1)</script>\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
        "a\u0000b",
        "<!-- comment --><b>bold</b>",
    };
    for (const char* const text : texts) {
        CAPTURE(text);
        const std::string html = html_of(text);
        CAPTURE(html);
        CHECK_FALSE(has_foreign_tag(html));
        CHECK_FALSE(html.contains("href=\"java"));
        CHECK_FALSE(html.contains("href=\"data"));
        CHECK_FALSE(html.contains("href=\"#"));
        CHECK_FALSE(html.contains("href=\"/"));
    }
    CHECK(html_of("[x](https://x.example/\"onmouseover=\"alert(1))")
              .contains("/&quot;onmouseover=&quot;alert(1)\""));
    CHECK(html_of("[x](javascript:alert(1))") == "<p>x</p>\n");
    CHECK(html_of("![x](https://x.example/a.png)") == "<p>x</p>\n");
}

TEST_CASE("Markdown of any size and depth ends soon, within its limits") {
    const std::string deep[] = {repeated("> ", 10'000) + "x",
                                repeated("- ", 10'000) + "x",
                                repeated("*", 50'000) + "x",
                                repeated("[", 50'000),
                                repeated("[a](", 20'000),
                                repeated("![", 50'000),
                                repeated("`", 50'000) + "x",
                                repeated("**a ", 20'000),
                                repeated("<a ", 20'000),
                                repeated("&#", 50'000),
                                repeated("a\n\n", 60'000),
                                repeated("1) ", 10'000) + "x",
                                repeated("[a]: https://x\n", 10'000),
                                repeated("\\", 50'000),
                                std::string(50'000, '\0'),
                                repeated("x", 2'000'000),
                                repeated("- a\n  - b\n", 20'000)};
    for (const std::string& text : deep) {
        CAPTURE(text.substr(0, 20));
        const auto blocks = parse_markdown(text);
        CHECK(blocks.size() <= most_markdown_blocks);
        for (const MarkdownBlock& block : blocks) {
            CHECK(block.depth <= deepest_markdown);
            CHECK(block.quotes <= deepest_markdown);
        }
        CHECK_FALSE(has_foreign_tag(markdown_html(blocks)));
    }
    const auto cut = parse_markdown(std::string(most_markdown_bytes - 1, 'x') + "ä");
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].runs[0].text.size() == most_markdown_bytes - 1);
}

TEST_CASE("random text gives Markdown whose every tag is one of ours and closes") {
    constexpr std::string_view alphabet = "ab *_`[]()<>!#&;:/\\\"'-+.1\n\n\t\0~|=";
    std::mt19937 random(4711);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const std::size_t size = random() % 120;
        while (text.size() < size)
            text += round % 3 == 0 ? static_cast<char>(random() % 256) : alphabet[random() % alphabet.size()];
        CAPTURE(text);
        const std::string html = html_of(text);
        CAPTURE(html);
        CHECK_FALSE(has_foreign_tag(html));
        for (const char* const tag : {"p", "ul", "ol", "li", "blockquote", "a", "strong", "em", "pre"}) {
            const auto count = [&](const std::string& wanted) {
                std::size_t found = 0;
                for (std::size_t at = html.find(wanted); at != std::string::npos;
                     at = html.find(wanted, at + 1))
                    ++found;
                return found;
            };
            const std::string name(tag);
            CHECK(count("<" + name + ">") + count("<" + name + " ") == count("</" + name + ">"));
        }
    }
}

TEST_CASE("the words of a Markdown text stand in one line and tell when there is more") {
    CHECK(markdown_words("# A title\n\nSome **strong**\nwords, [linked](https://x.example).", 200) ==
          "A title Some strong words, linked.");
    CHECK(markdown_words("one two three", 7) == "one two…");
    CHECK(markdown_words("äöü", 3) == "ä…");
    CHECK(markdown_words("", 10).empty());
}
