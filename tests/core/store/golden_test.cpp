// Every stored form that was ever written is read for ever.
#include "core/store/codec.hpp"
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

} // namespace cairn
