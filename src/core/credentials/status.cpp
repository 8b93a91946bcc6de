// W3C Bitstring Status List 1.0, section 3.2, its forerunner StatusList2021, and 1EdTech revocation lists.
#include "core/archive/gunzip.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <ranges>

namespace cairn {

namespace {

constexpr std::size_t least_entries = 131'072;
constexpr std::size_t most_bytes_of_one = 16 * 1024 * 1024;
constexpr std::string_view not_checked = "notChecked";
constexpr std::string_view verification_error = "STATUS_VERIFICATION_ERROR";
constexpr std::string_view malformed = "MALFORMED_VALUE_ERROR";

// Worst last. What is not named here is an error.
int rank(std::string_view status) {
    static constexpr std::array<std::string_view, 3> mild{"none", "ok", not_checked};
    if (status == "revoked") return 5;
    if (status == "suspended") return 4;
    const auto* const found = std::ranges::find(mild, status);
    return static_cast<int>(found - mild.begin());
}

const Json* list_subject(const Json& list) {
    const auto subjects = one_or_many(member(list, "credentialSubject"));
    const auto found = std::ranges::find_if(subjects, [](const Json* one) { return one->is_object(); });
    return found == subjects.end() ? nullptr : *found;
}

// The bits, or the name of the error. Little text can be many bits, so they are counted.
std::string unpack(const Json& list, Bytes& bits, CheckRun& run) {
    const Json* const subject = list_subject(list);
    if (subject == nullptr) return std::string(malformed);
    std::string encoded = text_member(*subject, "encodedList");
    if (has_type(list, "BitstringStatusListCredential")) {
        if (!encoded.starts_with('u')) return std::string(malformed);
        encoded.erase(0, 1);
    } else {
        encoded.erase(encoded.find_last_not_of('=') + 1);
    }
    const auto packed = from_base64url(encoded);
    if (!packed) return std::string(malformed);
    const std::size_t most = std::min(most_bytes_of_one, run.list_budget);
    auto unpacked = gunzip(*packed, most);
    run.list_budget -= unpacked ? unpacked->size() : most;
    if (!unpacked) return std::string(unpacked.error().code == "gzip.tooLarge" ? not_checked : malformed);
    if (unpacked->size() * 8 < least_entries) return "STATUS_LIST_LENGTH_ERROR";
    bits = *std::move(unpacked);
    return {};
}

// Whether a list may be believed: signed by its issuer, and in time.
std::string distrust(const CheckReport& report) {
    if (report.signature == SignatureVerdict::unsupported) return std::string(not_checked);
    if (report.signature != SignatureVerdict::valid || report.time != TimeVerdict::ok)
        return std::string(verification_error);
    return report.issuer_bound.value_or(false) ? std::string() : std::string(not_checked);
}

StatusList open_one(const Json& list, CheckRun& run) {
    StatusList opened;
    opened.json = &list;
    // What is a credential of another kind as well has a status of its own, perhaps by this very list.
    if (!is_bitstring_list(list) || kind_of(list) != CredentialKind::status_list) {
        opened.error = verification_error;
        return opened;
    }
    run.opening_list = true;
    const CheckReport report = check_at(list, run, "$", 0);
    run.opening_list = false;
    opened.issuer = report.issuer_id;
    opened.as_of = report.valid_from;
    opened.error = distrust(report);
    opened.missing = report.missing;
    if (opened.error.empty()) opened.error = unpack(list, opened.bits, run);
    return opened;
}

// That it says more: it can be used, or it is newer. One that somebody put into the file can take no list of
// the issuer's own out of its place.
bool is_better(const StatusList& one, const StatusList& other) {
    if (one.error.empty() != other.error.empty()) return one.error.empty();
    return other.as_of < one.as_of;
}

// Of the list that was brought along and the best that stands in the file, those that have to be asked.
// Whoever made the file chose what stands in it, so only one that is newer for sure replaces the other.
std::vector<StatusList> to_ask(std::optional<StatusList> brought, std::optional<StatusList> carried) {
    std::vector<StatusList> lists;
    const bool useful = carried && (!brought || carried->error.empty());
    const bool both_dated = brought && carried && brought->as_of && carried->as_of;
    const bool is_newer = both_dated && *brought->as_of < *carried->as_of;
    const bool is_older = both_dated && !is_newer && brought->error.empty();
    if (brought && !(useful && is_newer)) lists.push_back(*std::move(brought));
    if (useful && !is_older) lists.push_back(*std::move(carried));
    return lists;
}

// Of those that were brought along or stand in the file itself, with this id. Empty: there is none.
const std::vector<StatusList>& open_lists(const std::string& id, CheckRun& run) {
    if (const auto held = run.lists.find(id); held != run.lists.end()) return held->second;
    std::vector<StatusList>& lists = run.lists[id];
    const Json* const own = run.trust.status_list(id);
    const auto carried = run.carried.find(id);
    if (own == nullptr && carried == run.carried.end()) return lists;
    // It stands there before it is opened, so that nothing within can have it opened again.
    lists.push_back(
        {.bits = {}, .error = std::string(not_checked), .issuer = {}, .as_of = {}, .missing = {}});
    std::optional<StatusList> brought;
    if (own != nullptr) brought = open_one(*own, run);
    std::optional<StatusList> best;
    if (carried != run.carried.end())
        for (const Json* list : carried->second) {
            StatusList opened = open_one(*list, run);
            if (!best || is_better(opened, *best)) best = std::move(opened);
        }
    return lists = to_ask(std::move(brought), std::move(best));
}

std::optional<std::uint64_t> index_of(const Json& entry) {
    const Json* const value = member(entry, "statusListIndex");
    if (value == nullptr) return std::nullopt;
    if (value->is_number()) {
        // 42, 42.0 and 4.2e1 are signed as the same number, so they have to be the same index.
        const auto number = value->get<double>();
        constexpr double most = 9007199254740991; // the largest up to which a double holds every integer
        const bool whole = number >= 0 && number <= most && number == std::floor(number);
        return whole ? std::optional(static_cast<std::uint64_t>(number)) : std::nullopt;
    }
    const std::string text = text_or_empty(value);
    std::uint64_t index = 0;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, index);
    return !text.empty() && error == std::errc() && at == end ? std::optional(index) : std::nullopt;
}

std::string bit_status(const StatusList& list, std::uint64_t index, std::string_view purpose) {
    if (index / 8 >= list.bits.size()) return "RANGE_ERROR";
    // Bit 0 is the most significant of the first byte.
    const bool set = (list.bits[static_cast<std::size_t>(index / 8)] >> (7 - index % 8) & 1U) != 0;
    if (purpose == "revocation") return set ? "revoked" : "ok";
    if (purpose == "suspension") return set ? "suspended" : "ok";
    // A message, or that there is a newer one: nothing is withdrawn by it.
    return "ok";
}

// What one list says of an index.
StatusAnswer answer_of(const StatusList& list, std::uint64_t index, std::string_view purpose,
                       const std::string& issuer, const CheckRun& run) {
    StatusAnswer answer;
    const auto is = [&](std::string_view status) {
        answer.status = status;
        return answer;
    };
    // A list by somebody else says nothing of this issuer's credentials.
    const bool theirs = list.issuer == issuer || run.trust.known_issuer(list.issuer) != nullptr;
    if (list.error.empty() && !theirs) return is(not_checked);
    if (list.error == not_checked) answer.missing = list.missing;
    if (list.error == verification_error || list.error == not_checked) return is(list.error);
    const Json* const subject = list_subject(*list.json);
    if (subject == nullptr) return is(malformed);
    const auto purposes = one_or_many(member(*subject, "statusPurpose"));
    if (std::ranges::none_of(purposes, [&](const Json* one) { return text_or_empty(one) == purpose; }))
        return is(verification_error);
    if (!list.error.empty()) return is(list.error);
    answer.as_of = list.as_of;
    answer.undated = !list.as_of;
    return is(bit_status(list, index, purpose));
}

// The worse status, and the dates and gaps of both.
StatusAnswer worse_of(StatusAnswer one, StatusAnswer other) {
    const auto oldest = one.as_of && other.as_of ? std::min(*one.as_of, *other.as_of)
                        : one.as_of              ? one.as_of
                                                 : other.as_of;
    const bool undated = one.undated || other.undated;
    auto missing = std::move(one.missing);
    std::ranges::move(other.missing, std::back_inserter(missing));
    StatusAnswer worse = rank(other.status) >= rank(one.status) ? std::move(other) : std::move(one);
    worse.as_of = oldest;
    worse.undated = undated;
    worse.missing = std::move(missing);
    return worse;
}

StatusAnswer bitstring_status(const Json& entry, const std::string& issuer, CheckRun& run) {
    const std::string purpose = text_member(entry, "statusPurpose");
    const std::string id = text_member(entry, "statusListCredential");
    const auto index = index_of(entry);
    if (purpose.empty() || id.empty() || !index) return {.status = std::string(malformed)};
    StatusAnswer answer{.status = std::string(not_checked), .list = id};
    const Json* const size = member(entry, "statusSize");
    if (size != nullptr && *size != 1) return answer;
    const auto& lists = open_lists(id, run);
    if (lists.empty()) {
        answer.missing = {{MissingKind::status_list, id, published_at(id)}};
        return answer;
    }
    answer.status = "none";
    for (const StatusList& list : lists)
        answer = worse_of(std::move(answer), answer_of(list, *index, purpose, issuer, run));
    answer.list = id;
    return answer;
}

const std::set<std::string>& revoked_by(const Json& revoked, const std::string& list, CheckRun& run) {
    if (const auto held = run.revoked.find(list); held != run.revoked.end()) return held->second;
    std::set<std::string>& ids = run.revoked[list];
    for (const Json& one : revoked) {
        const Json* const flag = member(one, "revoked");
        // Open Badges 2.0 names an assertion by a text, by its id or by a uid.
        const std::string uid = text_member(one, "uid");
        if (flag != nullptr && *flag == false) continue;
        ids.insert(id_of(&one));
        ids.insert(uid);
    }
    ids.erase("");
    return ids;
}

// Such a list is not signed: it is what the person brought along, found by its id.
StatusAnswer revocation_list_status(const Json& entry, const std::string& credential_id, CheckRun& run) {
    return check_revocation_list(text_member(entry, "id"), {credential_id}, "revokedCredential", run);
}

} // namespace

