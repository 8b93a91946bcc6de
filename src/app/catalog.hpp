// What the program is made of besides code: words, pathways, record types, colours. Parsed once, never
// changed.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cairn::app {

// One colour scheme: token name ("background", "on-primary") to 0xRRGGBB.
using ColorTokens = std::map<std::string, std::uint32_t, std::less<>>;

struct Catalog {
    std::unordered_map<std::string, std::string> strings; // "path.title" to text
    std::vector<Pathway> pathways;
    std::map<std::string, RecordType> record_types;
    ColorTokens light, dark, stones;
    std::vector<std::uint32_t> pebbles;
    std::map<std::string, std::uint32_t, std::less<>> icons; // name to code point
};

using CatalogPtr = std::shared_ptr<const Catalog>;

// Reads the asset pack that web/build/pack_assets.mjs makes. Errors: format.* with the JSON path.
Result<Catalog> parse_catalog(const Json& pack);

const Pathway* find_pathway(const Catalog& catalog, std::string_view id, std::string_view revision);
const RecordType* find_record_type(const Catalog& catalog, std::string_view id);

using Placeholders = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// The text of `key` with each {name} replaced. A key without text comes back in brackets: a test finds it.
std::string tr(const Catalog& catalog, std::string_view key, Placeholders values = {});

// "key.one" for 1, else "key.other", with {count} filled in.
std::string tr_count(const Catalog& catalog, std::string_view key, std::size_t count);

// "error.<code>" with {where} and {detail}; faults of form (json.*, format.*) share a text;
// an unknown code gets the general one.
std::string tr_error(const Catalog& catalog, const Error& error);

// "3 October 2026" and "14:02", in the learner's local time.
std::string day_text(const Catalog& catalog, Instant instant, int utc_offset_minutes);
std::string clock_text(Instant instant, int utc_offset_minutes);

// "2026-10-03", as a date field holds it, as "3 October 2026"; other text comes back as it is.
std::string date_field_text(const Catalog& catalog, std::string_view date);

// "1.2 MB"
std::string size_text(const Catalog& catalog, std::uint64_t bytes);

} // namespace cairn::app
