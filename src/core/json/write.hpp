// JSON written down as it reads, in few bytes of program: every member that stands in a list of the library's
// own costs the page some hundred of them.
//
//     Json entry = json_object({{"id", id}, {"type", json_texts({"Evidence"})}, {"size", size}});
#pragma once

#include "core/json/json.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace cairn {

// A name and its value. Exact about types: a literal would become a bool sooner than a text.
class JsonMember {
  public:
    JsonMember(std::string_view name, std::string_view text);
    template <std::same_as<Json> T>
    JsonMember(std::string_view name, T&& value) : name_(name), value_(std::forward<T>(value)) {}
    template <std::same_as<bool> T>
    JsonMember(std::string_view name, T value) : name_(name), value_(value) {}
    template <std::unsigned_integral T>
        requires(!std::same_as<T, bool>)
    JsonMember(std::string_view name, T value) : name_(name), value_(std::uint64_t{value}) {}

  private:
    friend Json json_object(std::initializer_list<JsonMember> members);

    std::string_view name_;
    mutable Json value_; // moved out of the list, whose elements are const
};

Json json_object(std::initializer_list<JsonMember> members);
Json json_texts(std::initializer_list<std::string_view> texts);

} // namespace cairn
