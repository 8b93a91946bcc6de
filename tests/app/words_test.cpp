// That code and words fit together, read from the sources themselves.
#include "support/assets.hpp"
#include "support/literals.hpp"

#include <cctype>
#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

// Keys that code puts together from parts; each part is listed with what follows it.
const std::vector<std::string> composed{
    "month.",      "undo.named",       "undo.nothing",  "redo.named",     "redo.nothing",  "check.state.",
    "check.kind.", "check.signature.", "check.status.", "check.refused.", "check.missing."};

// Codes of files that the build or a test reads, never a person's command: the general text is enough.
const std::set<std::string> never_shown{"date.malformed", "time.malformed", "jsonld.notPlain"};

bool is_key(const std::string& text) {
    if (text.find('.') == std::string::npos || text.front() == '.' || text.back() == '.') return false;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.') return false;
    return true;
}

// Names of files that look like keys.
bool is_file_name(const std::string& key) {
    return key == "bundle.json" || key == "bundle.zip" || key == "wall.zip";
}

bool ends_with_fail(const std::string& before) {
    return before.ends_with("fail(") || before.ends_with("Error{") || before.ends_with("Error error{") ||
           before.ends_with("return {") || before.ends_with("*state.catalog, {");
}

std::set<std::string> groups() {
    std::set<std::string> names;
    for (const auto& [key, text] : shipped_catalog()->strings)
        names.insert(key.substr(0, key.find('.')));
    return names;
}

std::vector<Literal> program_literals() {
    std::vector<Literal> all = literals_below("src/app");
    for (Literal& one : literals_below("src/ui"))
        all.push_back(std::move(one));
    return all;
}

std::string web_sources() {
    std::string all;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "web"))
        if (entry.is_regular_file()) all += read_file(entry.path()).value_or("");
    return all;
}

// The quoted words that follow `mark` in a text.
std::set<std::string> quoted_after(const std::string& text, const std::string& mark, char quote) {
    std::set<std::string> found;
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
        const std::size_t start = at + mark.size();
        found.insert(text.substr(start, text.find(quote, start) - start));
    }
    return found;
}

} // namespace

TEST_CASE("literals are read from sources without comments and includes") {
    const auto found =
        literals_of("#include \"a/b.hpp\"\n// \"no\"\n/* \"no\" */ f(\"yes\", '\"', \"a\\\"b\");", "x");
    REQUIRE(found.size() == 2);
    CHECK(found[0].text == "yes");
    CHECK(found[0].before.ends_with("f("));
    CHECK(found[1].text == "a\\\"b");
}

TEST_CASE("every text that code asks for stands in the assets") {
    const auto& strings = shipped_catalog()->strings;
    const auto known_groups = groups();
    for (const Literal& literal : program_literals()) {
        const std::string& key = literal.text;
        if (!is_key(key) || ends_with_fail(literal.before) || is_file_name(key)) continue;
        if (shipped_catalog()->record_types.contains(key)) continue; // "plan.activity"
        const bool asked = literal.before.ends_with("tr(") ||
                           literal.before.ends_with("tr(*state.catalog, ") ||
                           known_groups.contains(key.substr(0, key.find('.')));
        if (!asked) continue;
        CAPTURE(literal.file);
        CAPTURE(key);
        const bool counted = strings.contains(key + ".one") && strings.contains(key + ".other");
        CHECK((strings.contains(key) || counted));
    }
}

TEST_CASE("every text in the assets is asked for by code or by the page") {
    std::set<std::string> asked;
    for (const Literal& literal : program_literals())
        asked.insert(literal.text);
    const std::string web = web_sources();
    for (const auto& [key, text] : shipped_catalog()->strings) {
        if (key.starts_with("error.")) continue; // the test of error codes looks at these
        CAPTURE(key);
        const std::string stem = key.substr(0, key.rfind('.'));
        const bool counted = (key.ends_with(".one") || key.ends_with(".other")) && asked.contains(stem);
        const bool put_together =
            std::ranges::any_of(composed, [&](const auto& part) { return key.starts_with(part); });
        const bool in_page = web.find("strings." + key) != web.npos;
        CHECK((asked.contains(key) || counted || put_together || in_page));
    }
}

TEST_CASE("counted texts have both forms, and every text has words and balanced gaps") {
    const auto& strings = shipped_catalog()->strings;
    for (const auto& [key, text] : strings) {
        CAPTURE(key);
        CHECK_FALSE(text.empty());
        CHECK(std::ranges::count(text, '{') == std::ranges::count(text, '}'));
        if (key.ends_with(".one")) CHECK(strings.contains(key.substr(0, key.size() - 3) + "other"));
        if (key.ends_with(".other")) CHECK(strings.contains(key.substr(0, key.size() - 5) + "one"));
    }
}

TEST_CASE("no words for people stand in code") {
    // Reports of our own mistakes, and names of things that nobody sees.
    const std::set<std::string> allowed{"not in the kit: ", "twice in one frame: ", "page heading",
                                        "record type", "Control+Shift+Z Control+Y"};
    for (const Literal& literal : program_literals()) {
        bool words = false;
        for (std::size_t i = 1; i + 1 < literal.text.size(); ++i)
            words = words || (literal.text[i] == ' ' &&
                              std::isalpha(static_cast<unsigned char>(literal.text[i - 1])) != 0 &&
                              std::isalpha(static_cast<unsigned char>(literal.text[i + 1])) != 0);
        CAPTURE(literal.file);
        CAPTURE(literal.text);
        CHECK((!words || allowed.contains(literal.text)));
    }
}

TEST_CASE("every error that a person can meet has words, and no words wait for an error that is not there") {
    std::set<std::string> codes;
    for (const char* folder : {"src/app", "src/core", "src/platform/web"})
        for (const Literal& literal : literals_below(folder))
            if (ends_with_fail(literal.before)) codes.insert(literal.text);
    // Faults of form have one text for all: what is read is not what Cairn writes.
    std::erase_if(codes, [](const std::string& code) {
        return code.starts_with("json.") || code.starts_with("format.");
    });
    const std::string web = web_sources();
    for (const std::string& code : quoted_after(web, "CodedError('", '\''))
        codes.insert(code);
    for (const std::string& code : quoted_after(web, "unreadable = '", '\''))
        codes.insert(code);

    const auto& strings = shipped_catalog()->strings;
    for (const std::string& code : codes) {
        if (never_shown.contains(code)) continue;
        CAPTURE(code);
        CHECK(strings.contains("error." + code));
    }
    for (const auto& [key, text] : strings) {
        if (!key.starts_with("error.")) continue;
        const std::string code = key.substr(6);
        CAPTURE(key);
        const bool in_web = web.find("'" + code + "'") != web.npos;
        CHECK((code == "general" || code == "format.general" || codes.contains(code) || in_web));
    }
}

TEST_CASE("faults of form are said in one way, with their place") {
    const auto& catalog = *shipped_catalog();
    for (const char* code : {"format.missing", "format.type", "json.syntax", "json.tooLarge"}) {
        const std::string text = app::tr_error(catalog, {code, "index.json $.records", ""});
        CHECK(text.find("index.json $.records") != std::string::npos);
        CHECK(text.find(code) != std::string::npos);
        CHECK(text.find('{') == std::string::npos);
    }
}
