#include "core/rdf/quads.hpp"

#include <doctest/doctest.h>
#include <vector>

namespace cairn {

namespace {

std::string again(std::string_view text) {
    const auto data = parse_nquads(text);
    return data ? write_nquads(*data) : data.error().code + " " + data.error().where;
}

} // namespace

TEST_CASE("the same term has the same number, and nothing else has") {
    Dataset data;
    const std::vector<TermId> terms = {
        data.iri("urn:a"),
        data.blank("urn:a"),
        data.literal("urn:a"),
        data.literal("urn:a", "urn:t"),
        data.tagged("urn:a", "en"),
        data.tagged("urn:a", "EN"),
        data.iri(""),
        data.literal(""),
        data.literal(std::string_view("\0", 1)),
    };
    for (TermId id = 0; id < terms.size(); ++id)
        CHECK(terms[id] == id);
    CHECK(data.tagged("urn:a", "en") == terms[4]);
    CHECK(data.literal("urn:a", xsd_string) == terms[2]);
    CHECK(data.intern({TermKind::iri, "urn:a"}) == terms[0]);
    CHECK(data.term(terms[3]) == Term{TermKind::literal, "urn:a", "urn:t"});
    CHECK(data.term(terms[5]) == Term{TermKind::literal, "urn:a", rdf_lang_string, "EN"});
}

TEST_CASE("many terms keep their numbers and texts, also where the dataset moves") {
    Dataset made;
    constexpr TermId count = 20'000;
    const auto text = [](TermId id) { return "urn:" + std::to_string(id) + std::string(id % 50, 'x'); };
    for (TermId id = 0; id < count; ++id)
        REQUIRE(made.iri(text(id)) == id);
    Dataset data = std::move(made);
    for (TermId id = 0; id < count; ++id) {
        REQUIRE(data.iri(text(id)) == id);
        REQUIRE(data.term(id).value == text(id));
    }
    CHECK(data.terms().size() == count);
}

TEST_CASE("N-Quads are read whatever their blanks, comments and line ends, and written in one way") {
    CHECK(again("") == "");
    CHECK(again("# nothing\n\n \t\r\n") == "");
    CHECK(again("<urn:s> <urn:p> <urn:o> .") == "<urn:s> <urn:p> <urn:o> .\n");
    CHECK(again("<urn:s><urn:p>_:o<urn:g>.# why\r_:s\t<urn:p>\"o\"@en-US _:g.") ==
          "<urn:s> <urn:p> _:o <urn:g> .\n_:s <urn:p> \"o\"@en-US _:g .\n");
    CHECK(again("_:a.b <urn:p> _:c.") == "_:a.b <urn:p> _:c .\n");
    CHECK(again("_:0-\u00B7\u00E9 <urn:p> _:\U00010000 .\n") == "_:0-\u00B7\u00E9 <urn:p> _:\U00010000 .\n");
    CHECK(again("<urn:s> <urn:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .") ==
          "<urn:s> <urn:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
    CHECK(again("<urn:s> <urn:p> \"x\"^^<http://www.w3.org/2001/XMLSchema#string> .") ==
          "<urn:s> <urn:p> \"x\" .\n");
}

TEST_CASE("what is escaped in N-Quads is the character itself, and only what has to be is written so") {
    CHECK(again(R"(<urn:\u0041\U0001F600> <urn:p> "\u20AC\t\b\n\r\f\"\'\\" .)") ==
          "<urn:A\U0001F600> <urn:p> \"\u20AC\\t\\b\\n\\r\\f\\\"'\\\\\" .\n");
    CHECK(again(R"(<urn:s> <urn:p> "\u0000\u001F\u007F\u0080" .)") ==
          "<urn:s> <urn:p> \"\\u0000\\u001F\\u007F\u0080\" .\n");
    // Else the text of one quad could be made to read as that of two.
    CHECK(again(R"(<urn:a\u003E\u0020<> <urn:p> <urn:o> .)") == "rdf.syntax 1:19");
    CHECK(again(R"(<urn:a\u003E\u0020b\u005C> <urn:p> <urn:o> .)") ==
          "<urn:a\\u003E\\u0020b\\u005C> <urn:p> <urn:o> .\n");
}

TEST_CASE("what is no N-Quads is refused with line and column") {
    const std::vector<std::pair<std::string, std::string>> bad = {
        {"<urn:s> <urn:p> .", "1:17"},
        {"<urn:s> <urn:p> <urn:o>", "1:24"},
        {"<urn:s> <urn:p> <urn:o> . <urn:x>", "1:27"},
        {"\n\n<urn:s> _:p <urn:o> .", "3:9"},
        {"<urn:s> <urn:p> \"o\"@ .", "1:21"},
        {"<urn:s> <urn:p> \"o\"@en- .", "1:24"},
        {"<urn:s> <urn:p> \"o\"^^x .", "1:22"},
        {"<urn:s> <urn:p> \"o\n\" .", "1:19"},
        {"<urn:s> <urn:p> \"o", "1:19"},
        {"<urn:s> <urn:p> \"\\x\" .", "1:18"},
        {"<urn:s> <urn:p> \"\\uD800\" .", "1:18"},
        {"<urn:s> <urn:p> \"\\U00110000\" .", "1:18"},
        {"<urn:s> <urn:p> \"\\u12", "1:18"},
        {"<urn:s> <urn:p> \"\\", "1:18"},
        {"<urn:s", "1:7"},
        {"<urn:a b> <urn:p> <urn:o> .", "1:7"},
        {"\"s\" <urn:p> <urn:o> .", "1:1"},
        {"_: <urn:p> <urn:o> .", "1:3"},
        {"_:- <urn:p> <urn:o> .", "1:3"},
        {"<urn:s> <urn:p> <urn:o> \"g\" .", "1:25"},
        {"<urn:\xFF> <urn:p> <urn:o> .", "1:6"},
        {std::string("<urn:s> <urn:p> <urn:o> .\0", 26), "1:26"},
    };
    for (const auto& [text, where] : bad) {
        CAPTURE(text);
        CHECK(again(text) == "rdf.syntax " + where);
    }
    CHECK(parse_nquads("# 9 bytes", 8).error() == Error{"rdf.tooLarge", "1:1", "8"});
}

} // namespace cairn
