#include "core/credentials/missing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace cairn {

namespace {

constexpr std::string_view did_web = "did:web:";

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "campus.example", and after an escaped colon a port.
std::string host_of(std::string_view text) {
    std::string_view host = text;
    std::string port;
    for (const std::string_view colon : {"%3A", "%3a"}) {
        const auto at = text.find(colon);
        if (at == text.npos) continue;
        host = text.substr(0, at);
        const std::string_view digits = text.substr(at + colon.size());
        std::uint16_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size()) return {};
        port = ":" + std::string(digits);
    }
    const auto fits = [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; };
    const bool named = host.contains('.') || host == "localhost";
    if (!named || host.front() == '.' || !std::ranges::all_of(host, fits)) return {};
    return std::string(host) + port;
}

bool is_path_part(std::string_view part) {
    constexpr std::string_view others = "-._~%";
    return !part.empty() && part != "." && part != ".." &&
           std::ranges::all_of(part, [&](char c) { return is_letter_or_digit(c) || others.contains(c); });
}

std::string published_did_web(std::string_view did) {
    std::string_view rest = did.substr(did_web.size());
    const std::string host = host_of(rest.substr(0, rest.find(':')));
    if (host.empty()) return {};
    std::string path;
    while (rest.contains(':')) {
        rest = rest.substr(rest.find(':') + 1);
        const std::string_view part = rest.substr(0, rest.find(':'));
        if (!is_path_part(part)) return {};
        path += '/';
        path += part;
    }
    return "https://" + host + (path.empty() ? "/.well-known" : path) + "/did.json";
}

bool is_web_address(std::string_view text) {
    constexpr std::size_t longest = 2048;
    if (text.size() > longest || !(text.starts_with("https://") || text.starts_with("http://"))) return false;
    // What could be read as another address, or reach a terminal, is none.
    return std::ranges::all_of(
        text, [](char c) { return c > ' ' && c < '\x7F' && !std::string_view("\"<>\\^`{|}").contains(c); });
}

} // namespace

std::string_view name_of(MissingKind what) {
    static constexpr std::array<std::string_view, 7> names{
        "didDocument", "key", "statusList", "revocationList", "assertion", "badgeClass", "issuer"};
    return names[static_cast<std::size_t>(what)];
}

std::string published_at(std::string_view id) {
    const std::string_view base = id.substr(0, id.find('#'));
    if (base.starts_with(did_web)) return published_did_web(base);
    return is_web_address(base) ? std::string(base) : std::string();
}

MissingPiece missing_document(std::string_view method) {
    const std::string_view base = method.substr(0, method.find('#'));
    const bool did = base.starts_with("did:");
    return {did ? MissingKind::document : MissingKind::key, std::string(base), published_at(base)};
}

} // namespace cairn
