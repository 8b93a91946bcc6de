// Whether a credential was withdrawn: by lists that were brought along, believed only if their issuer signed
// them.
#include "core/credentials/check.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/trust.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/badge_samples.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>
#include <utility>
#include <vector>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr Instant february{1769904000000}; // 2026-02-01T00:00:00Z
constexpr std::size_t entries = 131'072;
const std::string list_id = "https://campus.example/status/1";
const std::string campus = did_of(public_key_of(campus_seed));

std::string packed(const std::string& bits) {
    const std::string gzip = std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10) + deflate_stored(bits) +
                             little_endian(plain_crc32(bits), 4) + little_endian(bits.size(), 4);
    return to_base64url(bytes_of(gzip));
}

// Bits 5 and the last one are set.
std::string sample_bits(std::size_t count = entries) {
    std::string bits(count / 8, '\0');
    bits[0] = '\x04';
    bits.back() = '\x01';
    return bits;
}

Json list_of(const std::string& encoded, Json purpose = "revocation") {
    return {{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
            {"id", list_id},
            {"type", Json::array({"VerifiableCredential", "BitstringStatusListCredential"})},
            {"issuer", campus},
            {"validFrom", "2026-02-01T00:00:00Z"},
            {"credentialSubject",
             {{"id", list_id + "#list"},
              {"type", "BitstringStatusList"},
              {"statusPurpose", std::move(purpose)},
              {"encodedList", encoded}}}};
}

Json list() {
    return list_of("u" + packed(sample_bits()));
}

Json signed_list(const Json& json = list(), const Seed& seed = campus_seed) {
    return with_proof(json, seed, february);
}

Json entry(Json index = "5", const std::string& purpose = "revocation") {
    return {{"id", list_id + "#5"},
            {"type", "BitstringStatusListEntry"},
            {"statusPurpose", purpose},
            {"statusListIndex", std::move(index)},
            {"statusListCredential", list_id}};
}

CheckReport check(const Json& status, const std::vector<Json>& files) {
    Trust trust;
    for (const Json& file : files)
        CHECK(trust.add(canonicalize(file), "list.json").has_value());
    return check_text(badge_like([&](Json& json) { json["credentialStatus"] = status; }),
                      {.at = february, .trust = &trust});
}

std::string status(const Json& entry, const std::vector<Json>& files) {
    return check(entry, files).status;
}

} // namespace

TEST_CASE("the bit of an entry says whether the credential was withdrawn") {
    const std::vector<Json> files{signed_list()};
    CHECK(status(entry("5"), files) == "revoked");
    CHECK(status(entry("4"), files) == "ok");
    CHECK(status(entry("6"), files) == "ok");
    CHECK(status(entry(std::to_string(entries - 1)), files) == "revoked");
    CHECK(status(entry(5), files) == "revoked");
    CHECK(status(entry("5", "suspension"),
                 {signed_list(list_of("u" + packed(sample_bits()), "suspension"))}) == "suspended");
    const Json both = list_of("u" + packed(sample_bits()), Json::array({"revocation", "suspension"}));
    CHECK(status(entry("5", "suspension"), {signed_list(both)}) == "suspended");
    CHECK(status(entry("5"), {signed_list(both)}) == "revoked");
}

TEST_CASE("an index that is written as another form of the same number is the same index") {
    for (const char* const form : {"5", "5.0", "5e0", "0.5e1", "50e-1"}) {
        CAPTURE(form);
        CHECK(status(entry(read_json(form).value()), {signed_list()}) == "revoked");
    }
    for (const char* const form : {"-0", "0.0", "0e9"}) {
        CAPTURE(form);
        CHECK(status(entry(read_json(form).value()), {signed_list()}) == "ok");
    }
    for (const char* const form : {"-5", "5.5", "9007199254740993", "1e300", "-1e300"}) {
        CAPTURE(form);
        CHECK(status(entry(read_json(form).value()), {signed_list()}) == "MALFORMED_VALUE_ERROR");
    }
}

TEST_CASE("a list that holds something that asks for the list again still answers") {
    Json nesting = list();
    nesting["credentialSubject"]["verifiableCredential"] =
        Json::array({read_json(badge_like([](Json& json) { json["credentialStatus"] = entry(); })).value()});
    const CheckReport report = check(entry(), {signed_list(nesting)});
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.status == "revoked");
}

