#include "core/json/reader.hpp"

#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t max_languages = 64;

const char* type_name(Json::value_t type) {
    switch (type) {
    case Json::value_t::object:
        return "object";
    case Json::value_t::array:
        return "array";
    case Json::value_t::string:
        return "string";
    case Json::value_t::boolean:
        return "boolean";
    default:
        return "number";
    }
}

} // namespace

void Reading::report(std::string code, const std::string& path, std::string detail) {
    if (error_) return;
    constexpr std::size_t longest_detail = 80;
    if (detail.size() > longest_detail) {
        detail.resize(longest_detail);
        detail.resize(std::min(detail.size(), find_invalid_utf8(detail)));
    }
    error_ = Error{std::move(code), file_name_ + ": " + path, std::move(detail)};
}

Object Reading::root(const Json& json) {
    return {*this, &json, "$"};
}

Object::Object(Reading& reading, const Json* json, std::string path)
    : reading_(&reading), json_(json), path_(std::move(path)) {
    if (json_ != nullptr && !json_->is_object()) {
        reading_->report("format.type", path_, type_name(Json::value_t::object));
        json_ = nullptr;
    }
}

bool Object::has(std::string_view key) const {
    if (json_ == nullptr) return false;
    const auto found = json_->find(key);
    return found != json_->end() && !found->is_null();
}

std::string Object::path_of(std::string_view key) const {
    return path_ + path_step(key);
}

std::vector<std::string> Object::keys() const {
    std::vector<std::string> result;
    if (json_ == nullptr) return result;
    for (const auto& item : json_->items())
        result.push_back(item.key());
    return result;
}

void Object::fail_at(std::string_view key, std::string code, std::string detail) const {
    reading_->report(std::move(code), path_of(key), std::move(detail));
}

const Json* Object::find(std::string_view key) {
    asked_.emplace(key);
    if (!has(key)) return nullptr;
    return &*json_->find(key);
}

const Json* Object::need(std::string_view key) {
    const Json* const found = find(key);
    if (found == nullptr && json_ != nullptr) fail_at(key, "format.missing", std::string(key));
    return found;
}

std::string Object::text_at(const Json& json, const std::string& path, std::size_t max_bytes) const {
    const auto* const text = json.get_ptr<const std::string*>();
    if (text == nullptr) {
        reading_->report("format.type", path, type_name(Json::value_t::string));
        return {};
    }
    if (text->size() > max_bytes) {
        reading_->report("format.tooLong", path, std::to_string(max_bytes));
        return {};
    }
    return *text;
}

std::string Object::text(std::string_view key, std::size_t max_bytes) {
    const Json* const found = need(key);
    return found == nullptr ? std::string() : text_at(*found, path_of(key), max_bytes);
}

std::string Object::text_or(std::string_view key, std::string_view fallback, std::size_t max_bytes) {
    return find(key) == nullptr ? std::string(fallback) : text(key, max_bytes);
}

bool Object::boolean(std::string_view key) {
    const Json* const found = need(key);
    if (found == nullptr) return false;
    if (!found->is_boolean()) {
        fail_at(key, "format.type", type_name(Json::value_t::boolean));
        return false;
    }
    return found->get<bool>();
}

bool Object::boolean_or(std::string_view key, bool fallback) {
    return find(key) == nullptr ? fallback : boolean(key);
}

std::uint64_t Object::number(std::string_view key, std::uint64_t max) {
    const Json* const found = need(key);
    if (found == nullptr) return 0;
    // A value that was not parsed but built may hold a signed number.
    if (!found->is_number_integer() || (!found->is_number_unsigned() && found->get<std::int64_t>() < 0)) {
        fail_at(key, "format.type", type_name(Json::value_t::number_unsigned));
        return 0;
    }
    const auto value = found->get<std::uint64_t>();
    if (value <= max) return value;
    fail_at(key, "format.value", std::to_string(value));
    return 0;
}

std::uint64_t Object::number_or(std::string_view key, std::uint64_t fallback, std::uint64_t max) {
    return find(key) == nullptr ? fallback : number(key, max);
}

Instant Object::instant(std::string_view key) {
    const std::string found = text(key);
    if (reading_->failed()) return {};
    const auto parsed = parse_rfc3339(found);
    if (parsed) return *parsed;
    fail_at(key, "format.value", found);
    return {};
}

std::optional<Instant> Object::instant_or_none(std::string_view key) {
    if (find(key) == nullptr) return std::nullopt;
    return instant(key);
}

LanguageMap Object::words(std::string_view key) {
    if (need(key) == nullptr) return {};
    LanguageMap result;
    Object languages = object(key);
    const auto tags = languages.keys();
    if (tags.empty() && !reading_->failed()) fail_at(key, "format.missing", "en");
    if (tags.size() > max_languages) fail_at(key, "format.tooLong", std::to_string(max_languages));
    for (const std::string& tag : tags) {
        if (reading_->failed()) return {};
        result.emplace(tag, languages.text(tag));
    }
    return result;
}

LanguageMap Object::words_or_empty(std::string_view key) {
    return find(key) == nullptr ? LanguageMap{} : words(key);
}

std::vector<std::string> Object::texts(std::string_view key, std::size_t max_count) {
    std::vector<std::string> result;
    const Json* const found = need(key);
    if (found == nullptr) return result;
    if (!found->is_array())
        fail_at(key, "format.type", type_name(Json::value_t::array));
    else if (found->size() > max_count)
        fail_at(key, "format.tooLong", std::to_string(max_count));
    if (reading_->failed()) return result;
    for (std::size_t i = 0; i < found->size() && !reading_->failed(); ++i) {
        result.push_back(text_at((*found)[i], path_of(key) + path_step(i), default_max_text));
    }
    return result;
}

std::vector<std::string> Object::texts_or_empty(std::string_view key, std::size_t max_count) {
    return find(key) == nullptr ? std::vector<std::string>{} : texts(key, max_count);
}

std::map<std::string, std::string> Object::text_map(std::string_view key, std::size_t max_count) {
    std::map<std::string, std::string> result;
    Object map = object(key);
    const auto keys = map.keys();
    if (keys.size() > max_count) fail_at(key, "format.tooLong", std::to_string(max_count));
    for (const std::string& name : keys) {
        if (reading_->failed()) return {};
        result.emplace(name, map.text(name));
    }
    return result;
}

Object Object::object(std::string_view key) {
    return {*reading_, need(key), path_of(key)};
}

Object Object::object_or_empty(std::string_view key) {
    return {*reading_, find(key), path_of(key)};
}

void Object::each(std::string_view key, std::size_t max_count, const std::function<void(Object)>& read) {
    const Json* const found = need(key);
    if (found == nullptr) return;
    if (!found->is_array())
        fail_at(key, "format.type", type_name(Json::value_t::array));
    else if (found->size() > max_count)
        fail_at(key, "format.tooLong", std::to_string(max_count));
    for (std::size_t i = 0; i < found->size() && !reading_->failed(); ++i) {
        read(Object(*reading_, &(*found)[i], path_of(key) + path_step(i)));
    }
}

void Object::each_or_none(std::string_view key, std::size_t max_count,
                          const std::function<void(Object)>& read) {
    if (find(key) != nullptr) each(key, max_count, read);
}

const Json* Object::raw(std::string_view key) {
    return find(key);
}

void Object::done() {
    if (json_ == nullptr || reading_->failed()) return;
    for (const auto& item : json_->items()) {
        if (!asked_.contains(item.key())) return fail_at(item.key(), "format.unknown", item.key());
    }
}

} // namespace cairn
