#include "core/wall/wall.hpp"

#include "core/markdown/markdown.hpp"
#include "core/wall/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cairn {
namespace {

constexpr std::size_t longest_title = 300; // bytes; the JSON has all of it
constexpr std::size_t longest_text = 2000;
constexpr std::size_t longest_summary = 200;
constexpr std::size_t longest_address = 2000;

std::string shown(std::string_view text, std::size_t most = longest_title) {
    return escaped(clipped(shown_text(text), most));
}

// With its lines as they are.
std::string shown_lines(std::string_view text) {
    std::string lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines += shown_text(text.substr(0, end));
        if (end == text.npos) return lines;
        lines += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string hex_of(std::uint32_t color) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        hex += digits[(color >> static_cast<unsigned>(shift)) & 0xFU];
    return hex;
}

const std::string& part(const WallSite& site, std::string_view name) {
    static const std::string none;
    const auto found = site.parts.find(name);
    return found == site.parts.end() ? none : found->second;
}

std::string tokens(const std::map<std::string, std::uint32_t, std::less<>>& colors) {
    std::string css = ":root { ";
    for (const auto& [name, color] : colors)
        css += "--" + name + ": " + hex_of(color) + "; ";
    return css + "}";
}

std::string style(const WallSite& site) {
    return ":root { color-scheme: light dark; }\n" + tokens(site.light) +
           "\n@media (prefers-color-scheme: dark) { " + tokens(site.dark) + " }\n" + part(site, "wall.css");
}

// Two digits at least, so that a folder lists the files as the page does.
std::string file_name(const WallItem& item, std::size_t index) {
    std::string number = std::to_string(index + 1);
    if (number.size() < 2) number.insert(0, "0");
    const std::string words = slug(item.title);
    return words.empty() ? number : number + "-" + words;
}

// A badge may be a signed token.
std::string credential_file(const WallItem& item, const std::string& name) {
    const std::size_t first = item.json.find_first_not_of(" \t\r\n");
    const bool json = first == std::string::npos || item.json[first] == '{';
    return "credentials/" + name + (json ? ".json" : ".jwt");
}

std::string stone(const WallSite& site, const WallItem& item) {
    return filled(part(site, item.by_issuer ? "stone-signed.svg" : "stone-claimed.svg"),
                  {{"title", shown(item.title)},
                   {"color", hex_of(item.color)},
                   {"edge", hex_of(stone_edge(item.color))},
                   {"shadow", item.pebble ? "36" : "48"},
                   {"place", item.pebble ? "translate(60 59) scale(.72)" : "translate(60 48)"}});
}

std::string cairn_picture(const WallSite& site) {
    TemplateValues values{{"title", shown(site.title)}};
    const auto add = [&](std::string_view name, std::string_view edge, std::uint32_t color) {
        values.emplace(name, hex_of(color));
        values.emplace(edge, hex_of(stone_edge(color)));
    };
    const auto stone_color = [&](std::string_view name) {
        const auto found = site.stones.find(name);
        return found == site.stones.end() ? 0 : found->second;
    };
    add("slate", "slate-edge", stone_color("slate"));
    add("clay", "clay-edge", stone_color("clay"));
    add("moss", "moss-edge", stone_color("moss"));
    add("capstone", "capstone-edge", stone_color("capstone"));
    if (site.pebbles.size() > 1) {
        add("pebble-1", "pebble-1-edge", site.pebbles[0]);
        add("pebble-2", "pebble-2-edge", site.pebbles[1]);
    }
    return filled(part(site, "cairn.svg"), values);
}

std::string article(const WallSite& site, const WallItem& item, std::size_t index, const std::string& name) {
    const std::string when =
        item.date.empty() ? std::string()
                          : filled(part(site, item.by_issuer ? "when-signed.html" : "when-claimed.html"),
                                   {{"date", shown(item.date)}, {"day", shown(item.day)}});
    return filled(part(site, item.by_issuer ? "signed.html" : "claimed.html"),
                  {{"anchor", "item-" + std::to_string(index + 1)},
                   {"picture", "badges/" + name + ".svg"},
                   {"file", credential_file(item, name)},
                   {"title", shown(item.title)},
                   {"place", shown(item.place)},
                   {"description", shown(item.description, longest_text)},
                   {"issuer", shown(item.issuer)},
                   {"issuer-id", shown(item.issuer_id)},
                   {"record", shown(item.record)},
                   {"when", when}});
}

// What a link to the page is shown with: the learner's words, else what stands there.
std::string summary(const WallSite& site) {
    std::string words = markdown_words(site.about, longest_summary);
    if (words.empty())
        for (const WallItem& item : site.items)
            words += (words.empty() ? "" : ", ") + item.title;
    return shown(words, longest_summary);
}

std::string about(const WallSite& site) {
    std::vector<MarkdownBlock> blocks = parse_markdown(site.about);
    for (MarkdownBlock& block : blocks)
        for (MarkdownRun& run : block.runs) {
            run.text = shown_lines(run.text);
            run.link = shown_text(run.link);
        }
    return markdown_html(blocks, 2);
}

std::string page(const WallSite& site, std::string items) {
    TemplateValues values{
        {"lang", shown(site.lang)},   {"locale", site.lang == "en" ? "en_US" : shown(site.lang)},
        {"title", shown(site.title)}, {"summary", summary(site)},
        {"about", about(site)},       {"items", std::move(items)}};
    if (site.sample) values.emplace("sample", part(site, "sample.html"));
    if (!site.author.empty())
        values.emplace("author", filled(part(site, "author.html"), {{"author", shown(site.author)}}));
    // Previews need whole addresses: a relative one would show nothing.
    if (const std::string folder = wall_folder(site.address); !folder.empty()) {
        const TemplateValues where{{"address", escaped(site.address)}, {"base", escaped(folder)}};
        values.emplace("preview", filled(part(site, "preview.html"), where));
        values.emplace("address", filled(part(site, "address.html"), where));
    }
    return filled(part(site, "page.html"), values);
}

} // namespace

