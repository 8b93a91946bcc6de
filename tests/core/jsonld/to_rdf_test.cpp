#include "core/json/read.hpp"
#include "core/jsonld/canonical.hpp"
#include "core/jsonld/contexts.hpp"
#include "core/jsonld/to_rdf.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace cairn {

namespace {

Json json_of(std::string_view text) {
    auto json = read_json(text);
    REQUIRE_MESSAGE(json.has_value(), text);
    return *std::move(json);
}

std::string lines(const Result<Dataset>& dataset) {
    return dataset ? write_nquads(*dataset)
                   : dataset.error().code + " " + dataset.error().where + " " + dataset.error().detail;
}

std::string safe(std::string_view text) {
    return lines(to_rdf(json_of(text)));
}

std::string loose(std::string_view text, std::string base = {}) {
    ToRdfOptions options;
    options.safe = false;
    options.base = std::move(base);
    return lines(to_rdf(json_of(text), options));
}

constexpr std::string_view badge = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "urn:uuid:1", "type": ["VerifiableCredential", "AchievementCredential"],
  "issuer": {"id": "did:example:i", "type": "Profile", "name": "College"},
  "validFrom": "2026-01-15T12:00:00Z",
  "credentialSubject": {"id": "did:example:l", "type": "AchievementSubject",
    "achievement": {"id": "urn:uuid:2", "type": "Achievement", "name": "Done", "description": "It is done",
                    "criteria": {"narrative": "Do it"}}}})";

} // namespace

TEST_CASE("a badge says as RDF what its contexts say that its words mean") {
    const std::string text = safe(badge);
    const auto has = [&text](std::string_view line) { return text.find(line) != std::string::npos; };
    CHECK(has("<urn:uuid:1> <https://www.w3.org/2018/credentials#issuer> <did:example:i> .\n"));
    CHECK(has("<did:example:i> <https://schema.org/name> \"College\" .\n"));
    CHECK(has("<urn:uuid:1> <https://www.w3.org/2018/credentials#validFrom> "
              "\"2026-01-15T12:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"));
    CHECK(has(
        "<did:example:l> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement> <urn:uuid:2> .\n"));
    CHECK(has("<urn:uuid:2> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria> _:b0 .\n"));
}

