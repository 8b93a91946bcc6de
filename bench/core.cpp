// What bench/core.mjs measures of the core, natively and as WebAssembly: one task for a while, and how often
// it was done.
//   cairn_bench TASK FILE MILLISECONDS     answers "COUNT NANOSECONDS"
//                                          TASK: verify, canonicalize, rdfc, ed25519
//   cairn_bench digest FILE                answers the SHA-256 of the canonical text
//   cairn_bench digest-rdfc FILE           the same of its RDF
#include "core/credentials/check.hpp"
#include "core/crypto/bytes.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/jsonld/canonical.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <sodium.h>
#include <string>

using namespace cairn;

namespace {

using Clock = std::chrono::steady_clock;

constexpr Instant moment{1768996800000}; // 2026-01-21, when every sample is in time

std::string canonical(const std::string& text) {
    const auto json = read_json(text);
    return json ? canonicalize(*json) : std::string();
}

std::string canonical_quads(const std::string& text) {
    const auto json = read_json(text);
    return json ? canonical_rdf(*json, nullptr).value_or("") : std::string();
}

// The bare signature check that every other figure stands on: 64 bytes, as eddsa-jcs-2022 signs.
bool bare_signature() {
    static const Seed seed{};
    static const PublicKey key = public_key_of(seed);
    static const Bytes message(64, 7);
    static const Signature signature = sign(seed, message);
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

struct Measured {
    std::uint64_t count = 0;
    std::int64_t ns = 0;
};

Measured repeat(const std::function<bool()>& task, std::int64_t ms) {
    const auto begun = Clock::now();
    Measured measured;
    while (measured.ns < ms * 1'000'000 && task()) {
        ++measured.count;
        measured.ns = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begun).count();
    }
    return measured;
}

int measure(const std::function<bool()>& task, std::int64_t ms) {
    repeat(task, ms / 2); // until code and memory are warm
    const Measured measured = repeat(task, ms);
    std::printf("%llu %lld\n", static_cast<unsigned long long>(measured.count),
                static_cast<long long>(measured.ns));
    return measured.count > 0 ? 0 : 1;
}

} // namespace

int main(int count, char** words) {
    if (count < 3) return 2;
    const std::string task = words[1];
    std::ifstream stream(words[2], std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const long ms = count > 3 ? std::strtol(words[3], nullptr, 10) : 200;
    if (task == "ed25519") return measure(bare_signature, ms);
    if (task == "verify")
        return measure([&] { return check_text(text, {.at = moment}).state == CheckState::issuer_unknown; },
                       ms);
    if (task == "canonicalize") return measure([&] { return !canonical(text).empty(); }, ms);
    if (task == "rdfc") return measure([&] { return !canonical_quads(text).empty(); }, ms);
    if (task != "digest" && task != "digest-rdfc") return 2;
    std::printf("%s\n", sha256_hex(task == "digest" ? canonical(text) : canonical_quads(text)).c_str());
    return 0;
}
