// Writes ZIP files for tests, right ones and wrong ones.
#pragma once

#include "core/crypto/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cairn::test {

inline std::uint32_t plain_crc32(const std::string& text) {
    std::uint32_t crc = ~0U;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
    }
    return ~crc;
}

inline std::string little_endian(std::uint64_t value, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
    return bytes;
}

// Deflate (RFC 1951) without packing anything: blocks as they are.
inline std::string deflate_stored(const std::string& text) {
    std::string packed;
    std::size_t at = 0;
    do {
        const std::string block = text.substr(at, 40'000);
        at += block.size();
        packed += static_cast<char>(at == text.size() ? 1 : 0);
        packed += little_endian(block.size(), 2) + little_endian(~block.size(), 2) + block;
    } while (at < text.size());
    return packed;
}

// Deflate of 1 + 258 * `runs` equal bytes: 13 bits for 258 of them.
inline std::string deflate_run(std::size_t runs) {
    std::string packed;
    unsigned held = 0;
    unsigned count = 0;
    const auto put = [&](unsigned bits, unsigned size) { // the first bit of a code is the highest
        for (unsigned i = size; i-- > 0;) {
            held |= (bits >> i & 1U) << count;
            if (++count == 8) packed += static_cast<char>(std::exchange(held, 0)), count = 0;
        }
    };
    put(1, 1);          // the last block
    put(0b10, 2);       // fixed codes; their number stands lowest bit first
    put(0x30 + 'a', 8); // a literal
    for (std::size_t i = 0; i < runs; ++i) {
        put(0b11000101, 8); // length 258
        put(0, 5);          // distance 1
    }
    put(0, 7); // the end of the block
    while (count != 0)
        put(0, 1);
    return packed;
}
inline std::string run_text(std::size_t runs) {
    return std::string(1 + 258 * runs, 'a');
}

struct ZipPart {
    std::string name;
    std::string text;
    std::optional<std::string> packed = {}; // by deflate; nothing: stored
    std::uint16_t flags = 0x800;            // names are UTF-8
    std::uint16_t method = 0;               // 0 and packed: 8
    bool descriptor = false;                // sizes after the bytes, as writers do that cannot go back
    bool wide = false;                      // sizes in ZIP64 fields
    std::optional<std::string> local_name = {};
    std::optional<std::uint64_t> size = {}; // announced
    std::optional<std::uint32_t> crc = {};
    std::optional<std::uint64_t> local = {}; // offset of the local header
};

struct ZipEnd {
    bool wide = false;
    std::string comment = {};
    std::string before = {}; // before the first entry
    std::optional<std::uint16_t> entries = {};
};

inline std::string make_zip(const std::vector<ZipPart>& parts, const ZipEnd& end = {}) {
    std::string file = end.before;
    std::string directory;
    for (const ZipPart& part : parts) {
        const std::string& bytes = part.packed ? *part.packed : part.text;
        const std::uint64_t size = part.size.value_or(part.text.size());
        const std::uint64_t method = part.method != 0 ? part.method : part.packed ? 8 : 0;
        const std::uint64_t flags = part.flags | (part.descriptor ? 8U : 0U);
        const std::uint64_t crc = part.crc.value_or(plain_crc32(part.text));
        const std::uint64_t full = 0xFFFFFFFF;
        const auto field = [&](std::uint64_t value) { return little_endian(part.wide ? full : value, 4); };
        const std::string sizes = field(bytes.size()) + field(size);
        const std::string wide_sizes = little_endian(size, 8) + little_endian(bytes.size(), 8);
        const std::string time = little_endian(0, 2) + little_endian(0x5C21, 2);
        const std::string head = little_endian(flags, 2) + little_endian(method, 2) + time;
        const std::uint64_t local = part.local.value_or(file.size());

        const std::string& local_name = part.local_name.value_or(part.name);
        const std::string extra = part.wide ? little_endian(1, 2) + little_endian(16, 2) + wide_sizes : "";
        file += "PK\3\4" + little_endian(45, 2) + head +
                (part.descriptor ? std::string(12, '\0') : little_endian(crc, 4) + sizes) +
                little_endian(local_name.size(), 2) + little_endian(extra.size(), 2) + local_name + extra +
                bytes;
        if (part.descriptor)
            file +=
                "PK\7\10" + little_endian(crc, 4) + little_endian(bytes.size(), 4) + little_endian(size, 4);

        const std::string far =
            part.wide ? little_endian(1, 2) + little_endian(24, 2) + wide_sizes + little_endian(local, 8)
                      : "";
        directory += "PK\1\2" + little_endian(45, 2) + little_endian(45, 2) + head + little_endian(crc, 4) +
                     sizes + little_endian(part.name.size(), 2) + little_endian(far.size(), 2) +
                     little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 4) +
                     field(local) + part.name + far;
    }
    const std::uint64_t offset = file.size();
    const std::uint64_t entries = end.entries.value_or(static_cast<std::uint16_t>(parts.size()));
    file += directory;
    if (end.wide) {
        const std::uint64_t at = file.size();
        file += "PK\6\6" + little_endian(44, 8) + little_endian(45, 2) + little_endian(45, 2) +
                little_endian(0, 8) + little_endian(entries, 8) + little_endian(entries, 8) +
                little_endian(directory.size(), 8) + little_endian(offset, 8);
        file += "PK\6\7" + little_endian(0, 4) + little_endian(at, 8) + little_endian(1, 4);
    }
    const std::uint64_t shown = end.wide ? 0xFFFFFFFF : 0;
    file += "PK\5\6" + little_endian(0, 4) + little_endian(entries | shown, 2) +
            little_endian(entries | shown, 2) + little_endian(directory.size() | shown, 4) +
            little_endian(offset | shown, 4) + little_endian(end.comment.size(), 2) + end.comment;
    return file;
}

} // namespace cairn::test
