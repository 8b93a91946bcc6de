#include "core/credentials/check.hpp"

#include "base/text.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/nesting.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

std::string purpose_of(CredentialKind kind) {
    return kind == CredentialKind::presentation ? "authentication" : "assertionMethod";
}

void describe(const Json& json, CheckReport& report) {
    report.id = text_member(json, "id");
    report.name = words_of(member(json, "name"));
    const Json* const by = member(json, report.kind == CredentialKind::presentation ? "holder" : "issuer");
    report.issuer_id = id_of(by);
    if (by != nullptr) report.issuer_name = words_of(member(*by, "name"));
}

// Whether one of the keys that signed is the issuer's. Nothing where none signed, or there is no issuer.
std::optional<bool> binding_of(const CheckReport& report, const CheckRun& run) {
    const std::string purpose = purpose_of(report.kind);
    std::optional<bool> bound;
    if (report.issuer_id.empty()) return bound;
    for (const ProofResult& proof : report.proofs) {
        if (proof.verdict != ProofVerdict::valid) continue;
        bound =
            bound.value_or(false) || run.trust.bound(proof.verification_method, report.issuer_id, purpose);
    }
    return bound;
}

void check_nested(const Json* list, const std::string& path, CheckReport& report, CheckRun& run,
                  std::size_t depth) {
    const auto all = one_or_many(list);
    run.too_many = run.too_many || (depth >= max_nesting && !all.empty());
    for (std::size_t i = 0; i < all.size() && !run.too_many; ++i) {
        const std::string at = list->is_array() ? path + path_step(i) : path;
        if (++run.nested > max_nested) {
            run.too_many = true;
            return;
        }
        const std::string text = text_or_empty(all[i]);
        if (looks_like_jws(text))
            report.nested.push_back(check_jws(text, run, at, depth + 1));
        else if (const auto jws = jws_in(*all[i]))
            report.nested.push_back(check_jws(*jws, run, at, depth + 1));
        else
            report.nested.push_back(check_at(*all[i], run, at, depth + 1));
    }
}

// Status lists that a file carries beside what they speak of. Each is signed, so it does not matter who put
// it there; an old one is told by its date.
void collect_lists(const Json& json, CheckRun& run, std::size_t depth) {
    if (depth > max_nesting || run.carried.size() >= max_nested) return;
    const std::string id = text_member(json, "id");
    if (depth > 0 && !id.empty() && is_bitstring_list(json)) return run.carried[id].push_back(&json);
    for (const Json* inside : one_or_many(member(json, "verifiableCredential")))
        collect_lists(*inside, run, depth + 1);
    for (const Json* subject : one_or_many(member(json, "credentialSubject")))
        for (const Json* inside : one_or_many(member(*subject, "verifiableCredential")))
            collect_lists(*inside, run, depth + 1);
}

// A limit of ours was reached on the way, so something of the file was not looked at: nothing bad is known of
// it for that, and nothing good. What was found to be bad before stays so.
void leave_open(CheckReport& report, Error why) {
    if (report.state == CheckState::bad) return;
    if (report.signature == SignatureVerdict::valid) report.signature = SignatureVerdict::unsupported;
    report.state = CheckState::not_checked;
    report.reason = std::move(why);
}

CheckReport run_check(const CheckContext& context, const auto& check) {
    static const Trust nobody;
    CheckRun run{.context = context,
                 .trust = context.trust != nullptr ? *context.trust : nobody,
                 .desk = {.answers = context.answers}};
    CheckReport report = check(run);
    report.questions = std::move(run.desk.open);
    if (run.too_many) leave_open(report, Error{"check.tooMany", {}, std::to_string(max_nested)});
    if (run.budget == 0) leave_open(report, Error{"check.tooMuch"});
    // The file itself has no place within it.
    for (std::string* const place : {&report.path, &report.reason.where})
        if (*place == "$") place->clear();
    return report;
}

} // namespace

void check_inside(const Json& json, CheckReport& report, CheckRun& run, std::size_t depth) {
    if (has_type(json, "VerifiablePresentation"))
        check_nested(member(json, "verifiableCredential"), report.path + ".verifiableCredential", report, run,
                     depth);
    const Json* const subjects = member(json, "credentialSubject");
    const auto all = one_or_many(subjects);
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::string path = report.path + ".credentialSubject";
        if (subjects->is_array()) path += path_step(i);
        check_nested(member(*all[i], "verifiableCredential"), path + ".verifiableCredential", report, run,
                     depth);
    }
}

SignatureVerdict signature_of(const std::vector<ProofResult>& proofs) {
    if (proofs.empty()) return SignatureVerdict::none;
    const auto count = [&](ProofVerdict verdict) {
        return std::ranges::count(proofs, verdict, &ProofResult::verdict);
    };
    const auto valid = count(ProofVerdict::valid);
    const auto invalid = count(ProofVerdict::invalid);
    if (valid + invalid == 0) return SignatureVerdict::unsupported;
    if (invalid == 0) return SignatureVerdict::valid;
    return valid == 0 ? SignatureVerdict::invalid : SignatureVerdict::mixed;
}

CheckReport check_at(const Json& credential, CheckRun& run, std::string path, std::size_t depth) {
    CheckReport report;
    report.path = std::move(path);
    report.kind = kind_of(credential);
    describe(credential, report);
    report.proofs = check_proofs(
        credential,
        {.purpose = purpose_of(report.kind),
         .resolve = [&run](std::string_view method) { return run.trust.resolve(method, run.context.at); },
         .desk = &run.desk,
         .budget = &run.budget});
    report.signature = signature_of(report.proofs);
    report.issuer_bound = binding_of(report, run);

    const TimeAnswer time = check_time(credential, report.kind, run.context.at);
    report.time = time.verdict;
    report.valid_from = time.from;
    report.valid_until = time.until;

    StatusAnswer status;
    if (report.kind == CredentialKind::status_list)
        status.status = status_of_list(credential, run);
    else if (report.kind == CredentialKind::badge_2 && report.proofs.empty())
        status = check_hosted_badge(credential, report, run);
    else
        status = check_status(credential, run);
    report.status = status.status;

    find_faults(credential, report);
    // Nothing stands inside a list. What did could ask for the list again, and so on.
    if (report.kind != CredentialKind::status_list) check_inside(credential, report, run, depth);
    decide(report, status, run);
    return report;
}

CheckReport check_json(const Json& credential, const CheckContext& context) {
    return run_check(context, [&](CheckRun& run) {
        collect_lists(credential, run, 0);
        return check_at(credential, run, "$", 0);
    });
}

CheckReport check_text(std::string_view text, const CheckContext& context) {
    const std::string_view token = trimmed(text);
    if (token.size() <= ReadLimits{}.bytes && looks_like_jws(token))
        return run_check(context, [&](CheckRun& run) { return check_jws(token, run, "$"); });
    const auto json = read_json(text);
    return json ? check_json(*json, context) : rejected(json.error());
}

} // namespace cairn
