#include "core/crypto/sealing.hpp"

#include <algorithm>
#include <optional>
#include <sodium.h>
#include <utility>

namespace cairn {

namespace {

static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == std::tuple_size_v<SealKey>);
static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == std::tuple_size_v<StreamHeader>);
static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == seal_overhead);
static_assert(crypto_pwhash_SALTBYTES == std::tuple_size_v<Salt>);

constexpr std::size_t sealed_chunk = seal_chunk + seal_overhead;

using Stream = crypto_secretstream_xchacha20poly1305_state;

// init_push() draws a header of its own and then does what init_pull() does with one that is given.
Stream stream_of(const SealKey& key, const StreamHeader& header) {
    Stream stream;
    crypto_secretstream_xchacha20poly1305_init_pull(&stream, header.data(), key.data());
    return stream;
}

// Hands pieces of `size` bytes on as they fill, but never the last: there has to be something after them.
template <class Take>
bool in_pieces(Bytes& waiting, ByteView bytes, std::size_t size, const Take& take) {
    while (!bytes.empty()) {
        if (waiting.size() == size) {
            if (!take(waiting)) return false;
            waiting.clear();
        }
        const ByteView part = bytes.first(std::min(bytes.size(), size - waiting.size()));
        waiting.insert(waiting.end(), part.begin(), part.end());
        bytes = bytes.subspan(part.size());
    }
    return true;
}

} // namespace

Result<SealKey> derive_key(std::string_view passphrase, const Salt& salt, const KeyCost& cost) {
    if (cost.opslimit < crypto_pwhash_OPSLIMIT_MIN || cost.opslimit > most_cost.opslimit ||
        cost.memlimit < crypto_pwhash_MEMLIMIT_MIN || cost.memlimit > most_cost.memlimit)
        return fail("seal.cost");
    SealKey key{};
    if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                      cost.opslimit, static_cast<std::size_t>(cost.memlimit),
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail("seal.memory");
    return key;
}

void wipe(SealKey& key) {
    sodium_memzero(key.data(), key.size());
}

struct Sealer::State {
    Stream stream;
    Bytes context, waiting;

    void push(ByteView plain, unsigned char tag, Bytes& out) {
        const std::size_t at = out.size();
        out.resize(at + plain.size() + seal_overhead);
        crypto_secretstream_xchacha20poly1305_push(&stream, out.data() + at, nullptr, plain.data(),
                                                   plain.size(), context.data(), context.size(), tag);
    }
    ~State() {
        sodium_memzero(&stream, sizeof(stream));
        sodium_memzero(waiting.data(), waiting.size());
    }
};

Sealer::Sealer(const SealKey& key, const StreamHeader& header, Bytes context)
    : state_(new State{stream_of(key, header), std::move(context), {}}) {
    state_->waiting.reserve(seal_chunk);
}
Sealer::~Sealer() = default;
Sealer::Sealer(Sealer&&) noexcept = default;
Sealer& Sealer::operator=(Sealer&&) noexcept = default;

void Sealer::update(ByteView plain, Bytes& out) {
    in_pieces(state_->waiting, plain, seal_chunk, [&](ByteView chunk) {
        state_->push(chunk, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE, out);
        return true;
    });
}

void Sealer::finish(Bytes& out) {
    state_->push(state_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL, out);
    state_->waiting.clear();
}

struct Opener::State {
    Stream stream;
    Bytes context, waiting;
    bool begun = false;
    std::optional<Error> error;

    ~State() { sodium_memzero(&stream, sizeof(stream)); }
};

Opener::Opener(const SealKey& key, const StreamHeader& header, Bytes context)
    : state_(new State{stream_of(key, header), std::move(context), {}, false, {}}) {
    state_->waiting.reserve(sealed_chunk);
}
Opener::~Opener() = default;
Opener::Opener(Opener&&) noexcept = default;
Opener& Opener::operator=(Opener&&) noexcept = default;

Result<void> Opener::open(ByteView chunk, bool last, Bytes& out) {
    if (chunk.size() < seal_overhead) return fail("seal.cut");
    const std::size_t at = out.size();
    out.reserve(at + chunk.size()); // a place, also for a chunk of nothing
    out.resize(at + chunk.size() - seal_overhead);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_->stream, out.data() + at, nullptr, &tag,
                                                   chunk.data(), chunk.size(), state_->context.data(),
                                                   state_->context.size()) != 0) {
        out.resize(at);
        // A last chunk that was cut through and one that was changed look the same.
        if (!state_->begun) return fail("seal.passphrase");
        return fail(last && chunk.size() < sealed_chunk ? "seal.cut" : "seal.damaged");
    }
    state_->begun = true;
    if ((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) == last) return {};
    // Whole and genuine, but not what the sealer wrote at this place.
    if (!last) out.resize(at);
    return fail(last ? "seal.cut" : "seal.damaged");
}

Result<void> Opener::update(ByteView sealed, Bytes& out) {
    if (state_->error) return std::unexpected(*state_->error);
    Result<void> opened;
    in_pieces(state_->waiting, sealed, sealed_chunk, [&](ByteView chunk) {
        opened = open(chunk, false, out);
        return opened.has_value();
    });
    if (!opened) state_->error = opened.error();
    return opened;
}

Result<void> Opener::finish(Bytes& out) {
    if (state_->error) return std::unexpected(*state_->error);
    auto opened = open(state_->waiting, true, out);
    if (!opened) state_->error = opened.error();
    return opened;
}

} // namespace cairn
