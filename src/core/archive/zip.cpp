#include "core/archive/zip.hpp"

#include "core/archive/inflate.hpp"
#include "core/archive/zip_record.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace cairn {

namespace {

constexpr std::uint64_t ratio_floor = 1024 * 1024; // small entries may be as packed as they like
constexpr std::size_t packed_piece = 16 * 1024;
constexpr std::uint16_t patched = 1U << 5U;
constexpr std::uint16_t winzip_aes = 99;

std::unexpected<Error> too_large(std::uint64_t limit, std::string where = {}) {
    return fail("zip.tooLarge", std::move(where), std::to_string(limit));
}

// What the directory alone tells of an entry.
Result<void> check_record(const ZipRecord& record, const ZipLimits& limits) {
    const std::string shown = shown_zip_name(record.name);
    if (!is_safe_zip_name(record.name)) return fail("zip.path", shown);
    if (is_zip_encrypted(record.flags) || record.method == winzip_aes) return fail("zip.encrypted", shown);
    if ((record.method != zip_stored && record.method != zip_deflated) || (record.flags & patched) != 0)
        return fail("zip.method", shown, std::to_string(record.method));
    if (record.method == zip_stored && record.packed != record.size) return fail("zip.damaged", shown);
    if (record.size > ratio_floor && record.size / limits.ratio > record.packed)
        return fail("zip.bomb", shown);
    if (record.size > limits.entry_bytes) return too_large(limits.entry_bytes, shown);
    return {};
}

// The bytes of the file that belong to an entry at the least.
struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

// Entries that share bytes are how a small file unpacks to a huge one.
bool overlap(std::vector<Extent>& extents, std::uint64_t end) {
    std::ranges::sort(extents, {}, &Extent::begin);
    for (std::size_t i = 0; i < extents.size(); ++i) {
        const std::uint64_t next = i + 1 < extents.size() ? extents[i + 1].begin : end;
        if (extents[i].end > next) return true;
    }
    return false;
}

class EntryReader {
  public:
    EntryReader(const ByteSource& file, const ZipRecord& record, const ByteSink& sink)
        : file_(file), record_(record), sink_(sink) {}

    Result<void> read(std::uint64_t data) {
        auto read = record_.method == zip_stored ? copy(data) : unpack(data);
        if (!read || stopped_) return read;
        if (seen_ != record_.size || crc_ != record_.crc) return damaged();
        return {};
    }

  private:
    std::unexpected<Error> damaged() const { return fail("zip.damaged", shown_zip_name(record_.name)); }

    bool take(ByteView piece) {
        if (piece.size() > record_.size - seen_) {
            more_than_announced_ = true;
            return false;
        }
        seen_ += piece.size();
        crc_ = crc32_of(crc_, piece);
        stopped_ = !sink_(piece);
        return !stopped_;
    }

    // Hands over the entry's bytes as they stand in the file.
    Result<void> each_piece(std::uint64_t data, const ByteSink& use) {
        Bytes piece(packed_piece);
        for (std::uint64_t left = record_.packed; left > 0;) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
            if (!file_.read(data, std::span(piece).first(count))) return damaged();
            data += count;
            left -= count;
            if (!use(ByteView(piece).first(count))) {
                unread_ = left;
                break;
            }
        }
        return {};
    }

    Result<void> copy(std::uint64_t data) {
        return each_piece(data, [&](ByteView piece) { return take(piece); });
    }

    Result<void> unpack(std::uint64_t data) {
        if (record_.packed == 0 && record_.size == 0) return {};
        Inflater inflater(Inflater::Form::raw);
        auto state = Inflater::State::more;
        auto read = each_piece(data, [&](ByteView piece) {
            state = inflater.feed(piece, [&](ByteView unpacked) { return take(unpacked); });
            return state == Inflater::State::more;
        });
        if (!read || stopped_) return read;
        if (more_than_announced_) return fail("zip.bomb", shown_zip_name(record_.name));
        if (state != Inflater::State::end || unread_ > 0 || inflater.unused() > 0) return damaged();
        return {};
    }

