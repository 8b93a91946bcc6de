#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/store/codec.hpp"
#include "core/store/journal.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>
#include <functional>

namespace cairn {

namespace {

using test::Source;

JournalRow a_row(Source& source, std::size_t steps) {
    Document document = source.document(6);
    JournalRow row{document.portfolio, 12, sha256_hex("the row before"), {}};
    constexpr StepKind kinds[] = {StepKind::change, StepKind::undo, StepKind::redo, StepKind::fact};
    for (std::size_t i = 0; i < steps; ++i) {
        Document next = source.edited(document);
        row.steps.push_back({kinds[i % 4], "change.record", i % 2 == 0 ? "" : source.text(), source.instant(),
                             patch_between(document, next), patch_between(next, document)});
        document = std::move(next);
    }
    return row;
}

} // namespace

TEST_CASE("a row of the journal comes back as it was") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Source source(seed);
        CAPTURE(seed);
        const JournalRow row = a_row(source, source.below(6));
        const std::string text = encode_row(row);
        const auto read = decode_row(text, journal_file(12));
        REQUIRE(read.has_value());
        CHECK(encode_row(*read) == text);
        CHECK(read->portfolio == row.portfolio);
        CHECK(read->seq == 12);
        CHECK(read->previous == row.previous);
        REQUIRE(read->steps.size() == row.steps.size());
        for (std::size_t i = 0; i < row.steps.size(); ++i) {
            CHECK(read->steps[i].kind == row.steps[i].kind);
            CHECK(read->steps[i].label == row.steps[i].label);
            CHECK(read->steps[i].merge_key == row.steps[i].merge_key);
            CHECK(read->steps[i].at == row.steps[i].at);
            CHECK(to_json(read->steps[i].forward) == to_json(row.steps[i].forward));
            CHECK(to_json(read->steps[i].backward) == to_json(row.steps[i].backward));
        }
    }
}

TEST_CASE("any changed byte of a row is noticed, and a row that was cut short") {
    Source source(2);
    const std::string text = encode_row(a_row(source, 1));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(text[i] ^ (1 << (i % 8)));
        CAPTURE(i);
        CHECK_FALSE(decode_row(changed, "row").has_value());
        if (i % 7 == 0) CHECK_FALSE(decode_row(text.substr(0, i), "row").has_value());
    }
}

TEST_CASE("the names of rows stand in the order of the rows") {
    CHECK(journal_file(12) == "journal/0000000000000012.json");
    CHECK(journal_file(1) < journal_file(2));
    CHECK(journal_file(99) < journal_file(100));
    CHECK(journal_file(9) < journal_file((1ULL << 53U) - 1));
}

TEST_CASE("a row of a newer version, of another shape or too large is refused") {
    Source source(3);
    JournalRow row = a_row(source, 1);
    const auto with = [&](const std::function<void(Json&)>& change) {
        Json json = read_json(encode_row(row)).value();
        json.erase("checksum");
        change(json);
        json["checksum"] = sha256_hex(canonicalize(json));
        return decode_row(canonicalize(json), "row").error();
    };
    CHECK(with([](Json& json) { json["version"] = 2; }) == Error{"store.newerVersion", "row", "2"});
    CHECK(with([](Json& json) { json["seq"] = 0; }).code == "format.value");
    CHECK(with([](Json& json) { json["previous"] = "abc"; }).code == "format.value");
    CHECK(with([](Json& json) { json["more"] = true; }).code == "format.unknown");
    CHECK(with([](Json& json) { json["steps"][0]["kind"] = "other"; }).code == "format.value");
    CHECK(with([](Json& json) { json["steps"][0].erase("backward"); }).code == "format.missing");
    CHECK(decode_row(std::string(largest_row + 1, ' '), "row").error() ==
          Error{"store.damaged", "row", "size"});
    row.previous.clear();
    CHECK(decode_row(encode_row(row), "row")->previous.empty());
}

TEST_CASE("what this device remembers comes back as it was, and damaged notes are refused") {
    CHECK(decode_notes(encode_notes({})) == Notes{});
    const Notes notes{Instant{1'700'000'000'123}, 17, Instant{1'700'000'100'000}, "urn:uuid:x", 15};
    CHECK(decode_notes(encode_notes(notes)) == notes);
    std::string text = encode_notes(notes);
    text[text.size() / 2] ^= 1;
    CHECK(decode_notes(text).error().where == "notes.json");
    CHECK(decode_notes(encode_keys({})).error().code == "store.damaged");
}

} // namespace cairn
