// PNG (W3C PNG, third edition, section 5): a signature and chunks, each with its length, type and CRC-32.
// The credential is the text of an iTXt chunk; before Open Badges 1.0 an address in a tEXt chunk.
#include "core/archive/inflate.hpp"
#include "core/baking/formats.hpp"
#include "core/baking/png_writer.hpp"
#include "core/crypto/bytes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace cairn {

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t frame = 12; // length, type and checksum of a chunk

constexpr std::array<std::pair<std::string_view, BakedAs>, 3> keywords{{
    {"openbadgecredential", BakedAs::open_badge_3},
    {"clrcredential", BakedAs::clr},
    {"openbadges", BakedAs::open_badge_2},
}};

std::optional<BakedAs> known_keyword(std::string_view keyword) {
    for (const auto& [name, as] : keywords)
        if (keyword == name) return as;
    return std::nullopt;
}

std::string_view keyword_of(BakedAs as) {
    for (const auto& [name, one] : keywords)
        if (one == as) return name;
    return {};
}

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = value << 8U | static_cast<std::uint8_t>(c);
    return value;
}

struct Chunk {
    std::string_view type, data, whole; // `whole` with its frame
};

std::uint32_t checksum(const Chunk& chunk) {
    return crc32_of(0, bytes_of(chunk.whole.substr(4, 4 + chunk.data.size())));
}

// Every chunk from IHDR to IEND. What follows IEND is none of the picture.
Result<std::vector<Chunk>> chunks_of(std::string_view png) {
    std::vector<Chunk> chunks;
    std::string_view rest = png.substr(signature.size());
    while (rest.size() >= frame) {
        const std::uint32_t length = big_endian(rest);
        if (length > rest.size() - frame) break;
        const std::string_view whole = rest.substr(0, frame + length);
        chunks.push_back({whole.substr(4, 4), whole.substr(8, length), whole});
        if (chunks.front().type != "IHDR") break;
        if (chunks.back().type == "IEND") return chunks;
        rest.remove_prefix(whole.size());
    }
    return fail("baking.png");
}

// Up to the next zero byte, which is taken away too.
std::optional<std::string_view> take_text(std::string_view& data) {
    const std::size_t end = data.find('\0');
    if (end == data.npos) return std::nullopt;
    const std::string_view text = data.substr(0, end);
    data.remove_prefix(end + 1);
    return text;
}

// The name that a chunk's credential stands under; nothing where it carries none.
std::optional<BakedAs> carries(const Chunk& chunk) {
    if (chunk.type != "iTXt" && chunk.type != "tEXt") return std::nullopt;
    std::string_view data = chunk.data;
    const auto keyword = take_text(data);
    return keyword ? known_keyword(*keyword) : std::nullopt;
}

// A zlib stream (RFC 1950). The standards want the text uncompressed, but some tools compress it, and whether
// it was changed is for its own signature to say.
Result<std::string> inflated(std::string_view packed) {
    constexpr std::size_t header = 2;
    std::string text;
    if (packed.size() < header) return fail("baking.png");
    bool too_large = false;
    Inflater inflater(Inflater::Form::raw);
    const auto state = inflater.feed(bytes_of(packed.substr(header)), [&](ByteView piece) {
        too_large = piece.size() > max_baked_bytes - text.size();
        if (!too_large) text += text_of(piece);
        return !too_large;
    });
    if (too_large) return fail("baking.tooLarge", {}, std::to_string(max_baked_bytes));
    if (state != Inflater::State::end) return fail("baking.png");
    return text;
}

Result<Baked> read_chunk(const Chunk& chunk, BakedAs as) {
    if (checksum(chunk) != big_endian(chunk.whole.substr(8 + chunk.data.size()))) return fail("baking.crc");
    std::string_view data = chunk.data;
    take_text(data);
    if (chunk.type == "tEXt") return baked_text(data, as);
    if (data.size() < 2) return fail("baking.png");
    const bool compressed = data[0] != 0;
    data.remove_prefix(2); // the flag, and the one method that there is
    if (!take_text(data) || !take_text(data)) return fail("baking.png"); // language, translated keyword
    if (!compressed) return baked_text(data, as);
    const Result<std::string> text = inflated(data);
    return text ? baked_text(*text, as) : std::unexpected(text.error());
}

std::string text_chunk(std::string_view keyword, std::string_view text) {
    using namespace std::string_view_literals;
    std::string data(keyword);
    data += "\0\0\0\0\0"sv; // end of the keyword, not compressed, method, no language, no translation
    data += text;
    return png_chunk("iTXt", data);
}

} // namespace

bool looks_like_png(std::string_view bytes) {
    return bytes.starts_with(signature);
}

Result<Baked> unbake_png(std::string_view png) {
    const Result<std::vector<Chunk>> chunks = chunks_of(png);
    if (!chunks) return std::unexpected(chunks.error());
    for (const Chunk& chunk : *chunks)
        if (const auto as = carries(chunk)) return read_chunk(chunk, *as);
    return fail("baking.none");
}

Result<std::string> bake_png(std::string_view png, std::string_view credential, BakedAs as) {
    const Result<std::vector<Chunk>> chunks = chunks_of(png);
    if (!chunks) return std::unexpected(chunks.error());
    const std::string text = text_chunk(keyword_of(as), credential);
    std::string out;
    out.reserve(png.size() + text.size());
    out += signature;
    for (const Chunk& chunk : *chunks) {
        if (!carries(chunk)) out += chunk.whole;
        if (chunk.type == "IHDR" && out.size() == signature.size() + chunk.whole.size()) out += text;
    }
    return out;
}

} // namespace cairn
