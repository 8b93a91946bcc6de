#include "core/crypto/sealing.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace cairn {
namespace {

constexpr KeyCost cheap = {1, 8192};
constexpr std::size_t sealed_chunk = seal_chunk + seal_overhead;

SealKey key_of(std::string_view passphrase) {
    const auto key = derive_key(passphrase, Salt{1, 2, 3}, cheap);
    REQUIRE(key.has_value());
    return *key;
}

Bytes sample(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 1;
    for (std::uint8_t& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return bytes;
}

Bytes sealed(const SealKey& key, ByteView plain, std::size_t step, Bytes context = {}) {
    Sealer sealer(key, StreamHeader{9}, std::move(context));
    Bytes out;
    for (std::size_t at = 0; at < plain.size(); at += step)
        sealer.update(plain.subspan(at, std::min(step, plain.size() - at)), out);
    sealer.finish(out);
    return out;
}

Result<Bytes> opened(const SealKey& key, ByteView bytes, std::size_t step = 50'000, Bytes context = {}) {
    Opener opener(key, StreamHeader{9}, std::move(context));
    Bytes out;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (auto read = opener.update(bytes.subspan(at, std::min(step, bytes.size() - at)), out); !read)
            return std::unexpected(read.error());
    if (auto end = opener.finish(out); !end) return std::unexpected(end.error());
    return out;
}

std::string fate(const Result<Bytes>& result) {
    return result ? "opened" : result.error().code;
}

} // namespace

TEST_CASE("what was sealed opens again, at every edge of a chunk and in pieces of any size") {
    const SealKey key = key_of("one");
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, seal_chunk - 1, seal_chunk, seal_chunk + 1,
                                   2 * seal_chunk, 2 * seal_chunk + 5}) {
        CAPTURE(size);
        const Bytes plain = sample(size);
        const Bytes whole = sealed(key, plain, 1'000'000);
        CHECK(whole.size() ==
              size + std::max<std::size_t>(1, (size + seal_chunk - 1) / seal_chunk) * seal_overhead);
        for (const std::size_t step : {std::size_t{999}, seal_chunk, sealed_chunk, std::size_t{1'000'000}}) {
            CHECK(sealed(key, plain, step) == whole);
            const auto again = opened(key, whole, step);
            REQUIRE(again.has_value());
            CHECK(*again == plain);
        }
    }
}

TEST_CASE("another passphrase, salt, cost or context opens nothing") {
    const Bytes whole = sealed(key_of("one"), sample(100), 100, Bytes{1, 2});
    CHECK(fate(opened(key_of("one"), whole, 50, Bytes{1, 2})) == "opened");
    CHECK(fate(opened(key_of("two"), whole, 50, Bytes{1, 2})) == "seal.passphrase");
    CHECK(fate(opened(key_of("one"), whole, 50, Bytes{1, 3})) == "seal.passphrase");
    CHECK(*derive_key("one", Salt{1}, cheap) != *derive_key("one", Salt{2}, cheap));
    CHECK(*derive_key("one", Salt{1}, cheap) != *derive_key("one", Salt{1}, {2, 8192}));
    CHECK(*derive_key("one", Salt{1}, cheap) == *derive_key("one", Salt{1}, cheap));
}

TEST_CASE("a byte that was changed anywhere is noticed") {
    const SealKey key = key_of("one");
    const Bytes whole = sealed(key, sample(2 * seal_chunk + 500), 4096);
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{1}, std::size_t{4000}, sealed_chunk - 1, sealed_chunk,
          sealed_chunk + 20, 2 * sealed_chunk - 1, 2 * sealed_chunk, whole.size() - 1}) {
        CAPTURE(at);
        for (const std::uint8_t bit : {std::uint8_t{1}, std::uint8_t{128}}) {
            Bytes changed = whole;
            changed[at] ^= bit;
            CHECK(fate(opened(key, changed)).starts_with("seal."));
        }
    }
}

TEST_CASE("a sealed stream that ends too early, goes on too long or is put in another order is refused") {
    const SealKey key = key_of("one");
    const Bytes plain = sample(3 * seal_chunk);
    const Bytes whole = sealed(key, plain, 4096);
    for (const std::size_t size : {std::size_t{0}, std::size_t{16}, std::size_t{17}, sealed_chunk - 1,
                                   sealed_chunk, sealed_chunk + 1, 2 * sealed_chunk, whole.size() - 1}) {
        CAPTURE(size);
        CHECK(fate(opened(key, ByteView(whole).first(size))).starts_with("seal."));
    }
    CHECK(fate(opened(key, ByteView(whole).first(2 * sealed_chunk))) == "seal.cut");
    CHECK(fate(opened(key, ByteView(whole).first(2 * sealed_chunk + 100))) == "seal.cut");
    Bytes longer = whole;
    longer.resize(whole.size() + 1);
    CHECK(fate(opened(key, longer)) == "seal.damaged");
    longer.insert(longer.end(), whole.begin(), whole.end());
    CHECK(fate(opened(key, longer)) == "seal.damaged");
    const auto chunk = [&](std::ptrdiff_t at) { return whole.begin() + at * std::ptrdiff_t{sealed_chunk}; };
    Bytes swapped(chunk(1), chunk(2));
    swapped.insert(swapped.end(), chunk(0), chunk(1));
    swapped.insert(swapped.end(), chunk(2), whole.end());
    CHECK(fate(opened(key, swapped)) == "seal.passphrase");
    Bytes without_one(chunk(0), chunk(1));
    without_one.insert(without_one.end(), chunk(2), whole.end());
    CHECK(fate(opened(key, without_one)).starts_with("seal."));
}

TEST_CASE("a cost that would stop the page is refused before anything is worked out") {
    for (const KeyCost cost : {KeyCost{0, 8192}, KeyCost{1, 8191}, KeyCost{7, 8192},
                               KeyCost{1, most_cost.memlimit + 1}, KeyCost{UINT64_MAX, UINT64_MAX}}) {
        const auto key = derive_key("one", Salt{}, cost);
        REQUIRE_FALSE(key.has_value());
        CHECK(key.error().code == "seal.cost");
    }
}

} // namespace cairn
