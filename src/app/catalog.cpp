#include "app/catalog.hpp"

#include "core/json/reader.hpp"

#include <algorithm>
#include <charconv>

namespace cairn::app {
namespace {

constexpr std::string_view pack_name = "assets";
constexpr std::uint32_t first_icon = 0xE000; // private use area; web/app/canvas_text.mjs draws the shapes

// {"path": {"title": "…"}} to "path.title".
void flatten(const Json& words, const std::string& prefix,
             std::unordered_map<std::string, std::string>& strings) {
    for (const auto& [key, value] : words.items()) {
        const std::string name = prefix.empty() ? key : prefix + "." + key;
        if (value.is_string())
            strings.emplace(name, value.get<std::string>());
        else if (value.is_object())
            flatten(value, name, strings);
    }
}

std::uint32_t parse_color(std::string_view hex) {
    std::uint32_t rgb = 0;
    if (hex.starts_with('#')) hex.remove_prefix(1);
    std::from_chars(hex.data(), hex.data() + hex.size(), rgb, 16);
    return rgb;
}

ColorTokens read_colors(Object colors) {
    ColorTokens tokens;
    for (const std::string& name : colors.keys())
        tokens.emplace(name, parse_color(colors.text(name, 16)));
    return tokens;
}

Instant local(Instant instant, int utc_offset_minutes) {
    return {instant.ms + std::int64_t{utc_offset_minutes} * 60'000};
}

} // namespace

Result<Catalog> parse_catalog(const Json& pack) {
    Catalog catalog;
    Reading reading(pack_name);
    Object root = reading.root(pack);
    if (const Json* strings = root.raw("strings")) flatten(*strings, "", catalog.strings);

    Object theme = root.object("theme");
    catalog.light = read_colors(theme.object("light"));
    catalog.dark = read_colors(theme.object("dark"));
    catalog.stones = read_colors(theme.object("stones"));
    for (const std::string& pebble : theme.texts("pebbles", 32))
        catalog.pebbles.push_back(parse_color(pebble));

    std::uint32_t icon = first_icon;
    for (const std::string& name : root.texts("icons", 2000))
        catalog.icons.emplace(name, icon++);

    const auto each_file = [&](std::string_view key, auto&& read) {
        const Json* files = root.raw(key);
        if (files == nullptr || !files->is_array()) return root.fail_at(key, "format.missing");
        for (const Json& file : *files)
            if (const Result<void> done = read(file); !done)
                reading.report(done.error().code, done.error().where, done.error().detail);
    };
    each_file("pathways", [&](const Json& file) -> Result<void> {
        Result<Pathway> pathway = parse_pathway(file, "pathway");
        if (!pathway) return std::unexpected(pathway.error());
        catalog.pathways.push_back(*std::move(pathway));
        return {};
    });
    each_file("recordTypes", [&](const Json& file) -> Result<void> {
        Result<RecordType> type = parse_record_type(file, "record type");
        if (!type) return std::unexpected(type.error());
        std::string id = type->id;
        catalog.record_types.insert_or_assign(std::move(id), *std::move(type));
        return {};
    });
    return reading.finish(std::move(catalog));
}

const Pathway* find_pathway(const Catalog& catalog, std::string_view id, std::string_view revision) {
    const auto found = std::ranges::find_if(catalog.pathways, [&](const Pathway& pathway) {
        return pathway.id == id && pathway.revision == revision;
    });
    return found == catalog.pathways.end() ? nullptr : &*found;
}

const RecordType* find_record_type(const Catalog& catalog, std::string_view id) {
    const auto found = catalog.record_types.find(std::string(id));
    return found == catalog.record_types.end() ? nullptr : &found->second;
}

std::string tr(const Catalog& catalog, std::string_view key, Placeholders values) {
    const auto found = catalog.strings.find(std::string(key));
    if (found == catalog.strings.end()) return "[" + std::string(key) + "]";
    std::string_view pattern = found->second;
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = pattern.find('}', open);
        if (open == pattern.npos || close == pattern.npos) break;
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        text += pattern.substr(0, open);
        const auto value =
            std::ranges::find(values, name, &std::pair<std::string_view, std::string_view>::first);
        text += value == values.end() ? pattern.substr(open, close - open + 1) : value->second;
        pattern.remove_prefix(close + 1);
    }
    return text += pattern;
}

std::string tr_count(const Catalog& catalog, std::string_view key, std::size_t count) {
    return tr(catalog, std::string(key) + (count == 1 ? ".one" : ".other"),
              {{"count", std::to_string(count)}});
}

std::string tr_error(const Catalog& catalog, const Error& error) {
    std::string key = "error." + error.code;
    if (error.code.starts_with("json.") || error.code.starts_with("format.")) key = "error.format.general";
    if (!catalog.strings.contains(key)) key = "error.general";
    return tr(catalog, key, {{"where", error.where}, {"detail", error.detail}, {"code", error.code}});
}

std::string day_text(const Catalog& catalog, Instant instant, int utc_offset_minutes) {
    return date_field_text(catalog, to_rfc3339(local(instant, utc_offset_minutes)).substr(0, 10));
}

std::string clock_text(Instant instant, int utc_offset_minutes) {
    return to_rfc3339(local(instant, utc_offset_minutes)).substr(11, 5);
}

std::string date_field_text(const Catalog& catalog, std::string_view date) {
    if (!parse_date(date)) return std::string(date);
    const std::string_view day = date.substr(date[8] == '0' ? 9 : 8);
    const std::string month = tr(catalog, "month." + std::string(date.substr(5, 2)));
    return tr(catalog, "date.day", {{"day", day}, {"month", month}, {"year", date.substr(0, 4)}});
}

std::string size_text(const Catalog& catalog, std::uint64_t bytes) {
    constexpr std::uint64_t kilo = 1000;
    constexpr std::uint64_t mega = 1000 * 1000;
    if (bytes < kilo) return tr_count(catalog, "size.bytes", bytes);
    if (bytes < mega - kilo / 2)
        return tr(catalog, "size.kilobytes", {{"count", std::to_string((bytes + 500) / kilo)}});
    const std::uint64_t tenths = (bytes + 50'000) / 100'000;
    const std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    return tr(catalog, "size.megabytes", {{"count", text}});
}

} // namespace cairn::app
