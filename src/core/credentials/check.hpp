// What can be said of a credential with no network: what it is, whether its signatures hold, whose they are,
// whether it is in time, whether it was withdrawn. The answers are those of `cairn verify`:
// docs/data-format.md, "Answers".
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/credentials/missing.hpp"
#include "core/credentials/proof.hpp"
#include "core/crypto/question.hpp"
#include "core/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

class Trust;

enum class CredentialKind { clr, achievement, endorsement, presentation, status_list, jwt, badge_2, other };

// valid: every proof that is supported holds; mixed: some; invalid: none; unsupported: none is supported;
// none: there is no proof; reject: the text itself is refused.
enum class SignatureVerdict { valid, mixed, invalid, unsupported, none, reject };

// The first that applies of malformed, expired, not_yet_valid, proof_expired.
enum class TimeVerdict { ok, expired, not_yet_valid, malformed, proof_expired };

// bad: broken, expired or withdrawn, or something inside is. not_checked: nobody signed it, or what it needs
// to be checked is not here. issuer_unknown: signed and in time, by somebody on no list. good_as_of: good by
// lists that are older than the day of checking.
enum class CheckState { good, good_as_of, issuer_unknown, not_checked, bad };

// Something of another shape than its format asks for. `error` has a code "fault.*" with words in
// assets/strings; its `where` is the JSON path ("$.credentialSubject.achievement"), or the name of a file in
// a ZIP.
using Fault = Error;

struct CheckReport {
    CredentialKind kind = CredentialKind::other;
    SignatureVerdict signature = SignatureVerdict::none;
    std::vector<ProofResult> proofs;  // integrity alone
    std::optional<bool> issuer_bound; // whether the signing key is the issuer's; nothing: there is no telling
    TimeVerdict time = TimeVerdict::ok;
    std::string status = "none"; // none, ok, revoked, suspended, notChecked, or the W3C error name
    std::string claims;          // of a JWT: ok, invalid; "" of others
    std::vector<Fault> faults;   // at most max_faults
    std::vector<CheckReport> nested;
    CheckState state = CheckState::not_checked;
    Error
        reason; // why `state` is what it is: a code "check.*" or of the reader, with words in assets/strings
    bool content_differs = false; // bytes that it carries are not those of their digest

    // What it says of itself, for people; nothing of it was checked unless the above says so.
    std::string id, name, issuer_id, issuer_name;
    std::string path; // of a nested one: its JSON path in the whole
    std::optional<Instant> valid_from, valid_until;
    std::optional<Instant> as_of; // state good_as_of: the date of the oldest list

    // By whom the issuer is known, and which list answered for `status`; "" where none did.
    std::string issuer_list, status_list;
    std::optional<Instant> issuer_list_as_of, status_list_as_of; // when they were made, where they say so

    std::vector<MissingPiece> missing; // what was not here, each once; of nested ones in theirs
    // Signatures that somebody else has to check. Of the whole file, so only in the topmost report.
    std::vector<SignatureQuestion> questions;
};

// What was not here for the whole file, each once.
std::vector<MissingPiece> all_missing(const CheckReport& report);

inline constexpr std::size_t max_faults = 100;
inline constexpr std::size_t max_nested = 2000;

struct CheckContext {
    Instant at;                                // the moment for which time is judged
    const Trust* trust = nullptr;              // nullptr: did:key alone
    const SignatureAnswers* answers = nullptr; // to the questions of an earlier check; nullptr: none
};

// Of JSON text or of a compact JWS. Whatever the text, there is a report.
CheckReport check_text(std::string_view text, const CheckContext& context);

CheckReport check_json(const Json& credential, const CheckContext& context);

// Of text that could not even be read: signature reject, state bad.
CheckReport rejected(Error why);

// The signature holds and it is in time; nothing that it carries differs or is broken: what `cairn verify`
// answers 0 for.
bool holds(const CheckReport& report);

// The words of data-format.md: "notYetValid", "status-list", …
std::string_view name_of(CredentialKind kind);
std::string_view name_of(SignatureVerdict verdict);
std::string_view name_of(TimeVerdict verdict);
std::string_view name_of(CheckState state);

} // namespace cairn