std::vector<WallFile> wall_files(const WallSite& site) {
    std::vector<WallFile> credentials;
    std::vector<WallFile> pictures{{"badges/cairn.svg", cairn_picture(site)}};
    std::string articles;
    for (std::size_t index = 0; index < site.items.size(); ++index) {
        const WallItem& item = site.items[index];
        const std::string name = file_name(item, index);
        articles += article(site, item, index, name);
        credentials.push_back({credential_file(item, name), item.json});
        pictures.push_back({"badges/" + name + ".svg", stone(site, item)});
    }
    std::vector<WallFile> files{{"index.html", page(site, std::move(articles))}, {"wall.css", style(site)}};
    std::ranges::move(credentials, std::back_inserter(files));
    std::ranges::move(pictures, std::back_inserter(files));
    return files;
}

std::string wall_stone(const WallSite& site, const WallItem& item) {
    return stone(site, item);
}

bool is_wall_address(std::string_view address) {
    constexpr std::string_view scheme = "https://";
    constexpr std::string_view signs = "-._~:/?#[]!$&()*+,;=%";
    if (!address.starts_with(scheme) || address.size() > longest_address) return false;
    const std::string_view rest = address.substr(scheme.size());
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               static_cast<unsigned char>(c) >= 0x80; // people write addresses in their own script
    };
    return !host.empty() && letter(host.front()) &&
           std::ranges::all_of(host, [&](char c) { return letter(c) || c == '-' || c == '.' || c == ':'; }) &&
           std::ranges::all_of(rest, [&](char c) { return letter(c) || signs.contains(c); }) &&
           shown_text(address) == address;
}

std::string wall_folder(std::string_view address) {
    constexpr std::size_t scheme = 8; // "https://"
    if (!is_wall_address(address)) return {};
    std::string folder(address.substr(0, address.find_first_of("?#")));
    const std::size_t slash = folder.rfind('/');
    if (slash < scheme) return folder + "/"; // a host alone
    const bool names_file = folder.find('.', slash) != std::string::npos;
    if (names_file) folder.resize(slash);
    if (!folder.ends_with('/')) folder += '/';
    return folder;
}

std::uint32_t stone_edge(std::uint32_t color) {
    // Between these luminances a line has 3:1 against a light card and against a dark one.
    constexpr double darkest = 0.16;
    constexpr double lightest = 0.28;
    double red = (color >> 16U) & 0xFFU;
    double green = (color >> 8U) & 0xFFU;
    double blue = color & 0xFFU;
    const auto light = [](double channel) { return std::pow(channel / 255, 2.2); };
    for (int step = 0; step < 100; ++step) {
        const double luminance = 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
        if (luminance >= darkest && luminance <= lightest) break;
        const double towards = luminance > lightest ? 0 : 255;
        for (double* channel : {&red, &green, &blue})
            *channel += (towards - *channel) * 0.04;
    }
    const auto byte = [](double channel) { return static_cast<std::uint32_t>(std::lround(channel)); };
    return (byte(red) << 16U) | (byte(green) << 8U) | byte(blue);
}

} // namespace cairn
