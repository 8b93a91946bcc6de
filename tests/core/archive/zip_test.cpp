// ZIP files: what other writers make is read, what is crafted is refused, and nothing that was changed
// passes.
#include "core/archive/zip.hpp"
#include "support/standards.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string codes_of(const std::string& bytes, const ZipLimits& limits = {}) {
    const ByteSource file = source_of(bytes_of(bytes));
    const auto entries = list_zip(file, limits);
    if (!entries) return entries.error().code;
    for (const ZipEntry& entry : *entries) {
        const auto read = read_zip_entry(file, entry, [](ByteView) { return true; }, limits);
        if (!read) return read.error().code;
    }
    return "";
}

// What can be read: entries by name, as far as none of them fails.
std::map<std::string, std::string> texts_of(const std::string& bytes, std::size_t most = 1 << 22) {
    std::map<std::string, std::string> texts;
    const ByteSource file = source_of(bytes_of(bytes));
    const auto entries = list_zip(file);
    if (!entries) return texts;
    for (const ZipEntry& entry : *entries)
        if (auto text = read_zip_entry(file, entry, most)) texts[entry.name] = *std::move(text);
    return texts;
}

Error error_of(const std::string& bytes) {
    const auto entries = list_zip(source_of(bytes_of(bytes)));
    return entries ? Error{} : entries.error();
}

const std::string sentence = "What a sample says.\n";

std::vector<ZipPart> some_parts() {
    return {{.name = "bundle.json", .text = "{\"a\":1}"},
            {.name = "files/", .text = ""},
            {.name = "files/packed", .text = run_text(9), .packed = deflate_run(9)},
            {.name = "files/streamed.txt", .text = sentence, .descriptor = true},
            {.name = "files/\xC3\xBC.txt",
             .text = sentence,
             .packed = deflate_stored(sentence),
             .descriptor = true}};
}

} // namespace

TEST_CASE("entries of a ZIP are listed without folders and read as they were packed") {
    const std::string zip = make_zip(some_parts());
    const ByteSource file = source_of(bytes_of(zip));
    CHECK(looks_like_zip(file));
    const auto entries = list_zip(file);
    REQUIRE(entries.has_value());
    REQUIRE(entries->size() == 4);
    CHECK(entries->front().name == "bundle.json");
    CHECK(entries->front().size == 7);
    const auto texts = texts_of(zip);
    CHECK(texts.at("bundle.json") == "{\"a\":1}");
    CHECK(texts.at("files/packed") == run_text(9));
    CHECK(texts.at("files/streamed.txt") == sentence);
    CHECK(texts.at("files/\xC3\xBC.txt") == sentence);
}

TEST_CASE("ZIP files of other writers are read") {
    const auto folder = std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/zip";
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".zip") continue;
        CAPTURE(entry.path().filename().string());
        const auto texts = texts_of(read_file(entry.path()).value_or(""));
        CHECK(texts.at("bundle.json") == "{\"sample\":true}\n");
        CHECK(texts.at("files/words.txt").size() == 4000);
        CHECK(texts.at("files/words.txt").starts_with("Sample words. Sample words. "));
        ++seen;
    }
    CHECK(seen >= 4);
}

TEST_CASE("a ZIP with sizes of 64 bits, with a comment or without entries is read") {
    auto parts = some_parts();
    for (ZipPart& part : parts)
        part.wide = !part.descriptor;
    CHECK(texts_of(make_zip(parts, {.wide = true})).size() == 4);
    CHECK(texts_of(make_zip(parts, {.wide = true, .comment = "a PK\5\6 comment"})).size() == 4);
    CHECK(texts_of(make_zip(some_parts(), {.comment = std::string(65'535, 'x')})).size() == 4);
    const std::string none = make_zip({});
    CHECK(looks_like_zip(source_of(bytes_of(none))));
    CHECK(codes_of(none).empty());
}

TEST_CASE("a name that leads outside of its folder is refused, and named so that it can be shown") {
    const std::vector<std::string> names{"../up.json",
                                         "a/../../up.json",
                                         "..",
                                         "/etc/absolute.json",
                                         "C:\\drive.json",
                                         "c:drive.json",
                                         "back\\slash.json",
                                         "a//b.json",
                                         "./a.json",
                                         "/",
                                         "../",
                                         "",
                                         "line\nbreak.json",
                                         std::string("zero\0.json", 10),
                                         "delete\x7F.json",
                                         "not utf-8 \xFF.json",
                                         "half \xED\xA0\x80.json",
                                         std::string(1025, 'x')};
    for (const std::string& name : names) {
        CAPTURE(name);
        const Error error =
            error_of(make_zip({{.name = "bundle.json", .text = "{}"}, {.name = name, .text = ""}}));
        CHECK(error.code == "zip.path");
        CHECK(error.where.size() <= 200);
        for (const char c : error.where)
            CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
    }
    for (const std::string name : {"a..b/..c", "...", "a/b/c.d", "\xF0\x9F\x98\x80.png", "12:30.txt"}) {
        CAPTURE(name);
        CHECK(error_of(make_zip({{.name = name, .text = ""}})).code.empty());
    }
}

TEST_CASE("a ZIP that names an entry twice is refused") {
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}, {.name = "a", .text = "2"}})) == "zip.duplicate");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}, {.name = "a/", .text = ""}})) == "zip.duplicate");
}

