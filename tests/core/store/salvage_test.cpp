// What can still be read of a damaged portfolio: as much as there is, and what is missing is counted.
#include "core/crypto/hash.hpp"
#include "core/store/journal.hpp"
#include "core/store/salvage.hpp"
#include "support/sample_portfolio.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

RecordPtr record(unsigned number, std::string title, std::uint32_t revision = 1) {
    Record made;
    made.id = sample_id(number);
    made.type = "meeting.record";
    made.created = made.modified = Instant{1768464000000 + number};
    made.device = sample_id(2);
    made.revision = revision;
    made.lang = "en";
    made.fields["title"] = std::move(title);
    return std::make_shared<const Record>(std::move(made));
}

Document small() {
    Document document;
    document.portfolio = sample_id(1);
    document.device = sample_id(2);
    document.created = Instant{1768464000000};
    document.pathway = {"ums.career-prepared", "B"};
    for (unsigned i = 10; i < 20; ++i)
        document.records.push_back(record(i, "Record " + std::to_string(i)));
    return document;
}

LearnerKey key() {
    return {"did:key:z6MkSample", "zSample", Instant{1768464000000}};
}

struct Written {
    StoredFiles files;
    Document document;
    JournalPosition journal;

    // One change, as a row.
    void row(Document next) {
        JournalRow made{document.portfolio, journal.seq + 1, journal.sha256, {}};
        made.steps.push_back({StepKind::change, "change.record", "", Instant{1768464100000},
                              patch_between(document, next), patch_between(next, document)});
        const std::string text = encode_row(made);
        files[journal_file(made.seq)] = text;
        journal = {made.seq, sha256_hex(text)};
        document = std::move(next);
    }
    void checkpoint(std::uint64_t generation) {
        if (files.contains("index.json")) files["index.prev.json"] = files["index.json"];
        for (auto& [name, text] : encode_document(document, Checkpoint{generation, journal}))
            files[name] = text;
    }
};

Document renamed(Document document, std::size_t at, const std::string& title) {
    const Record& before = *document.records[at];
    Record after = before;
    after.fields["title"] = title;
    ++after.revision;
    document.records[at] = std::make_shared<const Record>(std::move(after));
    return document;
}

// Two checkpoints, with rows before and after the newer one.
Written written() {
    Written made{{}, small(), {}};
    made.checkpoint(1);
    made.row(renamed(made.document, 0, "Before the checkpoint"));
    made.checkpoint(2);
    made.row(renamed(made.document, 1, "After the checkpoint"));
    made.files["keys.json"] = encode_keys({key()});
    return made;
}

} // namespace

TEST_CASE("what is not damaged is salvaged whole, with the rows after the checkpoint") {
    const Written made = written();
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK(saved->whole);
    CHECK(saved->lost.empty());
    CHECK(saved->portfolio.document == made.document);
    CHECK(saved->portfolio.keys == std::vector{key()});
    CHECK(saved->portfolio.generation == 2);
}

TEST_CASE("a damaged index loses nothing where the one before and the rows are there") {
    Written made = written();
    const std::string index = made.files["index.json"];
    SUBCASE("cut off") {
        made.files["index.json"] = index.substr(0, index.size() / 2);
    }
    SUBCASE("rubbish") {
        made.files["index.json"] = std::string(5000, '[');
    }
    SUBCASE("gone") {
        made.files.erase("index.json");
    }
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK(saved->portfolio.document == made.document);
    CHECK(saved->whole);
    CHECK(saved->portfolio.keys.size() == 1);
}

TEST_CASE("an index that went further than what is left says so") {
    Written made = written();
    made.row(renamed(made.document, 2, "In a lost row"));
    made.checkpoint(3);
    made.files.erase(journal_file(made.journal.seq));
    made.files["index.json"].back() = ' ';
    for (auto file = made.files.begin(); file != made.files.end();)
        file = file->first.starts_with("shards/") && file->second.contains("In a lost row")
                   ? made.files.erase(file)
                   : std::next(file);
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK_FALSE(saved->whole);
    CHECK(saved->portfolio.document.records.size() == 10);
    CHECK(saved->portfolio.generation == 3);
}

TEST_CASE("a shard that is lost is counted, and the rest comes back") {
    Written made{{}, small(), {}};
    made.checkpoint(1);
    made.files["keys.json"] = encode_keys({key()});
    const auto shard =
        std::ranges::find_if(made.files, [](const auto& file) { return file.first.starts_with("shards/"); });
    REQUIRE(shard != made.files.end());
    const std::string name = shard->first;
    made.files.erase(shard);
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK_FALSE(saved->whole);
    CHECK(saved->lost == std::vector{name});
    CHECK(saved->records_lost == 10);
    CHECK(saved->portfolio.document.portfolio == made.document.portfolio);
}

TEST_CASE("records of a lost shard come back from an older one, as far as it goes") {
    Written made = written();
    const Document older = small();
    const auto names = [](const StoredFiles& files) {
        std::set<std::string> found;
        for (const auto& [name, text] : files)
            if (name.starts_with("shards/")) found.insert(name);
        return found;
    };
    const std::set<std::string> before = names(encode_document(older, 1));
    for (const std::string& name : names(made.files))
        if (!before.contains(name)) made.files.erase(name);
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK_FALSE(saved->whole);
    CHECK(saved->portfolio.document.records.size() == 10);
}

TEST_CASE("without any index shards and rows alone give the records back") {
    Written made = written();
    made.files.erase("index.json");
    made.files.erase("index.prev.json");
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK_FALSE(saved->whole);
    CHECK(std::ranges::equal(saved->portfolio.document.records, made.document.records,
                             [](const RecordPtr& a, const RecordPtr& b) { return *a == *b; }));
    CHECK(saved->portfolio.document.portfolio == made.document.portfolio);
    CHECK(saved->portfolio.keys.size() == 1);
}

TEST_CASE("keys that are lost leave the rest as it is, and are missed") {
    Written made = written();
    made.files.erase("keys.json");
    const auto saved = salvage(made.files);
    REQUIRE(saved);
    CHECK(saved->portfolio.keys.empty());
    CHECK_FALSE(saved->whole);
    CHECK(saved->records_lost == 0);
    CHECK(saved->portfolio.document == made.document);
}

TEST_CASE("where nothing of a portfolio is left there is nothing to salvage") {
    CHECK(salvage({}).error().code == "store.missing");
    CHECK(salvage({{"notes.json", "{}"}, {"keys.json", encode_keys({key()})}}).error().code ==
          "store.missing");
    Written made = written();
    made.files["index.json"] = R"({"checksum":"0","format":"cairn-portfolio","version":99})";
    CHECK(salvage(made.files).error().code == "store.newerVersion");
}

TEST_CASE("whatever bytes are changed, salvaging ends, and never says whole of what differs") {
    std::mt19937 dice(7);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        Written made = written();
        auto file = std::next(made.files.begin(), static_cast<std::ptrdiff_t>(dice() % made.files.size()));
        std::string& text = file->second;
        if (text.empty()) continue;
        text[dice() % text.size()] = static_cast<char>(dice() % 256);
        const auto saved = salvage(made.files);
        REQUIRE(saved);
        CHECK(saved->portfolio.document.records.size() >= 10);
        if (saved->whole && saved->portfolio.keys.size() == 1)
            CHECK(saved->portfolio.document == made.document);
    }
}
