#include "core/credentials/trust.hpp"

#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view did_key = "did:key:";

constexpr std::array<std::string_view, 6> key_members{"verificationMethod",   "assertionMethod",
                                                      "authentication",       "keyAgreement",
                                                      "capabilityInvocation", "capabilityDelegation"};

std::string_view base_of(std::string_view url) {
    return url.substr(0, url.find('#'));
}

std::string_view fragment_of(std::string_view url) {
    const auto hash = url.find('#');
    return hash == std::string_view::npos ? std::string_view() : url.substr(hash + 1);
}

// "#key-1" within a document is short for its id and that.
std::string absolute(std::string_view url, std::string_view document) {
    return url.starts_with('#') ? std::string(document) + std::string(url) : std::string(url);
}

bool is_key(const Json& json) {
    return json.is_object() && (json.contains("publicKeyMultibase") || json.contains("publicKeyJwk"));
}

bool is_controller_document(const Json& json) {
    return std::ranges::any_of(key_members, [&](std::string_view name) { return json.contains(name); });
}

Result<PublicKey> key_of_jwk(const Json& jwk, std::string_view url) {
    const auto bytes = from_base64url(text_member(jwk, "x"));
    PublicKey key{};
    if (text_member(jwk, "kty") != "OKP" || text_member(jwk, "crv") != "Ed25519" || jwk.contains("d") ||
        !bytes || bytes->size() != key.size())
        return fail("key.type", {}, std::string(url));
    std::ranges::copy(*bytes, key.begin());
    return key;
}

// Its own moment is the first at which it is no key any more.
bool is_over(const Json& key, Instant at) {
    const auto expires = key.find("expires");
    if (expires == key.end()) return false;
    const auto end = date_time_stamp(text_or_empty(&*expires));
    return !end || !(at < *end);
}

Result<PublicKey> key_of(const Json& object, std::string_view url, Instant at) {
    if (object.contains("revoked")) return fail("key.revoked", {}, std::string(url));
    if (is_over(object, at)) return fail("key.expired", {}, std::string(url));
    if (object.contains("publicKeyMultibase"))
        return parse_public_multikey(text_member(object, "publicKeyMultibase"));
    const Json* const jwk = member(object, "publicKeyJwk");
    return jwk != nullptr ? key_of_jwk(*jwk, url) : fail("key.type", {}, std::string(url));
}

// The date of DCC's registry has a zone without a colon.
std::optional<Instant> date_of_list(std::string text) {
    if (text.size() > 5 && (text[text.size() - 5] == '+' || text[text.size() - 5] == '-'))
        text.insert(text.size() - 2, ":");
    if (const auto instant = parse_rfc3339(text)) return *instant;
    const auto day = parse_date(text);
    return day ? std::optional(*day) : std::nullopt;
}

std::optional<Instant> made_at(const Json& status_list) {
    return check_time(status_list, CredentialKind::status_list, {}).from;
}

} // namespace

Result<void> Trust::add(std::string_view text, std::string_view file_name) {
    const auto read = read_json(text);
    const std::string file(file_name);
    if (!read) return fail(read.error().code, file + ": " + read.error().where, read.error().detail);
    const Json& json = *read;
    const std::string id = text_member(json, "id");

    const Result<bool> issuers = add_issuer_list(json, file);
    if (!issuers) return std::unexpected(issuers.error());
    if (*issuers) return {};
    if (kind_of(json) == CredentialKind::status_list && !id.empty()) {
        const auto held = status_lists_.find(id);
        // Of two lists with one id the newer one counts.
        if (held == status_lists_.end() || !(made_at(json) < made_at(held->second)))
            status_lists_.insert_or_assign(id, json);
        return {};
    }
    const bool profile = has_type(json, "Profile") && !id.empty();
    if (profile) issuers_.insert_or_assign(id, KnownIssuer{words_of(member(json, "name")), file, {}});
    if (is_key(json) && !id.empty()) {
        keys_.insert_or_assign(id, json);
        return {};
    }
    if (json.is_object() && !id.empty() && is_controller_document(json)) {
        documents_.insert_or_assign(id, json);
        for (const std::string_view name : key_members) {
            for (const Json* method : one_or_many(member(json, name))) {
                const std::string url = absolute(text_member(*method, "id"), id);
                // A document speaks for the keys below its own id, not for those of others.
                if (is_key(*method) && base_of(url) == id) keys_.insert_or_assign(url, *method);
            }
        }
        return {};
    }
    return profile ? Result<void>() : fail("trust.unknown", file);
}

Result<bool> Trust::add_issuer_list(const Json& json, const std::string& file) {
    if (text_member(json, "format") == "cairn-issuers") {
        const auto version = json.find("version");
        if (version == json.end() || *version != 1) return fail("trust.newerVersion", file);
        const Json* const list = member(json, "issuers");
        if (list == nullptr || !list->is_array()) return fail("trust.issuers", file);
        const std::string name = text_member(json, "name");
        const auto as_of = date_of_list(text_member(json, "asOf"));
        for (const Json* issuer : one_or_many(list)) {
            const std::string id = text_member(*issuer, "id");
            if (!id.empty())
                issuers_.insert_or_assign(
                    id, KnownIssuer{text_member(*issuer, "name"), name.empty() ? file : name, as_of});
        }
        return true;
    }
    const Json* const registry = member(json, "registry");
    if (registry == nullptr || !registry->is_object()) return false;
    std::optional<Instant> as_of;
    if (const Json* const meta = member(json, "meta"))
        as_of = date_of_list(text_member(*meta, meta->contains("updated") ? "updated" : "created"));
    for (const auto& [id, issuer] : registry->items())
        issuers_.insert_or_assign(id, KnownIssuer{text_member(issuer, "name"), file, as_of});
    return true;
}

Result<PublicKey> Trust::resolve(std::string_view method, Instant at) const {
    if (method.starts_with(did_key))
        return method.contains('#') ? parse_verification_method(method) : parse_did_key(method);
    if (const auto key = keys_.find(method); key != keys_.end()) return key_of(key->second, method, at);
    if (const auto key = parse_public_multikey(fragment_of(method))) return *key;
    // What is no address at all names no key, whatever else were at hand.
    return method.contains(':') ? fail("key.unknown", {}, std::string(method))
                                : fail("key.did", {}, std::string(method));
}

bool Trust::bound(std::string_view method, std::string_view issuer, std::string_view purpose) const {
    if (issuer.empty()) return false;
    if (issuer.starts_with(did_key)) return base_of(method) == issuer && resolve(method, {}).has_value();
    const auto document = documents_.find(issuer);
    if (document == documents_.end()) return false;
    const auto controlled = [&](const Json& key) {
        const auto controllers = one_or_many(member(key, "controller"));
        return controllers.empty() || std::ranges::any_of(controllers, [&](const Json* one) {
                   return text_or_empty(one) == issuer;
               });
    };
    return std::ranges::any_of(one_or_many(member(document->second, purpose)), [&](const Json* one) {
        const std::string url = absolute(id_of(one), issuer);
        const auto key = keys_.find(url);
        return url == method && key != keys_.end() && controlled(key->second);
    });
}

const Json* Trust::status_list(std::string_view id) const {
    const auto found = status_lists_.find(id);
    return found == status_lists_.end() ? nullptr : &found->second;
}

const KnownIssuer* Trust::known_issuer(std::string_view id) const {
    const auto found = issuers_.find(id);
    return found == issuers_.end() ? nullptr : &found->second;
}

} // namespace cairn