TEST_CASE("a list that is a credential of another kind as well, and asks for itself, says nothing") {
    for (const char* const kind :
         {"ClrCredential", "AchievementCredential", "EndorsementCredential", "VerifiablePresentation"}) {
        CAPTURE(kind);
        Json both = list();
        both["type"] = Json::array({"VerifiableCredential", kind, "BitstringStatusListCredential"});
        both["credentialStatus"] = entry();
        both["credentialSubject"]["verifiableCredential"] = Json::array({list()});
        const CheckReport report = check(entry(), {signed_list(both)});
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.status == "STATUS_VERIFICATION_ERROR");
        CHECK(report.state == CheckState::not_checked);

        // Carried, and asked for by itself.
        const Json whole{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                         {"type", Json::array({"VerifiablePresentation"})},
                         {"verifiableCredential", Json::array({both, list()})}};
        CHECK(check_json(whole, {.at = february}).nested.size() == 2);
    }
}

TEST_CASE("what is withdrawn or suspended is bad, and its signature holds all the same") {
    const CheckReport revoked = check(entry("5"), {signed_list()});
    CHECK(revoked.signature == SignatureVerdict::valid);
    CHECK(revoked.state == CheckState::bad);
    CHECK(revoked.reason == Error{"check.revoked", "", list_id});
    CHECK(holds(revoked));
    CHECK(check(entry("4"), {signed_list()}).state == CheckState::issuer_unknown);
}

TEST_CASE("an entry or a list that cannot be used has the name of the error in the standard") {
    Json no_purpose = entry();
    no_purpose.erase("statusPurpose");
    Json no_subject = list();
    no_subject.erase("credentialSubject");
    Json changed = signed_list();
    changed["credentialSubject"]["encodedList"] = "u" + packed(std::string(entries / 8, '\0'));
    Json expired = list();
    expired["validUntil"] = "2026-02-01T00:00:00Z";
    expired["validFrom"] = "2026-01-01T00:00:00Z";
    Json early = list();
    early["validFrom"] = "2026-02-01T00:00:01Z";
    Json other_kind = list();
    other_kind["type"] = Json::array({"VerifiableCredential", "StatusList2021Credential"});
    struct Row {
        Json entry;
        Json list;
        const char* status;
    };
    const Row table[] = {
        {entry(std::to_string(entries)), signed_list(), "RANGE_ERROR"},
        {entry("18446744073709551615"), signed_list(), "RANGE_ERROR"},
        {entry("18446744073709551616"), signed_list(), "MALFORMED_VALUE_ERROR"},
        {entry("-1"), signed_list(), "MALFORMED_VALUE_ERROR"},
        {entry("5 "), signed_list(), "MALFORMED_VALUE_ERROR"},
        {entry(""), signed_list(), "MALFORMED_VALUE_ERROR"},
        {entry(5.5), signed_list(), "MALFORMED_VALUE_ERROR"},
        {no_purpose, signed_list(), "MALFORMED_VALUE_ERROR"},
        {Json("text"), signed_list(), "MALFORMED_VALUE_ERROR"},
        {entry("5", "suspension"), signed_list(), "STATUS_VERIFICATION_ERROR"},
        {entry(), list(), "STATUS_VERIFICATION_ERROR"},
        {entry(), changed, "STATUS_VERIFICATION_ERROR"},
        {entry(), signed_list(early), "STATUS_VERIFICATION_ERROR"},
        {entry(), signed_list(list_of("u" + packed(sample_bits(entries - 8)))), "STATUS_LIST_LENGTH_ERROR"},
        {entry(), signed_list(list_of("u")), "MALFORMED_VALUE_ERROR"},
        {entry(), signed_list(list_of(packed(sample_bits()))), "MALFORMED_VALUE_ERROR"},
        {entry(), signed_list(list_of("u****")), "MALFORMED_VALUE_ERROR"},
        {entry(), signed_list(list_of("uAAAA")), "MALFORMED_VALUE_ERROR"},
        {entry(), signed_list(list_of("z" + to_base58(bytes_of("text")))), "MALFORMED_VALUE_ERROR"},
        {entry(), signed_list(no_subject), "MALFORMED_VALUE_ERROR"},
    };
    for (const Row& row : table) {
        CAPTURE(row.entry.dump());
        CAPTURE(row.list.dump().substr(0, 300));
        const CheckReport report = check(row.entry, {row.list});
        CHECK(report.status == row.status);
        CHECK(report.state == CheckState::not_checked);
        CHECK(report.signature == SignatureVerdict::valid);
    }
    // At its very last moment a list still counts; a moment later it does not.
    CHECK(status(entry(), {signed_list(expired)}) == "revoked");
    expired["validUntil"] = "2026-01-31T23:59:59Z";
    CHECK(status(entry(), {signed_list(expired)}) == "STATUS_VERIFICATION_ERROR");
}