StatusAnswer check_revocation_list(const std::string& id, const std::vector<std::string>& names,
                                   std::string_view member_name, CheckRun& run) {
    StatusAnswer answer{.status = std::string(not_checked), .list = id};
    const Json* const list = run.trust.status_list(id);
    if (list == nullptr) {
        answer.missing = {{MissingKind::revocation_list, id, published_at(id)}};
        return answer;
    }
    if (std::ranges::all_of(names, &std::string::empty)) return answer;
    const Json* const revoked = member(*list, member_name);
    if (revoked == nullptr || !revoked->is_array()) {
        answer.status = verification_error;
        return answer;
    }
    answer.undated = true;
    const auto& ids = revoked_by(*revoked, id, run);
    const bool withdrawn = std::ranges::any_of(names, [&](const auto& name) { return ids.contains(name); });
    answer.status = withdrawn ? "revoked" : "ok";
    return answer;
}

bool is_bitstring_list(const Json& list) {
    return has_type(list, "BitstringStatusListCredential") || has_type(list, "StatusList2021Credential");
}

StatusAnswer check_status(const Json& credential, CheckRun& run) {
    StatusAnswer worst;
    const std::string issuer = id_of(member(credential, "issuer"));
    const auto entries = one_or_many(member(credential, "credentialStatus"));
    for (const Json* entry : entries | std::views::take(max_statuses)) {
        StatusAnswer answer;
        if (has_type(*entry, "BitstringStatusListEntry") || has_type(*entry, "StatusList2021Entry"))
            answer = bitstring_status(*entry, issuer, run);
        else if (has_type(*entry, "1EdTechRevocationList"))
            answer = revocation_list_status(*entry, text_member(credential, "id"), run);
        else
            answer.status = entry->is_object() ? not_checked : malformed;
        worst = worse_of(std::move(worst), std::move(answer));
    }
    if (entries.size() > max_statuses)
        worst = worse_of(std::move(worst), {.status = std::string(not_checked)});
    return worst;
}

std::string status_of_list(const Json& list, CheckRun& run) {
    if (run.opening_list || !is_bitstring_list(list)) return "none";
    Bytes bits;
    const std::string error = unpack(list, bits, run);
    return error.empty() ? "none" : error;
}

} // namespace cairn
