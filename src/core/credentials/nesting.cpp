#include "core/credentials/nesting.hpp"

#include "core/credentials/members.hpp"
#include "core/json/read.hpp"
#include "core/json/write.hpp"
#include "core/jsonld/canonical.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace cairn {

namespace {

// Beside a bundle's own, those under which other people's badges passed JSON-LD safe mode inside one
// (tests/interop). Older versions of Open Badges redefine protected terms.
constexpr std::array<std::string_view, 5> contexts_inside = {
    vc_context,
    ob_context,
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/suites/ed25519-2020/v1",
};

constexpr std::string_view jws_url = "data:application/vc+jwt,";
constexpr std::string_view enveloped_type = "EnvelopedVerifiableCredential";
constexpr std::string_view older_vc_context = "https://www.w3.org/2018/credentials/v1";

// A bundle's object, its subject and the list of credentials stand around it.
constexpr std::size_t levels_around = 3;

bool has_contexts_of_a_bundle(const Json& credential) {
    const auto contexts = credential.find("@context");
    return contexts != credential.end() && contexts->is_array() && !contexts->empty() &&
           contexts->front() == vc_context && std::ranges::all_of(*contexts, [](const Json& context) {
               return context.is_string() &&
                      std::ranges::contains(contexts_inside, context.get_ref<const std::string&>());
           });
}

bool is_credential(const Json& credential) {
    const auto types = credential.find("type");
    return types != credential.end() && types->is_array() && has_type(credential, "VerifiableCredential") &&
           std::ranges::all_of(*types, [](const Json& type) { return type.is_string(); });
}

bool has_issuer(const Json& credential) {
    const Json* const issuer = member(credential, "issuer");
    return !id_of(issuer).empty() && (issuer->is_string() || has_type(*issuer, "Profile"));
}

bool has_subject(const Json& credential) {
    const Json* const subject = member(credential, "credentialSubject");
    return subject != nullptr && subject->is_object() && has_type(*subject, "AchievementSubject");
}

bool has_valid_from(const Json& credential) {
    return date_time_stamp(text_member(credential, "validFrom")).has_value();
}

// Recursion is bounded: it ends at `levels`.
bool is_plain(const Json& value, std::size_t levels) {
    if (value.is_null()) return false;
    if (!value.is_structured()) return true;
    return levels > 0 &&
           std::ranges::all_of(value, [levels](const Json& inner) { return is_plain(inner, levels - 1); });
}

// JSON-LD reads the whole, so it reads each of them under the bundle's contexts.
bool says_something_inside(const Json& credential) {
    Json subject = json_object({{"type", json_texts({"ClrSubject"})}});
    subject["verifiableCredential"] = Json::array({credential});
    const Json whole = json_object({{"@context", json_texts({vc_context, clr_context, ob_context})},
                                    {"type", json_texts({"VerifiableCredential", "ClrCredential"})},
                                    {"credentialSubject", std::move(subject)}});
    return canonical_rdf(whole, nullptr).has_value();
}

bool has_depth(const Json& value, std::size_t levels) {
    if (!value.is_structured()) return true;
    return levels > 0 &&
           std::ranges::all_of(value, [levels](const Json& inner) { return has_depth(inner, levels - 1); });
}

} // namespace

bool may_nest(const Json& credential) {
    return credential.is_object() && has_contexts_of_a_bundle(credential) && is_credential(credential) &&
           has_issuer(credential) && has_valid_from(credential) && has_subject(credential) &&
           is_plain(credential, ReadLimits{}.depth - levels_around) && says_something_inside(credential);
}

bool may_be_presented(const Json& credential) {
    constexpr std::size_t levels = 2; // the presentation and its list
    if (!credential.is_object() || !has_type(credential, "VerifiableCredential")) return false;
    const auto contexts = one_or_many(member(credential, "@context"));
    const std::string first = contexts.empty() ? std::string() : text_or_empty(contexts.front());
    return (first == vc_context || first == older_vc_context) &&
           !id_of(member(credential, "issuer")).empty() && has_depth(credential, ReadLimits{}.depth - levels);
}

Json enveloped(std::string_view jws) {
    return json_object({{"@context", vc_context},
                        {"id", std::string(jws_url) + std::string(jws)},
                        {"type", enveloped_type}});
}

std::optional<std::string> jws_in(const Json& enveloped) {
    const std::string url = text_member(enveloped, "id");
    if (!has_type(enveloped, enveloped_type) || !url.starts_with(jws_url)) return std::nullopt;
    return url.substr(jws_url.size());
}

} // namespace cairn