TEST_CASE("a list that is not here, not by this issuer or not to be checked leaves the question open") {
    CHECK(status(entry(), {}) == "notChecked");
    Json elsewhere = list();
    elsewhere["id"] = "https://campus.example/status/2";
    CHECK(status(entry(), {signed_list(elsewhere)}) == "notChecked");

    Json stranger = list();
    stranger["issuer"] = did_of(public_key_of(stranger_seed));
    CHECK(status(entry(), {signed_list(stranger, stranger_seed)}) == "notChecked");
    CHECK(status(entry("4"), {signed_list(stranger, stranger_seed)}) == "notChecked");
    // In the issuer's name, but by another key.
    CHECK(status(entry("4"), {signed_list(list(), stranger_seed)}) == "notChecked");
    // By somebody else whom a list of issuers names.
    const Json known{{"id", stranger["issuer"]}, {"type", "Profile"}, {"name", "Sample registrar"}};
    CHECK(status(entry(), {signed_list(stranger, stranger_seed), known}) == "revoked");

    Json other_suite = signed_list();
    other_suite["proof"][0]["cryptosuite"] = "sample-suite-2099";
    CHECK(status(entry(), {other_suite}) == "notChecked");
    Json wide = entry();
    wide["statusSize"] = 2;
    CHECK(status(wide, {signed_list()}) == "notChecked");
    CHECK(status(Json{{"type", "SampleStatus2099"}}, {signed_list()}) == "notChecked");
}

TEST_CASE("of several entries the worst counts, in whatever order they stand") {
    Json far = entry();
    far["statusListCredential"] = "https://campus.example/status/9";
    const std::vector<Json> files{signed_list()};
    const std::pair<std::vector<Json>, const char*> table[] = {
        {{entry("4"), entry("5")}, "revoked"},
        {{entry("4"), far}, "notChecked"},
        {{entry("4"), entry("x"), far}, "MALFORMED_VALUE_ERROR"},
        {{entry("5"), entry("x"), far}, "revoked"},
        {{entry("4"), entry("3")}, "ok"},
        {{}, "none"},
    };
    for (const auto& [list, expected] : table) {
        CAPTURE(Json(list).dump());
        CHECK(status(Json(list), files) == expected);
        CHECK(status(Json(std::vector<Json>(list.rbegin(), list.rend())), files) == expected);
    }
}

TEST_CASE("StatusList2021 is the same without the letter in front") {
    Json older = list_of(packed(sample_bits()));
    older["type"] = Json::array({"VerifiableCredential", "StatusList2021Credential"});
    Json asks = entry();
    asks["type"] = "StatusList2021Entry";
    CHECK(status(asks, {signed_list(older)}) == "revoked");
    asks["statusListIndex"] = "4";
    CHECK(status(asks, {signed_list(older)}) == "ok");
}

TEST_CASE("a revocation list of 1EdTech names what was withdrawn by its id") {
    const std::string id = read_json(badge_sample("level-1.json")).value()["id"];
    const std::string revocations = "https://campus.example/revocations/1";
    const auto with_list = [&](Json revoked) {
        return status(
            Json{{"id", revocations}, {"type", "1EdTechRevocationList"}},
            {Json{{"id", revocations}, {"issuer", campus}, {"revokedCredential", std::move(revoked)}}});
    };
    CHECK(with_list(Json::array({{{"id", id}}})) == "revoked");
    CHECK(with_list(Json::array({{{"id", id}, {"revoked", true}}})) == "revoked");
    CHECK(with_list(Json::array({{{"id", id}, {"revoked", false}}})) == "ok");
    CHECK(with_list(Json::array({{{"id", "urn:uuid:other"}}})) == "ok");
    CHECK(with_list(Json::array()) == "ok");
    CHECK(status(Json{{"id", revocations}, {"type", "1EdTechRevocationList"}}, {}) == "notChecked");
}

TEST_CASE("a status that an older list answered is good as of that list's date") {
    const Json known{{"format", "cairn-issuers"},
                     {"version", 1},
                     {"asOf", "2026-02-01"},
                     {"issuers", Json::array({{{"id", campus}, {"name", "Sample campus"}}})}};
    CHECK(check(entry("4"), {signed_list(), known}).state == CheckState::good);
    Json older = list();
    older["validFrom"] = "2026-01-31T23:59:59Z";
    const CheckReport report = check(entry("4"), {signed_list(older), known});
    CHECK(report.state == CheckState::good_as_of);
    CHECK(report.reason == Error{"check.goodAsOf", "", "2026-01-31"});
    CHECK(report.as_of == parse_rfc3339("2026-01-31T23:59:59Z").value());
    older.erase("validFrom");
    CHECK(check(entry("4"), {signed_list(older), known}).reason.code == "check.goodUndated");
}

