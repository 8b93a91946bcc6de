#include "core/crypto/bytes.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace cairn {

namespace {

constexpr std::string_view base58_alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

std::string encode_base64(ByteView bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
    out.pop_back(); // the length counts a NUL
    return out;
}

std::optional<Bytes> decode_base64(std::string_view text, int variant) {
    Bytes out(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, nullptr,
                          variant) != 0) {
        return std::nullopt;
    }
    out.resize(length);
    return out;
}

} // namespace

ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (text.size() % 2 != 0 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    Bytes out(text.size() / 2);
    if (out.empty()) return out; // libsodium takes no null pointer
    if (sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, nullptr, nullptr) != 0) {
        return std::nullopt;
    }
    return out;
}

std::string to_base64(ByteView bytes) {
    return encode_base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64(std::string_view text) {
    return decode_base64(text, sodium_base64_VARIANT_ORIGINAL);
}

std::string to_base64url(ByteView bytes) {
    return encode_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string to_base58(ByteView bytes) {
    std::vector<unsigned> digits; // least significant first
    for (const std::uint8_t byte : bytes) {
        unsigned carry = byte;
        for (unsigned& digit : digits) {
            carry += digit << 8U;
            digit = carry % 58;
            carry /= 58;
        }
        for (; carry != 0; carry /= 58)
            digits.push_back(carry % 58);
    }
    const auto zeros =
        std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; }) - bytes.begin();
    std::string out(static_cast<std::size_t>(zeros), base58_alphabet.front());
    for (std::size_t i = digits.size(); i-- > 0;)
        out += base58_alphabet[digits[i]];
    return out;
}

std::optional<Bytes> from_base58(std::string_view text) {
    if (text.size() > max_base58_text) return std::nullopt;
    std::vector<std::uint32_t> limbs; // least significant first
    for (const char c : text) {
        const auto found = base58_alphabet.find(c);
        if (found == std::string_view::npos) return std::nullopt;
        std::uint64_t carry = found;
        for (std::uint32_t& limb : limbs) {
            carry += std::uint64_t{limb} * 58;
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        if (carry != 0) limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    const auto zeros = std::min(text.find_first_not_of(base58_alphabet.front()), text.size());
    Bytes out(zeros, 0);
    for (std::size_t i = limbs.size() * 4; i-- > 0;) {
        const auto byte = static_cast<std::uint8_t>(limbs[i / 4] >> (i % 4 * 8));
        // The number itself begins with no zero.
        if (byte != 0 || out.size() > zeros) out.push_back(byte);
    }
    return out;
}

std::string to_multibase_base58(ByteView bytes) {
    return "z" + to_base58(bytes);
}

std::string to_multibase_base64url(ByteView bytes) {
    return "u" + to_base64url(bytes);
}

std::optional<Bytes> from_multibase(std::string_view text) {
    if (text.starts_with('z')) return from_base58(text.substr(1));
    if (text.starts_with('u')) return from_base64url(text.substr(1));
    return std::nullopt;
}

} // namespace cairn
