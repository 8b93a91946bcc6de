// The words of the command: those of the page and assets/strings/command.en.json, built into the program.
#pragma once

#include "app/words.hpp"

namespace cairn::cli {

const app::Words& words();

inline std::string tr(std::string_view key, app::Placeholders values = {}) {
    return app::tr(words(), key, values);
}

// The sentence for an error of files and options ("error.command.…") or of what is read from them.
std::string error_words(const Error& error);

} // namespace cairn::cli
