#include "core/archive/inflate.hpp"

#include <array>
#include <zlib.h>

namespace cairn {

struct Inflater::Stream {
    z_stream zlib{};
    bool ready = false;
    std::array<std::uint8_t, archive_piece> out{};
};

Inflater::Inflater(Form form) : stream_(std::make_unique<Stream>()) {
    // Negative: no header; 16 more: the header of gzip.
    const int window = form == Form::raw ? -MAX_WBITS : MAX_WBITS + 16;
    stream_->ready = inflateInit2(&stream_->zlib, window) == Z_OK;
}

Inflater::~Inflater() {
    if (stream_->ready) inflateEnd(&stream_->zlib);
}

Inflater::State Inflater::feed(ByteView packed, const ByteSink& sink) {
    if (!stream_->ready) return State::damaged;
    z_stream& zlib = stream_->zlib;
    zlib.next_in = packed.data();
    zlib.avail_in = static_cast<uInt>(packed.size());
    while (true) {
        zlib.next_out = stream_->out.data();
        zlib.avail_out = static_cast<uInt>(stream_->out.size());
        const int code = ::inflate(&zlib, Z_NO_FLUSH);
        const std::size_t made = stream_->out.size() - zlib.avail_out;
        if (made > 0 && !sink(ByteView(stream_->out).first(made))) return State::stopped;
        if (code == Z_STREAM_END) return State::end;
        if (code == Z_BUF_ERROR || (code == Z_OK && zlib.avail_in == 0 && zlib.avail_out > 0))
            return State::more;
        if (code != Z_OK) return State::damaged;
    }
}

std::size_t Inflater::unused() const {
    return stream_->zlib.avail_in;
}

void Inflater::restart() {
    if (stream_->ready) inflateReset(&stream_->zlib);
}

std::uint32_t crc32_of(std::uint32_t so_far, ByteView bytes) {
    return static_cast<std::uint32_t>(::crc32_z(so_far, bytes.data(), bytes.size()));
}

} // namespace cairn
