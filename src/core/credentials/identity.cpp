#include "core/credentials/identity.hpp"

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

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

bool is_email_of(const Learner& learner, std::string_view said) {
    const std::string wanted = lower(trimmed(said));
    return !wanted.empty() && std::ranges::any_of(learner.emails, [&](const std::string& email) {
        return lower(trimmed(email)) == wanted;
    });
}

// Nobody says how an address is to be written before it is hashed, so it is tried as typed and in lower case.
bool is_hash_of(const Learner& learner, std::string_view hash, std::string_view salt) {
    return std::ranges::any_of(learner.emails, [&](const std::string& email) {
        const std::string plain = trimmed(email);
        return !plain.empty() && (hash_matches(hash, plain, salt) || hash_matches(hash, lower(plain), salt));
    });
}

constexpr std::string_view mailto = "mailto:";

SubjectMatch match_identifier(const Json& identity, const Learner& learner, std::string path) {
    const std::string said = text_member(identity, "identityHash");
    if (text_member(identity, "identityType") != "emailAddress" || said.empty()) return {};
    const Json* const flag = member(identity, "hashed");
    if (flag != nullptr && *flag == true) {
        const bool same = is_hash_of(learner, said, text_member(identity, "salt"));
        return {same ? "hashed" : "", std::move(path), {}};
    }
    return {is_email_of(learner, said) ? "email" : "", std::move(path), said};
}

SubjectMatch match_id(const std::string& id, const Learner& learner, std::string path) {
    if (std::ranges::contains(learner.dids, id)) return SubjectMatch{"did", std::move(path), id};
    if (lower(id.substr(0, mailto.size())) == mailto) {
        const std::string email = id.substr(mailto.size());
        return {is_email_of(learner, email) ? "email" : "", std::move(path), email};
    }
    return {{}, std::move(path), id};
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
