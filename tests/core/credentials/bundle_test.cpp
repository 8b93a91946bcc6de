#include "core/credentials/bundle.hpp"
#include "core/credentials/narrative.hpp"
#include "core/credentials/proof.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/sample_portfolio.hpp"

#include <doctest/doctest.h>
#include <set>

namespace cairn {

namespace {

using test::level_one;
using test::SamplePortfolio;

Json json_of(const Bundle& bundle) {
    return read_json(bundle.json).value();
}

Json bundle_of(const SamplePortfolio& sample) {
    return json_of(make_bundle(sample.input()).value());
}

const Json& claims_of(const Json& bundle) {
    return bundle["credentialSubject"]["verifiableCredential"];
}

std::set<std::string> codes_of(const Json& bundle) {
    std::set<std::string> codes;
    for (const Json& claim : claims_of(bundle))
        codes.insert(claim["credentialSubject"]["achievement"]["humanCode"]);
    return codes;
}

Record edited(const RecordPtr& record) {
    return *record;
}

} // namespace

TEST_CASE("a bundle holds one signed claim for each claimed criterion, and is signed as a whole") {
    const SamplePortfolio sample = level_one();
    const auto made = make_bundle(sample.input());
    REQUIRE(made.has_value());
    CHECK(made->left_out.empty());
    CHECK(made->media_type == "application/vc");
    CHECK(made->sha256 == sha256_hex(made->json));
    CHECK(made->json.ends_with("}\n"));
    const Json bundle = json_of(*made);
    CHECK(claims_of(bundle).size() == 5);
    std::vector<Json> all(claims_of(bundle).begin(), claims_of(bundle).end());
    all.push_back(bundle);
    for (const Json& credential : all) {
        const auto proofs = check_proofs(credential);
        CHECK(all_valid(proofs));
        REQUIRE(proofs.size() == 2);
        CHECK(proofs[0].cryptosuite == eddsa_rdfc_2022);
        CHECK(proofs[1].cryptosuite == eddsa_jcs_2022);
        CHECK(proofs[0].verification_method == proofs[1].verification_method);
    }
    CHECK(codes_of(bundle) ==
          std::set<std::string>{"L1.G1.event", "L1.G1.meeting", "L1.G2.research", "L1.G2.self", "L1.G3"});
    CHECK(bundle["id"] == sample.input().submission_id);
    CHECK(bundle["issuer"]["id"] == bundle["credentialSubject"]["id"]);
    CHECK(bundle["validFrom"] == to_rfc3339(SamplePortfolio::at(10'000)));
    CHECK(bundle["credentialSubject"]["achievement"].size() == 1 + 3 + 3 + 5);
    CHECK(bundle["credentialSubject"]["association"].size() == 3 + 2 + 3 + 5);

    // tests/interop reads this file with other people's software.
    test::write_artifact("native-bundle.json", made->json);
}

TEST_CASE("the same portfolio, key and time give the same bytes") {
    CHECK(make_bundle(level_one().input())->json == make_bundle(level_one().input())->json);
    SamplePortfolio sample = level_one();
    const std::string before = make_bundle(sample.input())->json;
    sample.document.submissions.push_back({test::sample_id(9), "urn:uuid:x", {0}, ""});
    CHECK(make_bundle(sample.input())->json == before);
}

TEST_CASE("each digest is that of the bytes that travel, and each claim's file entry names it") {
    const SamplePortfolio sample = level_one();
    const Json bundle = bundle_of(sample);
    std::set<std::string> inside;
    for (const Json& entry : bundle["evidence"]) {
        const std::string url = entry["id"];
        const auto comma = url.find(";base64,");
        REQUIRE(comma != std::string::npos);
        CHECK(entry["mediaType"] == url.substr(5, comma - 5));
        const auto bytes = from_base64(url.substr(comma + 8));
        REQUIRE(bytes.has_value());
        CHECK(entry["digestMultibase"] == digest_multibase(sha256(*bytes)));
        inside.insert(entry["digestMultibase"].get<std::string>());
    }
    CHECK(inside.size() == 5 + 3);
    std::size_t named = 0;
    for (const Json& claim : claims_of(bundle)) {
        CHECK(claim["evidence"][1]["name"] == "record.json");
        for (const Json& entry : claim["evidence"]) {
            if (entry["genre"] != "File") continue;
            CHECK(inside.contains(entry["digestMultibase"].get<std::string>()));
            CHECK_FALSE(entry["id"].get<std::string>().starts_with("data:"));
            ++named;
        }
    }
    CHECK(named == inside.size());
    CHECK(claims_of(bundle)[1]["evidence"][3]["description"] == "A stand with two chairs");
}

TEST_CASE("a claim says when it was made, when the activity was, and what the learner wrote") {
    const SamplePortfolio sample = level_one();
    const Json bundle = bundle_of(sample);
    const Json& claim = claims_of(bundle)[0];
    const Record& record = *sample.document.records[0];
    const Claim& act = sample.document.claims[0];
    CHECK(claim["id"] == act.id);
    CHECK(claim["name"] == "Claim: Career services talk");
    CHECK(claim["validFrom"] == to_rfc3339(std::max(act.claimed, record.modified)));
    CHECK(claim["proof"][0]["created"] == claim["validFrom"]);
    CHECK(claim["credentialSubject"]["activityStartDate"] == "2026-01-08T00:00:00Z");
    CHECK(claim["credentialSubject"]["activityEndDate"] == "2026-01-08T00:00:00Z");
    const Json& evidence = claim["evidence"][0];
    CHECK(evidence["id"] == record.id);
    CHECK(evidence["genre"] == "meeting.record");
    CHECK(evidence["name"] == "First talk (sample)");
    const std::string text = evidence["narrative"];
    CHECK(text.contains("I asked about **mock interviews**.\n\n- one\n- two \U0001F600"));
    CHECK(text.contains("\n- A. Sample, Career counselor"));
    CHECK(text.contains("**: What career services offers"));
    CHECK(text.contains("https://example.org/a"));
}

TEST_CASE("a change to a record moves the moment of its claims; the others keep their signatures") {
    SamplePortfolio sample = level_one();
    const Json before = bundle_of(sample);
    Record record = edited(sample.document.records[0]);
    record.modified = SamplePortfolio::at(5000);
    record.fields["narrative"] = std::string("Changed.");
    sample.document.records[0] = std::make_shared<const Record>(record);
    const Json after = bundle_of(sample);
    CHECK(claims_of(after)[0]["validFrom"] == to_rfc3339(SamplePortfolio::at(5000)));
    for (std::size_t i = 1; i < 5; ++i)
        CHECK(claims_of(after)[i] == claims_of(before)[i]);
}

TEST_CASE("only claims that count travel") {
    SUBCASE("not those of a record in the trash") {
        SamplePortfolio sample = level_one();
        Record record = edited(sample.document.records[0]);
        record.trashed = SamplePortfolio::at(5000);
        sample.document.records[0] = std::make_shared<const Record>(record);
        CHECK_FALSE(codes_of(bundle_of(sample)).contains("L1.G1.meeting"));
    }
    SUBCASE("not those of a record that no longer meets the criterion") {
        SamplePortfolio sample = level_one();
        Record record = edited(sample.document.records[1]);
        record.fields["approved"] = false;
        sample.document.records[1] = std::make_shared<const Record>(record);
        CHECK_FALSE(codes_of(bundle_of(sample)).contains("L1.G1.event"));
    }
    SUBCASE("not those of a record that was detached or is gone") {
        SamplePortfolio sample = level_one();
        Record record = edited(sample.document.records[2]);
        record.criteria.clear();
        sample.document.records[2] = std::make_shared<const Record>(record);
        sample.document.records.pop_back();
        const auto codes = codes_of(bundle_of(sample));
        CHECK_FALSE(codes.contains("L1.G2.self"));
        CHECK_FALSE(codes.contains("L1.G3"));
    }
    SUBCASE("not those of another level, and none twice for one record") {
        SamplePortfolio sample = level_one();
        Claim twice = sample.document.claims[0];
        twice.id = test::sample_id(77);
        sample.document.claims.push_back(twice);
        CHECK(claims_of(bundle_of(sample)).size() == 5);
        BundleInput input = sample.input();
        input.level = &sample.pathway.levels[1];
        CHECK(make_bundle(input).error().code == "bundle.noClaims");
    }
}

TEST_CASE("files that fit stand inside; one more byte, and all of them travel beside the bundle in a ZIP") {
    SamplePortfolio sample = level_one();
    auto record = std::make_shared<Record>(*sample.document.records[1]);
    SUBCASE("a file of exactly the limit") {
        sample.attach(*record, "film.mp4", "video/mp4", std::string(inline_file_limit, 'f'));
        sample.document.records[1] = record;
        const auto made = make_bundle(sample.input());
        CHECK(made->files.empty());
        CHECK(made->left_out.empty());
        CHECK(json_of(*made)["evidence"].size() == 5 + 4);
    }
    SUBCASE("a file above the limit") {
        sample.attach(*record, "film.mp4", "video/mp4", std::string(inline_file_limit + 1, 'f'));
        sample.document.records[1] = record;
        const auto made = make_bundle(sample.input());
        REQUIRE(made->files.size() == 4);
        CHECK(made->files[2].name == "film.mp4");
        CHECK(made->files[2].sha256 == sha256_hex(std::string(inline_file_limit + 1, 'f')));
        CHECK(made->files[2].size == inline_file_limit + 1);
        CHECK(json_of(*made)["evidence"].size() == 5);
    }
    SUBCASE("all in all up to the limit, each record.json counted") {
        std::uint64_t taken = 0;
        for (const RecordPtr& one : sample.document.records)
            taken += record_json(*one).size();
        for (const auto& [hash, bytes] : sample.bytes)
            taken += bytes.size();
        for (char name = 'a'; name < 'd'; ++name)
            sample.attach(*record, std::string(1, name), "", std::string(inline_file_limit, name));
        // What the new files add to record.json counts too.
        taken += record_json(*record).size() - record_json(*sample.document.records[1]).size();
        const std::uint64_t left = inline_total_limit - taken - 3 * inline_file_limit;
        // The entry of the last file in record.json itself.
        Record grown = *record;
        sample.attach(grown, "last", "", std::string(left - 1000, 'z'));
        const std::uint64_t entry = record_json(grown).size() - record_json(*record).size();
        for (const bool over : {false, true}) {
            CAPTURE(over);
            Record last = *record;
            sample.attach(last, "last", "", std::string(left - entry + (over ? 1 : 0), 'z'));
            sample.document.records[1] = std::make_shared<const Record>(last);
            const auto made = make_bundle(sample.input());
            CHECK(made->files.empty() == !over);
            CHECK(json_of(*made)["evidence"].size() == (over ? 5 : 5 + 3 + 4));
        }
    }
}

TEST_CASE("each claim is the same byte for byte whatever travels with it") {
    SamplePortfolio sample = level_one();
    auto record = std::make_shared<Record>(*sample.document.records[1]);
    sample.attach(*record, "film.mp4", "video/mp4", std::string(inline_file_limit + 1, 'f'));
    for (char name = 'a'; name < 'f'; ++name)
        sample.attach(*record, std::string(1, name) + ".bin", "", std::string(900'000, name));
    sample.document.records[1] = record;
    const Json claims = claims_of(bundle_of(sample));
    const auto named = named_files(plan_bundle(sample.document, sample.pathway.levels.front()));
    REQUIRE(named.size() == 3 + 6);
    // Each set of files that the learner leaves out.
    for (unsigned set = 0; set < 1U << named.size(); set += 31) {
        CAPTURE(set);
        std::set<std::string> withheld;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < named.size(); ++i) {
            if ((set >> i & 1U) == 0) continue;
            withheld.insert(named[i].sha256);
            names.push_back(named[i].name);
        }
        BundleInput input = sample.input(withheld);
        const auto made = make_bundle(input);
        REQUIRE(made.has_value());
        CHECK(made->left_out == names);
        const Json bundle = json_of(*made);
        CHECK(claims_of(bundle) == claims);
        CHECK(all_valid(check_proofs(bundle)));
        // No file of theirs is in the text or in the list of the ZIP.
        const std::size_t inside = bundle["evidence"].size() - 5;
        CHECK(inside + made->files.size() == named.size() - names.size());
        for (const BundleFile& file : made->files)
            CHECK_FALSE(withheld.contains(file.sha256));
        for (const Json& entry : bundle["evidence"])
            CHECK_FALSE(
                withheld.contains(to_hex(*parse_digest_multibase(std::string(entry["digestMultibase"])))));
    }
}

TEST_CASE("a file whose bytes are missing or are others is named, and no claim changes for it") {
    const SamplePortfolio sample = level_one();
    const Json claims = claims_of(bundle_of(sample));
    BundleInput without = sample.input();
    without.file_bytes.clear();
    BundleInput swapped = sample.input();
    for (auto& [hash, bytes] : swapped.file_bytes)
        bytes += "x";
    for (const BundleInput& input : {without, swapped}) {
        const auto made = make_bundle(input);
        REQUIRE(made.has_value());
        CHECK(made->left_out == std::vector<std::string>{"attendance.txt", "stand.jpg", "screenshot.png"});
        CHECK(claims_of(json_of(*made)) == claims);
        CHECK(json_of(*made)["evidence"].size() == 5);
    }
}

TEST_CASE("a bundle that nobody could read again is not made") {
    SamplePortfolio sample = level_one();
    for (std::size_t i = 0; i < 5; ++i) {
        auto record = std::make_shared<Record>(*sample.document.records[i]);
        for (const char* field : {"narrative", "more", "rest"})
            record->fields[field] = std::string(1024 * 1024, 'n');
        sample.document.records[i] = record;
    }
    const auto made = make_bundle(sample.input());
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == "bundle.tooLarge");
}

TEST_CASE("a bundle has no null, no empty list and no empty name") {
    SamplePortfolio sample = level_one();
    sample.document.profile.name.clear();
    const Json bundle = bundle_of(sample);
    CHECK_FALSE(bundle["issuer"].contains("name"));
    for (const auto& [pointer, value] : bundle.flatten().items()) {
        CAPTURE(pointer);
        CHECK_FALSE(value.is_null()); // flatten() shows empty lists as null
        if (value.is_string()) CHECK_FALSE(value.get<std::string>().empty());
    }
}

TEST_CASE("any one changed character of a bundle fails") {
    SamplePortfolio sample = level_one();
    const std::string text = make_bundle(sample.input())->json;
    std::size_t at = 0;
    for (std::size_t i = 0; i < text.size(); i += 1 + (at++ % 37)) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto json = read_json(changed);
        if (json && all_valid(check_proofs(*json))) {
            CAPTURE(i);
            CHECK_MESSAGE(false, "a changed bundle verifies");
        }
    }
}

TEST_CASE("a key that is not the learner's is refused") {
    const SamplePortfolio sample = level_one();
    BundleInput input = sample.input();
    input.key.did = make_learner_key(Seed{1}, {}).did;
    CHECK(make_bundle(input).error().code == "key.mismatch");
}

TEST_CASE("a record travels as record.json and is read back, without what concerns this device alone") {
    const SamplePortfolio sample = level_one();
    for (const RecordPtr& record : sample.document.records) {
        const std::string text = record_json(*record);
        CHECK(text == canonicalize(read_json(text).value()));
        CHECK_FALSE(text.contains(record->device));
        const auto back = parse_record_json(text);
        REQUIRE(back.has_value());
        Record expected = *record;
        expected.device.clear();
        expected.revision = 1;
        expected.criteria.clear();
        CHECK(*back == expected);
    }
    CHECK(parse_record_json("{").error().where == "record.json: $");
    CHECK(parse_record_json(R"({"format":"cairn-record","version":2})").error().code == "format.version");
    CHECK(parse_record_json(R"({"format":"other","version":1})").error().code == "format.value");
}

TEST_CASE("a narrative leaves out what is empty and falls back to the type's name for a title") {
    const auto types = test::shipped_record_types();
    Record record;
    record.type = "event.attendance";
    record.fields = {{"approved", false}, {"narrative", std::string()}, {"people", std::vector<Row>{Row{}}}};
    CHECK(record_narrative(types.at(record.type), record, "en").empty());
    CHECK(record_title(types.at(record.type), record, "en") == in_language(types.at(record.type).name, "en"));
    record.fields["approved"] = true;
    CHECK(record_narrative(types.at(record.type), record, "en").starts_with("- [x] "));
}

} // namespace cairn
