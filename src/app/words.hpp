// The words for people as one table, and how gaps in them are filled. Page and command share it.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/json/json.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cairn::app {

using Words = std::unordered_map<std::string, std::string>; // "path.title" to text

// {"path": {"title": "…"}} as "path.title". What stands in `words` already stays.
void add_words(const Json& json, Words& words);

using Placeholders = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// The text of `key` with each {name} replaced. A key without text comes back in brackets: a test finds it.
std::string tr(const Words& words, std::string_view key, Placeholders values = {});

// "key.one" for 1, else "key.other", with {count} filled in.
std::string tr_count(const Words& words, std::string_view key, std::size_t count);

// "error.<code>" with {where} and {detail}; faults of form (json.*, format.*) share a text;
// an unknown code gets the general one.
std::string tr_error(const Words& words, const Error& error);

// "3 October 2026" and "14:02", in the learner's local time.
std::string day_text(const Words& words, Instant instant, int utc_offset_minutes);
std::string clock_text(Instant instant, int utc_offset_minutes);

// "2026-10-03", as a date field holds it, as "3 October 2026"; other text comes back as it is.
std::string date_field_text(const Words& words, std::string_view date);

// "1.2 MB"
std::string size_text(const Words& words, std::uint64_t bytes);

} // namespace cairn::app
