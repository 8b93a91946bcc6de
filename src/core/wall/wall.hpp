// The wall: what a learner shows to the world, as files that any host can serve. A pure function; the same
// input gives the same bytes. Shape: docs/data-format.md, "Wall".
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A held badge, or a claim.
struct WallItem {
    bool by_issuer = false; // somebody else signed it
    std::string title;
    std::string place;                  // on the path: "Level 1, Foundation"
    std::string description;            // of what it is given for
    std::string issuer, issuer_id = {}; // of a badge
    std::string record = {};            // of a claim: the learner's title of it
    std::string date, day;              // "2026-05-03", "3 May 2026"
    std::string json;                   // handed on byte for byte
    std::uint32_t color = 0;            // 0xRRGGBB, of its stone
    bool pebble = false;
};

struct WallSite {
    std::string lang, title, author; // `author`: "" where the learner does not show a name
    std::string about;               // Markdown
    std::string address;             // as typed
    bool sample = false;
    std::vector<WallItem> items;
    std::map<std::string, std::string, std::less<>> parts; // of assets/wall, by file name
    std::map<std::string, std::uint32_t, std::less<>> light, dark, stones;
    std::vector<std::uint32_t> pebbles;
};

struct WallFile {
    std::string path, text;

    friend bool operator==(const WallFile&, const WallFile&) = default;
};

// index.html, wall.css, credentials/*.json, badges/*.svg. What people wrote is text in them and nothing else.
std::vector<WallFile> wall_files(const WallSite& site);

// The picture of one of its stones, SVG.
std::string wall_stone(const WallSite& site, const WallItem& item);

// Whether the page could be found there: "https://", a host and what addresses are made of.
bool is_wall_address(std::string_view address);

// The folder that a page with this address is in: "https://example.org/me/"; "" where it is none.
std::string wall_folder(std::string_view address);

// A line around a stone of this colour that can be told from it where the page is light and where it is dark.
std::uint32_t stone_edge(std::uint32_t color);

} // namespace cairn
