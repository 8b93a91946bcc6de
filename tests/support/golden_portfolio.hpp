// The portfolio whose stored forms lie in tests/data/stored, one folder for each version that was ever
// written.
#pragma once

#include "core/crypto/hash.hpp"
#include "core/model/document.hpp"

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

} // namespace cairn::test
