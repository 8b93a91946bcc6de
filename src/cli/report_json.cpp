#include "app/check_words.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace cairn::cli {
namespace {

std::string member(std::string_view name, std::string_view json) {
    return json_string(name).append(":").append(json);
}

std::string text_member(std::string_view name, std::string_view text) {
    return member(name, json_string(text));
}

template <class T, class Write>
std::string list(const std::vector<T>& values, const Write& write) {
    std::string json = "[";
    for (const T& value : values) {
        if (json.size() > 1) json += ',';
        json += write(value);
    }
    return json += ']';
}

std::string_view verdict_name(ProofVerdict verdict) {
    if (verdict == ProofVerdict::unsupported) return "unsupported";
    return verdict == ProofVerdict::valid ? "valid" : "invalid";
}

std::string proof_json(const ProofResult& proof) {
    return "{" + text_member("cryptosuite", proof.cryptosuite) + "," +
           text_member("verdict", verdict_name(proof.verdict)) + "," +
           text_member("reason", app::proof_words(words(), proof)) + "}";
}

std::string fault_json(const Fault& fault) {
    return "{" + text_member("path", fault.where) + "," + text_member("message", error_words(fault)) + "}";
}

std::string members(const CheckReport& report) {
    std::string json = text_member("kind", name_of(report.kind));
    const auto add = [&json](const std::string& one) { json.append(",").append(one); };
    add(text_member("signature", name_of(report.signature)));
    add(member("proofs", list(report.proofs, proof_json)));
    add(member("issuerBound", !report.issuer_bound ? "null" : *report.issuer_bound ? "true" : "false"));
    add(text_member("time", name_of(report.time)));
    add(text_member("status", report.status));
    if (report.kind == CredentialKind::jwt) add(text_member("claims", report.claims));
    add(member("faults", list(report.faults, fault_json)));
    add(member("nested", list(report.nested, [](const CheckReport& nested) {
                   return "{" + text_member("path", nested.path) + "," + members(nested) + "}";
               })));
    add(text_member("state", name_of(report.state)));
    add(text_member("reason", error_words(report.reason)));
    return json;
}

} // namespace

std::string report_json(std::string_view file, const CheckReport& report) {
    return "{" + text_member("file", file) + "," + members(report) + "}\n";
}

} // namespace cairn::cli
