#include "core/credentials/identity.hpp"

#include "base/text.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// The learner's address that this is, as the learner wrote it; "" where it is none of theirs.
std::string email_of(const Learner& learner, std::string_view said) {
    const std::string wanted = lower(trimmed(said));
    for (const std::string& email : learner.emails)
        if (!wanted.empty() && lower(trimmed(email)) == wanted) return email;
    return {};
}

// Nobody says how an address is to be written before it is hashed, so it is tried as typed and in lower case.
std::string hashed_email_of(const Learner& learner, std::string_view hash, std::string_view salt) {
    for (const std::string& email : learner.emails) {
        const std::string plain(trimmed(email));
        if (!plain.empty() && (hash_matches(hash, plain, salt) || hash_matches(hash, lower(plain), salt)))
            return email;
    }
    return {};
}

constexpr std::string_view mailto = "mailto:";

SubjectMatch match_email(const std::string& said, const Learner& learner, std::string path) {
    std::string ours = email_of(learner, said);
    return {
        .how = ours.empty() ? "" : "email", .where = std::move(path), .said = said, .ours = std::move(ours)};
}

SubjectMatch match_hash(const std::string& hash, const std::string& salt, const Learner& learner,
                        std::string path) {
    std::string ours = hashed_email_of(learner, hash, salt);
    return {
        .how = ours.empty() ? "" : "hashed", .where = std::move(path), .said = {}, .ours = std::move(ours)};
}

bool says_hashed(const Json& identity) {
    const Json* const flag = member(identity, "hashed");
    return flag != nullptr && *flag == true;
}

SubjectMatch match_identifier(const Json& identity, const Learner& learner, std::string path) {
    const std::string said = text_member(identity, "identityHash");
    if (text_member(identity, "identityType") != "emailAddress" || said.empty()) return {};
    if (says_hashed(identity))
        return match_hash(said, text_member(identity, "salt"), learner, std::move(path));
    return match_email(said, learner, std::move(path));
}

// Open Badges 2.0, IdentityObject; of version 1 a text that is an address or its hash, with the salt beside
// it.
SubjectMatch match_recipient(const Json& assertion, const Learner& learner) {
    const Json* const recipient = member(assertion, "recipient");
    if (recipient == nullptr) return {};
    const Json& owner = recipient->is_object() ? *recipient : assertion;
    const std::string said =
        recipient->is_object() ? text_member(*recipient, "identity") : text_or_empty(recipient);
    const std::string type = text_member(owner, "type");
    if (said.empty() || (recipient->is_object() && !type.empty() && type != "email")) return {};
    if (says_hashed(owner) || said.starts_with("sha256$"))
        return match_hash(said, text_member(owner, "salt"), learner, "$.recipient");
    return match_email(said, learner, "$.recipient");
}

SubjectMatch match_id(const std::string& id, const Learner& learner, std::string path) {
    if (std::ranges::contains(learner.dids, id))
        return {.how = "did", .where = std::move(path), .said = id, .ours = id};
    if (lower(id.substr(0, mailto.size())) == mailto)
        return match_email(id.substr(mailto.size()), learner, std::move(path));
    return {.how = {}, .where = std::move(path), .said = id};
}

} // namespace

bool hash_matches(std::string_view identity_hash, std::string_view identity, std::string_view salt) {
    const std::string hash = sha256_hex(std::string(identity) + std::string(salt));
    return lower(identity_hash) == "sha256$" + hash;
}

SubjectMatch match_subject(const Json& credential, const Learner& learner) {
    SubjectMatch first{.how = {}, .where = "$.credentialSubject", .said = {}};
    bool named = false;
    std::size_t i = 0;
    const auto consider = [&](SubjectMatch match) {
        const bool takes = !match.where.empty() && first.how.empty() && (!match.how.empty() || !named);
        if (!takes) return;
        named = true;
        first = std::move(match);
        first.subject = i;
    };
    const Json* const subjects = member(credential, "credentialSubject");
    const auto all = one_or_many(subjects);
    for (; i < all.size(); ++i) {
        std::string path = "$.credentialSubject";
        if (subjects->is_array()) path += path_step(i);
        if (const std::string id = text_member(*all[i], "id"); !id.empty())
            consider(match_id(id, learner, path + ".id"));
        const Json* const identifiers = member(*all[i], "identifier");
        const auto each = one_or_many(identifiers);
        for (std::size_t k = 0; k < each.size(); ++k) {
            std::string at = path + ".identifier";
            if (identifiers->is_array()) at += path_step(k);
            consider(match_identifier(*each[k], learner, std::move(at)));
        }
    }
    i = 0;
    if (subjects == nullptr) consider(match_recipient(credential, learner));
    return first;
}

bool by_learner(const CheckReport& report, const Learner& learner) {
    const auto own = [&](std::string_view did) { return std::ranges::contains(learner.dids, did); };
    if (own(report.issuer_id)) return true;
    return std::ranges::any_of(report.proofs, [&](const ProofResult& proof) {
        const std::string_view method = proof.verification_method;
        const std::size_t hash = method.find('#');
        if (own(method.substr(0, hash))) return true;
        // The same key under another name.
        return hash != method.npos && own("did:key:" + std::string(method.substr(hash + 1)));
    });
}

} // namespace cairn
