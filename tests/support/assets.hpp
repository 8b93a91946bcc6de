// The shipped assets as one pack, assembled as web/build/pack_assets.mjs does it, and the catalog made of it.
#pragma once

#include "app/catalog.hpp"
#include "core/json/read.hpp"
#include "support/sample_portfolio.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cairn::test {

inline Json read_asset(const std::filesystem::path& path) {
    auto json = read_json(read_file(path).value_or(""), {.bytes = 16U * 1024 * 1024});
    REQUIRE_MESSAGE(json.has_value(), path.string());
    return *std::move(json);
}

inline Json read_asset_folder(const std::string& name) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(assets_folder() / name))
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    std::ranges::sort(paths);
    Json files = Json::array();
    for (const auto& path : paths)
        files.push_back(read_asset(path));
    return files;
}

inline void collect_icons(const Json& value, std::set<std::string>& icons) {
    for (const auto& [key, item] : value.items()) {
        if (key == "icon" && item.is_string())
            icons.insert(item.get<std::string>());
        else if (item.is_structured())
            collect_icons(item, icons);
    }
}

inline Json asset_pack() {
    Json pack;
    pack["strings"] = read_asset(assets_folder() / "strings" / "en.json");
    pack["theme"] = read_asset(assets_folder() / "theme" / "tokens.json");
    pack["pathways"] = read_asset_folder("pathways");
    pack["recordTypes"] = read_asset_folder("record-types");
    std::set<std::string> icons;
    for (const Json& icon : read_asset(assets_folder() / "icons.json"))
        icons.insert(icon.get<std::string>());
    collect_icons(pack["pathways"], icons);
    collect_icons(pack["recordTypes"], icons);
    pack["icons"] = icons;
    for (const auto& entry : std::filesystem::directory_iterator(assets_folder() / "wall"))
        pack["wall"][entry.path().filename().string()] = read_file(entry.path()).value_or("");
    return pack;
}

inline app::CatalogPtr catalog_of(const Json& pack) {
    auto catalog = app::parse_catalog(pack);
    REQUIRE_MESSAGE(catalog.has_value(), catalog.error().code, " ", catalog.error().where);
    return std::make_shared<const app::Catalog>(*std::move(catalog));
}

inline const app::CatalogPtr& shipped_catalog() {
    static const app::CatalogPtr catalog = catalog_of(asset_pack());
    return catalog;
}

} // namespace cairn::test
