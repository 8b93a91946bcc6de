#include "core/store/sealed_file.hpp"

#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/json/write.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view format_name = "cairn-sealed";
constexpr std::string_view kdf_name = "argon2id13";
// Canonical JSON puts other members before it; this one is how the file is known, so it goes first.
constexpr std::string_view begin_of_file = R"({"format":"cairn-sealed",)";
constexpr std::uint64_t version = 1;
constexpr std::uint64_t largest_number = (1ULL << 53U) - 1;

template <std::size_t size>
void read_bytes(Object& root, const char* name, std::array<std::uint8_t, size>& bytes) {
    const auto read = from_base64url(root.text(name, 64));
    if (!read || read->size() != size) return root.fail_at(name, "format.value");
    std::ranges::copy(*read, bytes.begin());
}

} // namespace

bool looks_sealed(std::string_view begin) {
    return begin.starts_with(begin_of_file);
}

std::string encode_sealed_header(const SealedHeader& header) {
    const std::string rest = canonicalize(json_object({{"version", version},
                                                       {"kdf", kdf_name},
                                                       {"opslimit", header.cost.opslimit},
                                                       {"memlimit", header.cost.memlimit},
                                                       {"salt", to_base64url(header.salt)},
                                                       {"header", to_base64url(header.stream)},
                                                       {"chunk", std::uint64_t{seal_chunk}}}));
    return std::string(begin_of_file) + rest.substr(1) + "\n";
}

Result<SealedHeader> read_sealed_header(std::string_view line) {
    if (!looks_sealed(line) || !line.ends_with('\n')) return fail("seal.header");
    const auto json = read_json(line, {.bytes = longest_sealed_header, .depth = 2, .values = 32});
    if (!json) return fail("seal.header");
    Reading reading("header");
    Object root = reading.root(*json);
    if (root.text("format") != format_name) return fail("seal.header");
    const std::uint64_t said = root.number("version", largest_number);
    if (!reading.failed() && said > version) return fail("seal.newer");
    SealedHeader header;
    if (root.text("kdf") != kdf_name) root.fail_at("kdf", "format.value");
    header.cost.opslimit = root.number("opslimit", largest_number);
    header.cost.memlimit = root.number("memlimit", largest_number);
    read_bytes(root, "salt", header.salt);
    read_bytes(root, "header", header.stream);
    if (root.number("chunk", largest_number) != seal_chunk) root.fail_at("chunk", "format.value");
    root.done();
    auto read = reading.finish(header);
    if (!read || said != version) return fail("seal.header");
    return read;
}

Result<FileSealer> FileSealer::make(std::string_view passphrase, const SealedHeader& header) {
    auto key = derive_key(passphrase, header.salt, header.cost);
    if (!key) return std::unexpected(key.error());
    std::string line = encode_sealed_header(header);
    const ByteView context = bytes_of(line);
    Sealer sealer(*key, header.stream, Bytes(context.begin(), context.end()));
    wipe(*key);
    return FileSealer(std::move(line), std::move(sealer));
}

void FileSealer::begin(Bytes& out) {
    out.insert(out.end(), line_.begin(), line_.end());
    line_.clear();
}

void FileSealer::update(ByteView plain, Bytes& out) {
    begin(out);
    sealer_.update(plain, out);
}

void FileSealer::finish(Bytes& out) {
    begin(out);
    sealer_.finish(out);
}

Result<void> FileOpener::update(ByteView sealed, Bytes& out) {
    if (opener_) return opener_->update(sealed, out);
    const auto end = std::ranges::find(sealed, '\n');
    const bool whole = end != sealed.end();
    const ByteView head(sealed.begin(), whole ? end + 1 : end);
    if (line_.size() + head.size() > longest_sealed_header) return fail("seal.header");
    line_.append(head.begin(), head.end());
    if (!whole) return {};
    const auto header = read_sealed_header(line_);
    if (!header) return std::unexpected(header.error());
    auto key = derive_key(passphrase_, header->salt, header->cost);
    if (!key) return std::unexpected(key.error());
    const ByteView context = bytes_of(line_);
    opener_.emplace(*key, header->stream, Bytes(context.begin(), context.end()));
    wipe(*key);
    return opener_->update(sealed.subspan(head.size()), out);
}

Result<void> FileOpener::finish(Bytes& out) {
    if (!opener_) return fail(line_.empty() ? "seal.header" : "seal.cut");
    return opener_->finish(out);
}

} // namespace cairn