    const ByteSource& file_;
    const ZipRecord& record_;
    const ByteSink& sink_;
    std::uint64_t seen_ = 0;
    std::uint64_t unread_ = 0;
    std::uint32_t crc_ = 0;
    bool stopped_ = false;
    bool more_than_announced_ = false;
};

} // namespace

bool looks_like_zip(const ByteSource& file) {
    std::array<std::uint8_t, 4> head{};
    if (file.size < head.size() || !file.read(0, head)) return false;
    constexpr std::array<std::uint8_t, 4> with_entries{'P', 'K', 3, 4};
    constexpr std::array<std::uint8_t, 4> empty{'P', 'K', 5, 6};
    return head == with_entries || head == empty;
}

Result<std::vector<ZipEntry>> list_zip(const ByteSource& file, const ZipLimits& limits) {
    const auto directory = find_zip_directory(file);
    if (!directory) return std::unexpected(directory.error());
    if (directory->entries > limits.entries) return too_large(limits.entries);

    std::vector<ZipEntry> entries;
    std::vector<Extent> extents;
    std::set<std::string> names;
    std::uint64_t total = 0;
    std::uint64_t at = directory->offset;
    const std::uint64_t end = directory->offset + directory->size;
    for (std::uint64_t i = 0; i < directory->entries; ++i) {
        const auto record = read_zip_record(file, at, end);
        if (!record) return std::unexpected(record.error());
        if (const auto checked = check_record(*record, limits); !checked)
            return std::unexpected(checked.error());
        const bool folder = record->name.ends_with('/');
        if (folder && record->size > 0) return fail("zip.damaged", shown_zip_name(record->name));
        if (!names.insert(record->name.substr(0, record->name.size() - (folder ? 1 : 0))).second)
            return fail("zip.duplicate", shown_zip_name(record->name));
        if (record->size > limits.total_bytes - total) return too_large(limits.total_bytes);
        total += record->size;
        const std::uint64_t least = 30 + record->name.size();
        if (record->local > end || record->packed > end || least > end)
            return fail("zip.damaged", shown_zip_name(record->name));
        extents.push_back({.begin = record->local, .end = record->local + least + record->packed});
        if (!folder) entries.push_back({.name = record->name, .size = record->size, .offset = at});
        at += record->length;
    }
    if (at != end || overlap(extents, directory->offset)) return fail("zip.directory");
    return entries;
}

namespace {

// The record of an entry that was listed before.
Result<ZipRecord> record_of(const ByteSource& file, const ZipEntry& entry, const ZipLimits& limits) {
    auto record = read_zip_record(file, entry.offset, file.size);
    if (!record) return record;
    if (const auto checked = check_record(*record, limits); !checked) return std::unexpected(checked.error());
    if (record->name != entry.name || record->size != entry.size)
        return fail("zip.damaged", shown_zip_name(entry.name));
    return record;
}

} // namespace

Result<ZipPlace> find_zip_entry(const ByteSource& file, const ZipEntry& entry, const ZipLimits& limits) {
    const auto record = record_of(file, entry, limits);
    if (!record) return std::unexpected(record.error());
    const auto data = find_zip_data(file, *record, entry.offset);
    if (!data) return std::unexpected(data.error());
    return ZipPlace{.offset = *data, .packed = record->packed, .deflated = record->method == zip_deflated};
}

Result<void> read_zip_entry(const ByteSource& file, const ZipEntry& entry,
                            const std::function<bool(ByteView)>& sink, const ZipLimits& limits) {
    const auto record = record_of(file, entry, limits);
    if (!record) return std::unexpected(record.error());
    // The directory, and so this record, lies behind the bytes of every entry.
    const auto data = find_zip_data(file, *record, entry.offset);
    if (!data) return std::unexpected(data.error());
    return EntryReader(file, *record, sink).read(*data);
}

Result<std::string> read_zip_entry(const ByteSource& file, const ZipEntry& entry, std::size_t most_bytes) {
    if (entry.size > most_bytes) return too_large(most_bytes, shown_zip_name(entry.name));
    std::string text;
    const auto read = read_zip_entry(file, entry, [&](ByteView piece) {
        text.append(piece.begin(), piece.end());
        return true;
    });
    if (!read) return std::unexpected(read.error());
    return text;
}

} // namespace cairn
