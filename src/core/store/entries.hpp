// The small parts of index.json, each as a JSON object and back. The whole of it: codec.hpp.
#pragma once

#include "core/json/json.hpp"
#include "core/json/reader.hpp"
#include "core/model/document.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

// More than the program takes in: what a later version takes can still be read.
inline constexpr std::uint64_t max_stored_badge = 16ULL * 1024 * 1024; // bytes
inline constexpr std::size_t max_stored_badges = 10'000;
inline constexpr std::size_t max_stored_emails = 1000;
inline constexpr std::size_t max_stored_contacts = 1000;
inline constexpr std::size_t max_wall_items = 100'000;

// "badges/<first 16 hex digits of its SHA-256>.json"
std::string badge_file(std::string_view sha256);

Json to_json(const Claim& claim);
Json to_json(const Submission& submission);
Json to_json(const Tombstone& tombstone);
Json to_json(const Badge& badge); // without its text: that is a file of its own
Json to_json(const Profile& profile);
Json to_json(const Wall& wall);

// A SHA-256 in hex; another text is a fault.
std::string read_sha256(Object& object, std::string_view key);

struct BadgeEntry {
    Badge badge; // without its text
    std::string file;
    std::uint64_t bytes = 0;
};

Claim read_claim(Object object);
Submission read_submission(Object object);
Tombstone read_tombstone(Object object);
BadgeEntry read_badge_entry(Object object);
Profile read_profile(Object object);
Wall read_wall(Object object);

} // namespace cairn
