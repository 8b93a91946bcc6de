// Bytes, and how they are written as text: hexadecimal, base64, base58btc, multibase.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

ByteView bytes_of(std::string_view text);
std::string text_of(ByteView bytes);

// Each decoder takes nothing but the one text that its encoder writes, and gives nothing for any other.
std::string to_hex(ByteView bytes); // lower case
std::optional<Bytes> from_hex(std::string_view text);
std::string to_base64(ByteView bytes); // RFC 4648 section 4, padded
std::optional<Bytes> from_base64(std::string_view text);
std::string to_base64url(ByteView bytes); // RFC 4648 section 5, not padded
std::optional<Bytes> from_base64url(std::string_view text);

// The Bitcoin alphabet. Work grows with the square of the length, so longer texts than this are refused.
inline constexpr std::size_t max_base58_text = 1024;
std::string to_base58(ByteView bytes);
std::optional<Bytes> from_base58(std::string_view text);

// Multibase of base58btc ("z…") and of base64url ("u…").
std::string to_multibase_base58(ByteView bytes);
std::string to_multibase_base64url(ByteView bytes);
std::optional<Bytes> from_multibase(std::string_view text);

} // namespace cairn
