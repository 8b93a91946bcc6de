#include "core/credentials/key.hpp"

#include "core/credentials/members.hpp"
#include "core/crypto/ed25519.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <optional>

namespace cairn {

namespace {

constexpr std::string_view did_key_scheme = "did:key:";
constexpr std::size_t ed25519_bytes = 32;
constexpr std::size_t p256_coordinate = 32;
constexpr std::size_t most_exponent_bytes = 8;
constexpr std::size_t max_pem_text = 16 * 1024;

// Multicodec p256-pub (0x1200), as an unsigned varint.
constexpr std::array<std::uint8_t, 2> p256_prefix = {0x80, 0x24};

// The contents of the OBJECT IDENTIFIERs of RFC 3279 (2.3.1), RFC 5480 (2.1.1) and RFC 8410 (3).
constexpr std::array<std::uint8_t, 9> oid_rsa = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01};
constexpr std::array<std::uint8_t, 7> oid_ec = {0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01};
constexpr std::array<std::uint8_t, 8> oid_p256 = {0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};
constexpr std::array<std::uint8_t, 3> oid_ed25519 = {0x2B, 0x65, 0x70};

enum class Tag : std::uint8_t {
    integer = 0x02,
    bit_string = 0x03,
    null = 0x05,
    oid = 0x06,
    sequence = 0x30,
};

std::unexpected<Error> no_key(std::string_view text = {}) {
    return fail("key.did", {}, std::string(text.substr(0, 200)));
}

std::unexpected<Error> wrong_type(std::string_view text = {}) {
    return fail("key.type", {}, std::string(text.substr(0, 200)));
}

// DER of a few elements that stand one after the other: each is taken off the front, or nothing is.
std::optional<ByteView> take(ByteView& rest, Tag tag) {
    if (rest.size() < 2 || rest[0] != static_cast<std::uint8_t>(tag)) return std::nullopt;
    std::size_t length = rest[1];
    std::size_t head = 2;
    if (length >= 0x80) {
        const std::size_t count = length - 0x80;
        if (count == 0 || count > 2 || rest.size() < 2 + count) return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < count; ++i)
            length = length << 8U | rest[2 + i];
        head += count;
    }
    if (rest.size() - head < length) return std::nullopt;
    const ByteView content = rest.subspan(head, length);
    rest = rest.subspan(head + length);
    return content;
}

Bytes wrapped(Tag tag, std::initializer_list<ByteView> parts) {
    std::size_t length = 0;
    for (const ByteView part : parts)
        length += part.size();
    Bytes out{static_cast<std::uint8_t>(tag)};
    if (length < 0x80) {
        out.push_back(static_cast<std::uint8_t>(length));
    } else if (length < 0x100) {
        out.insert(out.end(), {0x81, static_cast<std::uint8_t>(length)});
    } else {
        out.insert(out.end(), {0x82, static_cast<std::uint8_t>(length >> 8U),
                               static_cast<std::uint8_t>(length & 0xFFU)});
    }
    for (const ByteView part : parts)
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

ByteView without_zeros(ByteView number) {
    while (!number.empty() && number.front() == 0)
        number = number.subspan(1);
    return number;
}

Bytes der_integer(ByteView number) {
    static constexpr std::array<std::uint8_t, 1> zero{0};
    const bool negative = (number.front() & 0x80U) != 0;
    return wrapped(Tag::integer, {negative ? ByteView(zero) : ByteView(), number});
}

Result<VerificationKey> rsa_key(ByteView modulus, ByteView exponent) {
    modulus = without_zeros(modulus);
    exponent = without_zeros(exponent);
    const std::size_t bits =
        modulus.empty() ? 0
                        : modulus.size() * 8 - static_cast<std::size_t>(std::countl_zero(modulus.front()));
    if (bits < least_rsa_bits || bits > most_rsa_bits || (modulus.back() & 1U) == 0) return wrong_type();
    // With 1 a signature is its own message.
    const bool usable = !exponent.empty() && exponent.size() <= most_exponent_bytes &&
                        (exponent.back() & 1U) != 0 && (exponent.size() > 1 || exponent.front() >= 3);
    if (!usable) return wrong_type();
    const Bytes pair = wrapped(Tag::sequence, {der_integer(modulus), der_integer(exponent)});
    static constexpr std::array<std::uint8_t, 1> no_unused_bits{0};
    return VerificationKey{
        KeyType::rsa, wrapped(Tag::sequence,
                              {wrapped(Tag::sequence, {wrapped(Tag::oid, {oid_rsa}), wrapped(Tag::null, {})}),
                               wrapped(Tag::bit_string, {no_unused_bits, pair})})};
}

Result<VerificationKey> rsa_of_pkcs1(ByteView der) {
    const auto pair = take(der, Tag::sequence);
    if (!pair || !der.empty()) return no_key();
    ByteView rest = *pair;
    const auto modulus = take(rest, Tag::integer);
    const auto exponent = modulus ? take(rest, Tag::integer) : std::nullopt;
    return exponent && rest.empty() ? rsa_key(*modulus, *exponent) : no_key();
}

Result<VerificationKey> p256_key(ByteView point) {
    const bool compressed = point.size() == 1 + p256_coordinate && (point.front() == 2 || point.front() == 3);
    const bool whole = point.size() == 1 + 2 * p256_coordinate && point.front() == 4;
    if (!compressed && !whole) return wrong_type();
    return VerificationKey{KeyType::p256, Bytes(point.begin(), point.end())};
}

Result<VerificationKey> ed25519_key(ByteView bytes) {
    if (bytes.size() != ed25519_bytes) return wrong_type();
    return VerificationKey{KeyType::ed25519, Bytes(bytes.begin(), bytes.end())};
}

Result<VerificationKey> key_of_spki(ByteView der) {
    const auto whole = take(der, Tag::sequence);
    if (!whole || !der.empty()) return no_key();
    ByteView rest = *whole;
    const auto algorithm = take(rest, Tag::sequence);
    auto bits = algorithm ? take(rest, Tag::bit_string) : std::nullopt;
    if (!bits || !rest.empty() || bits->empty() || bits->front() != 0) return no_key();
    bits = bits->subspan(1);
    ByteView parts = *algorithm;
    const auto kind = take(parts, Tag::oid);
    if (!kind) return no_key();
    if (std::ranges::equal(*kind, oid_rsa)) {
        const auto nothing = take(parts, Tag::null);
        return nothing && nothing->empty() && parts.empty() ? rsa_of_pkcs1(*bits) : no_key();
    }
    if (std::ranges::equal(*kind, oid_ed25519)) return parts.empty() ? ed25519_key(*bits) : no_key();
    const auto curve = take(parts, Tag::oid);
    const bool p256 =
        std::ranges::equal(*kind, oid_ec) && curve && parts.empty() && std::ranges::equal(*curve, oid_p256);
    return p256 ? p256_key(*bits) : wrong_type();
}

// The bytes of the first block with that name.
std::optional<Bytes> pem_block(std::string_view text, std::string_view name) {
    const std::string begin = "-----BEGIN " + std::string(name) + "-----";
    const std::string end = "-----END " + std::string(name) + "-----";
    const auto from = text.find(begin);
    if (from == text.npos) return std::nullopt;
    const auto to = text.find(end, from);
    if (to == text.npos) return std::nullopt;
    std::string base64;
    for (const char c : text.substr(from + begin.size(), to - from - begin.size()))
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t') base64 += c;
    return from_base64(base64);
}

} // namespace

