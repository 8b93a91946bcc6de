// The sample badges of tests/data/badges, and others like them: changed, and signed by whom a test says.
#pragma once

#include "core/credentials/proof.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <functional>
#include <string>

namespace cairn::test {

inline std::string sample_file(const std::string& folder, const std::string& name) {
    const auto text = read_file(std::filesystem::path(CAIRN_SOURCE_FOLDER) / "tests/data" / folder / name);
    REQUIRE_MESSAGE(text.has_value(), folder, "/", name);
    return *text;
}

inline std::string badge_sample(const std::string& name) {
    return sample_file("badges", name);
}

// The keys of tests/data/signing.mjs.
inline Seed sample_seed(std::uint8_t number) {
    Seed seed{};
    seed.back() = number;
    return seed;
}
inline const Seed learner_seed = sample_seed(0);
inline const Seed campus_seed = sample_seed(2);
inline const Seed stranger_seed = sample_seed(3);

// level-1.json after `change`, signed anew.
inline std::string badge_like(const std::function<void(Json&)>& change, const Seed& signer = campus_seed) {
    Json badge = read_json(badge_sample("level-1.json")).value();
    badge.erase("proof");
    change(badge);
    return to_pretty(with_proof(std::move(badge), signer, {1767614400000}));
}

} // namespace cairn::test
