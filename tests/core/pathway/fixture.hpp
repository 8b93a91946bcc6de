// What the tests of the criteria engine share: the pathways of assets/ and records that meet Level 1.
#pragma once

#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/pathway/evaluate.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cairn::test {

inline Pathway load_pathway(const std::string& revision) {
    const std::string name = "career-prepared." + revision + ".json";
    const auto text = read_file(std::string(CAIRN_SOURCE_FOLDER) + "/assets/pathways/" + name);
    REQUIRE(text.has_value());
    auto pathway = parse_pathway(*text, name);
    REQUIRE_MESSAGE(pathway.has_value(), (pathway ? "" : pathway.error().code + " " + pathway.error().where));
    return std::move(*pathway);
}

inline const Pathway& revision_a() {
    static const Pathway pathway = load_pathway("A-edl");
    return pathway;
}

inline const Pathway& revision_b() {
    static const Pathway pathway = load_pathway("B-nace-2025-06-06");
    return pathway;
}

inline const PathwayNode& node(const Pathway& pathway, std::string_view id) {
    const PathwayNode* const found = find_node(pathway, id);
    REQUIRE_MESSAGE(found != nullptr, std::string(id));
    return *found;
}

inline Row person(std::string name, std::string role) {
    return {{"name", std::move(name)}, {"role", std::move(role)}};
}

inline Record make_record(std::string type, std::map<std::string, Value> fields) {
    static int made = 0;
    Record record;
    record.id = "record-" + std::to_string(++made);
    record.created = {made};
    record.type = std::move(type);
    record.fields = std::move(fields);
    return record;
}

inline Record with_file(Record record) {
    FileRef file;
    file.sha256 = std::string(64, 'a');
    file.name = "page.pdf";
    record.files.push_back(file);
    return record;
}

// A record that may be claimed for the Level 1 leaf of that id.
inline Record record_for(std::string_view leaf) {
    const std::vector<Row> counselor = {person("Sample Counselor", "career-counselor")};
    if (leaf == "L1.G1.meeting")
        return make_record("meeting.record", {{"people", counselor}, {"topic", "career-services"}});
    if (leaf == "L1.G2.meeting")
        return make_record("meeting.record", {{"people", counselor}, {"topic", "career-exploration"}});
    if (leaf == "L1.G1.event")
        return with_file(make_record("event.attendance", {{"kind", "workshop"}, {"approved", true}}));
    if (leaf == "L1.G2.self") return make_record("selfAssessment.result", {{"instrument", "FOCUS2"}});
    if (leaf == "L1.G2.research")
        return make_record(
            "careers.research",
            {{"careers", std::vector<Row>{{{"jobTitle", "Lab technician"}, {"qualifications", "A degree"}}}},
             {"resources", std::vector<Row>{{{"title", "Campus library"}}}}});
    if (leaf == "L1.G2.course")
        return with_file(
            make_record("course.completion", {{"kind", "first-year-seminar"},
                                              {"approved", true},
                                              {"integrates", std::vector<std::string>{"career-building"}}}));
    REQUIRE(leaf == "L1.G3");
    return with_file(make_record("account.registration", {{"system", "campus-job-board"}}));
}

// Adds the record, attached to the leaf; returns its id.
inline Id attach(Document& document, const PathwayNode& leaf, Record record) {
    record.criteria.push_back(leaf.uri);
    document.records.push_back(std::make_shared<const Record>(std::move(record)));
    return document.records.back()->id;
}

inline void claim(Document& document, const PathwayNode& leaf, const Id& record) {
    Claim made;
    made.id = "claim-" + std::to_string(document.claims.size());
    made.criterion = leaf.uri;
    made.record = record;
    made.claimed = {static_cast<std::int64_t>(document.claims.size())};
    document.claims.push_back(made);
}

inline Document claiming(const Pathway& pathway, std::initializer_list<const char*> leaves) {
    Document document;
    for (const char* const id : leaves) {
        const PathwayNode& leaf = node(pathway, id);
        claim(document, leaf, attach(document, leaf, record_for(id)));
    }
    return document;
}

// Replaces the only record of the document.
template <class Change>
void change_record(Document& document, Change change) {
    Record record = *document.records.front();
    change(record);
    document.records.front() = std::make_shared<const Record>(std::move(record));
}

inline LevelStatus status_of(const Pathway& pathway, std::size_t level, const Document& document,
                             const SignedFacts& facts = {}) {
    REQUIRE(level < pathway.levels.size());
    return evaluate_level(pathway, pathway.levels[level], document, facts);
}

} // namespace cairn::test
