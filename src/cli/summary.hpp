// What `cairn inspect` says of each form of file: lines for people, of JSON that nobody has checked the shape
// of. What is not there is left out.
#pragma once

#include "core/json/json.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cairn::cli {

// The bytes that come with a submission, by SHA-256 (hex).
struct Travelling {
    std::map<std::string, std::uint64_t> inside; // in bundle.json itself; size
    std::map<std::string, std::uint64_t> beside; // as files/<sha256> in the ZIP; size
};

// The files that stand as data URLs in the evidence of the whole.
void find_inside(const Json& bundle, Travelling& travelling);

// A learner's own statement about a criterion, as Cairn writes it.
bool is_claim(const Json& credential);

std::string collection_summary(const Json& bundle, const Travelling& travelling);
std::string claim_summary(const Json& claim);
std::string badge_summary(const Json& badge);
std::string record_summary(const Json& record);
std::string portfolio_summary(const Json& index);

// The lines of one claim within a submission, or of its evidence where it stands alone.
std::string evidence_items(const Json& claim, const Travelling* travelling);

} // namespace cairn::cli
