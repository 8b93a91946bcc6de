// JSON, its canonical text, JSON-LD, N-Quads, tokens, credentials and pathways.
#include "core/credentials/check.hpp"
#include "core/credentials/jws.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/jsonld/to_rdf.hpp"
#include "core/model/pathway.hpp"
#include "core/rdf/canonical.hpp"
#include "fuzz/readers.hpp"

#include <string>

namespace cairn::fuzz {

namespace {

constexpr Instant moment{1768996800000}; // 2026-01-21
constexpr RdfcLimits few_steps{.steps = 2'000};

} // namespace

void json(std::string_view input) {
    const auto value = read_json(input);
    if (!value) return expect(!value.error().code.empty() && value.error().where.starts_with('$'), "a place");
    const auto pretty = read_json(to_pretty(*value));
    expect(pretty.has_value(), "what is written for people can be read again");
    // A small limit stops at the same text or at none.
    const auto small = read_json(input, {.bytes = 4096, .depth = 8, .values = 64});
    expect(!small || *small == *value, "a limit changes nothing but whether a text is read");
}

void jcs(std::string_view input) {
    const auto value = read_json(input);
    if (!value) return;
    const std::string text = canonicalize(*value);
    const auto again = read_json(text);
    expect(again.has_value(), "canonical text can be read again");
    expect(canonicalize(*again) == text, "the canonical text of canonical text is that text");
    const auto pretty = read_json(to_pretty(*value));
    expect(pretty && canonicalize(*pretty) == text, "it is the same after having been written for people");
}

void jsonld(std::string_view input) {
    const auto value = read_json(input);
    if (!value) return;
    const auto safe = to_rdf(*value, {.work = 20'000, .depth = 32});
    const auto all =
        to_rdf(*value, {.base = "https://example.org/a/b", .safe = false, .work = 20'000, .depth = 32});
    for (const auto* const data : {&safe, &all}) {
        if (!*data) continue;
        const std::string text = write_nquads(**data);
        const auto read = parse_nquads(text);
        expect(read && write_nquads(*read) == text,
               "what JSON-LD says can be written as N-Quads and read again");
    }
}

void rdfc(std::string_view input) {
    const auto data = parse_nquads(input);
    if (!data) return;
    const std::string text = write_nquads(*data);
    const auto again = parse_nquads(text);
    expect(again && write_nquads(*again) == text, "N-Quads that were written can be read again");
    const auto canonical = canonical_nquads(*data, few_steps);
    if (!canonical) return;
    const auto read = parse_nquads(*canonical);
    expect(read.has_value(), "canonical text can be read again");
    const auto twice = canonical_nquads(*read, few_steps);
    expect(!twice || *twice == *canonical, "the canonical text of canonical text is that text");
}

void jwt(std::string_view input) {
    if (const auto jws = parse_jws(input)) {
        expect(jws->header.is_object() && jws->payload.is_object(), "a token has two objects");
        expect(input.contains(jws->signed_text), "what is signed stands in the token");
    }
    check_text(input, {.at = moment});
}

void credential(std::string_view input) {
    check_text(input, {.at = moment});
}

void pathway(std::string_view input) {
    if (const auto pathway = parse_pathway(input, "pathway.json")) find_node(*pathway, "L1");
}

} // namespace cairn::fuzz
