// What the program is made of besides code: words, pathways, record types, colours. Parsed once, never
// changed.
#pragma once

#include "app/words.hpp"
#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::app {

// One colour scheme: token name ("background", "on-primary") to 0xRRGGBB.
using ColorTokens = std::map<std::string, std::uint32_t, std::less<>>;

struct Catalog {
    Words strings;
    std::vector<Pathway> pathways;
    std::map<std::string, RecordType> record_types;
    ColorTokens light, dark, stones;
    std::vector<std::uint32_t> pebbles;
    std::map<std::string, std::uint32_t, std::less<>> icons; // name to code point
    std::map<std::string, std::string, std::less<>> wall;    // files that a wall is made of, by name
};

using CatalogPtr = std::shared_ptr<const Catalog>;

// Reads the asset pack that web/build/pack_assets.mjs makes. Errors: format.* with the JSON path.
Result<Catalog> parse_catalog(const Json& pack);

const Pathway* find_pathway(const Catalog& catalog, std::string_view id, std::string_view revision);
const RecordType* find_record_type(const Catalog& catalog, std::string_view id);

// The functions of words.hpp, with the catalog's words.
inline std::string tr(const Catalog& catalog, std::string_view key, Placeholders values = {}) {
    return tr(catalog.strings, key, values);
}
inline std::string tr_count(const Catalog& catalog, std::string_view key, std::size_t count) {
    return tr_count(catalog.strings, key, count);
}
inline std::string tr_error(const Catalog& catalog, const Error& error) {
    return tr_error(catalog.strings, error);
}
inline std::string day_text(const Catalog& catalog, Instant instant, int utc_offset_minutes) {
    return day_text(catalog.strings, instant, utc_offset_minutes);
}
inline std::string date_field_text(const Catalog& catalog, std::string_view date) {
    return date_field_text(catalog.strings, date);
}
inline std::string size_text(const Catalog& catalog, std::uint64_t bytes) {
    return size_text(catalog.strings, bytes);
}

} // namespace cairn::app
