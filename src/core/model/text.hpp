// Words that stand in data files as language maps: {"en": "…"}.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cairn {

using LanguageMap = std::map<std::string, std::string, std::less<>>;

// The text in `lang`, else in its shorter forms ("pt" for "pt-BR"), else in English, else in any language,
// else "".
const std::string& in_language(const LanguageMap& words, std::string_view lang);

} // namespace cairn
