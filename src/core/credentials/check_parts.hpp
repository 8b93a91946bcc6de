// The parts of a check, each of which answers one question. For check.cpp and its tests alone; what the
// answers mean is told in check.hpp.
#pragma once

#include "core/credentials/check.hpp"
#include "core/credentials/trust.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace cairn {

// Credentials inside credentials: a presentation, a CLR, a badge are three.
inline constexpr std::size_t max_nesting = 8;

inline constexpr std::size_t max_statuses = 32; // entries of one credential; more are not looked at
inline constexpr std::size_t max_missing = 100; // of a whole file
inline constexpr std::size_t most_list_bytes = 64 * 1024 * 1024; // of bits, unpacked, in one check

// What a status list says by itself: its bits, or why it cannot be used.
struct StatusList {
    Bytes bits;
    std::string error; // a W3C error name or "notChecked"; "" where the bits can be used
    std::string issuer;
    std::optional<Instant> as_of;
    const Json* json = nullptr;
    std::vector<MissingPiece> missing; // what was not here to check the list itself
};

// What one check of a file keeps while it goes through what is nested.
struct CheckRun {
    const CheckContext& context;
    const Trust& trust;
    std::size_t nested = 0;
    bool too_many = false;
    SignatureDesk desk;
    std::size_t budget = 128 * 1024 * 1024; // see ProofExpectation: eight times the largest file
    std::map<std::string, std::vector<const Json*>, std::less<>> carried = {}; // lists in the file, by id
    // By id: each is unpacked once. The brought one first, and one of the file beside it where neither is
    // known to be the newer.
    std::map<std::string, std::vector<StatusList>, std::less<>> lists = {};
    std::size_t list_budget = most_list_bytes; // counted down to 0, where lists are not looked at any more
    bool opening_list = false;                 // its bits are unpacked by whoever opens it
    std::map<std::string, std::set<std::string>, std::less<>> revoked =
        {}; // by id of a list of 1EdTech: whom it names
};

CheckReport check_at(const Json& credential, CheckRun& run, std::string path, std::size_t depth);

// Adds what stands inside a credential or a presentation to `report.nested`.
void check_inside(const Json& json, CheckReport& report, CheckRun& run, std::size_t depth);

CredentialKind kind_of(const Json& json);

// Verdict over all proofs of a document.
SignatureVerdict signature_of(const std::vector<ProofResult>& proofs);

struct TimeAnswer {
    TimeVerdict verdict = TimeVerdict::ok;
    std::optional<Instant> from, until;
};
TimeAnswer check_time(const Json& credential, CredentialKind kind, Instant at);

struct StatusAnswer {
    std::string status = "none";
    std::string list = {};             // the list that it comes from, or that is not here
    std::optional<Instant> as_of = {}; // of the oldest list that answered
    bool undated = false;              // a list that answered does not say when it was made
    std::vector<MissingPiece> missing = {};
};
StatusAnswer check_status(const Json& credential, CheckRun& run);

// Whether a list that is not signed (1EdTech, Open Badges 2.0) withdraws one of these names; `member_name` is
// where the list has them.
StatusAnswer check_revocation_list(const std::string& id, const std::vector<std::string>& names,
                                   std::string_view member_name, CheckRun& run);

// A status list credential, of W3C or of its forerunner; not a list of 1EdTech or of Open Badges 2.0.
bool is_bitstring_list(const Json& list);

// "none", or the W3C error name of a file that is itself a list, or "notChecked" where it is too large.
std::string status_of_list(const Json& list, CheckRun& run);

// Faults of shape, and bytes that are not those of their digest.
void find_faults(const Json& credential, CheckReport& report);

// A compact JWS: three parts in base64url, the first of them a header with an `alg`.
bool looks_like_jws(std::string_view text);
CheckReport check_jws(std::string_view text, CheckRun& run, std::string path, std::size_t depth = 0);

// An assertion of Open Badges 2.0 (or 1) as JSON: what names it in the report, and where it is hosted.
StatusAnswer check_hosted_badge(const Json& assertion, CheckReport& report, const CheckRun& run);

// A token that holds such an assertion.
struct Jws;
CheckReport check_badge_2_jws(const Jws& jws, CheckRun& run, std::string path);

// Sets `state`, `reason`, the lists and their dates and `missing` from everything else in the report.
void decide(CheckReport& report, const StatusAnswer& status, const CheckRun& run);

} // namespace cairn
