// Files as somebody brings them: submissions as JSON and as ZIP, and files that are none.
#include "core/credentials/check_file.hpp"
#include "core/crypto/hash.hpp"
#include "support/standards.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <cctype>
#include <doctest/doctest.h>
#include <filesystem>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr CheckContext february{.at = {1769904000000}}; // 2026-02-01

std::string bundle_file(const std::string& name) {
    const auto text = read_file(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/bundles" / name);
    REQUIRE(text.has_value());
    return *text;
}

CheckedFile check(const std::string& bytes) {
    return check_file(source_of(bytes_of(bytes)), february);
}

bool has_fault(const CheckReport& report, const std::string& code) {
    return std::ranges::contains(report.faults, code, &Fault::code);
}

std::string zip_with(const std::vector<ZipPart>& more) {
    std::vector<ZipPart> parts{{.name = "bundle.json", .text = bundle_file("inside.json")}};
    parts.insert(parts.end(), more.begin(), more.end());
    return make_zip(parts);
}

} // namespace

TEST_CASE("a submission holds with its files inside, beside it in a ZIP, or left out") {
    for (const std::string name : {"inside.json", "beside.zip", "left-out.json", "left-out.zip"}) {
        CAPTURE(name);
        const CheckedFile checked = check(bundle_file(name));
        CHECK(checked.zip == name.ends_with(".zip"));
        CHECK(checked.report.kind == CredentialKind::clr);
        CHECK(checked.report.signature == SignatureVerdict::valid);
        CHECK(checked.report.faults.empty());
        CHECK(holds(checked.report));
        REQUIRE(checked.report.nested.size() == 1);
        CHECK(checked.report.nested[0].signature == SignatureVerdict::valid);
        CHECK(checked.report.nested[0].faults.empty());
        CHECK(checked.sha256 == sha256_hex(checked.text));
        if (!checked.zip) CHECK(checked.text == bundle_file(name));
    }
    CHECK(check(bundle_file("beside.zip")).files.size() == 2);
    CHECK(check(bundle_file("left-out.zip")).files.size() == 1);
}

TEST_CASE("a file in a ZIP whose bytes are not those of its name is told, and the submission does not hold") {
    const std::string content = "Sample.\n";
    const std::string right = "files/" + sha256_hex(content);
    CHECK(holds(check(zip_with({{.name = right, .text = content}})).report));
    const CheckedFile swapped = check(zip_with({{.name = right, .text = "Other.\n"}}));
    CHECK_FALSE(holds(swapped.report));
    CHECK(swapped.report.content_differs);
    CHECK(swapped.report.state == CheckState::bad);
    CHECK(swapped.report.reason == Error{"check.content", right});
    CHECK(swapped.report.signature == SignatureVerdict::valid);
    REQUIRE(has_fault(swapped.report, "fault.swapped"));
    CHECK(swapped.report.faults.back().where == right);
}

TEST_CASE("a file in a ZIP that the submission does not name is a fault") {
    const std::string other = "files/" + sha256_hex("Not named.");
    const CheckReport report = check(zip_with({{.name = other, .text = "Not named."}})).report;
    REQUIRE(report.faults.size() == 1);
    CHECK(report.faults[0] == Error{"fault.unnamed", other});
    CHECK(holds(report));
}

TEST_CASE("a name in a ZIP that no submission has is a fault, and nothing of the submission differs for it") {
    std::string upper = sha256_hex("x");
    for (char& c : upper)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    for (const std::string& name :
         {std::string("readme.txt"), std::string("files/a"), std::string("bundle.JSON"),
          "FILES/" + sha256_hex("x"), "files/" + upper, "files/" + sha256_hex("x") + ".txt"}) {
        CAPTURE(name);
        const CheckReport report = check(zip_with({{.name = name, .text = "x"}})).report;
        CHECK(has_fault(report, "fault.zipName"));
        CHECK_FALSE(report.content_differs);
        CHECK(holds(report));
    }
}

TEST_CASE("a ZIP without bundle.json, or with one that cannot be read, is refused") {
    const auto refusal = [](const std::string& bytes) {
        const CheckedFile checked = check(bytes);
        CHECK(checked.zip);
        CHECK(checked.report.signature == SignatureVerdict::reject);
        CHECK(checked.report.state == CheckState::bad);
        CHECK_FALSE(holds(checked.report));
        return checked.report.reason.code;
    };
    CHECK(refusal(make_zip({})) == "zip.noBundle");
    CHECK(refusal(make_zip({{.name = "folder/bundle.json", .text = "{}"}})) == "zip.noBundle");
    CHECK(refusal(make_zip({{.name = "bundle.json", .text = "no JSON"}})) == "json.syntax");
    CHECK(refusal(make_zip({{.name = "bundle.json", .text = "{}", .crc = 1}})) == "zip.damaged");
    CHECK(refusal(zip_with({{.name = "bundle.json", .text = "{}"}})) == "zip.duplicate");
    CHECK(refusal(zip_with({{.name = "files/" + sha256_hex("x"), .text = "x", .crc = 1}})) == "zip.damaged");
    const std::string large(16 * 1024 * 1024 + 1, ' ');
    CHECK(refusal(make_zip({{.name = "bundle.json", .text = large}})) == "zip.tooLarge");
}

TEST_CASE("a file that is too large or cannot be read is refused without being taken into memory") {
    bool asked = false;
    const ByteSource huge{.size = 1ULL << 40U, .read = [&](std::uint64_t, std::span<std::uint8_t> into) {
                              asked = asked || into.size() > 4;
                              std::ranges::fill(into, std::uint8_t{' '});
                              return true;
                          }};
    const CheckReport report = check_file(huge, february).report;
    CHECK(report.signature == SignatureVerdict::reject);
    CHECK(report.reason == Error{"json.tooLarge", "$", "16777216"});
    CHECK_FALSE(asked);
    const ByteSource broken{.size = 9, .read = [](std::uint64_t, std::span<std::uint8_t>) { return false; }};
    CHECK(check_file(broken, february).report.reason.code == "file.unreadable");
}

TEST_CASE("no change of a byte in a ZIP makes other files pass for those of the submission") {
    const std::string zip = bundle_file("beside.zip");
    const CheckedFile whole = check(zip);
    for (std::size_t at = 0; at < zip.size(); ++at) {
        CAPTURE(at);
        std::string changed = zip;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        const CheckedFile checked = check(changed);
        if (!holds(checked.report)) continue;
        CHECK(checked.text == whole.text);
        CHECK(checked.files == whole.files);
    }
}
