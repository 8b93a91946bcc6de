#include "core/json/read.hpp"
#include "core/rdf/canonical.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <random>

namespace cairn {

namespace {

Result<std::string> canonical(std::string_view text, const RdfcLimits& limits = {}) {
    return parse_nquads(text).and_then([&](const Dataset& data) { return canonical_nquads(data, limits); });
}

// Edges between blank nodes, all of one predicate.
std::string graph_of(const std::vector<std::pair<int, int>>& edges) {
    std::string text;
    for (const auto& [from, to] : edges)
        text += "_:n" + std::to_string(from) + " <urn:p> _:n" + std::to_string(to) + " .\n";
    return text;
}

std::string clique(int size) {
    std::vector<std::pair<int, int>> edges;
    for (int a = 0; a < size; ++a)
        for (int b = 0; b < size; ++b)
            if (a != b) edges.emplace_back(a, b);
    return graph_of(edges);
}

std::string chain(int size) {
    std::string text = "<urn:s> <urn:list> _:n0 .\n";
    for (int i = 0; i < size; ++i)
        text += "_:n" + std::to_string(i) + " <urn:rest> _:n" + std::to_string(i + 1) + " .\n";
    return text;
}

} // namespace

TEST_CASE("the canonical text names blank nodes by what is said of them, each quad once, in order") {
    CHECK(canonical("").value() == "");
    CHECK(canonical(
              "_:x <urn:p> \"b\" .\n<urn:z> <urn:p> _:x _:x .\n_:x <urn:p> \"b\" .\n_:y <urn:p> \"a\" .\n") ==
          "<urn:z> <urn:p> _:c14n1 _:c14n1 .\n_:c14n0 <urn:p> \"a\" .\n_:c14n1 <urn:p> \"b\" .\n");
    // By code points: U+FFFD before U+1F600, though UTF-16 has it the other way round.
    CHECK(canonical("<urn:s> <urn:p> \"\U0001F600\" .\n<urn:s> <urn:p> \"\uFFFD\" .\n") ==
          "<urn:s> <urn:p> \"\uFFFD\" .\n<urn:s> <urn:p> \"\U0001F600\" .\n");
}

TEST_CASE("the canonical text does not depend on names of blank nodes nor on the order of quads") {
    std::mt19937 random(6);
    for (int round = 0; round < 60; ++round) {
        // Few nodes and predicates, so that many nodes look alike.
        const int nodes = 2 + static_cast<int>(random() % 6);
        const std::size_t count = 1 + random() % 10;
        std::vector<std::array<unsigned, 4>> quads(count);
        for (auto& quad : quads)
            for (auto& part : quad)
                part = static_cast<unsigned>(random());
        std::string expected;
        for (int shuffle = 0; shuffle < 4; ++shuffle) {
            std::vector<int> names(static_cast<std::size_t>(nodes));
            for (int i = 0; i < nodes; ++i)
                names[static_cast<std::size_t>(i)] = i;
            std::ranges::shuffle(names, random);
            std::ranges::shuffle(quads, random);
            std::string text;
            for (const auto& [subject, predicate, object, graph] : quads) {
                const auto name = [&](unsigned part) {
                    return "_:x" + std::to_string(names[part % names.size()]) + " ";
                };
                text += name(subject) + (predicate % 3 == 0 ? "<urn:p> " : "<urn:q> ") +
                        (object % 9 == 0 ? "\"text\" " : name(object / 9)) +
                        (graph % 7 == 0 ? name(graph / 7) : "") + ".\n";
            }
            // Those that are told apart with more steps than there are may differ in how many it took.
            const auto found = canonical(text);
            REQUIRE(found.has_value());
            if (shuffle == 0)
                expected = *found;
            else
                CHECK(*found == expected);
        }
    }
}

TEST_CASE("the canonical text of a canonical text is that text") {
    const std::string text = canonical(graph_of({{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 3}, {5, 5}})).value();
    CHECK(canonical(text) == text);
}

TEST_CASE("what an IRI may not hold cannot make one dataset read as another") {
    Dataset data;
    const TermId p = data.iri("urn:p");
    data.add({data.iri("urn:a> <urn:p> <urn:b> .\n<urn:c"), p, data.iri("urn:d")});
    CHECK(canonical_nquads(data) == "<urn:a\\u003E\\u0020\\u003Curn:p\\u003E\\u0020\\u003Curn:"
                                    "b\\u003E\\u0020.\\u000A\\u003Curn:c> <urn:p> "
                                    "<urn:d> .\n");
}

TEST_CASE("a poison dataset is refused after a bounded number of steps, and so is what goes too deep") {
    CHECK(canonical(clique(5)).has_value());
    CHECK(canonical(clique(12)).error() == Error{"rdf.tooComplex"});
    CHECK(canonical(clique(5), {.steps = 10}).error() == Error{"rdf.tooComplex"});
    CHECK(canonical(chain(100)).has_value());
    CHECK(canonical(chain(5'000)).error() == Error{"rdf.tooComplex"});
    // The same number of blank nodes that differ costs no steps at all.
    std::string distinct;
    for (int i = 0; i < 5'000; ++i)
        distinct += "_:a" + std::to_string(i) + " <urn:p> \"" + std::to_string(i) + "\" .\n";
    CHECK(canonical(distinct, {.steps = 0}).has_value());
}

TEST_CASE("several datasets draw on one budget of bytes") {
    const std::string text = "_:a <urn:p> \"text\" .\n";
    std::size_t budget = 100;
    CHECK(canonical(text, {.budget = &budget}).has_value());
    CHECK(budget == 100 - text.size() - std::string_view("_:c14n0 <urn:p> \"text\" .\n").size());
    CHECK(canonical(text, {.budget = &budget}).has_value());
    CHECK(canonical(text, {.budget = &budget}).error() == Error{"rdf.tooLarge"});
    CHECK(budget == 0);
    CHECK(canonical(text, {.bytes = 20}).error() == Error{"rdf.tooLarge"});
}

TEST_CASE("W3C: every test of the RDFC-1.0 suite gives the published text or names") {
    const auto folder = test::standards_folder() / "rdf-canon";
    const auto manifest = test::read_file(folder / "manifest.json");
    if (!manifest) CAIRN_SKIP("the standards are not beside the repository");
    const Json json = read_json(*manifest).value();
    std::size_t texts = 0, maps = 0, refused = 0;
    for (const Json& entry : json.at("entries")) {
        CAPTURE(entry.at("id").get<std::string>());
        const auto input = test::read_file(folder / entry.at("action").get<std::string>());
        REQUIRE(input.has_value());
        const bool longer = entry.value("hashAlgorithm", std::string("SHA256")) == "SHA384";
        const RdfcLimits limits{.hash = longer ? RdfHash::sha384 : RdfHash::sha256};
        const auto data = parse_nquads(*input);
        REQUIRE(data.has_value());
        const auto type = entry.at("type").get<std::string>();
        if (type == "rdfc:RDFC10NegativeEvalTest") {
            CHECK(canonical_nquads(*data, limits).error() == Error{"rdf.tooComplex"});
            ++refused;
            continue;
        }
        const auto result = test::read_file(folder / entry.at("result").get<std::string>());
        REQUIRE(result.has_value());
        if (type == "rdfc:RDFC10EvalTest") {
            CHECK(canonical_nquads(*data, limits) == *result);
            ++texts;
            continue;
        }
        REQUIRE(type == "rdfc:RDFC10MapTest");
        std::map<std::string, std::string> names;
        const auto order = canonical_order(*data, limits);
        REQUIRE(order.has_value());
        for (const TermId id : *order)
            names.emplace(data->term(id).value, "c14n" + std::to_string(names.size()));
        CHECK(names == read_json(*result).value().get<std::map<std::string, std::string>>());
        ++maps;
    }
    MESSAGE(texts, " texts, ", maps, " maps of names, ", refused, " that have to be refused");
    CHECK(texts + maps + refused == json.at("entries").size());
    CHECK(texts >= 42);
    CHECK(maps >= 15);
}

} // namespace cairn