TEST_CASE("a ZIP that needs a password or another compression is refused") {
    for (const std::uint16_t flag : {0x1, 0x40, 0x2000})
        CHECK(codes_of(make_zip({{.name = "a", .text = "1", .flags = flag}})) == "zip.encrypted");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1", .method = 99}})) == "zip.encrypted");
    for (const std::uint16_t method : {1, 9, 12, 14, 93, 95})
        CHECK(codes_of(make_zip({{.name = "a", .text = "1", .method = method}})) == "zip.method");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1", .flags = 0x20}})) == "zip.method");
}

TEST_CASE("a ZIP of more entries or bytes than the limits is refused, and the limit is told") {
    const std::string zip = make_zip({{.name = "a", .text = "123"}, {.name = "b", .text = "4567"}});
    const auto refusal = [&](const ZipLimits& limits) {
        const auto entries = list_zip(source_of(bytes_of(zip)), limits);
        return entries ? Error{} : entries.error();
    };
    CHECK(refusal({.entries = 1}).code == "zip.tooLarge");
    CHECK(refusal({.entries = 1}).detail == "1");
    CHECK(refusal({.entry_bytes = 3}) == Error{"zip.tooLarge", "b", "3"});
    CHECK(refusal({.total_bytes = 6}) == Error{"zip.tooLarge", "", "6"});
    CHECK(refusal({.entries = 2, .entry_bytes = 4, .total_bytes = 7}).code.empty());
    const auto entries = list_zip(source_of(bytes_of(zip)));
    REQUIRE(entries.has_value());
    const auto small = read_zip_entry(source_of(bytes_of(zip)), entries->back(), 3);
    REQUIRE_FALSE(small.has_value());
    CHECK(small.error() == Error{"zip.tooLarge", "b", "3"});
}

TEST_CASE("an entry that unpacks to far more than it is packed, or to more than it says, is a bomb") {
    constexpr std::size_t runs = 5000; // 1.3 MB
    const ZipPart honest{.name = "a", .text = run_text(runs), .packed = deflate_run(runs)};
    CHECK(codes_of(make_zip({honest})).empty());
    CHECK(codes_of(make_zip({honest}), {.ratio = 100}) == "zip.bomb");
    ZipPart lying = honest;
    lying.size = 100;
    CHECK(codes_of(make_zip({lying})) == "zip.bomb");
    lying.descriptor = true;
    CHECK(codes_of(make_zip({lying})) == "zip.bomb");
    // Nothing beyond what was announced comes out.
    const std::string zip = make_zip({lying});
    const auto entries = list_zip(source_of(bytes_of(zip)));
    REQUIRE(entries.has_value());
    std::size_t out = 0;
    CHECK_FALSE(read_zip_entry(source_of(bytes_of(zip)), entries->front(), [&](ByteView piece) {
                    out += piece.size();
                    return true;
                }).has_value());
    CHECK(out <= 100);
    // A few bytes that announce gigabytes.
    CHECK(codes_of(make_zip({{.name = "a", .text = "x", .packed = deflate_run(1), .size = 1ULL << 31U}})) ==
          "zip.bomb");
}

TEST_CASE("entries that share their bytes are refused") {
    const std::string inner = make_zip({{.name = "b", .text = sentence}});
    CHECK(codes_of(make_zip({{.name = "a", .text = sentence},
                             {.name = "b", .text = sentence, .local = 0}})) == "zip.directory");
    // The local header of the second lies in the bytes of the first.
    CHECK(codes_of(make_zip({{.name = "a", .text = inner}, {.name = "b", .text = sentence, .local = 31}})) ==
          "zip.directory");
}

