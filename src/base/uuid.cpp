#include "base/uuid.hpp"

#include <algorithm>
#include <string_view>

namespace cairn {

namespace {

constexpr std::string_view urn_prefix = "urn:uuid:";
constexpr std::size_t uuid_length = 36;

bool is_dash_position(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

Id to_urn(std::array<std::uint8_t, 16> bytes, unsigned version) {
    constexpr std::string_view hex = "0123456789abcdef";
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | (version << 4U));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U); // the RFC's variant
    Id result(urn_prefix);
    for (const unsigned byte : bytes) {
        if (is_dash_position(result.size() - urn_prefix.size())) result += '-';
        result += hex[byte >> 4U];
        result += hex[byte & 0x0FU];
    }
    return result;
}

} // namespace

Id make_uuid_v4(std::span<const std::uint8_t, 16> random_bytes) {
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::copy(random_bytes, bytes.begin());
    return to_urn(bytes, 4);
}

Id make_uuid_v8(std::span<const std::uint8_t, 32> digest) {
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::copy(digest.first<16>(), bytes.begin());
    return to_urn(bytes, 8);
}

bool is_uuid_urn(const std::string& text) {
    if (text.size() != urn_prefix.size() + uuid_length || !text.starts_with(urn_prefix)) return false;
    for (std::size_t i = 0; i < uuid_length; ++i) {
        const char c = text[urn_prefix.size() + i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (is_dash_position(i) ? c != '-' : !hex) return false;
    }
    return true;
}

} // namespace cairn