TEST_CASE("of two lists with one id the newer one counts, in whatever order they came") {
    Json older = list_of("u" + packed(std::string(entries / 8, '\0')));
    older["validFrom"] = "2026-01-01T00:00:00Z";
    CHECK(status(entry(), {signed_list(older)}) == "ok");
    CHECK(status(entry(), {signed_list(older), signed_list()}) == "revoked");
    CHECK(status(entry(), {signed_list(), signed_list(older)}) == "revoked");
}

TEST_CASE("a file that is a list says what is wrong with its own bits") {
    const auto own = [](const Json& json) { return check_json(json, {.at = february}); };
    CHECK(own(signed_list()).status == "none");
    CHECK(own(signed_list()).kind == CredentialKind::status_list);
    CHECK(own(signed_list(list_of("u" + packed(sample_bits(8192))))).status == "STATUS_LIST_LENGTH_ERROR");
    CHECK(own(signed_list(list_of("uAAAA"))).status == "MALFORMED_VALUE_ERROR");
    CHECK(own(signed_list(list_of("uAAAA"))).state == CheckState::not_checked);
}

TEST_CASE("whatever stands in a list or an entry, there is an answer") {
    const Json shapes[] = {
        nullptr, true, 7, "", "text", Json::array(), Json::object(), Json::array({nullptr, "x", 7})};
    const Json flat_list = list().flatten();
    for (const auto& [pointer, value] : flat_list.items()) {
        for (std::string at = pointer; at.size() > 1; at.resize(at.rfind('/'))) {
            for (const Json& shape : shapes) {
                CAPTURE(at);
                CAPTURE(shape.dump());
                Json changed = list();
                changed[Json::json_pointer(at)] = shape;
                Trust trust;
                static_cast<void>(trust.add(canonicalize(signed_list(changed)), "list.json"));
                const CheckReport report =
                    check_text(badge_like([](Json& json) { json["credentialStatus"] = entry("4"); }),
                               {.at = february, .trust = &trust});
                CHECK(report.status != "none");
                CHECK(report.status != "revoked");
            }
        }
    }
    const Json flat_entry = entry().flatten();
    for (const auto& [pointer, value] : flat_entry.items()) {
        for (const Json& shape : shapes) {
            CAPTURE(pointer);
            CAPTURE(shape.dump());
            Json changed = entry("4");
            changed[Json::json_pointer(pointer)] = shape;
            CHECK(status(changed, {signed_list()}) != "revoked");
        }
    }
}

TEST_CASE(
    "a list that a file carries answers for what stands beside it, and the newest that can be used counts") {
    const auto dated = [](const char* from, bool withdrawn) {
        Json made = withdrawn ? list() : list_of("u" + packed(std::string(entries / 8, '\0')));
        made["validFrom"] = from;
        return signed_list(made);
    };
    const Json badge = read_json(badge_like([](Json& json) { json["credentialStatus"] = entry(); })).value();
    const auto answer = [&](const std::vector<Json>& carried, const std::vector<Json>& brought) {
        Trust trust;
        for (const Json& file : brought)
            CHECK(trust.add(canonicalize(file), "list.json").has_value());
        Json inside = Json::array({badge});
        for (const Json& one : carried)
            inside.push_back(one);
        const Json whole{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                         {"type", Json::array({"VerifiablePresentation"})},
                         {"verifiableCredential", std::move(inside)}};
        return check_json(whole, {.at = february, .trust = &trust}).nested.front();
    };
    const Json older = dated("2026-01-01T00:00:00Z", false);
    const Json newer = dated("2026-01-20T00:00:00Z", true);
    Json broken = dated("2026-01-30T00:00:00Z", true);
    broken["name"] = "Another";
    CHECK(answer({}, {}).status == "notChecked");
    CHECK(answer({older}, {}).status == "ok");
    CHECK(answer({older}, {}).status_list_as_of == parse_rfc3339("2026-01-01T00:00:00Z").value());
    CHECK(answer({newer}, {}).status == "revoked");
    CHECK(answer({older, newer}, {}).status == "revoked");
    CHECK(answer({newer, older}, {}).status == "revoked");
    CHECK(answer({older}, {newer}).status == "revoked");
    CHECK(answer({newer}, {older}).status == "revoked");
    CHECK(answer({broken}, {older}).status == "ok");
    CHECK(answer({broken}, {}).status == "STATUS_VERIFICATION_ERROR");
    // A list without a signature is nobody's word, unless the person brought it.
    Json unsigned_list{
        {"id", list_id}, {"issuer", campus}, {"revokedCredential", Json::array({badge["id"]})}};
    CHECK(answer({unsigned_list}, {}).status == "notChecked");
}

