#include "cli/words.hpp"

#include "app/check_words.hpp"
#include "command_words.hpp"
#include "core/json/read.hpp"

namespace cairn::cli {
namespace {

// A text of several lines is a list of them.
void join_lines(Json& json) {
    if (json.is_object()) {
        for (Json& value : json)
            join_lines(value);
    } else if (json.is_array()) {
        std::string text;
        for (const Json& line : json)
            if (line.is_string()) text += line.get<std::string>() + "\n";
        json = std::move(text);
    }
}

app::Words read_words() {
    app::Words words;
    for (const std::string_view text :
         {std::string_view(embedded::command_json), std::string_view(embedded::en_json)})
        if (Result<Json> json = read_json(text)) {
            join_lines(*json);
            app::add_words(*json, words);
        }
    return words;
}

} // namespace

const app::Words& words() {
    static const app::Words all = read_words();
    return all;
}

std::string error_words(const Error& error) {
    return app::reason_words(words(), error);
}

} // namespace cairn::cli
