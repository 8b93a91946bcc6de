#include "core/baking/png_writer.hpp"

#include "core/archive/inflate.hpp"
#include "core/crypto/bytes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr std::size_t pixel = 4; // bytes
constexpr std::size_t longest = 258;
constexpr std::size_t shortest = 3;

void append_big_endian(std::string& out, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        out += static_cast<char>(value >> shift & 0xFFU);
}

// Deflate (RFC 1951, 3.2.6) with the codes that are fixed; the only matches are those of one pixel before.
class Packer {
  public:
    std::string pack(std::string_view bytes) {
        bits(0b011, 3); // the last block, fixed codes
        std::size_t at = 0;
        while (at < bytes.size()) {
            const std::size_t length = at < pixel ? 0 : repeats(bytes, at);
            if (length >= shortest) {
                match(length);
                at += length;
            } else {
                symbol(static_cast<std::uint8_t>(bytes[at++]));
            }
        }
        symbol(256); // the end
        if (count_ > 0) bits(0, 8 - count_);
        return std::move(out_);
    }

  private:
    static std::size_t repeats(std::string_view bytes, std::size_t at) {
        const std::size_t most = std::min(longest, bytes.size() - at);
        std::size_t length = 0;
        while (length < most && bytes[at + length] == bytes[at + length - pixel])
            ++length;
        return length;
    }

    // The lowest bit first.
    void bits(std::uint32_t value, unsigned count) {
        waiting_ |= value << count_;
        for (count_ += count; count_ >= 8; count_ -= 8) {
            out_ += static_cast<char>(waiting_ & 0xFFU);
            waiting_ >>= 8U;
        }
    }
    // Codes go the other way round.
    void code(std::uint32_t value, unsigned count) {
        for (unsigned i = count; i-- > 0;)
            bits(value >> i & 1U, 1);
    }
    void symbol(std::uint32_t value) {
        if (value < 144)
            code(0x30 + value, 8);
        else if (value < 256)
            code(0x190 + value - 144, 9);
        else if (value < 280)
            code(value - 256, 7);
        else
            code(0xC0 + value - 280, 8);
    }
    void match(std::size_t length) {
        constexpr std::array<std::uint16_t, 29> bases{3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                      15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                      67, 83, 99, 115, 131, 163, 195, 227, 258};
        constexpr std::array<std::uint8_t, 29> extra{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                     2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
        const auto* const next = std::ranges::upper_bound(bases, length);
        const auto index = static_cast<std::size_t>(next - bases.begin()) - 1;
        symbol(257 + static_cast<std::uint32_t>(index));
        bits(static_cast<std::uint32_t>(length - bases[index]), extra[index]);
        code(pixel - 1, 5); // the distance; codes 0 to 3 are 1 to 4
    }

    std::string out_;
    std::uint32_t waiting_ = 0;
    unsigned count_ = 0;
};

std::uint32_t adler_of(std::string_view bytes) {
    constexpr std::uint32_t modulus = 65521;
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<std::uint8_t>(c)) % modulus;
        b = (b + a) % modulus;
    }
    return b << 16U | a;
}

} // namespace

std::string png_chunk(std::string_view type, std::string_view data) {
    std::string chunk;
    append_big_endian(chunk, static_cast<std::uint32_t>(data.size()));
    chunk += type;
    chunk += data;
    append_big_endian(chunk, crc32_of(0, bytes_of(std::string_view(chunk).substr(4))));
    return chunk;
}

std::string write_png(std::string_view pixels, std::uint32_t width, std::uint32_t height) {
    std::string rows;
    const std::size_t row = std::size_t{width} * pixel;
    for (std::size_t y = 0; y < height; ++y) {
        rows += '\0'; // no filter
        rows += pixels.substr(y * row, row);
    }
    std::string packed = "\x78\x01"; // RFC 1950
    packed += Packer().pack(rows);
    append_big_endian(packed, adler_of(rows));

    using namespace std::string_view_literals;
    std::string header;
    append_big_endian(header, width);
    append_big_endian(header, height);
    header += "\x08\x06\0\0\0"sv; // 8 bits, red to alpha, the only methods, not interlaced
    return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + png_chunk("IDAT", packed) +
           png_chunk("IEND", {});
}

} // namespace cairn
