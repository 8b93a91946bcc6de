// A file that a passphrase encrypts: one line of JSON that says how, then chunks (core/crypto/sealing). Any
// length, piece by piece. Shape: docs/data-format.md, "Encrypted files".
#pragma once

#include "core/crypto/sealing.hpp"

#include <optional>
#include <string>

namespace cairn {

struct SealedHeader {
    KeyCost cost;
    Salt salt{};
    StreamHeader stream{};
};

inline constexpr std::size_t longest_sealed_header = 1024; // bytes

// With its line feed.
std::string encode_sealed_header(const SealedHeader& header);
// Of the line as it is written, line feed and all. Errors: seal.header, seal.newer.
Result<SealedHeader> read_sealed_header(std::string_view line);

// By its first bytes; sixty-four are enough.
bool looks_sealed(std::string_view begin);

class FileSealer {
  public:
    // Errors: as of derive_key.
    static Result<FileSealer> make(std::string_view passphrase, const SealedHeader& header);

    // What is ready is appended to `out`: first of all the header.
    void update(ByteView plain, Bytes& out);
    void finish(Bytes& out); // once

  private:
    FileSealer(std::string line, Sealer sealer) : line_(std::move(line)), sealer_(std::move(sealer)) {}
    void begin(Bytes& out);

    std::string line_; // "": it was handed out
    Sealer sealer_;
};

// Errors: seal.header, seal.newer and those of derive_key and Opener.
class FileOpener {
  public:
    explicit FileOpener(std::string passphrase) : passphrase_(std::move(passphrase)) {}

    Result<void> update(ByteView sealed, Bytes& out);
    Result<void> finish(Bytes& out); // once

  private:
    std::string passphrase_, line_;
    std::optional<Opener> opener_; // nothing: the header is not whole yet
};

} // namespace cairn
