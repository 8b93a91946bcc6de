#include "core/json/read.hpp"
#include "core/json/scan.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string>

namespace cairn {

TEST_CASE("the first byte to escape is found at every place of every length") {
    for (std::size_t size = 0; size < 40; ++size) {
        for (std::size_t place = 0; place <= size; ++place) {
            for (const unsigned byte : {0x00U, 0x01U, 0x1FU, 0x20U, 0x21U, 0x22U, 0x23U, 0x5BU, 0x5CU, 0x5DU,
                                        0x7FU, 0x80U, 0x9FU, 0xA2U, 0xDCU, 0xFFU}) {
                std::string text(size, 'x');
                // Bytes that differ from those meant in one bit, on both sides.
                for (std::size_t i = 0; i < size; ++i)
                    text[i] = static_cast<char>(std::array{0x23, 0x20, 0xA2, 0xDC}[(i * 7 + place) % 4]);
                if (place < size) text[place] = static_cast<char>(byte);
                const bool meant = place < size && (byte < 0x20 || byte == '"' || byte == '\\');
                REQUIRE(find_escaped(text.data(), text.data() + size) - text.data() ==
                        static_cast<std::ptrdiff_t>(meant ? place : size));
            }
        }
    }
}

TEST_CASE("a byte that is not UTF-8 is found at every place") {
    for (std::size_t size = 1; size < 40; ++size) {
        for (std::size_t place = 0; place < size; ++place) {
            std::string text(size, 'x');
            text[place] = '\x80';
            REQUIRE(find_invalid_utf8(text) == place);
        }
    }
    CHECK(find_invalid_utf8("12345678\u00E4\u20AC\U0001F600") == std::string_view::npos);
    CHECK(find_invalid_utf8("1234567\xC3") == 7);
    CHECK(find_invalid_utf8("") == std::string_view::npos);
}

} // namespace cairn