TEST_CASE("a list that is not here is named with its address") {
    const CheckReport report = check(entry(), {});
    REQUIRE(report.missing.size() == 1);
    CHECK(report.missing.front() == MissingPiece{MissingKind::status_list, list_id, list_id});
    CHECK(all_missing(report) == report.missing);
    CHECK(check(entry(), {signed_list()}).missing.empty());
    const Json revocation{{"id", "https://campus.example/revoked"}, {"type", "1EdTechRevocationList"}};
    REQUIRE(check(revocation, {}).missing.size() == 1);
    CHECK(check(revocation, {}).missing.front().what == MissingKind::revocation_list);
}

TEST_CASE("a list that a file carries replaces the one that was brought only if it is newer for sure") {
    const auto made = [](const Json& from, const Json& until, bool withdrawn) {
        Json json = withdrawn ? list() : list_of("u" + packed(std::string(entries / 8, '\0')));
        json.erase("validFrom");
        if (!from.is_null()) json["validFrom"] = from;
        if (!until.is_null()) json["validUntil"] = until;
        return signed_list(json);
    };
    const Json badge = read_json(badge_like([](Json& json) { json["credentialStatus"] = entry(); })).value();
    const auto answer = [&](const Json& carried, const Json& brought) {
        Trust trust;
        CHECK(trust.add(canonicalize(brought), "list.json").has_value());
        const Json whole{{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
                         {"type", Json::array({"VerifiablePresentation"})},
                         {"verifiableCredential", Json::array({badge, carried})}};
        return check_json(whole, {.at = february, .trust = &trust}).nested.front().status;
    };
    const char* const first = "2026-01-01T00:00:00Z";
    const char* const second = "2026-01-20T00:00:00Z";
    const char* const third = "2026-01-25T00:00:00Z";
    const Json none;
    CHECK(answer(made(first, none, false), made(none, none, true)) == "revoked");
    CHECK(answer(made(none, none, false), made(first, none, true)) == "revoked");
    CHECK(answer(made(none, none, true), made(first, none, false)) == "revoked");
    CHECK(answer(made(first, none, false), made(second, third, true)) == "STATUS_VERIFICATION_ERROR");
    CHECK(answer(made(first, none, true), made(second, third, false)) == "revoked");
    CHECK(answer(made(second, none, false), made(first, none, true)) == "ok");
    CHECK(answer(made(second, none, false), made(first, second, true)) == "ok");
}

TEST_CASE(
    "more entries than anybody writes leave the question open, and what was found in the first ones counts") {
    const std::vector<Json> files{signed_list()};
    std::vector<Json> many(max_statuses, entry("4"));
    CHECK(status(Json(many), files) == "ok");
    many.push_back(entry("4"));
    CHECK(status(Json(many), files) == "notChecked");
    many.front() = entry("5");
    CHECK(status(Json(many), files) == "revoked");
}

TEST_CASE("lists that unpack to more than one check may hold are not looked at, and the others are") {
    const std::string second_id = "https://campus.example/status/2";
    Json second = list();
    second["id"] = second_id;
    Json asks = entry("4");
    asks["statusListCredential"] = second_id;
    Trust trust;
    CHECK(trust.add(canonicalize(signed_list()), "list.json").has_value());
    CHECK(trust.add(canonicalize(signed_list(second)), "list.json").has_value());
    const CheckContext context{.at = february, .trust = &trust};
    const auto ask = [&](std::size_t room, const Json& statuses) {
        CheckRun run{.context = context, .trust = trust, .desk = {}, .list_budget = room};
        return check_status({{"issuer", campus}, {"credentialStatus", statuses}}, run).status;
    };
    const Json both = Json::array({entry("4"), asks});
    CHECK(ask(entries / 4, both) == "ok");
    CHECK(ask(entries / 4 - 1, both) == "notChecked");
    CHECK(ask(entries / 8, entry("4")) == "ok");
    CHECK(ask(entries / 8 - 1, entry("4")) == "notChecked");
}