Result<VerificationKey> key_of_multibase(std::string_view text) {
    const auto bytes = text.starts_with('z') ? from_multibase(text) : std::nullopt;
    if (!bytes) return no_key(text);
    if (const auto key = parse_public_multikey(text)) return ed25519_key(*key);
    const ByteView all(*bytes);
    const bool p256 = all.size() == p256_prefix.size() + 1 + p256_coordinate &&
                      std::ranges::equal(all.first(p256_prefix.size()), p256_prefix);
    return p256 ? p256_key(all.subspan(p256_prefix.size())) : wrong_type(text);
}

Result<VerificationKey> key_of_did_key(std::string_view url) {
    const std::string_view did = url.substr(0, url.find('#'));
    if (!did.starts_with(did_key_scheme)) return no_key(url);
    const std::string_view key = did.substr(did_key_scheme.size());
    if (did.size() != url.size() && url.substr(did.size() + 1) != key) return no_key(url);
    return key_of_multibase(key);
}

Result<VerificationKey> key_of_jwk(const Json& jwk) {
    if (!jwk.is_object()) return no_key();
    for (const std::string_view secret : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
        if (jwk.contains(secret)) return wrong_type();
    const std::string type = text_member(jwk, "kty");
    const std::string curve = text_member(jwk, "crv");
    const auto bytes = [&](std::string_view name) {
        return from_base64url(text_member(jwk, name)).value_or(Bytes{});
    };
    if (type == "OKP" && curve == "Ed25519") return ed25519_key(bytes("x"));
    if (type == "RSA") return rsa_key(bytes("n"), bytes("e"));
    if (type != "EC" || curve != "P-256") return wrong_type();
    const Bytes x = bytes("x");
    const Bytes y = bytes("y");
    if (x.size() != p256_coordinate || y.size() != p256_coordinate) return wrong_type();
    Bytes point{4};
    point.insert(point.end(), x.begin(), x.end());
    point.insert(point.end(), y.begin(), y.end());
    return p256_key(point);
}

Result<VerificationKey> key_of_pem(std::string_view text) {
    if (text.size() > max_pem_text) return no_key();
    if (const auto der = pem_block(text, "PUBLIC KEY")) return key_of_spki(*der);
    if (const auto der = pem_block(text, "RSA PUBLIC KEY")) return rsa_of_pkcs1(*der);
    return no_key();
}

} // namespace cairn
