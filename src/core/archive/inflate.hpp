// zlib's inflate in pieces, for what ZIP and gzip pack.
#pragma once

#include "core/crypto/bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace cairn {

// Takes a piece; false to stop.
using ByteSink = std::function<bool(ByteView)>;

inline constexpr std::size_t archive_piece = 64 * 1024;

class Inflater {
  public:
    enum class Form { raw, gzip };
    enum class State { more, end, damaged, stopped };

    explicit Inflater(Form form);
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Hands over what the packed bytes give, at most archive_piece at a time. After `end`, `unused` of them
    // were not part of the stream.
    State feed(ByteView packed, const ByteSink& sink);
    std::size_t unused() const;

    // For the next stream in the same bytes.
    void restart();

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

// CRC-32 of ZIP and gzip, from 0 on.
std::uint32_t crc32_of(std::uint32_t so_far, ByteView bytes);

} // namespace cairn
