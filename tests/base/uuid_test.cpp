#include "base/uuid.hpp"

#include <doctest/doctest.h>

namespace cairn {

TEST_CASE("ids are UUIDs in their URN form, marked with version and variant") {
    std::array<std::uint8_t, 16> random{};
    random.fill(0xFF);
    CHECK(make_uuid_v4(random) == "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
    std::array<std::uint8_t, 32> digest{};
    for (std::uint8_t i = 0; i < 32; ++i)
        digest[i] = i;
    CHECK(make_uuid_v8(digest) == "urn:uuid:00010203-0405-8607-8809-0a0b0c0d0e0f");
    CHECK(is_uuid_urn(make_uuid_v8(digest)));
}

TEST_CASE("only the URN form in lower case counts as an id") {
    CHECK(is_uuid_urn("urn:uuid:88c147d5-ba8a-5471-aa86-ee4934b5dc63"));
    for (const std::string bad :
         {"", "88c147d5-ba8a-5471-aa86-ee4934b5dc63", "urn:uuid:88c147d5-ba8a-5471-aa86-ee4934b5dc6",
          "urn:uuid:88c147d5-ba8a-5471-aa86-ee4934b5dc6g", "urn:uuid:88c147d5xba8a-5471-aa86-ee4934b5dc63",
          "urn:uuid:88C147D5-ba8a-5471-aa86-ee4934b5dc63",
          "urn:uuid:88c147d5-ba8a-5471-aa86-ee4934b5dc63 "}) {
        CAPTURE(bad);
        CHECK_FALSE(is_uuid_urn(bad));
    }
}

} // namespace cairn
