// The files of tests/data/invalid: each is refused for its own reason, at its own place.
#include "core/credentials/check_file.hpp"
#include "core/credentials/held.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/json/read.hpp"
#include "core/store/codec.hpp"
#include "support/standards.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01

const std::filesystem::path folder = std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/invalid";

std::vector<Json> rows() {
    const auto json = read_json(read_file(folder / "rows.json").value_or(""));
    REQUIRE(json.has_value());
    return {json->begin(), json->end()};
}

std::string content_of(const Json& row) {
    if (row.contains("make")) {
        std::string made;
        for (std::size_t i = row["make"]["times"]; i > 0; --i)
            made += row["make"]["repeat"].get<std::string>();
        return made;
    }
    const auto text = read_file(folder / row["file"].get<std::string>());
    REQUIRE(text.has_value());
    return *text;
}

// What there is to say of a file: why it was refused, or its faults.
std::vector<Error> words_about(const CheckReport& report) {
    std::vector<Error> all{report.reason};
    all.insert(all.end(), report.faults.begin(), report.faults.end());
    return all;
}

bool names(const std::vector<Error>& errors, const std::string& code, const std::string& where) {
    return std::ranges::any_of(
        errors, [&](const Error& error) { return error.code == code && error.where == where; });
}

} // namespace

TEST_CASE("every invalid file is told by the check as its row says") {
    for (const Json& row : rows()) {
        CAPTURE(row.dump());
        const CheckReport report = check_file(source_of(bytes_of(content_of(row))), {.at = february}).report;
        CHECK(name_of(report.signature) == row["command"]["signature"].get<std::string>());
        CHECK(holds(report) == (row["command"]["exit"] == 0));
        const std::string code = row["code"];
        if (report.signature == SignatureVerdict::reject || code.starts_with("fault."))
            CHECK(names(words_about(report), code, row["where"]));
    }
}

TEST_CASE("no invalid file may be kept as a badge, and each is refused for its own reason") {
    const LearnerKey key = make_learner_key(Seed{}, february);
    for (const Json& row : rows()) {
        CAPTURE(row.dump());
        const auto kept = may_keep(content_of(row), Document{}, {key}, {.at = february});
        REQUIRE_FALSE(kept.has_value());
        CHECK(kept.error().code == row.value("badge", row["code"].get<std::string>()));
        if (!row.contains("badge")) CHECK(kept.error().where == row["where"].get<std::string>());
    }
}

TEST_CASE("a portfolio of a newer version is refused by its version") {
    for (const Json& row : rows()) {
        if (row["as"] != "portfolio") continue;
        const auto index = decode_document({{"index.json", content_of(row)}});
        REQUIRE_FALSE(index.has_value());
        CHECK(index.error().code == row["code"].get<std::string>());
        CHECK(index.error().where == row["where"].get<std::string>());
    }
}

TEST_CASE("there is a file for every row of bad input, and a row for every file") {
    std::set<std::string> seen;
    std::set<std::string> files{"make.mjs", "README.md", "rows.json"};
    for (const Json& row : rows()) {
        seen.insert(row["row"]);
        files.insert(row["file"]);
    }
    const std::set<std::string> wanted{"no JSON",
                                       "too deep",
                                       "too large",
                                       "duplicate key",
                                       "bad UTF-8",
                                       "lone surrogate",
                                       "overflow",
                                       "byte order mark",
                                       "wrong type",
                                       "unknown version",
                                       "wrong shape",
                                       "swapped file",
                                       "ZIP bomb",
                                       "digest that differs",
                                       "ZIP with a path outside",
                                       "a badge of somebody else",
                                       "a badge signed by one of the learner's own keys"};
    CHECK(seen == wanted);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        CAPTURE(entry.path().filename().string());
        CHECK(files.contains(entry.path().filename().string()));
    }
}
