#include "cli/rows.hpp"

#include "cli/text.hpp"
#include "cli/words.hpp"

namespace cairn::cli {

std::string row(std::string_view label, std::string_view text) {
    return text.empty() ? std::string() : tr("command.row", {{"label", tr(label)}, {"text", text}}) + "\n";
}

std::string item(std::string_view text) {
    return tr("command.item", {{"text", text}}) + "\n";
}

std::string named(std::string_view name) {
    return name.empty() ? std::string() : tr("command.named", {{"name", shown_short(name)}});
}

std::string person(std::string_view name, std::string_view id) {
    if (name.empty() || id.empty()) return shown_short(name.empty() ? id : name);
    return tr("command.person", {{"name", shown_short(name)}, {"id", shown_short(id)}});
}

std::string at(std::string_view place, std::string_view what) {
    return tr("command.at", {{"path", place}, {"what", what}});
}

std::string moment(Instant instant) {
    return tr("command.moment",
              {{"day", app::day_text(words(), instant, 0)}, {"clock", app::clock_text(instant, 0)}});
}

std::string moment_or_text(std::string_view rfc3339) {
    const Result<Instant> instant = parse_rfc3339(rfc3339);
    return instant ? moment(*instant) : shown_short(rfc3339);
}

std::string more(std::size_t count) {
    return app::tr_count(words(), "command.more", count);
}

std::string size_words(std::uint64_t bytes) {
    return app::size_text(words(), bytes);
}

std::string file_name(std::string_view file) {
    return file == "-" ? tr("command.standardInput") : shown(file);
}

} // namespace cairn::cli
