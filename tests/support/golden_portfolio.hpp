// The portfolio whose stored forms lie in tests/data/stored, one folder for each version that was ever
// written.
#pragma once

#include "core/crypto/hash.hpp"
#include "core/model/document.hpp"
#include "core/store/journal.hpp"
#include "core/store/points.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cairn::test {

inline Id golden_id(char digit) {
    return "urn:uuid:00000000-0000-4000-8000-00000000000" + std::string(1, digit);
}

inline Record golden_record(char digit, std::string title) {
    Record record;
    record.id = golden_id(digit);
    record.type = "meeting.record";
    record.created = {1'700'000'000'000 + digit * 1000};
    record.modified = {1'700'000'500'250};
    record.device = golden_id('d');
    record.lang = "en";
    record.fields["title"] = std::move(title);
    return record;
}

// As version 1 could hold it.
inline Document golden_document() {
    Document document;
    document.portfolio = golden_id('0');
    document.device = golden_id('d');
    document.created = {1'700'000'000'000};
    document.profile = {.name = "Ada \u00d6", .theme = "dark", .emails = {"ada@example.org"}};
    document.profile.contacts = {{"Website", "https://example.org"}};
    document.pathway = {"ums.career-prepared", "B-nace-2025-06-06"};
    Record first = golden_record('1', "What I learned \U0001F600");
    first.revision = 3;
    first.fields["done"] = true;
    first.fields["topics"] = std::vector<std::string>{"one", "two"};
    first.fields["people"] = std::vector<Row>{{{"name", "Grace"}, {"role", "Adviser"}}};
    first.files.push_back({golden_id('f'), sha256_hex("evidence"), "notes.png", "image/png", 8, "Notes", true,
                           Instant{1'700'000'200'000}});
    first.criteria = {"https://example.org/criteria/1"};
    first.links = {golden_id('2')};
    first.tags = {"first year"};
    Record second = golden_record('2', "Another");
    Record trashed = golden_record('3', "Thrown away");
    trashed.trashed = Instant{1'700'000'600'000};
    for (Record& record : std::vector<Record>{first, second, trashed})
        document.records.push_back(std::make_shared<const Record>(record));
    document.claims = {{golden_id('4'), "https://example.org/criteria/1", golden_id('1'),
                        Instant{1'700'000'300'000}, golden_id('d'), 1}};
    Badge badge;
    badge.id = golden_id('5');
    badge.text = "{ \"type\": [\"VerifiableCredential\"] }\n";
    badge.sha256 = sha256_hex(badge.text);
    badge.file_name = "badge.json";
    badge.added = {1'700'000'400'000};
    badge.device = golden_id('d');
    badge.matches = "ums.career-prepared.l1";
    document.badges = {std::make_shared<const Badge>(std::move(badge))};
    document.submissions = {
        {golden_id('6'), "https://example.org/levels/1", Instant{1'700'000'700'000}, sha256_hex("bundle")}};
    document.tombstones = {{golden_id('7'), Instant{1'700'000'800'000}, golden_id('d')}};
    document.wall = {
        "My wall", "About *me*", false, "https://example.org/wall", {golden_id('5'), golden_id('4')}};
    return document;
}

inline std::vector<LearnerKey> golden_keys() {
    return {{"did:key:z6MkgoldenSample", "z3u2goldenSample", Instant{1'700'000'000'500}, "active"}};
}

// As version 2 can: two devices, a conflict, a deletion that says what it knew.
inline Document golden_document_v2() {
    Document document = golden_document();
    Record second = *document.records[1];
    second.revision = 5;
    second.clock = {{golden_id('e'), 2}};
    document.records[1] = std::make_shared<const Record>(second);
    Record side = golden_record('8', "The other side");
    side.conflict_of = second.id;
    document.records.push_back(std::make_shared<const Record>(side));
    document.tombstones.push_back(
        {golden_id('9'), Instant{1'700'000'900'000}, golden_id('d'), {{golden_id('e'), 4}}});
    return document;
}

// After the rows.
inline Document golden_document_after() {
    Document document = golden_document_v2();
    Record first = *document.records[0];
    first.fields["title"] = std::string("Typed since");
    first.revision = 4;
    document.records[0] = std::make_shared<const Record>(first);
    document.profile.name = "Ada";
    return document;
}

inline PointInfo golden_point() {
    return {"urn:uuid:00000000-0000-4000-8000-0000000000aa", PointReason::named, "Before the exam",
            Instant{1'700'001'000'000}, 3};
}

inline Notes golden_notes() {
    return {Instant{1'700'000'100'000}, 4, Instant{1'700'000'200'000}, golden_id('2'), 15};
}

inline StoredFiles golden_files_v2() {
    const Document document = golden_document_v2();
    const Document after = golden_document_after();
    Document half = document;
    half.records = after.records;
    const auto step = [](const Document& from, const Document& to, std::string merge_key) {
        return JournalStep{StepKind::change,           "change.record",         std::move(merge_key),
                           Instant{1'700'001'100'000}, patch_between(from, to), patch_between(to, from)};
    };
    const JournalRow before{document.portfolio, 1, "", {step(document, document, "")}};
    const std::string row1 = encode_row(before);
    const std::string row2 =
        encode_row({document.portfolio, 2, sha256_hex(row1), {step(document, half, "title")}});
    const std::string row3 = encode_row({document.portfolio, 3, sha256_hex(row2), {step(half, after, "")}});
    StoredFiles files = encode_document(document, Checkpoint{8, {1, sha256_hex(row1)}, golden_id('2')});
    files.merge(encode_point(golden_point(), golden_document(), golden_keys(), 7));
    files[journal_file(1)] = row1;
    files[journal_file(2)] = row2;
    files[journal_file(3)] = row3;
    files["keys.json"] = encode_keys(golden_keys());
    files["notes.json"] = encode_notes(golden_notes());
    return files;
}

} // namespace cairn::test