TEST_CASE("the canonical text of a document does not hang on how it is written") {
    std::size_t budget = 100'000;
    const auto one = canonical_rdf(json_of(badge), &budget);
    REQUIRE(one.has_value());
    CHECK(budget < 100'000);
    Json other = json_of(badge);
    other["type"] = Json::array({"EndorsementCredential", "VerifiableCredential"});
    other["credentialSubject"] = Json::array({other["credentialSubject"]});
    const auto two = canonical_rdf(other, nullptr);
    REQUIRE(two.has_value());
    CHECK(*one != *two); // another type
    other["type"] = Json::array({"AchievementCredential", "VerifiableCredential", "AchievementCredential"});
    const auto three = canonical_rdf(other, nullptr);
    REQUIRE(three.has_value());
    CHECK(*one == *three);
}

TEST_CASE("an unknown context is an error with its address, and nothing is fetched") {
    CHECK(safe(R"({"@context": "https://evil.example/context", "a": "b"})") ==
          "jsonld.contextUnknown $ https://evil.example/context");
    CHECK(safe(R"({"@context": "contexts/mine.json"})") == "jsonld.contextUnknown $ contexts/mine.json");
    CHECK(loose(R"({"@context": "mine.json"})", "https://a.example/b/c") ==
          "jsonld.contextUnknown $ https://a.example/b/mine.json");
    Json nested = json_of(badge);
    nested["credentialSubject"]["achievement"]["@context"] = "https://w3id.org/none";
    CHECK(lines(to_rdf(nested)) ==
          "jsonld.contextUnknown $.credentialSubject.achievement https://w3id.org/none");
}

TEST_CASE("in safe mode whatever would be left out is an error with its place") {
    struct Case {
        std::string_view text, error;
    };
    constexpr std::string_view prefix = "jsonld.undefined ";
    for (const Case& one : {
             Case{R"({"nothing": "says what this is"})", "$.nothing nothing"},
             Case{R"({"urn:p": {"inner": 1}})", "$[\"urn:p\"].inner inner"},
             Case{R"({"urn:p": [{"urn:q": 1}, {"inner": 1}]})", "$[\"urn:p\"][1].inner inner"},
             Case{R"({"@type": "Unknown", "urn:p": 1})", "$ Unknown"},
             Case{R"({"@id": "relative", "urn:p": 1})", "$ relative"},
             Case{R"({"urn:p": {"@id": "relative"}})", "$ relative"},
             Case{R"({"@id": "urn:a"})", "$ urn:a"},
             Case{R"({"urn:p": {"@value": null}})", "$[\"urn:p\"] @value"},
             Case{R"({"urn:p": {"@language": "en"}})", "$[\"urn:p\"] @language"},
             Case{R"({"urn:p": {"@value": "x", "@language": "not a tag"}})", "$ not a tag"},
             Case{R"({"urn:p": {"@value": "x", "@direction": "rtl"}})", "$ @direction"},
             Case{R"({"_:p": "x"})", "$ _:p"},
             Case{R"(["free"])", "$[0] \"free\""},
             Case{R"({"@id": "@reserved", "urn:p": 1})", "$.@id @reserved"},
             Case{R"({"@context": {"gone": null}, "gone": 1})", "$.gone gone"},
         }) {
        CAPTURE(one.text);
        CHECK(safe(one.text) == std::string(prefix) + std::string(one.error));
        CHECK(loose(one.text).find("jsonld.") == std::string::npos);
    }
}

TEST_CASE("an address that is none by the letter is written as jsonld.js writes it, and ends nothing") {
    struct Case {
        std::string_view address, written;
    };
    // What jsonld.js 9.0.0 with rdf-canonize 5.0.0 makes of each in safe mode.
    for (const Case& one : {
             Case{"https://a.example/#b#c", "https://a.example/#b#c"},
             Case{"urn:a##", "urn:a##"},
             Case{"u,n:a", "u,n:a"},
             Case{"urn:a%zz", "urn:a%zz"},
             Case{"http://[::1", "http://[::1"},
             Case{"urn:a\u0085", "urn:a\u0085"},
             Case{"urn:a\u200b", "urn:a\u200b"},
             Case{"urn:a\ufffe", "urn:a\ufffe"},
             Case{"urn:a\x7F", "urn:a\x7F"},
             Case{"urn:a<b>", "urn:a\\u003Cb\\u003E"},
             Case{"urn:a> <urn:p> <urn:b", {}},
             Case{"urn:a\"{}|^`\\", "urn:a\\u0022\\u007B\\u007D\\u007C\\u005E\\u0060\\u005C"},
         }) {
        CAPTURE(one.address);
        const std::string address(one.address);
        const std::string name = "<" + std::string(one.written) + ">";
        const bool refused = one.written.data() == nullptr;
        const auto same = [&](const Json& json, const std::string& line) {
            CHECK(lines(to_rdf(json)) == (refused ? "jsonld.undefined $ " + address : line + " .\n"));
        };
        same({{"@id", address}, {"urn:p", "x"}}, name + " <urn:p> \"x\"");
        same({{"@id", "urn:s"}, {"urn:p", {{"@id", address}}}}, "<urn:s> <urn:p> " + name);
        same({{"@id", "urn:s"}, {"@type", address}},
             "<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> " + name);
        same({{"@id", "urn:s"}, {address, "x"}}, "<urn:s> " + name + " \"x\"");
        if (!refused)
            same({{"@id", "urn:s"}, {"urn:p", {{"@value", "x"}, {"@type", address}}}},
                 "<urn:s> <urn:p> \"x\"^^" + name);
    }
}

TEST_CASE("an address with two fragments is left out where things may be left out") {
    CHECK(loose(R"({"@id": "urn:a#b#c", "urn:p": 1, "urn:q": {"@id": "urn:d", "urn:r": "x"}})") ==
          "<urn:d> <urn:r> \"x\" .\n");
}

TEST_CASE("an address with a control character is refused by a name of its own, wherever it stands") {
    for (const char c : {'\0', '\x01', '\x08', '\x0E', '\x1F'}) {
        const std::string address = std::string("urn:a") + c;
        CAPTURE(static_cast<int>(c));
        for (const Json& json : {Json{{"@id", address}, {"urn:p", "x"}}, Json{{"urn:p", {{"@id", address}}}},
                                 Json{{"@type", address}}, Json{{address, "x"}},
                                 Json{{"@id", address}, {"@graph", {{"urn:p", "x"}}}},
                                 Json{{"urn:p", {{"@value", "x"}, {"@type", address}}}},
                                 Json{{"urn:p", {{"@value", 5}, {"@type", address}}}},
                                 Json{{"@context", {{"t", address}}}, {"t", "x"}}}) {
            CAPTURE(json.dump());
            const auto dataset = to_rdf(json);
            REQUIRE_FALSE(dataset.has_value());
            CHECK(dataset.error().code == "jsonld.address");
            CHECK(dataset.error().detail == address);
            ToRdfOptions loose;
            loose.safe = false;
            CHECK(lines(to_rdf(json, loose)).find(address) == std::string::npos);
        }
    }
    for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'})
        CHECK(to_rdf(Json{{"@id", std::string("urn:a") + c}, {"urn:p", "x"}}).error().code ==
              "jsonld.undefined");
}

TEST_CASE("a word of a badge that its contexts do not know is an error, as the verifiers of others have it") {
    Json extra = json_of(badge);
    extra["credentialSubject"]["achievement"]["favouriteColour"] = "blue";
    CHECK(lines(to_rdf(extra)) ==
          "jsonld.undefined $.credentialSubject.achievement.favouriteColour favouriteColour");
}

TEST_CASE("protected words cannot mean something else") {
    Json twisted = json_of(badge);
    twisted["@context"].push_back(json_of(R"({"VerifiableCredential": "urn:something-else"})"));
    CHECK(lines(to_rdf(twisted)) == "jsonld.invalid $ protected term redefinition");
    twisted = json_of(badge);
    twisted["@context"].push_back(nullptr);
    CHECK(lines(to_rdf(twisted)) == "jsonld.invalid $ invalid context nullification");
    twisted = json_of(badge);
    twisted["@context"].push_back(json_of(R"({"VerifiableCredential": {"@id": "@nothing"}})"));
    CHECK(lines(to_rdf(twisted)) == safe(badge));
}

TEST_CASE("numbers, texts and JSON become literals in one way") {
    const auto literal = [](std::string_view value) {
        const std::string text = safe(R"({"@id": "urn:s", "urn:p": )" + std::string(value) + "}");
        const std::string_view line = "<urn:s> <urn:p> ";
        return text.starts_with(line) ? text.substr(line.size(), text.size() - line.size() - 3) : text;
    };
    const std::string xsd = "^^<http://www.w3.org/2001/XMLSchema#";
    CHECK(literal("true") == "\"true\"" + xsd + "boolean>");
    CHECK(literal("5") == "\"5\"" + xsd + "integer>");
    CHECK(literal("5.0") == "\"5\"" + xsd + "integer>");
    CHECK(literal("-0.0") == "\"0\"" + xsd + "integer>");
    CHECK(literal("9007199254740993") == "\"9007199254740992\"" + xsd + "integer>");
    CHECK(literal("123456789012345678901") == "\"123456789012345683968\"" + xsd + "integer>");
    CHECK(literal("1e21") == "\"1.0E21\"" + xsd + "double>");
    CHECK(literal("3.75") == "\"3.75E0\"" + xsd + "double>");
    CHECK(literal("-0.00012") == "\"-1.2E-4\"" + xsd + "double>");
    CHECK(literal("0.1") == "\"1.0E-1\"" + xsd + "double>");
    CHECK(literal(R"({"@value": 4, "@type": "http://www.w3.org/2001/XMLSchema#double"})") ==
          "\"4.0E0\"" + xsd + "double>");
    CHECK(literal(R"({"@value": "Grüß", "@language": "DE-at"})") == "\"Grüß\"@de-at");
    CHECK(literal(R"({"@value": {"b": [1.0, null], "a": "é"}, "@type": "@json"})") ==
          "\"{\\\"a\\\":\\\"é\\\",\\\"b\\\":[1,null]}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>");
}

TEST_CASE("lists within lists keep their order") {
    CHECK(safe(R"({"@id": "urn:s", "urn:p": {"@list": ["a", {"@list": []}]}})") ==
          "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> \"a\" .\n"
          "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:b1 .\n"
          "_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "
          "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .\n"
          "_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> "
          "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .\n"
          "<urn:s> <urn:p> _:b0 .\n");
}

TEST_CASE("a presentation keeps the statements of each credential in a graph of its own") {
    Json presentation = json_of(
        R"({"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiablePresentation",
            "verifiableCredential": []})");
    presentation["verifiableCredential"].push_back(json_of(badge));
    const std::string text = lines(to_rdf(presentation));
    CHECK(text.find("<urn:uuid:1> <https://www.w3.org/2018/credentials#issuer> <did:example:i> _:b1 .\n") !=
          std::string::npos);
    CHECK(text.find("_:b0 <https://www.w3.org/2018/credentials#verifiableCredential> _:b1 .\n") !=
          std::string::npos);
}

TEST_CASE("hostile documents end in an error and not in endless work") {
    std::string deep = R"({"urn:p": 1})";
    for (int i = 0; i < 60; ++i)
        deep = R"({"urn:p": )" + deep + "}";
    CHECK(safe(deep).starts_with("_:b"));
    ToRdfOptions shallow;
    shallow.depth = 10;
    CHECK(to_rdf(json_of(deep), shallow).error().code == "jsonld.tooComplex");

    // Each word is explained by the next.
    Json chain = Json::object();
    for (int i = 0; i < 3000; ++i)
        chain["t" + std::to_string(i)] = "t" + std::to_string(i + 1) + ":x";
    chain["t3000"] = "urn:x#";
    CHECK(to_rdf(Json{{"@context", chain}}).error().code == "jsonld.tooComplex");

    // A context in which every word has a context in which every word has one.
    Json scoped = {{"a", "urn:a"}};
    for (int i = 0; i < 12; ++i)
        scoped = {{"a", {{"@id", "urn:a"}, {"@context", scoped}}},
                  {"b", {{"@id", "urn:b"}, {"@context", scoped}}}};
    ToRdfOptions little;
    little.work = 5000;
    CHECK(to_rdf(Json{{"@context", scoped}}, little).error().code == "jsonld.tooComplex");

    Json many = Json::object();
    for (int i = 0; i < 5000; ++i)
        many["t" + std::to_string(i)] = "urn:x";
    CHECK(to_rdf(Json{{"@context", many}}).error().code == "jsonld.tooComplex");

    const ContextLoader loop = [](std::string_view) {
        static const Json itself = {{"@context", Json::array({"urn:c", "urn:c"})}};
        return &itself;
    };
    ToRdfOptions looping;
    looping.contexts = loop;
    CHECK(to_rdf(json_of(R"({"@context": "urn:c"})"), looping).error().detail == "context overflow");
}

TEST_CASE("every context that is compiled in can be used alone, and after the one of credentials") {
    const auto addresses = compiled_contexts();
    CHECK(addresses.size() >= 20);
    CHECK(std::ranges::is_sorted(addresses));
    for (const std::string_view address : addresses) {
        CAPTURE(address);
        REQUIRE(compiled_context(address) != nullptr);
        const Json alone = {{"@context", std::string(address)}, {"@id", "urn:s"}, {"urn:p", "x"}};
        CHECK(lines(to_rdf(alone)) == "<urn:s> <urn:p> \"x\" .\n");
    }
    CHECK(compiled_context("https://www.w3.org/ns/credentials/v3") == nullptr);
}

TEST_CASE("a document reads the same after another with other contexts") {
    const std::string before = safe(badge);
    CHECK(safe(R"({"@context": ["https://www.w3.org/2018/credentials/v1", {"x": "urn:x"}], "x": "y"})") ==
          "_:b0 <urn:x> \"y\" .\n");
    CHECK(safe(R"({"@context": {"@vocab": "urn:v#"}, "issuer": "y"})") == "_:b0 <urn:v#issuer> \"y\" .\n");
    CHECK(safe(badge) == before);
}

} // namespace cairn
