#include "core/store/sealed_file.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <filesystem>

namespace cairn {
using namespace test;
namespace {

const SealedHeader header_here = {{1, 8192}, Salt{1, 2}, StreamHeader{3, 4}};

std::string sealed(std::string_view passphrase, std::string_view plain) {
    auto sealer = FileSealer::make(passphrase, header_here);
    REQUIRE(sealer.has_value());
    Bytes out;
    sealer->update(bytes_of(plain), out);
    sealer->finish(out);
    return text_of(out);
}

Result<std::string> opened(const std::string& passphrase, std::string_view bytes, std::size_t step = 1000) {
    FileOpener opener(passphrase);
    Bytes out;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (auto read = opener.update(bytes_of(bytes.substr(at, step)), out); !read)
            return std::unexpected(read.error());
    if (auto end = opener.finish(out); !end) return std::unexpected(end.error());
    return text_of(out);
}

std::string fate(const Result<std::string>& result) {
    return result ? "opened" : result.error().code;
}

std::string with(std::string line, std::string_view old, std::string_view now) {
    const std::size_t at = line.find(old);
    REQUIRE(at != std::string::npos);
    return line.replace(at, old.size(), now);
}

} // namespace

TEST_CASE("an encrypted file opens with its passphrase and with no other") {
    const std::string whole = sealed("correct horse", "everything");
    CHECK(looks_sealed(std::string_view(whole).substr(0, 64)));
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}})
        CHECK(opened("correct horse", whole, step) == "everything");
    CHECK(fate(opened("correct horse ", whole)) == "seal.passphrase");
    CHECK(fate(opened("", whole)) == "seal.passphrase");
    CHECK(whole.find("everything") == std::string::npos);
}

TEST_CASE("an encrypted file of nothing is one too") {
    CHECK(opened("x", sealed("x", "")) == "");
}

TEST_CASE("a file that another implementation encrypted opens") {
    const auto file =
        read_file(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data/sealed/passphrase.sealed");
    REQUIRE(file.has_value());
    const std::string& bytes = *file;
    std::string plain(70'000, ' ');
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<char>(i * 7 % 251);
    CHECK(opened("trotz Träumen", bytes, 4096) == plain);
    // And what is sealed here with the same is the same file.
    const auto header = read_sealed_header(bytes.substr(0, bytes.find('\n') + 1));
    REQUIRE(header.has_value());
    auto sealer = FileSealer::make("trotz Träumen", *header);
    REQUIRE(sealer.has_value());
    Bytes out;
    sealer->update(bytes_of(plain), out);
    sealer->finish(out);
    CHECK(text_of(out) == bytes);
}

TEST_CASE("a header that was changed, even where it is still one, opens nothing") {
    const std::string whole = sealed("x", "everything");
    const std::size_t end = whole.find('\n');
    for (std::size_t at = 0; at <= end; ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CAPTURE(at);
        CHECK(fate(opened("x", changed)).starts_with("seal."));
    }
    CHECK(fate(opened("x", with(whole, "\"version\":1", "\"version\": 1"))) == "seal.passphrase");
}

TEST_CASE("a header that asks for too much, or is another's, is refused with its reason") {
    const std::string whole = sealed("x", "everything");
    CHECK(fate(opened("x", with(whole, "\"version\":1", "\"version\":2"))) == "seal.newer");
    CHECK(fate(opened("x", with(whole, "8192", "1099511627776"))) == "seal.cost");
    CHECK(fate(opened("x", with(whole, "\"opslimit\":1", "\"opslimit\":4000000000"))) == "seal.cost");
    CHECK(fate(opened("x", with(whole, "argon2id13", "scrypt"))) == "seal.header");
    CHECK(fate(opened("x", with(whole, "65536", "65537"))) == "seal.header");
    CHECK(fate(opened("x", with(whole, "\"salt\":\"A", "\"salt\":\""))) == "seal.header");
    CHECK(fate(opened("x", with(whole, "\"kdf\"", "\"more\":1,\"kdf\""))) == "seal.header");
    CHECK(fate(opened("x", "")) == "seal.header");
    CHECK(fate(opened("x", "PK\x03\x04\n")) == "seal.header");
    CHECK(fate(opened("x", std::string(5000, '{'))) == "seal.header");
    CHECK(fate(opened("x", whole.substr(0, 40))) == "seal.cut");
}

} // namespace cairn
