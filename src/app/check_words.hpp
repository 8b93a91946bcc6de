// What page and command say of a check: the same short phrases and sentences for the same report.
#pragma once

#include "app/words.hpp"
#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"

#include <string>
#include <string_view>

namespace cairn::app {

// Phrases begin in lower case where they follow a label ("Signature: holds"); sentences end in a full stop.
struct CheckWords {
    std::string state;     // a phrase that stands alone: "Does not hold"
    std::string reason;    // a sentence: why the state is what it is, and what to do
    std::string kind;      // "badge", "submission or collection of badges (CLR)"
    std::string signature; // "holds", "of a kind that this version cannot check yet"
    std::string issuer;    // whose the signing key is, and by which list; "" where nothing was signed
    std::string time;      // "in time, until 3 October 2026"
    std::string status;    // whether it was withdrawn, and by a list of when: "not checked: …"
};

CheckWords check_words(const Words& words, const CheckReport& report, int utc_offset_minutes = 0);

// What was not here, where it is published, and what to do: a sentence.
std::string missing_words(const Words& words, const MissingPiece& missing);

// What a file to check with is, whose it is by its own word, and when it was made: safe to show.
std::string trust_words(const Words& words, const TrustFile& about, int utc_offset_minutes = 0);

// What `CheckWords::state` says, for a state alone.
std::string state_words(const Words& words, CheckState state);
std::string kind_words(const Words& words, CredentialKind kind);

// A sentence for any error that a check or the adding of a badge can give; text that was refused (json.*)
// gets its line and column where they are known.
std::string reason_words(const Words& words, const Error& error);

// Why a proof does not hold or could not be checked; "" where it holds.
std::string proof_words(const Words& words, const ProofResult& proof);

} // namespace cairn::app
