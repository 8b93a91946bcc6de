#include "app/words.hpp"

#include <algorithm>

namespace cairn::app {
namespace {

void add_below(const Json& json, const std::string& prefix, Words& words) {
    for (const auto& [key, value] : json.items()) {
        const std::string name = prefix.empty() ? key : prefix + "." + key;
        if (value.is_string())
            words.emplace(name, value.get<std::string>());
        else if (value.is_object())
            add_below(value, name, words);
    }
}

Instant local(Instant instant, int utc_offset_minutes) {
    return {instant.ms + std::int64_t{utc_offset_minutes} * 60'000};
}

} // namespace

void add_words(const Json& json, Words& words) {
    add_below(json, "", words);
}

std::string tr(const Words& words, std::string_view key, Placeholders values) {
    const auto found = words.find(std::string(key));
    if (found == words.end()) return "[" + std::string(key) + "]";
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

std::string tr_count(const Words& words, std::string_view key, std::size_t count) {
    return tr(words, std::string(key) + (count == 1 ? ".one" : ".other"), {{"count", std::to_string(count)}});
}

std::string tr_error(const Words& words, const Error& error) {
    std::string key = "error." + error.code;
    if (error.code.starts_with("json.") || error.code.starts_with("format.")) key = "error.format.general";
    if (!words.contains(key)) key = "error.general";
    return tr(words, key, {{"where", error.where}, {"detail", error.detail}, {"code", error.code}});
}

std::string day_text(const Words& words, Instant instant, int utc_offset_minutes) {
    return date_field_text(words, to_rfc3339(local(instant, utc_offset_minutes)).substr(0, 10));
}

std::string clock_text(Instant instant, int utc_offset_minutes) {
    return to_rfc3339(local(instant, utc_offset_minutes)).substr(11, 5);
}

std::string date_field_text(const Words& words, std::string_view date) {
    if (!parse_date(date)) return std::string(date);
    const std::string_view day = date.substr(date[8] == '0' ? 9 : 8);
    const std::string month = tr(words, "month." + std::string(date.substr(5, 2)));
    return tr(words, "date.day", {{"day", day}, {"month", month}, {"year", date.substr(0, 4)}});
}

std::string size_text(const Words& words, std::uint64_t bytes) {
    constexpr std::uint64_t kilo = 1000;
    constexpr std::uint64_t mega = 1000 * 1000;
    if (bytes < kilo) return tr_count(words, "size.bytes", bytes);
    if (bytes < mega - kilo / 2)
        return tr(words, "size.kilobytes", {{"count", std::to_string((bytes + 500) / kilo)}});
    const std::uint64_t tenths = (bytes + 50'000) / 100'000;
    const std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    return tr(words, "size.megabytes", {{"count", text}});
}

} // namespace cairn::app
