// Every stored form that was ever written is read for ever.
#include "core/store/codec.hpp"
#include "core/store/journal.hpp"
#include "core/store/points.hpp"
#include "support/golden_portfolio.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <filesystem>

namespace cairn {

namespace {

StoredFiles golden_files(const std::string& version) {
    const std::filesystem::path folder =
        std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/stored" / version;
    StoredFiles files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        auto text = test::read_file(entry.path());
        REQUIRE(text.has_value());
        files[std::filesystem::relative(entry.path(), folder).generic_string()] = *std::move(text);
    }
    return files;
}

} // namespace

TEST_CASE("a portfolio of stored version 1 is read as it was") {
    const StoredFiles files = golden_files("v1");
    const auto stored = decode_document(files);
    REQUIRE(stored.has_value());
    CHECK(stored->version == 1);
    CHECK(stored->generation == 7);
    CHECK(stored->journal == JournalPosition{});
    CHECK(stored->document == test::golden_document());
    CHECK(decode_keys(files.at("keys.json")) == test::golden_keys());
}

TEST_CASE("a portfolio of stored version 2 is read as it was, with its rows and its restore point") {
    const StoredFiles files = golden_files("v2");
    const auto stored = decode_document(files);
    REQUIRE(stored.has_value());
    CHECK(stored->version == 2);
    CHECK(stored->generation == 8);
    CHECK(stored->document == test::golden_document_v2());
    CHECK(decode_keys(files.at("keys.json")) == test::golden_keys());
    CHECK(decode_notes(files.at("notes.json")) == test::golden_notes());

    CHECK(stored->journal == JournalPosition{1, sha256_hex(files.at(journal_file(1)))});
    Document document = stored->document;
    JournalPosition at = stored->journal;
    for (std::uint64_t seq = 2; seq <= 3; ++seq) {
        const auto row = decode_row(files.at(journal_file(seq)), journal_file(seq));
        REQUIRE(row.has_value());
        CHECK(row->seq == seq);
        CHECK(row->previous == at.sha256);
        for (const JournalStep& step : row->steps)
            document = apply(step.forward, document);
        at = {seq, sha256_hex(files.at(journal_file(seq)))};
    }
    CHECK(document == test::golden_document_after());

    const PointInfo info = test::golden_point();
    CHECK(read_point_info(files.at(point_file(info.id)), point_file(info.id)) == info);
    const auto point = decode_point(files, info.id);
    REQUIRE(point.has_value());
    CHECK(point->document == test::golden_document());
    CHECK(point->keys == test::golden_keys());
    CHECK(point->generation == 7);
}

TEST_CASE("what is stored today is byte for byte what the golden files of its version hold") {
    CHECK(golden_files("v2") == test::golden_files_v2());
}

} // namespace cairn
