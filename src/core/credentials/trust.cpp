#include "core/credentials/trust.hpp"

#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view did_key = "did:key:";

// The last is Open Badges 2.0's, and that of DID documents of before there was a standard.
constexpr std::array<std::string_view, 7> key_members{
    "verificationMethod",   "assertionMethod",      "authentication", "keyAgreement",
    "capabilityInvocation", "capabilityDelegation", "publicKey"};

constexpr std::array<std::string_view, 4> key_forms{"publicKeyMultibase", "publicKeyJwk", "publicKeyPem",
                                                    "publicKeyBase58"};

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
    return json.is_object() &&
           std::ranges::any_of(key_forms, [&](std::string_view form) { return json.contains(form); });
}

bool is_controller_document(const Json& json) {
    return json.is_object() &&
           std::ranges::any_of(key_members, [&](std::string_view name) { return json.contains(name); });
}

// Its own moment is the first at which it is no key any more.
bool is_over(const Json& key, Instant at) {
    const auto expires = key.find("expires");
    if (expires == key.end()) return false;
    const auto end = date_time_stamp(text_or_empty(&*expires));
    return !end || !(at < *end);
}

// A moment, or a word that says it is.
bool is_revoked(const Json& key, Instant at) {
    const Json* const revoked = member(key, "revoked");
    if (revoked == nullptr || *revoked == false) return false;
    const auto since = date_time_stamp(text_or_empty(revoked));
    return !since || !(at < *since);
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

// A status list that lacks the type of one: it is found, and refused for what it lacks.
bool holds_bits(const Json& json) {
    return std::ranges::any_of(one_or_many(member(json, "credentialSubject")), [](const Json* subject) {
        return member(*subject, "encodedList") != nullptr;
    });
}

} // namespace

Result<VerificationKey> key_of_object(const Json& object, std::string_view url, Instant at) {
    if (is_revoked(object, at)) return fail("key.revoked", {}, std::string(url));
    if (is_over(object, at)) return fail("key.expired", {}, std::string(url));
    if (object.contains("publicKeyMultibase"))
        return key_of_multibase(text_member(object, "publicKeyMultibase"));
    if (const Json* const jwk = member(object, "publicKeyJwk")) return key_of_jwk(*jwk);
    if (object.contains("publicKeyPem")) return key_of_pem(text_member(object, "publicKeyPem"));
    // Ed25519VerificationKey2018: the bytes without a prefix that says what they are.
    auto bytes = from_base58(text_member(object, "publicKeyBase58"));
    const bool ed25519 =
        bytes && bytes->size() == PublicKey{}.size() && has_type(object, "Ed25519VerificationKey2018");
    if (!ed25519) return fail("key.type", {}, std::string(url));
    return VerificationKey{KeyType::ed25519, *std::move(bytes)};
}

Result<TrustFile> Trust::add(std::string_view text, std::string_view file_name) {
    auto read = read_json(text);
    const std::string file(file_name);
    if (!read) return fail(read.error().code, file + ": " + read.error().where, read.error().detail);
    // What a resolver of DIDs answers has the document inside.
    if (const Json* const inside = member(*read, "didDocument"); inside != nullptr && inside->is_object()) {
        Json document = *inside;
        *read = std::move(document);
    }
    Json& json = *read;
    if (const auto issuers = add_issuer_list(json, file); !issuers || *issuers)
        return issuers ? Result<TrustFile>(**issuers) : std::unexpected(issuers.error());

    std::string id = text_member(json, "id");
    if (id.empty() && json.is_object() && json.contains("kty")) id = text_member(json, "kid");
    TrustFile taken{.id = id, .name = words_of(member(json, "name"))};
    const auto take = [&](TrustKind kind, std::map<std::string, Json, std::less<>>& into) {
        taken.kind = kind;
        into.insert_or_assign(std::move(id), std::move(json));
        return taken;
    };
    if (add_key_set(json)) return TrustFile{.kind = TrustKind::key, .name = file};
    if (id.empty() || !json.is_object()) return fail("trust.unknown", file);

    if (kind_of(json) == CredentialKind::status_list || holds_bits(json)) {
        const bool bits = is_bitstring_list(json) || holds_bits(json);
        taken.kind = bits ? TrustKind::status_list : TrustKind::revocation_list;
        taken.as_of = made_at(json);
        const auto held = status_lists_.find(id);
        // Of two lists with one id the newer one counts.
        if (held == status_lists_.end() || !(taken.as_of < made_at(held->second)))
            status_lists_.insert_or_assign(std::move(id), std::move(json));
        return taken;
    }
    if (is_key(json)) return take(TrustKind::key, keys_);
    // A bare JWK has no address but its name, and a name that is none could be anybody's.
    if (json.contains("kty") && id.contains(':')) {
        json = Json{{"publicKeyJwk", json}};
        return take(TrustKind::key, keys_);
    }
    if (has_type(json, "BadgeClass")) return take(TrustKind::badge_class, badge_classes_);
    if (is_controller_document(json) || json.contains("revocationList"))
        return take(TrustKind::document, documents_);
    if (!has_type(json, "Profile") && !has_type(json, "Issuer")) return fail("trust.unknown", file);
    know(id, {taken.name, file, {}});
    taken.kind = TrustKind::issuers;
    return taken;
}

