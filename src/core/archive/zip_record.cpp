#include "core/archive/zip_record.hpp"

#include "core/archive/zip_format.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace cairn {

namespace {

using namespace zip;

constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t end64_mark = 0x06064b50;
constexpr std::uint32_t locator64_mark = 0x07064b50;
constexpr std::size_t record_size = 46;
constexpr std::size_t end_size = 22;
constexpr std::size_t end64_size = 56;
constexpr std::size_t locator64_size = 20;
constexpr std::uint64_t full16 = 0xFFFF; // "see the 64-bit field"

// Whether `count` bytes from `offset` end at `end` or before.
bool fits(std::uint64_t offset, std::uint64_t count, std::uint64_t end) {
    return offset <= end && count <= end - offset;
}

// `count` comes from fields of 16 bits, or is smaller than the file.
std::optional<Bytes> read_at(const ByteSource& file, std::uint64_t offset, std::size_t count) {
    if (!fits(offset, count, file.size)) return std::nullopt;
    Bytes bytes(count);
    if (count > 0 && !file.read(offset, bytes)) return std::nullopt;
    return bytes;
}

std::unexpected<Error> damaged(std::string_view name) {
    return fail("zip.damaged", shown_zip_name(name));
}
std::unexpected<Error> no_directory() {
    return fail("zip.directory");
}

// The data of the ZIP64 field among the extra fields.
ByteView zip64_field(ByteView extra) {
    while (extra.size() >= 4) {
        const std::size_t size = u16(extra, 2);
        if (size > extra.size() - 4) return {};
        if (u16(extra, 0) == 1) return extra.subspan(4, size);
        extra = extra.subspan(4 + size);
    }
    return {};
}

// Takes the 64-bit value where the 32-bit one says that there is one; false: there is none.
bool widen(std::uint64_t& value, ByteView& field) {
    if (value != full32) return true;
    if (field.size() < 8) return false;
    value = u64(field, 0);
    field = field.subspan(8);
    return true;
}

// The end record: the last one whose comment goes on to the end of the file.
std::optional<std::uint64_t> find_end(const ByteSource& file) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(file.size, end_size + full16));
    const auto tail = read_at(file, file.size - count, count);
    if (!tail || count < end_size) return std::nullopt;
    for (std::size_t at = count - end_size + 1; at-- > 0;) {
        if (u32(*tail, at) == end_mark && u16(*tail, at + 20) == count - at - end_size)
            return file.size - count + at;
    }
    return std::nullopt;
}

} // namespace

Result<ZipDirectory> find_zip_directory(const ByteSource& file) {
    const auto end_at = find_end(file);
    if (!end_at) return no_directory();
    const auto end = read_at(file, *end_at, end_size);
    if (!end) return no_directory();
    // Disk, disk of the directory, entries on this disk, entries.
    if (u16(*end, 4) != 0 || u16(*end, 6) != 0 || u16(*end, 8) != u16(*end, 10)) return no_directory();
    ZipDirectory found{.offset = u32(*end, 16), .size = u32(*end, 12), .entries = u16(*end, 10)};
    std::uint64_t found_end = *end_at;

    const auto locator =
        *end_at >= locator64_size ? read_at(file, *end_at - locator64_size, locator64_size) : std::nullopt;
    if (locator && u32(*locator, 0) == locator64_mark) {
        const std::uint64_t end64_at = u64(*locator, 8);
        const auto end64 = read_at(file, end64_at, end64_size);
        if (!end64 || u32(*end64, 0) != end64_mark || u32(*locator, 4) != 0) return no_directory();
        // What follows the fields that we know is part of the record too.
        const std::uint64_t rest = u64(*end64, 4);
        if (rest < end64_size - 12 || !fits(end64_at, rest, file.size) ||
            end64_at + 12 + rest != *end_at - locator64_size)
            return no_directory();
        if (u32(*end64, 16) != 0 || u32(*end64, 20) != 0 || u64(*end64, 24) != u64(*end64, 32))
            return no_directory();
        const ZipDirectory wide{
            .offset = u64(*end64, 48), .size = u64(*end64, 40), .entries = u64(*end64, 32)};
        if ((found.offset != full32 && found.offset != wide.offset) ||
            (found.size != full32 && found.size != wide.size) ||
            (found.entries != full16 && found.entries != wide.entries))
            return no_directory();
        found = wide;
        found_end = end64_at;
    }
    if (!fits(found.offset, found.size, found_end) || found.offset + found.size != found_end)
        return no_directory();
    if (found.entries > found.size / record_size) return no_directory();
    return found;
}

Result<ZipRecord> read_zip_record(const ByteSource& file, std::uint64_t offset, std::uint64_t end) {
    end = std::min(end, file.size);
    if (!fits(offset, record_size, end)) return no_directory();
    const auto head = read_at(file, offset, record_size);
    if (!head || u32(*head, 0) != record_mark) return no_directory();
    const std::size_t name_size = u16(*head, 28);
    const std::size_t extra_size = u16(*head, 30);
    ZipRecord record{.name = {},
                     .flags = u16(*head, 8),
                     .method = u16(*head, 10),
                     .crc = u32(*head, 16),
                     .packed = u32(*head, 20),
                     .size = u32(*head, 24),
                     .local = u32(*head, 42),
                     .length = record_size + name_size + extra_size + u16(*head, 32)};
    if (!fits(offset, record.length, end)) return no_directory();
    const auto names = read_at(file, offset + record_size, name_size + extra_size);
    if (!names) return no_directory();
    record.name = text_of(ByteView(*names).first(name_size));
    if (name_size > max_zip_name) return fail("zip.path", shown_zip_name(record.name));

    ByteView wide = zip64_field(ByteView(*names).subspan(name_size));
    if (!widen(record.size, wide) || !widen(record.packed, wide) || !widen(record.local, wide))
        return damaged(record.name);
    if (u16(*head, 34) != 0) return damaged(record.name); // on another disk
    return record;
}

Result<std::uint64_t> find_zip_data(const ByteSource& file, const ZipRecord& record, std::uint64_t end) {
    const auto head = read_at(file, record.local, local_size);
    if (!head || u32(*head, 0) != local_mark) return damaged(record.name);
    const std::uint16_t flags = u16(*head, 6);
    if (is_zip_encrypted(flags)) return fail("zip.encrypted", shown_zip_name(record.name));
    const std::size_t name_size = u16(*head, 26);
    const std::size_t extra_size = u16(*head, 28);
    const auto names = read_at(file, record.local + local_size, name_size + extra_size);
    if (!names || u16(*head, 8) != record.method || text_of(ByteView(*names).first(name_size)) != record.name)
        return damaged(record.name);
    if ((flags & sizes_follow) == 0) {
        std::uint64_t packed = u32(*head, 18);
        std::uint64_t size = u32(*head, 22);
        ByteView wide = zip64_field(ByteView(*names).subspan(name_size));
        if (!widen(size, wide) || !widen(packed, wide) || packed != record.packed || size != record.size ||
            u32(*head, 14) != record.crc)
            return damaged(record.name);
    }
    const std::uint64_t data = record.local + local_size + name_size + extra_size;
    if (!fits(data, record.packed, std::min(end, file.size))) return damaged(record.name);
    return data;
}

bool is_zip_encrypted(std::uint16_t flags) {
    return (flags & (1U << 0U | 1U << 6U | 1U << 13U)) != 0;
}

} // namespace cairn
