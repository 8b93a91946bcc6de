// What gzip packed, whole and broken.
#include "core/archive/gunzip.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string gzip(const std::string& text, const std::string& packed) {
    return std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10) + packed + little_endian(plain_crc32(text), 4) +
           little_endian(text.size(), 4);
}

Result<Bytes> unpacked(const std::string& bytes, std::size_t most = 1 << 20) {
    return gunzip(bytes_of(bytes), most);
}

std::string text_in(const std::string& bytes) {
    const auto found = unpacked(bytes);
    return found ? text_of(*found) : found.error().code;
}

} // namespace

TEST_CASE("what gzip packed comes out as it was, with names in its header and in several members too") {
    const std::string text = run_text(40);
    const std::string plain = gzip(text, deflate_run(40));
    CHECK(text_in(plain) == text);
    CHECK(text_in(plain + plain) == text + text);
    std::string named = plain;
    named[3] = 8;
    named.insert(10, std::string("name.bin\0", 9));
    CHECK(text_in(named) == text);
    CHECK(text_in(gzip("", deflate_stored(""))).empty());
}

TEST_CASE("what unpacks to more than the limit is refused, and the limit is told") {
    const std::string text = run_text(40);
    const std::string plain = gzip(text, deflate_run(40));
    CHECK(unpacked(plain, text.size()).has_value());
    const auto refused = unpacked(plain, text.size() - 1);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == Error{"gzip.tooLarge", "", std::to_string(text.size() - 1)});
    CHECK(unpacked(plain + plain, text.size()).error().code == "gzip.tooLarge");
    CHECK(unpacked(plain, 0).error().code == "gzip.tooLarge");
}

TEST_CASE("what gzip packed and somebody changed or cut is damage") {
    const std::string text = "What a sample says.";
    const std::string plain = gzip(text, deflate_stored(text));
    REQUIRE(unpacked(plain).has_value());
    CHECK(unpacked("").error().code == "gzip.damaged");
    CHECK(unpacked("u" + plain).error().code == "gzip.damaged");
    CHECK(unpacked(plain + "more").error().code == "gzip.damaged");
    for (std::size_t count = 0; count < plain.size(); ++count) {
        CAPTURE(count);
        CHECK(unpacked(plain.substr(0, count)).error().code == "gzip.damaged");
    }
    for (std::size_t at = 0; at < plain.size(); ++at) {
        CAPTURE(at);
        std::string changed = plain;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        // Of the header, only the time and the writer's system may differ.
        if (const auto still = unpacked(changed)) CHECK(text_of(*still) == text);
    }
}