// RFC 7517, section 5: keys whose names are addresses.
bool Trust::add_key_set(const Json& json) {
    const Json* const keys = member(json, "keys");
    if (keys == nullptr || !keys->is_array()) return false;
    bool any = false;
    for (const Json& key : *keys) {
        const std::string kid = text_member(key, "kid");
        if (!kid.contains(':')) continue;
        keys_.insert_or_assign(kid, Json{{"publicKeyJwk", key}});
        any = true;
    }
    return any;
}

// Of several lists the newest says most; one without a date is older than any with one.
void Trust::know(std::string id, KnownIssuer issuer) {
    const auto held = issuers_.find(id);
    if (held == issuers_.end() || !(issuer.as_of < held->second.as_of))
        issuers_.insert_or_assign(std::move(id), std::move(issuer));
}

Result<std::optional<TrustFile>> Trust::add_issuer_list(const Json& json, const std::string& file) {
    TrustFile taken{.kind = TrustKind::issuers};
    if (text_member(json, "format") == "cairn-issuers") {
        const auto version = json.find("version");
        if (version == json.end() || *version != 1) return fail("trust.newerVersion", file);
        const Json* const list = member(json, "issuers");
        if (list == nullptr || !list->is_array()) return fail("trust.issuers", file);
        taken.name = text_member(json, "name");
        if (taken.name.empty()) taken.name = file;
        taken.as_of = date_of_list(text_member(json, "asOf"));
        for (const Json* issuer : one_or_many(list)) {
            const std::string id = text_member(*issuer, "id");
            if (!id.empty()) know(id, {text_member(*issuer, "name"), taken.name, taken.as_of});
        }
        return taken;
    }
    const Json* const registry = member(json, "registry");
    if (registry == nullptr || !registry->is_object()) return std::nullopt;
    taken.name = file;
    if (const Json* const meta = member(json, "meta"))
        taken.as_of = date_of_list(text_member(*meta, meta->contains("updated") ? "updated" : "created"));
    for (const auto& [id, issuer] : registry->items())
        know(id, {text_member(issuer, "name"), file, taken.as_of});
    return taken;
}

const Json* Trust::find_key(std::string_view method) const {
    // A document speaks for the keys below its own id, not for those of others.
    const std::string_view base = base_of(method);
    if (const Json* const found = document(base)) {
        for (const std::string_view name : key_members)
            for (const Json* key : one_or_many(member(*found, name)))
                if (is_key(*key) && absolute(text_member(*key, "id"), base) == method) return key;
    }
    return key_document(method);
}

Result<VerificationKey> Trust::resolve(std::string_view method, Instant at) const {
    if (method.starts_with(did_key)) return key_of_did_key(method);
    if (const Json* const key = find_key(method)) return key_of_object(*key, method, at);
    if (auto key = key_of_multibase(fragment_of(method))) return key;
    // What is no address at all names no key, whatever else were at hand.
    return method.contains(':') ? fail("key.unknown", {}, std::string(method))
                                : fail("key.did", {}, std::string(method));
}

bool Trust::bound(std::string_view method, std::string_view issuer, std::string_view purpose) const {
    if (issuer.empty()) return false;
    if (issuer.starts_with(did_key)) return base_of(method) == issuer && resolve(method, {}).has_value();
    const Json* const found = document(issuer);
    if (found == nullptr) return false;
    const auto controlled = [&](const Json& key) {
        const auto controllers = one_or_many(member(key, "controller"));
        return controllers.empty() || std::ranges::any_of(controllers, [&](const Json* one) {
                   return text_or_empty(one) == issuer;
               });
    };
    return std::ranges::any_of(one_or_many(member(*found, purpose)), [&](const Json* one) {
        const Json* const key = absolute(id_of(one), issuer) == method ? find_key(method) : nullptr;
        return key != nullptr && controlled(*key);
    });
}

bool Trust::bound_by_profile(std::string_view key, std::string_view issuer) const {
    const Json* const profile = document(issuer);
    if (issuer.empty() || key.empty() || profile == nullptr) return false;
    const auto owned = [&](const Json& one) {
        const std::string owner = id_of(member(one, "owner"));
        return owner.empty() || owner == issuer;
    };
    const Json* const found = key_document(key);
    if (found != nullptr && !owned(*found)) return false;
    return std::ranges::any_of(one_or_many(member(*profile, "publicKey")),
                               [&](const Json* one) { return id_of(one) == key && owned(*one); });
}

namespace {

const Json* find_in(const std::map<std::string, Json, std::less<>>& all, std::string_view id) {
    const auto found = all.find(id);
    return found == all.end() ? nullptr : &found->second;
}

} // namespace

const Json* Trust::document(std::string_view id) const {
    return find_in(documents_, id);
}

const Json* Trust::key_document(std::string_view id) const {
    return find_in(keys_, id);
}

const Json* Trust::badge_class(std::string_view id) const {
    return find_in(badge_classes_, id);
}

const Json* Trust::status_list(std::string_view id) const {
    return find_in(status_lists_, id);
}

const KnownIssuer* Trust::known_issuer(std::string_view id) const {
    const auto found = issuers_.find(id);
    return found == issuers_.end() ? nullptr : &found->second;
}

} // namespace cairn
