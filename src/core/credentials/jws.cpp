#include "core/credentials/jws.hpp"

#include "core/credentials/check_parts.hpp"
#include "core/credentials/key.hpp"
#include "core/credentials/members.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

struct Parts {
    std::string_view header, payload, signature;
};

std::optional<Parts> split(std::string_view text) {
    const std::size_t first = text.find('.');
    if (first == text.npos) return std::nullopt;
    const std::size_t second = text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

std::optional<Json> object_in(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return std::nullopt;
    auto json = read_json(text_of(*bytes));
    if (!json || !json->is_object()) return std::nullopt;
    return *std::move(json);
}

std::optional<Json> header_in(std::string_view part) {
    auto header = object_in(part);
    if (!header || text_member(*header, "alg").empty()) return std::nullopt;
    return header;
}

struct Algorithm {
    std::string_view name;
    KeyType key;
};
constexpr std::array<Algorithm, 4> algorithms{{{"EdDSA", KeyType::ed25519},
                                               {"Ed25519", KeyType::ed25519},
                                               {"ES256", KeyType::p256},
                                               {"RS256", KeyType::rsa}}};

bool fits(std::string_view alg, const VerificationKey& key) {
    const auto* const known = std::ranges::find(algorithms, alg, &Algorithm::name);
    return known != algorithms.end() && known->key == key.type;
}

constexpr std::array<std::string_view, 7> secret_members{"d", "p", "q", "dp", "dq", "qi", "k"};

// A key that says what it is for is for nothing else (RFC 7517, 4.2 to 4.4).
bool is_for(const Json& jwk, std::string_view alg) {
    const std::string own = text_member(jwk, "alg");
    const std::string use = text_member(jwk, "use");
    const auto operations = one_or_many(member(jwk, "key_ops"));
    const bool verifies = operations.empty() || std::ranges::any_of(operations, [](const Json* one) {
                              return text_or_empty(one) == "verify";
                          });
    return (own.empty() || own == alg) && (use.empty() || use == "sig") && verifies;
}

std::string method_of(const Json& header, std::string_view issuer, std::string_view fallback) {
    std::string kid = text_member(header, "kid");
    // "#key-1" and "key-1" are below the issuer's own id.
    if (kid.starts_with('#')) return std::string(issuer) + kid;
    if (!kid.empty() && !kid.contains(':') && !issuer.empty()) return std::string(issuer) + "#" + kid;
    if (!kid.empty()) return kid;
    if (!fallback.empty()) return std::string(fallback);
    return issuer.starts_with("did:key:") ? std::string(issuer) : std::string();
}

// A point of P-256 is written whole or compressed: the first byte then tells which of two y it has.
bool is_same(const VerificationKey& one, const VerificationKey& other) {
    if (one.type != KeyType::p256 || other.type != KeyType::p256) return one == other;
    constexpr std::size_t compressed = 33;
    const auto as_compressed = [](Bytes point) {
        if (point.size() <= compressed) return point;
        point.front() = (point.back() & 1U) != 0 ? 3 : 2;
        point.resize(compressed);
        return point;
    };
    return as_compressed(one.bytes) == as_compressed(other.bytes);
}

// Some name the key of a did:key by its thumbprint, or by an address of their own.
bool is_relative(const Json& header) {
    const std::string kid = text_member(header, "kid");
    return !kid.empty() && !kid.contains(':');
}

// The key, and in `method` what it is known by; "" where it stands in the token alone.
// `named`: by the token, or by whoever asks.
Result<VerificationKey> key_of(const Json& header, std::string_view alg, std::string_view issuer,
                               const KeyResolver& resolve, bool named, std::string& method) {
    const auto issuers_key = issuer.starts_with("did:key:") ? resolve(issuer) : fail("key.unknown");
    const Json* const jwk = member(header, "jwk");
    if (jwk == nullptr) {
        if (method.empty()) return fail("proof.keyUnknown");
        auto key = resolve(method);
        // The issuer's own key is a guess where the token names none.
        if (!named && (!key || !fits(alg, *key))) {
            method.clear();
            return fail("proof.keyUnknown");
        }
        if (key) return key;
        if (issuers_key && is_relative(header) && fits(alg, *issuers_key)) {
            method = issuer;
            return issuers_key;
        }
        return fail(key.error().code == "key.unknown" ? "proof.keyUnknown" : "proof.method", {}, method);
    }
    if (std::ranges::any_of(secret_members, [&](std::string_view name) { return jwk->contains(name); }))
        return fail("proof.secretKey");
    auto own = key_of_jwk(*jwk);
    if (!own) return fail("proof.method");
    if (!is_for(*jwk, alg)) return fail("proof.algorithm");
    const auto known = method.empty() ? Result<VerificationKey>(fail("key.unknown")) : resolve(method);
    // Two keys in one token: whichever signed, the other is not what it says.
    if (named && known && !is_same(*known, *own)) return fail("proof.method", {}, method);
    if (known && is_same(*known, *own)) return own;
    const bool issuers = issuers_key && is_same(*issuers_key, *own);
    method = issuers ? std::string(issuer) : std::string();
    return own;
}

Result<void> signature_holds(const Jws& jws, const VerificationKey& key, SignatureDesk* desk) {
    const ByteView message = bytes_of(jws.signed_text);
    if (key.type == KeyType::ed25519) {
        PublicKey bytes{};
        if (jws.signature.size() != Signature{}.size()) return fail("proof.value");
        std::ranges::copy(key.bytes, bytes.begin());
        return verify(bytes, message, jws.signature) ? Result<void>() : fail("proof.signature");
    }
    const bool rsa = key.type == KeyType::rsa;
    if (!rsa && jws.signature.size() != Signature{}.size()) return fail("proof.value");
    if (desk == nullptr) return fail("proof.unanswered");
    const auto answer = desk->ask({rsa ? SignatureAlgorithm::rs256 : SignatureAlgorithm::es256, key.bytes,
                                   Bytes(message.begin(), message.end()), jws.signature});
    if (!answer) return fail("proof.unanswered");
    return *answer ? Result<void>() : fail("proof.signature");
}

Result<void> check(const Jws& jws, std::string_view issuer, const KeyResolver& resolve, SignatureDesk* desk,
                   bool named, std::string& method) {
    const std::string alg = text_member(jws.header, "alg");
    if (alg == "none") return fail("proof.algNone");
    // A secret that both sides share is nobody's signature.
    if (alg.starts_with("HS")) return fail("proof.algorithm", {}, alg);
    if (jws.header.contains("crit") || jws.header.contains("b64")) return fail("proof.critical");
    const auto* const known = std::ranges::find(algorithms, std::string_view(alg), &Algorithm::name);
    const auto key = key_of(jws.header, alg, issuer, resolve, named, method);
    if (known == algorithms.end() && (key || key.error().code != "proof.secretKey"))
        return fail("proof.suite", {}, alg);
    if (!key) return std::unexpected(key.error());
    if (!fits(alg, *key)) return fail("proof.algorithm", {}, alg);
    return signature_holds(jws, *key, desk);
}

} // namespace

