#include "core/json/read.hpp"
#include "core/wall/text.hpp"
#include "core/wall/wall.hpp"
#include "support/sample_portfolio.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

// What the program puts into a site from its assets.
std::uint32_t color_of(const Json& hex) {
    const auto text = hex.get<std::string>();
    std::uint32_t color = 0;
    std::from_chars(text.data() + 1, text.data() + text.size(), color, 16);
    return color;
}

const WallSite& empty_site() {
    static const WallSite made = [] {
        WallSite site;
        for (const auto& entry : std::filesystem::directory_iterator(assets_folder() / "wall"))
            site.parts.emplace(entry.path().filename().string(), read_file(entry.path()).value_or(""));
        const Json theme = read_json(read_file(assets_folder() / "theme/tokens.json").value_or("")).value();
        for (const auto& [name, hex] : theme["light"].items())
            site.light.emplace(name, color_of(hex));
        for (const auto& [name, hex] : theme["dark"].items())
            site.dark.emplace(name, color_of(hex));
        for (const auto& [name, hex] : theme["stones"].items())
            site.stones.emplace(name, color_of(hex));
        for (const Json& hex : theme["pebbles"])
            site.pebbles.push_back(color_of(hex));
        return site;
    }();
    return made;
}

WallItem signed_item(std::string title) {
    WallItem item;
    item.by_issuer = true;
    item.title = std::move(title);
    item.place = "Level 1, Foundation";
    item.description = "Given for everything that Level 1 asks for.";
    item.issuer = "Sample University";
    item.issuer_id = "did:example:university";
    item.date = "2026-01-15";
    item.day = "15 January 2026";
    item.json = "{\"id\": \"urn:sample:badge\"}\n";
    item.color = 0x64808E;
    return item;
}

WallItem claimed_item(std::string title) {
    WallItem item;
    item.title = std::move(title);
    item.place = "Level 2, Exploration";
    item.description = "Meet a career counselor.";
    item.record = "First talk";
    item.date = "2026-01-08";
    item.day = "8 January 2026";
    item.json = "{\"id\": \"urn:sample:claim\"}\n";
    item.color = 0xB08A4A;
    item.pebble = true;
    return item;
}

WallSite site_of(std::vector<WallItem> items) {
    WallSite site = empty_site();
    site.lang = "en";
    site.title = "What I have learned";
    site.author = "Sample Learner";
    site.about = "I like **maps** and [rivers](https://example.org/rivers).";
    site.items = std::move(items);
    return site;
}

WallSite small_site() {
    return site_of({signed_item("Career Prepared, Level 1"), claimed_item("Career services talk")});
}

std::string text_of_file(const std::vector<WallFile>& files, const std::string& path) {
    const auto found = std::ranges::find(files, path, &WallFile::path);
    REQUIRE_MESSAGE(found != files.end(), path);
    return found->text;
}

std::string index_of(const WallSite& site) {
    return text_of_file(wall_files(site), "index.html");
}

// Elements and the names of their attributes, without values and without text: what a reader of HTML or XML
// would build of it.
std::string skeleton(const std::string& markup) {
    std::string bones;
    bool inside = false;
    bool quoted = false;
    for (const char c : markup) {
        if (inside && c == '"') {
            quoted = !quoted;
            bones += c;
        } else if (!inside && c == '<') {
            inside = true;
            bones += c;
        } else if (inside && !quoted) {
            bones += c;
            inside = c != '>';
        }
    }
    return bones;
}

std::vector<std::string> values_of(const std::string& markup, const std::string& attribute) {
    std::vector<std::string> values;
    const std::string mark = " " + attribute + "=\"";
    for (std::size_t at = markup.find(mark); at != markup.npos; at = markup.find(mark, at + 1)) {
        const std::size_t start = at + mark.size();
        values.push_back(markup.substr(start, markup.find('"', start) - start));
    }
    return values;
}

