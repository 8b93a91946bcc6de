// A portfolio of nobody: the shipped pathway and record types, and records that meet Level 1.
#pragma once

#include "core/credentials/bundle.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/crypto/hash.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cairn::test {

inline std::filesystem::path assets_folder() {
    return std::filesystem::path(CAIRN_SOURCE_FOLDER) / "assets";
}

inline Pathway shipped_pathway(const std::string& file = "career-prepared.B-nace-2025-06-06.json") {
    const auto pathway = parse_pathway(read_file(assets_folder() / "pathways" / file).value_or(""), file);
    REQUIRE(pathway.has_value());
    return *pathway;
}

inline std::map<std::string, RecordType> shipped_record_types() {
    std::map<std::string, RecordType> types;
    for (const auto& entry : std::filesystem::directory_iterator(assets_folder() / "record-types")) {
        const auto type =
            parse_record_type(read_file(entry.path()).value_or(""), entry.path().filename().string());
        REQUIRE(type.has_value());
        types.emplace(type->id, *type);
    }
    return types;
}

// What other stages of the tests read: build/artifacts.
inline void write_artifact(const std::string& name, const std::string& content) {
    const auto folder = std::filesystem::path(CAIRN_SOURCE_FOLDER) / "build" / "artifacts";
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::ofstream(folder / name, std::ios::binary) << content;
}

inline Id sample_id(unsigned number) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[0] = 0x5A;
    bytes[14] = static_cast<std::uint8_t>(number >> 8U);
    bytes[15] = static_cast<std::uint8_t>(number);
    return make_uuid_v4(bytes);
}

struct SamplePortfolio {
    Pathway pathway = shipped_pathway();
    std::map<std::string, RecordType> types = shipped_record_types();
    Document document;
    std::map<std::string, std::string> bytes;
    unsigned next_id = 100;

    SamplePortfolio() {
        document.portfolio = sample_id(1);
        document.device = sample_id(2);
        document.created = at(0);
        document.profile.name = "Sample learner";
        document.pathway = {pathway.id, pathway.revision};
    }

    // Minutes after the portfolio began.
    static Instant at(std::int64_t minutes) { return {1768464000000 + minutes * 60'000}; }

    Record& add(std::string type, std::map<std::string, Value> fields, std::vector<std::string> nodes) {
        Record record;
        record.id = sample_id(next_id++);
        record.type = std::move(type);
        record.created = at(next_id);
        record.modified = at(next_id + 1);
        record.device = document.device;
        record.lang = "en";
        record.fields = std::move(fields);
        for (const std::string& node : nodes) {
            const Id uri = find_node(pathway, node)->uri;
            record.criteria.push_back(uri);
            document.claims.push_back(
                {sample_id(next_id++), uri, record.id, at(next_id), document.device, 1});
        }
        auto shared = std::make_shared<Record>(std::move(record));
        document.records.push_back(shared);
        return *shared;
    }

    void attach(Record& record, std::string name, std::string media_type, std::string content,
                std::string alt = {}) {
        const std::string hash = sha256_hex(content);
        record.files.push_back({sample_id(next_id++), hash, std::move(name), std::move(media_type),
                                content.size(), std::move(alt), false, record.created});
        bytes[hash] = std::move(content);
    }

    // `withheld` and `badges` decide which files are asked for, so they are given at once.
    BundleInput input(std::set<std::string> withheld = {}, const HeldBadges* badges = nullptr) const {
        BundleInput input;
        input.withheld = std::move(withheld);
        input.badges = badges;
        input.document = &document;
        input.pathway = &pathway;
        input.level = &pathway.levels.front();
        input.record_types = &types;
        input.key = make_learner_key(Seed{}, at(0));
        input.submission_id = sample_id(3);
        input.time = at(10'000);
        input.words = {"Career Prepared, Level 1: submission (sample)",
                       "Claim: ", "Stated by the learner; nobody has reviewed it."};
        for (const std::string& hash : files_to_inline(input)) {
            if (const auto found = bytes.find(hash); found != bytes.end()) input.file_bytes.insert(*found);
        }
        return input;
    }
};

// Level 1, with one record for each of its goals.
inline SamplePortfolio level_one() {
    SamplePortfolio sample;
    const Value counselor = std::vector<Row>{{{"name", "A. Sample"}, {"role", "career-counselor"}}};
    sample.add("meeting.record",
               {{"title", std::string("First talk (sample)")},
                {"date", std::string("2026-01-08")},
                {"people", counselor},
                {"topic", std::string("career-services")},
                {"narrative", std::string("I asked about **mock interviews**.\n\n- one\n- two \U0001F600")},
                {"links", std::vector<Row>{{{"url", "https://example.org/a"}, {"title", "Notes"}}}}},
               {"L1.G1.meeting"});
    Record& event = sample.add("event.attendance",
                               {{"title", std::string("Career fair (sample)")},
                                {"date", std::string("2026-01-09")},
                                {"kind", std::string("career-event")},
                                {"approved", true},
                                {"narrative", std::string("Talked with three employers.")}},
                               {"L1.G1.event"});
    sample.attach(event, "attendance.txt", "text/plain", "Sample attendance note.\n");
    sample.attach(event, "stand.jpg", "image/jpeg", std::string("\xFF\xD8\xFF\xE0 sample, no real image", 27),
                  "A stand with two chairs");
    sample.add("selfAssessment.result",
               {{"title", std::string("FOCUS 2 (sample)")}, {"instrument", std::string("FOCUS2")}},
               {"L1.G2.self"});
    sample.add("careers.research",
               {{"title", std::string("Two careers (sample)")},
                {"careers",
                 std::vector<Row>{{{"jobTitle", "Archivist"}, {"qualifications", "A degree, \"Latin\""}}}},
                {"resources", std::vector<Row>{{{"title", "A book"}, {"url", ""}}}}},
               {"L1.G2.research"});
    Record& account = sample.add(
        "account.registration",
        {{"title", std::string("Job board (sample)")}, {"system", std::string("campus-job-board")}},
        {"L1.G3"});
    sample.attach(account, "screenshot.png", "image/png", "\x89PNG sample, no real image",
                  "The profile page");
    return sample;
}

} // namespace cairn::test
