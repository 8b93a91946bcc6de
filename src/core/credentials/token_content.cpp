#include "core/credentials/token_content.hpp"

#include "core/credentials/members.hpp"

#include <string>
#include <string_view>

namespace cairn {

namespace {

// Who is meant: the member itself, or the `id` of the object that stands there.
void fill_id(Json& owner, const char* name, const std::string& id) {
    if (id.empty()) return;
    const auto found = owner.find(name);
    if (found == owner.end() || found->is_null())
        owner[name] = id;
    else if (found->is_object() && !found->contains("id"))
        (*found)["id"] = id;
}

// A claim speaks of one subject.
void fill_subject(Json& credential, const std::string& id) {
    const auto found = credential.find("credentialSubject");
    if (id.empty() || found == credential.end()) return;
    Json* subject = &*found;
    if (subject->is_array() && subject->size() == 1) subject = &subject->front();
    if (subject->is_object() && !subject->contains("id")) (*subject)["id"] = id;
}

// Where the credential says it by the name of either version, nothing is missing.
void fill_moment(Json& credential, const char* name, std::string_view newer_name, const Json* claim) {
    if (claim == nullptr || credential.contains(name) || credential.contains(newer_name)) return;
    if (const auto moment = numeric_date(*claim)) credential[name] = to_rfc3339(*moment);
}

} // namespace

const Json* credential_claim(const Json& payload) {
    for (const std::string_view name : {"vc", "vp"})
        if (const Json* const inner = member(payload, name); inner != nullptr && inner->is_object())
            return inner;
    return nullptr;
}

Json credential_in_token(const Json& payload) {
    const Json* const inner = credential_claim(payload);
    if (inner == nullptr) return payload;
    Json credential = *inner;
    const bool presents = has_type(credential, "VerifiablePresentation");
    fill_id(credential, presents ? "holder" : "issuer", text_member(payload, "iss"));
    if (const std::string id = text_member(payload, "jti"); !id.empty() && !credential.contains("id"))
        credential["id"] = id;
    if (presents) return credential;
    fill_subject(credential, text_member(payload, "sub"));
    fill_moment(credential, "issuanceDate", "validFrom", member(payload, "nbf"));
    fill_moment(credential, "expirationDate", "validUntil", member(payload, "exp"));
    return credential;
}

std::optional<Instant> numeric_date(const Json& value) {
    constexpr double last = 253402300799; // the end of the year 9999
    if (!value.is_number()) return std::nullopt;
    const auto seconds = value.get<double>();
    if (seconds < 0 || seconds > last) return std::nullopt;
    return Instant{static_cast<std::int64_t>(seconds * 1000)};
}

} // namespace cairn
