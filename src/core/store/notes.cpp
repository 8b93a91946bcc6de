#include "core/json/reader.hpp"
#include "core/json/write.hpp"
#include "core/store/codec.hpp"
#include "core/store/sealed.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view notes_file = "notes.json";
constexpr std::string_view notes_format = "cairn-notes";
constexpr int longest_idle = 24 * 60; // minutes

} // namespace

std::string encode_notes(const Notes& notes) {
    Json json = json_object(
        {{"format", notes_format},
         {"version", sealed_version},
         {"changes", notes.changes},
         {"idleMinutes", static_cast<std::uint32_t>(std::clamp(notes.idle_minutes, 0, longest_idle))}});
    if (notes.backup) json["backup"] = to_rfc3339_exact(*notes.backup);
    if (notes.reminded) json["reminded"] = to_rfc3339_exact(*notes.reminded);
    for (const KeptTrust& file : notes.trust)
        json["trust"].push_back(
            json_object({{"name", file.name}, {"text", file.text}, {"added", to_rfc3339_exact(file.added)}}));
    if (!notes.last_opened.empty()) json["lastOpened"] = notes.last_opened;
    return seal(std::move(json));
}

Result<Notes> decode_notes(std::string_view json_text) {
    const auto json = unseal(json_text, notes_file, notes_format);
    if (!json) return std::unexpected(json.error());
    Reading reading(notes_file);
    Object root = reading.root(*json);
    Notes notes;
    notes.backup = root.instant_or_none("backup");
    notes.changes = static_cast<std::uint32_t>(root.number("changes", UINT32_MAX));
    notes.reminded = root.instant_or_none("reminded");
    notes.last_opened = root.text_or("lastOpened", "");
    notes.idle_minutes = static_cast<int>(root.number("idleMinutes", longest_idle));
    root.each_or_none("trust", most_trust_files, [&](Object file) {
        notes.trust.push_back(
            {file.text("name"), file.text("text", most_trust_bytes), file.instant("added")});
        file.done();
    });
    root.done();
    return reading.finish(std::move(notes));
}

} // namespace cairn
