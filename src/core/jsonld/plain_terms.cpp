#include "core/jsonld/plain_terms.hpp"

#include "core/json/read.hpp"
#include "core/jsonld/contexts.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

namespace cairn {
namespace {

void add_terms(const Json& context, std::set<std::string, std::less<>>& terms) {
    if (context.is_array())
        for (const Json& one : context)
            add_terms(one, terms);
    if (!context.is_object()) return;
    for (const auto& [name, definition] : context.items()) {
        terms.insert(name);
        if (definition.is_object() && definition.contains("@context"))
            add_terms(definition["@context"], terms);
    }
}

// A word of any compiled-in context.
bool is_known_term(std::string_view name) {
    static const auto terms = [] {
        std::set<std::string, std::less<>> all;
        for (const std::string_view address : compiled_contexts())
            add_terms((*compiled_context(address))["@context"], all);
        return all;
    }();
    return terms.contains(name);
}

bool begins_as_type(std::string_view name) {
    return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
}

// New types alone: nothing that is read by name can be called so.
bool names_new_types(const Json& context, std::string& name) {
    for (const auto& [key, value] : context.items()) {
        name = key;
        if (!value.is_string() || !begins_as_type(key) || is_known_term(key)) return false;
        if (!value.get_ref<const std::string&>().contains("://")) return false;
    }
    return true;
}

// Some vocabularies give a property and a type one address, so a property could be called by the type's name;
// security v2 calls `expires` so too.
bool is_second_name(std::string_view name) {
    return begins_as_type(name) || name == "expiration";
}

class Walk {
  public:
    Walk(const Json& document, std::size_t depth) : depth_(depth) {
        if (document.is_object() && document.contains("id")) own_ = document["id"];
    }

    Result<void> all(const Json& value, const std::string& path, bool root = true) {
        if (path_depth_ > depth_) return fail("jsonld.tooComplex", path);
        ++path_depth_;
        auto result = value.is_array()    ? elements(value, path, root)
                      : value.is_object() ? members(value, path, root)
                                          : Result<void>{};
        --path_depth_;
        return result;
    }

  private:
    Result<void> elements(const Json& array, const std::string& path, bool root) {
        for (std::size_t i = 0; i < array.size(); ++i)
            if (array[i].is_structured())
                if (auto result = all(array[i], path + path_step(i), root); !result) return result;
        return {};
    }

    Result<void> members(const Json& object, const std::string& path, bool root) {
        const bool is_value = object.contains("@value");
        const bool itself = !root && own_.is_string() && object.contains("id") && object["id"] == own_;
        for (const auto& [name, value] : object.items()) {
            if (name == "@context") {
                if (auto result = context(value, path); !result) return result;
                continue;
            }
            static constexpr std::array<std::string_view, 4> of_values{"@value", "@type", "@language",
                                                                       "@direction"};
            if (is_value && std::ranges::contains(of_values, name)) continue;
            static constexpr std::array<std::string_view, 3> of_endorsements{"id", "type",
                                                                             "endorsementComment"};
            const bool elsewhere = itself && !std::ranges::contains(of_endorsements, name);
            if (elsewhere || name.starts_with('@') || name.contains(':') || is_second_name(name))
                return fail("jsonld.notPlain", path, name.substr(0, 200));
            if (!value.is_structured()) continue;
            if (auto result = all(value, path + path_step(name), false); !result) return result;
        }
        return {};
    }

    static Result<void> context(const Json& value, const std::string& path) {
        std::string name;
        const auto plain = [&name](const Json& one) {
            return one.is_string() || (one.is_object() && names_new_types(one, name));
        };
        const bool fine = value.is_array() ? std::ranges::all_of(value, plain) : plain(value);
        if (!fine) return fail("jsonld.notPlain", path + path_step("@context"), name.substr(0, 200));
        return {};
    }

    Json own_; // the document's id
    std::size_t depth_;
    std::size_t path_depth_ = 0;
};

} // namespace

Result<void> require_plain_terms(const Json& document, std::size_t depth) {
    return Walk(document, depth).all(document, "$");
}

} // namespace cairn
