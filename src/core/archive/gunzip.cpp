#include "core/archive/gunzip.hpp"

#include "core/archive/inflate.hpp"

#include <string>

namespace cairn {

Result<Bytes> gunzip(ByteView packed, std::size_t most_bytes) {
    Bytes unpacked;
    bool too_large = false;
    const ByteSink take = [&](ByteView piece) {
        too_large = piece.size() > most_bytes - unpacked.size();
        if (!too_large) unpacked.insert(unpacked.end(), piece.begin(), piece.end());
        return !too_large;
    };
    Inflater inflater(Inflater::Form::gzip);
    // A file of this format is one member after the other.
    do {
        inflater.restart();
        const auto state = inflater.feed(packed, take);
        if (too_large) return fail("gzip.tooLarge", {}, std::to_string(most_bytes));
        if (state != Inflater::State::end) return fail("gzip.damaged");
        packed = packed.last(inflater.unused());
    } while (!packed.empty());
    return unpacked;
}

} // namespace cairn