TEST_CASE("a directory that says something else than the entry's own header is damage") {
    CHECK(codes_of(make_zip({{.name = "a", .text = "1", .local_name = "b"}})) == "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1", .crc = 1}})) == "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a", .text = "123", .size = 2}})) == "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a", .text = run_text(1), .packed = deflate_run(1), .size = 1000}})) ==
          "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a", .text = run_text(1), .packed = deflate_run(1) + "more"}})) ==
          "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a/", .text = "1"}})) == "zip.damaged");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}}, {.before = "a program that unpacks itself"})) ==
          "");
    CHECK(codes_of("something before" + make_zip({{.name = "a", .text = "1"}})) == "zip.directory");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}}) + "something after") == "zip.directory");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}}, {.entries = 0})) == "zip.directory");
    CHECK(codes_of(make_zip({{.name = "a", .text = "1"}}, {.entries = 2})) == "zip.directory");
}

TEST_CASE("what is no ZIP is neither taken for one nor read as one") {
    for (const std::string text : {"", "P", "PK", "PK\3\4", "PK\5\6", "{\"a\":1}", "\xFF\xD8\xFF"}) {
        CAPTURE(text);
        CHECK(looks_like_zip(source_of(bytes_of(text))) == (text == "PK\3\4" || text == "PK\5\6"));
        CHECK(codes_of(text) == "zip.directory");
    }
}

TEST_CASE("a source that cannot be read, and an entry of another file, are damage") {
    const std::string zip = make_zip(some_parts());
    const auto entries = list_zip(source_of(bytes_of(zip)));
    REQUIRE(entries.has_value());
    const ByteSource broken{.size = zip.size(),
                            .read = [](std::uint64_t, std::span<std::uint8_t>) { return false; }};
    CHECK_FALSE(looks_like_zip(broken));
    CHECK(list_zip(broken).error().code == "zip.directory");
    CHECK(read_zip_entry(broken, entries->front(), 100).error().code == "zip.directory");
    for (const std::uint64_t offset :
         {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{zip.size() - 1}, ~std::uint64_t{0}}) {
        ZipEntry moved = entries->front();
        moved.offset = offset;
        CHECK(read_zip_entry(source_of(bytes_of(zip)), moved, 100).error().code == "zip.directory");
    }
}

TEST_CASE("an entry comes in pieces of at most 64 KiB, and its reader can stop") {
    const std::string text(200'000, 'x');
    const std::string zip = make_zip(
        {{.name = "stored", .text = text}, {.name = "packed", .text = text, .packed = deflate_stored(text)}});
    const auto entries = list_zip(source_of(bytes_of(zip)));
    REQUIRE(entries.has_value());
    for (const ZipEntry& entry : *entries) {
        CAPTURE(entry.name);
        std::size_t pieces = 0;
        std::size_t largest = 0;
        CHECK(read_zip_entry(source_of(bytes_of(zip)), entry, [&](ByteView piece) {
                  largest = std::max(largest, piece.size());
                  ++pieces;
                  return true;
              }).has_value());
        CHECK(largest <= 64 * 1024);
        CHECK(pieces > 3);
        pieces = 0;
        CHECK(read_zip_entry(source_of(bytes_of(zip)), entry, [&](ByteView) {
                  return ++pieces < 2;
              }).has_value());
        CHECK(pieces == 2);
    }
}

TEST_CASE("no beginning of a ZIP is read as a ZIP") {
    for (const ZipEnd& end : {ZipEnd{}, ZipEnd{.wide = true}}) {
        const std::string zip = make_zip(some_parts(), end);
        REQUIRE(codes_of(zip).empty());
        for (std::size_t count = 0; count < zip.size(); ++count) {
            CAPTURE(count);
            CHECK(codes_of(zip.substr(0, count)) == "zip.directory");
        }
    }
}

TEST_CASE("a ZIP with changed bytes gives each entry as it was or an error, whatever was changed") {
    auto parts = some_parts();
    parts[0].wide = true;
    for (const ZipEnd& end : {ZipEnd{}, ZipEnd{.wide = true, .comment = "words"}}) {
        const std::string zip = make_zip(parts, end);
        const auto original = texts_of(zip);
        REQUIRE(original.size() == 4);
        const auto check = [&](const std::string& changed) {
            for (const auto& [name, text] : texts_of(changed)) {
                CAPTURE(name);
                REQUIRE(original.contains(name));
                CHECK(original.at(name) == text);
            }
        };
        for (std::size_t at = 0; at < zip.size(); ++at) {
            CAPTURE(at);
            for (const unsigned flip : {0x01U, 0x04U, 0x20U, 0x80U, 0xFFU}) {
                std::string changed = zip;
                changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
                check(changed);
            }
        }
        // NOLINTNEXTLINE: the same numbers at every run
        std::mt19937 random(20260115);
        for (unsigned round = 0; round < 3000; ++round) {
            std::string changed = zip;
            for (unsigned i = 0; i <= round % 8; ++i)
                changed[random() % changed.size()] = static_cast<char>(random());
            check(changed);
        }
    }
}
