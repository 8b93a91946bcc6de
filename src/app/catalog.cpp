#include "app/catalog.hpp"

#include "core/json/reader.hpp"

#include <algorithm>
#include <charconv>

namespace cairn::app {
namespace {

constexpr std::string_view pack_name = "assets";
constexpr std::uint32_t first_icon = 0xE000; // private use area; web/app/canvas_text.mjs draws the shapes

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

} // namespace

Result<Catalog> parse_catalog(const Json& pack) {
    Catalog catalog;
    Reading reading(pack_name);
    Object root = reading.root(pack);
    if (const Json* strings = root.raw("strings")) add_words(*strings, catalog.strings);

    Object theme = root.object("theme");
    catalog.light = read_colors(theme.object("light"));
    catalog.dark = read_colors(theme.object("dark"));
    catalog.stones = read_colors(theme.object("stones"));
    for (const std::string& pebble : theme.texts("pebbles", 32))
        catalog.pebbles.push_back(parse_color(pebble));

    std::uint32_t icon = first_icon;
    for (const std::string& name : root.texts("icons", 2000))
        catalog.icons.emplace(name, icon++);

    Object wall = root.object_or_empty("wall");
    for (const std::string& name : wall.keys())
        catalog.wall.emplace(name, wall.text(name));

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

} // namespace cairn::app
