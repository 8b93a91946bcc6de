#include "core/json/write.hpp"

#include <string>
#include <utility>

namespace cairn {

JsonMember::JsonMember(std::string_view name, std::string_view text) : name_(name), value_(text) {}

Json json_object(std::initializer_list<JsonMember> members) {
    Json json = Json::object();
    for (const JsonMember& member : members)
        json[std::string(member.name_)] = std::move(member.value_);
    return json;
}

Json json_texts(std::initializer_list<std::string_view> texts) {
    Json json = Json::array();
    for (const std::string_view text : texts)
        json.push_back(text);
    return json;
}

} // namespace cairn
