#include "core/credentials/check_evidence.hpp"

#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"

namespace cairn {

namespace {

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        std::string digits(text.substr(i + 1, 2));
        for (char& c : digits)
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        const auto byte = digits.size() == 2 ? from_hex(digits) : std::nullopt;
        if (!byte) return std::nullopt;
        out += static_cast<char>(byte->front());
        i += 2;
    }
    return out;
}

constexpr std::string_view data_scheme = "data:";

void add(CheckReport& report, Error fault) {
    report.content_differs = true;
    if (report.faults.size() < max_faults) report.faults.push_back(std::move(fault));
}

} // namespace

std::optional<std::string> data_url_bytes(std::string_view url) {
    const std::size_t comma = url.find(',');
    if (!url.starts_with(data_scheme) || comma == url.npos) return std::nullopt;
    const std::string_view head = url.substr(0, comma);
    const std::string_view body = url.substr(comma + 1);
    if (!head.ends_with(";base64")) return percent_decoded(body);
    const auto bytes = from_base64(body);
    return bytes ? std::optional(text_of(*bytes)) : std::nullopt;
}

void check_evidence(const Json& credential, CheckReport& report) {
    const Json* const list = member(credential, "evidence");
    const auto all = one_or_many(list);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Json* const id = member(*all[i], "id");
        const Json* const digest = member(*all[i], "digestMultibase");
        if (id == nullptr || digest == nullptr || !id->is_string()) continue;
        const std::string_view url = id->get_ref<const std::string&>();
        if (!url.starts_with(data_scheme)) continue;
        const std::string path = report.path + ".evidence" + (list->is_array() ? path_step(i) : "");
        const std::string name = words_of(member(*all[i], "name"));
        const auto said = parse_digest_multibase(text_or_empty(digest));
        const auto bytes = data_url_bytes(url);
        if (!bytes || !said)
            add(report, Error{"fault.dataUrl", path, name});
        else if (sha256(bytes_of(*bytes)) != *said)
            add(report, Error{"fault.digest", path, name});
    }
}

} // namespace cairn
