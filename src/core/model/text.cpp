#include "core/model/text.hpp"

namespace cairn {

const std::string& in_language(const LanguageMap& words, std::string_view lang) {
    static const std::string none;
    // "pt-BR" also finds "pt" (RFC 4647 section 3.4).
    for (std::string_view tag = lang; !tag.empty();) {
        if (const auto found = words.find(tag); found != words.end()) return found->second;
        const auto cut = tag.rfind('-');
        tag = cut == std::string_view::npos ? std::string_view() : tag.substr(0, cut);
    }
    if (const auto english = words.find("en"); english != words.end()) return english->second;
    return words.empty() ? none : words.begin()->second;
}

} // namespace cairn
