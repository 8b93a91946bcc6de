// Typed reading of JSON that was parsed: every getter names the path of what was wrong. The first fault
// is kept and everything after it yields defaults, so a parser reads straight down and asks once at its end.
//
//     Reading reading("career-prepared.json");
//     Object root = reading.root(json);
//     pathway.id = root.text("id");
//     root.each("levels", 16, [&](Object level) { pathway.levels.push_back(read_level(level)); });
//     root.done(); // members that nobody asked for are a fault
//     return reading.finish(std::move(pathway));
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/model/text.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

class Object;

inline constexpr std::size_t default_max_text = 64 * 1024; // bytes

// Errors; `where` is "<file>: <JSON path>":
//   format.missing  a member that has to be there; `detail` is its name
//   format.type     another type than expected; `detail` is the expected one
//   format.unknown  a member that nobody knows; `detail` is its name
//   format.value    a text or number that is not among those allowed; `detail` is what stands there
//   format.tooLong  a text or list over its limit; `detail` is the limit
class Reading {
  public:
    explicit Reading(std::string_view file_name) : file_name_(file_name) {}
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    // `json` has to outlive every Object made from it.
    Object root(const Json& json);

    void report(std::string code, const std::string& path, std::string detail = {});
    bool failed() const { return error_.has_value(); }

    template <class T>
    Result<T> finish(T value) {
        if (error_) return std::unexpected(*error_);
        return value;
    }

  private:
    std::string file_name_;
    std::optional<Error> error_;
};

// A JSON object at its path; an empty one after a fault.
class Object {
  public:
    Object(Reading& reading, const Json* json, std::string path);

    bool has(std::string_view key) const; // there and not null
    const std::string& path() const { return path_; }
    std::string path_of(std::string_view key) const;
    std::vector<std::string> keys() const;
    void fail_at(std::string_view key, std::string code, std::string detail = {}) const;

    // Each names what it expects; the ones with `_or` give the fallback where the member is not there.
    std::string text(std::string_view key, std::size_t max_bytes = default_max_text);
    std::string text_or(std::string_view key, std::string_view fallback,
                        std::size_t max_bytes = default_max_text);
    bool boolean(std::string_view key);
    bool boolean_or(std::string_view key, bool fallback);
    std::uint64_t number(std::string_view key, std::uint64_t max);
    std::uint64_t number_or(std::string_view key, std::uint64_t fallback, std::uint64_t max);
    Instant instant(std::string_view key); // RFC 3339
    std::optional<Instant> instant_or_none(std::string_view key);
    LanguageMap words(std::string_view key);          // {"en": "…"}, at least one language
    LanguageMap words_or_empty(std::string_view key); // empty where the member is not there
    std::vector<std::string> texts(std::string_view key, std::size_t max_count);
    std::vector<std::string> texts_or_empty(std::string_view key, std::size_t max_count);
    std::map<std::string, std::string> text_map(std::string_view key, std::size_t max_count);

    // The value that belongs to the text: one_of<Kind>("kind", {{"leaf", Kind::leaf}, …}).
    template <class T>
    T one_of(std::string_view key, std::initializer_list<std::pair<std::string_view, T>> choices) {
        const std::string found = text(key);
        for (const auto& [name, value] : choices) {
            if (name == found) return value;
        }
        fail_at(key, "format.value", found);
        return choices.begin()->second;
    }

    Object object(std::string_view key);
    Object object_or_empty(std::string_view key);
    // Calls `read` for each element; every element has to be an object. Stops at the first fault.
    void each(std::string_view key, std::size_t max_count, const std::function<void(Object)>& read);
    void each_or_none(std::string_view key, std::size_t max_count, const std::function<void(Object)>& read);
    // The member as it is, for shapes that no getter has; nullptr where it is not there.
    const Json* raw(std::string_view key);

    // Reports the first member that no getter asked for.
    void done();

    Reading& reading() const { return *reading_; }

  private:
    const Json* find(std::string_view key);
    const Json* need(std::string_view key);
    std::string text_at(const Json& json, const std::string& path, std::size_t max_bytes) const;

    Reading* reading_;
    const Json* json_; // nullptr after a fault
    std::string path_;
    std::set<std::string, std::less<>> asked_;
};

} // namespace cairn