std::vector<std::string> hostile_texts() {
    return {"<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "javascript:alert(1)",
            "</title></svg><svg onload=alert(1)>",
            "]]><!--",
            "--><b>",
            "&lt;b&gt; & &#x3C;script&#x3E;",
            "{title}{items}{about}",
            "../../etc/passwd",
            "C:\\con.json",
            std::string("NUL\0in the middle", 17),
            "\xE2\x80\xAEgnp.exe\xE2\x81\xA6",
            "\xEF\xBF\xBE\xEF\xB7\x90 noncharacters",
            "broken \xC3( \xED\xA0\x80 \xF5",
            "line\nbreak\rand\ttab \x1B[31m \x7F \xC2\x85",
            std::string(10'000, 'x'),
            std::string(10'000, '<'),
            "שלום العربية 漢字 👩‍🎓",
            ""};
}

double luminance(std::uint32_t color) {
    const auto linear = [&](unsigned shift) {
        const double channel = static_cast<double>((color >> shift) & 0xFFU) / 255;
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

double contrast(std::uint32_t a, std::uint32_t b) {
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

} // namespace

// What was made lies in build/artifacts/wall-index.html, to look at and to agree on anew.
TEST_CASE("a small wall is the very page that was agreed on") {
    WallSite site = small_site();
    site.address = "https://example.org/me/";
    const std::string page = index_of(site);
    write_artifact("wall-index.html", page);
    CHECK(page == read_file(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/wall/index.html"));
    CHECK(wall_files(site) == wall_files(site));
}

TEST_CASE("a wall holds a page, its style, and for each item its JSON as given and a picture of ours") {
    const auto files = wall_files(small_site());
    std::vector<std::string> paths;
    for (const WallFile& file : files)
        paths.push_back(file.path);
    CHECK(paths == std::vector<std::string>{
                       "index.html", "wall.css", "credentials/01-career-prepared-level-1.json",
                       "credentials/02-career-services-talk.json", "badges/cairn.svg",
                       "badges/01-career-prepared-level-1.svg", "badges/02-career-services-talk.svg"});
    CHECK(files[2].text == "{\"id\": \"urn:sample:badge\"}\n");
    CHECK(files[3].text == "{\"id\": \"urn:sample:claim\"}\n");
    for (const WallFile& file : files) {
        CAPTURE(file.path);
        const bool filled_in = file.path.ends_with(".html") || file.path.ends_with(".svg");
        if (filled_in) CHECK(file.text.find('{') == file.text.npos);
        CHECK(file.text.find("<script") == file.text.npos);
        CHECK(file.text.find("style=") == file.text.npos);
    }
}

TEST_CASE("everything that the page names is beside it, and without an address it names no place") {
    const auto files = wall_files(small_site());
    const std::string page = text_of_file(files, "index.html");
    for (const char* attribute : {"href", "src"})
        for (const std::string& value : values_of(page, attribute)) {
            CAPTURE(value);
            const bool there = std::ranges::contains(files, value, &WallFile::path);
            CHECK((there || value == "https://example.org/rivers"));
        }
    CHECK(page.find("og:url") == page.npos);
    CHECK(page.find("og:image") == page.npos);
    CHECK(page.find("og:title") != page.npos);
}

TEST_CASE("with an address previews get whole addresses, and with none that could be one they get nothing") {
    WallSite site = small_site();
    site.address = "https://example.org/me/index.html?a=1&b=2";
    const std::string page = index_of(site);
    CHECK(page.find("og:url\" content=\"https://example.org/me/index.html?a=1&amp;b=2\"") != page.npos);
    CHECK(page.find("og:image\" content=\"https://example.org/me/badges/cairn.svg\"") != page.npos);
    for (const char* address : {"javascript:alert(1)", "http://example.org/", "https://", "https://a b/",
                                "https://example.org/\"><script>", "https://me@example.org/", "https:///x",
                                "https://example.org/\xE2\x80\xAE", "data:text/html,x", " https://a.example",
                                "https://example.org/'x'", "https://example.org/<b>"}) {
        CAPTURE(address);
        CHECK_FALSE(is_wall_address(address));
        site.address = address;
        CHECK(index_of(site).find("og:url") == std::string::npos);
        CHECK(index_of(site).find("javascript:") == std::string::npos);
    }
    CHECK_FALSE(is_wall_address("https://example.org/" + std::string(3000, 'a')));
}

TEST_CASE("the folder of a page follows from its address") {
    const std::vector<std::pair<std::string, std::string>> table{
        {"https://example.org", "https://example.org/"},
        {"https://example.org/", "https://example.org/"},
        {"https://example.org?x", "https://example.org/"},
        {"https://example.org/me", "https://example.org/me/"},
        {"https://example.org/me/", "https://example.org/me/"},
        {"https://example.org/me/index.html#top", "https://example.org/me/"},
        {"https://example.org:8443/a/b.html?c=/d.e", "https://example.org:8443/a/"},
        {"https://bücher.example/ich", "https://bücher.example/ich/"},
        {"ftp://example.org/", ""},
        {"", ""}};
    for (const auto& [address, folder] : table) {
        CAPTURE(address);
        CHECK(wall_folder(address) == folder);
    }
}

TEST_CASE("hostile words are words: no page and no picture gets an element or an attribute from them") {
    const auto plain = wall_files(small_site());
    for (const std::string& text : hostile_texts()) {
        CAPTURE(clipped(text, 60));
        WallSite site = small_site();
        for (WallItem& item : site.items) {
            item.title = item.place = item.description = item.day = text;
            if (item.by_issuer) item.issuer = item.issuer_id = text;
            if (!item.by_issuer) item.record = text;
        }
        site.title = text;
        site.author = text.empty() ? "x" : text;
        const auto files = wall_files(site);
        REQUIRE(files.size() == plain.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            CAPTURE(files[i].path);
            if (files[i].path.ends_with(".json")) continue;
            CHECK(skeleton(files[i].text) == skeleton(plain[i].text));
            CHECK(shown_text(files[i].text).size() == files[i].text.size());
            CHECK(files[i].text.size() < plain[i].text.size() + 100'000);
        }
    }
}

TEST_CASE("what the learner says about themselves does no harm either") {
    for (const std::string& text : hostile_texts()) {
        WallSite site = small_site();
        site.about = text + "\n\n[link](javascript:alert(1)) ![picture](https://example.org/x.png) &#x202E;";
        const std::string page = index_of(site);
        CAPTURE(clipped(text, 60));
        const std::string bones = skeleton(page);
        CHECK(bones.find("<script") == bones.npos);
        CHECK(bones.find("<img src=\"\" alt=\"\" width=\"\" height=\"\">") != bones.npos);
        CHECK(std::ranges::count(bones, '<') < 400);
        CHECK(bones.find(" on") == bones.npos);
        for (const std::string& href : values_of(page, "href"))
            CHECK_FALSE(href.starts_with("javascript"));
        CHECK(page.find("\xE2\x80\xAE") == page.npos);
        CHECK(page.find('\0') == page.npos);
    }
}

TEST_CASE("names of files are short, safe on every system, and each stands once") {
    std::vector<WallItem> items;
    for (const std::string& text : hostile_texts())
        items.push_back(claimed_item(text));
    for (int i = 0; i < 100; ++i)
        items.push_back(signed_item("The same title"));
    std::set<std::string> names;
    for (const WallFile& file : wall_files(site_of(std::move(items)))) {
        CAPTURE(file.path);
        CHECK(names.insert(file.path).second);
        CHECK(file.path.size() < 70);
        CHECK(std::ranges::count(file.path, '/') <= 1);
        CHECK(file.path.find("..") == file.path.npos);
        CHECK(std::ranges::all_of(file.path, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.';
        }));
    }
}

TEST_CASE("each item says whether it is claimed or signed, and the sample says that it is one") {
    WallSite site = small_site();
    std::string page = index_of(site);
    CHECK(page.find("Claimed by the learner; nobody has reviewed it.") != page.npos);
    CHECK(page.find("Signed by <bdi>Sample University</bdi>.") != page.npos);
    CHECK(page.find("class=\"sample\"") == page.npos);
    site.sample = true;
    page = index_of(site);
    CHECK(page.find("class=\"sample\"") != page.npos);
}

TEST_CASE("a name that is not shown stands nowhere") {
    WallSite site = small_site();
    site.author.clear();
    for (const WallFile& file : wall_files(site))
        CHECK(file.text.find("Sample Learner") == file.text.npos);
}

TEST_CASE("the style has the colours of Cairn, light and dark, and a print of its own") {
    const std::string css = text_of_file(wall_files(small_site()), "wall.css");
    const WallSite& site = empty_site();
    CHECK(css.find("@media print") != css.npos);
    CHECK(css.find("@media (prefers-color-scheme: dark)") != css.npos);
    for (const auto& [name, color] : site.light)
        CHECK(css.find("--" + name + ": #") != css.npos);
    for (const char* what : {"url(", "@import", "http"})
        CHECK(css.find(what) == css.npos);
}

TEST_CASE("the line around a stone stands out 3:1 on light and on dark cards") {
    const WallSite& site = empty_site();
    std::vector<std::uint32_t> colors = site.pebbles;
    for (const auto& [name, color] : site.stones)
        colors.push_back(color);
    for (const std::uint32_t color : {0U, 0xFFFFFFU, 0xFF0000U, 0x00FF00U, 0x0000FFU, 0xFFFF00U})
        colors.push_back(color);
    for (const std::uint32_t color : colors) {
        CAPTURE(color);
        const std::uint32_t edge = stone_edge(color);
        for (const auto* scheme : {&site.light, &site.dark})
            for (const char* ground : {"surface", "background"})
                CHECK(contrast(edge, scheme->at(ground)) >= 3);
    }
}
