#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/model/record_json.hpp"
#include "core/store/patch.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

using test::Source;

Patch through_json(const Patch& patch) {
    const auto json = read_json(canonicalize(to_json(patch)));
    REQUIRE(json.has_value());
    Reading reading("patch");
    auto read = reading.finish(read_patch(reading.root(*json)));
    CAPTURE(canonicalize(to_json(patch)).substr(0, 400));
    REQUIRE_MESSAGE(read.has_value(), read.error().code, " ", read.error().where);
    return *std::move(read);
}

Result<Patch> read(std::string_view text) {
    const auto json = read_json(text);
    REQUIRE(json.has_value());
    Reading reading("patch");
    Patch patch = read_patch(reading.root(*json));
    return reading.finish(std::move(patch));
}

void check_way(const Document& from, const Document& to) {
    const Patch patch = patch_between(from, to);
    CHECK(apply(patch, from) == to);
    CHECK(apply(through_json(patch), from) == to);
    CHECK(is_empty(patch) == (from == to));
}

} // namespace

TEST_CASE("a patch between any two documents leads from one to the other and back, also by way of its JSON") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Source source(seed);
        CAPTURE(seed);
        Document before = source.document(source.below(20));
        for (int step = 0; step < 3; ++step) {
            const Document after = source.edited(before);
            check_way(before, after);
            check_way(after, before);
            before = after;
        }
    }
    Source source(7);
    check_way(Document{}, source.document(8));
    check_way(source.document(8), Document{});
    check_way(source.document(8), source.document(8));
}

TEST_CASE("a patch holds what differs and nothing else") {
    Source source(3);
    Document document = source.document(200);
    Document next = document;
    Record record = *next.records[70];
    record.fields["text"] = std::string("typed");
    next.records[70] = std::make_shared<const Record>(record);
    const Patch typed = patch_between(document, next);
    CHECK(typed.records.put.size() == 1);
    CHECK(canonicalize(to_json(typed)) ==
          R"({"records":{"put":[)" + canonicalize(to_json(record, RecordScope::stored)) + "]}}");

    // What is deleted out of the middle comes back there without naming all the others.
    Document without = document;
    without.records.erase(without.records.begin() + 70);
    const Patch back = patch_between(without, document);
    CHECK(back.records.removed.empty());
    CHECK(back.records.put.size() == 1);
    REQUIRE(back.records.placed.size() == 1);
    CHECK(back.records.placed[0] == std::vector<Id>{document.records[69]->id, document.records[70]->id});

    Document more = document;
    more.records.push_back(source.record_ptr());
    CHECK(patch_between(document, more).records.placed.empty());

    // The same words behind another pointer are no change.
    Document copied = document;
    for (RecordPtr& one : copied.records)
        one = std::make_shared<const Record>(*one);
    CHECK(is_empty(patch_between(document, copied)));
}

TEST_CASE("a list that names an id twice can be patched too") {
    Source source(4);
    Document once = source.document(3);
    const Tombstone stone = source.tombstone();
    once.tombstones = {stone, source.tombstone()};
    Document twice = once;
    twice.tombstones.push_back(stone);
    twice.tombstones.back().deleted.ms += 1;
    check_way(once, twice);
    check_way(twice, once);
    Document third = twice;
    third.tombstones.push_back(source.tombstone());
    check_way(twice, third);
    check_way(third, twice);
    const auto claim = [](Id id) {
        Claim claim;
        claim.id = std::move(id);
        return claim;
    };
    Document nameless = once;
    nameless.claims = {claim(""), claim("a"), claim("b")};
    check_way(once, nameless);
    Document other = nameless;
    other.claims = {claim(""), claim("b"), claim("c"), claim("a")};
    check_way(nameless, other);
    check_way(other, nameless);
}

TEST_CASE("what a patch removes or puts in order and is not there is passed over") {
    Source source(5);
    const Document document = source.document(4);
    Patch patch;
    patch.records.removed = {"urn:uuid:nobody"};
    patch.records.placed = {{"urn:uuid:nobody", document.records[0]->id},
                            {document.records[1]->id, "urn:uuid:nobody"},
                            {},
                            {"x"},
                            {document.records[2]->id, document.records[3]->id},
                            {document.records[3]->id, document.records[2]->id}};
    const Document next = apply(patch, document);
    CHECK(next.records.size() == 4);
    for (const RecordPtr& record : document.records)
        CHECK(find_record(next, record->id) == record.get());
}

TEST_CASE("a patch of another shape is refused") {
    struct Row {
        const char* text;
        const char* code;
    };
    const Row rows[] = {
        {R"({"unknown":1})", "format.unknown"},
        {R"({"sample":"yes"})", "format.type"},
        {R"({"created":"yesterday"})", "format.value"},
        {R"({"pathway":{"id":"x"}})", "format.missing"},
        {R"({"records":[]})", "format.type"},
        {R"({"records":{"more":1}})", "format.unknown"},
        {R"({"records":{"put":[{}]}})", "format.missing"},
        {R"({"records":{"removed":"x"}})", "format.type"},
        {R"({"records":{"placed":{}}})", "format.type"},
        {R"({"records":{"placed":["x"]}})", "format.type"},
        {R"({"records":{"placed":[[1]]}})", "format.type"},
        {R"({"claims":{"put":[{"id":"x"}]}})", "format.missing"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto patch = read(row.text);
        REQUIRE_FALSE(patch.has_value());
        CHECK(patch.error().code == row.code);
    }
    CHECK(is_empty(read("{}").value()));

    Source source(6);
    Patch badges;
    badges.badges.put = {source.badge()};
    Json json = to_json(badges);
    json["badges"]["put"][0]["text"] = "another text";
    CHECK(read(canonicalize(json)).error().code == "format.value");
}

} // namespace cairn