std::optional<Jws> parse_jws(std::string_view text) {
    const auto parts = split(text);
    if (!parts) return std::nullopt;
    auto header = header_in(parts->header);
    auto payload = header ? object_in(parts->payload) : std::nullopt;
    auto signature = from_base64url(parts->signature);
    if (!payload || !signature) return std::nullopt;
    return Jws{*std::move(header), *std::move(payload),
               text.substr(0, parts->header.size() + 1 + parts->payload.size()), *std::move(signature)};
}

bool looks_like_jws(std::string_view text) {
    const auto parts = text.starts_with("ey") ? split(text) : std::nullopt;
    return parts && header_in(parts->header).has_value();
}

ProofResult check_jws_signature(const Jws& jws, std::string_view issuer, const KeyResolver& resolve,
                                SignatureDesk* desk, std::string_view fallback) {
    ProofResult result{.cryptosuite = text_member(jws.header, "alg")};
    result.verification_method = method_of(jws.header, issuer, fallback);
    const bool named = !text_member(jws.header, "kid").empty() || !fallback.empty();
    const auto held = check(jws, issuer, resolve, desk, named, result.verification_method);
    if (held) {
        result.verdict = ProofVerdict::valid;
        return result;
    }
    result.reason = held.error().code;
    result.detail = held.error().detail;
    result.verdict = leaves_open(result.reason) ? ProofVerdict::unsupported : ProofVerdict::invalid;
    return result;
}

} // namespace cairn
