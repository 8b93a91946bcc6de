#include "core/credentials/members.hpp"

#include <algorithm>

namespace cairn {

const Json* member(const Json& json, std::string_view key) {
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? nullptr : &*found;
}

std::string text_or_empty(const Json* value) {
    return value != nullptr && value->is_string() ? value->get_ref<const std::string&>() : std::string();
}

std::string text_member(const Json& json, std::string_view key) {
    return text_or_empty(member(json, key));
}

std::vector<const Json*> one_or_many(const Json* value) {
    std::vector<const Json*> found;
    if (value == nullptr) return found;
    if (!value->is_array()) return {value};
    for (const Json& element : *value)
        if (!element.is_null()) found.push_back(&element);
    return found;
}

bool has_type(const Json& json, std::string_view type) {
    return std::ranges::any_of(one_or_many(member(json, "type")),
                               [type](const Json* one) { return text_or_empty(one) == type; });
}

std::string id_of(const Json* value) {
    if (value == nullptr) return {};
    return value->is_object() ? text_member(*value, "id") : text_or_empty(value);
}

std::string words_of(const Json* value) {
    const auto all = one_or_many(value);
    if (all.empty()) return {};
    return all.front()->is_object() ? text_member(*all.front(), "@value") : text_or_empty(all.front());
}

std::optional<Instant> date_time_stamp(std::string_view text) {
    // RFC 3339 takes a blank and small letters as well; XML Schema does not.
    if (text.find_first_of("tz ") != std::string_view::npos) return std::nullopt;
    const auto instant = parse_rfc3339(text);
    return instant ? std::optional(*instant) : std::nullopt;
}

} // namespace cairn
