#include "core/archive/zip_walk.hpp"

#include "core/archive/inflate.hpp"
#include "core/archive/zip_format.hpp"
#include "core/archive/zip_record.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

using namespace zip;

constexpr std::size_t longest_name = 512; // bytes; longer than any that a portfolio has

std::unexpected<Error> damaged() {
    return fail("zip.damaged");
}

struct LocalHeader {
    std::string name;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, size = 0;
    std::uint64_t data = 0; // offset
};

Result<LocalHeader> read_header(const ByteSource& file, std::uint64_t offset) {
    std::array<std::uint8_t, local_size> head{};
    if (offset > file.size || file.size - offset < head.size() || !file.read(offset, head)) return damaged();
    const ByteView bytes(head);
    if (u32(bytes, 0) != local_mark) return damaged();
    LocalHeader header;
    header.flags = u16(bytes, 6);
    header.method = u16(bytes, 8);
    header.crc = u32(bytes, 14);
    header.packed = u32(bytes, 18);
    header.size = u32(bytes, 22);
    const std::uint64_t name_size = u16(bytes, 26);
    header.data = offset + local_size + name_size + u16(bytes, 28);
    if (name_size > longest_name || header.data > file.size) return damaged();
    header.name.resize(static_cast<std::size_t>(name_size));
    if (!file.read(offset + local_size,
                   std::span(reinterpret_cast<std::uint8_t*>(header.name.data()), header.name.size())))
        return damaged();
    if (is_zip_encrypted(header.flags) || (header.method != zip_stored && header.method != zip_deflated) ||
        !is_safe_zip_name(header.name))
        return damaged();
    return header;
}

bool mark_at(const ByteSource& file, std::uint64_t offset, std::uint32_t mark) {
    std::array<std::uint8_t, 4> bytes{};
    return offset <= file.size && file.size - offset >= bytes.size() && file.read(offset, bytes) &&
           u32(bytes, 0) == mark;
}

// The length of the descriptor after `size` stored bytes; nothing where there is none.
std::optional<std::uint64_t> descriptor_after(const ByteSource& file, std::uint64_t at, std::uint64_t size,
                                              std::uint32_t* crc = nullptr) {
    std::array<std::uint8_t, 24> bytes{};
    const auto there =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), file.size - std::min(at, file.size)));
    if (there < 16 || !file.read(at, std::span(bytes).first(there))) return std::nullopt;
    if (u32(bytes, 0) != descriptor_mark) return std::nullopt;
    if (crc != nullptr) *crc = u32(bytes, 4);
    if (there == 24 && u64(bytes, 8) == size && u64(bytes, 16) == size) return 24;
    if (u32(bytes, 8) == size && u32(bytes, 12) == size) return 16;
    return std::nullopt;
}

// Stored bytes of a length that only the descriptor behind them tells.
Result<ZipStep> read_to_descriptor(const ByteSource& file, ZipStep step, std::size_t most_bytes) {
    const std::uint64_t data = step.place.offset;
    std::uint64_t at = data;
    std::size_t looked = 0;
    while (true) {
        const std::uint64_t count = std::min<std::uint64_t>(archive_piece, file.size - at);
        if (count == 0) return damaged();
        if (step.text.size() > most_bytes) return fail("zip.tooLarge", {}, std::to_string(most_bytes));
        const std::size_t before = step.text.size();
        step.text.resize(before + static_cast<std::size_t>(count));
        if (!file.read(at, std::span(reinterpret_cast<std::uint8_t*>(step.text.data()) + before,
                                     static_cast<std::size_t>(count))))
            return damaged();
        at += count;
        for (std::size_t mark = step.text.find("PK\x07\x08", looked); mark != std::string::npos;
             mark = step.text.find("PK\x07\x08", mark + 1)) {
            std::uint32_t crc = 0;
            const auto length = descriptor_after(file, data + mark, mark, &crc);
            if (!length) continue;
            if (mark > most_bytes) return fail("zip.tooLarge", {}, std::to_string(most_bytes));
            step.text.resize(mark);
            step.size = step.place.packed = mark;
            step.whole = crc32_of(0, bytes_of(step.text)) == crc;
            step.next = data + mark + *length;
            return step;
        }
        looked = step.text.size() < 3 ? 0 : step.text.size() - 3;
    }
}

} // namespace

std::string zip_name_at(const ByteSource& file, std::uint64_t offset) {
    auto header = read_header(file, offset);
    return header ? std::move(header->name) : std::string();
}

Result<ZipStep> step_in_zip(const ByteSource& file, std::uint64_t offset, std::size_t most_bytes) {
    auto header = read_header(file, offset);
    if (!header) return std::unexpected(header.error());
    ZipStep step;
    step.name = std::move(header->name);
    step.place = {header->data, header->packed, header->method == zip_deflated};
    step.size = header->size;
    if ((header->flags & sizes_follow) != 0) {
        // Where packed bytes end is not known without unpacking what may be damaged.
        if (step.place.deflated) return damaged();
        return read_to_descriptor(file, std::move(step), most_bytes);
    }
    if (step.size > most_bytes || step.place.packed > most_bytes)
        return fail("zip.tooLarge", {}, std::to_string(most_bytes));
    if (step.place.packed > file.size - step.place.offset) return damaged();
    Bytes packed(static_cast<std::size_t>(step.place.packed));
    if (!packed.empty() && !file.read(step.place.offset, packed)) return damaged();
    step.next = step.place.offset + step.place.packed;
    bool fits = true;
    if (step.place.deflated) {
        Inflater inflater(Inflater::Form::raw);
        inflater.feed(packed, [&](ByteView piece) {
            fits = piece.size() <= step.size - step.text.size();
            if (fits) step.text.append(piece.begin(), piece.end());
            return fits;
        });
    } else {
        step.text.assign(packed.begin(), packed.end());
    }
    step.whole = fits && step.text.size() == step.size && crc32_of(0, bytes_of(step.text)) == header->crc;
    return step;
}

Result<ZipStep> step_over_zip_entry(const ByteSource& file, std::uint64_t offset, std::uint64_t size) {
    auto header = read_header(file, offset);
    if (!header) return std::unexpected(header.error());
    ZipStep step;
    step.name = std::move(header->name);
    step.size = size;
    step.place = {header->data, header->packed, header->method == zip_deflated};
    const bool follow = (header->flags & sizes_follow) != 0;
    if (follow && step.place.deflated) return damaged();
    if (follow || (!step.place.deflated && header->packed == full32)) step.place.packed = size;
    if (step.place.packed > file.size - step.place.offset) return damaged();
    step.next = step.place.offset + step.place.packed;
    if (!follow) return step;
    // The last one may have lost its descriptor, and be whole for all that: its digest says.
    if (const auto length = descriptor_after(file, step.next, size))
        step.next += *length;
    else if (!mark_at(file, step.next, local_mark) && !mark_at(file, step.next, record_mark) &&
             file.size - step.next >= 24)
        return damaged();
    return step;
}

} // namespace cairn
