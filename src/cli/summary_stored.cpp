#include "cli/pathways.hpp"
#include "cli/rows.hpp"
#include "cli/summary.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"
#include "core/credentials/members.hpp"

namespace cairn::cli {
namespace {

constexpr std::size_t most_text = 300;

std::string number_member(const Json& json, std::string_view key) {
    const Json* const value = member(json, key);
    return value != nullptr && value->is_number_unsigned() ? std::to_string(value->get<std::uint64_t>())
                                                           : std::string();
}

// A text, a choice, a list of them, or rows of them, one after the other.
std::string value_words(const Json& value) {
    if (value.is_string()) return shown_short(*value.get_ptr<const std::string*>(), most_text);
    if (value.is_boolean()) return tr(value.get<bool>() ? "command.yes" : "command.no");
    std::string all;
    if (value.is_structured()) {
        for (const Json& one : value) {
            if (all.size() > most_text) return all + "…";
            const std::string words = value_words(one);
            if (words.empty()) continue;
            if (!all.empty()) all += value.is_array() && one.is_structured() ? "; " : ", ";
            all += words;
        }
    }
    return all;
}

// A version that is newer than this command may say more than is shown.
std::string newer(const Json& json) {
    const std::string version = number_member(json, "version");
    if (version.empty() || version == "1") return {};
    return row("command.label.version", tr("command.newer", {{"version", version}}));
}

// Lists at most `most_shown` members of `key`.
template <class Write>
std::string listed(const Json& json, std::string_view key, std::string_view label, const Write& write) {
    const auto all = one_or_many(member(json, key));
    std::string text = row(label, std::to_string(all.size()));
    for (std::size_t i = 0; i < all.size() && i < most_shown; ++i)
        text += item(write(*all[i]));
    return all.size() > most_shown ? text + item(more(all.size() - most_shown)) : text;
}

} // namespace

std::string record_summary(const Json& record) {
    std::string text =
        newer(record) + row("command.label.recordType", shown_short(text_member(record, "type")));
    text += row("command.label.created", moment_or_text(text_member(record, "created")));
    text += row("command.label.modified", moment_or_text(text_member(record, "modified")));
    text += row("command.label.language", shown_short(text_member(record, "lang")));
    std::size_t count = 0;
    if (const Json* const fields = member(record, "fields"); fields != nullptr && fields->is_object())
        for (const auto& [name, value] : fields->items())
            if (++count <= most_shown)
                text += row("command.label.field", at(shown_short(name, 60), value_words(value)));
    if (member(record, "files") == nullptr) return text;
    return text + listed(record, "files", "command.label.files", [](const Json& file) {
               std::string line = shown_short(text_member(file, "name"));
               line += ", " + shown_short(text_member(file, "mediaType"), 100);
               if (const Json* const size = member(file, "size");
                   size != nullptr && size->is_number_unsigned())
                   line += ", " + size_words(size->get<std::uint64_t>());
               return line + ", " +
                      tr("command.sha256", {{"digest", shown_short(text_member(file, "sha256"))}});
           });
}

std::string portfolio_summary(const Json& index) {
    const Json none;
    const auto inner = [&](std::string_view key) -> const Json& {
        const Json* const found = member(index, key);
        return found == nullptr ? none : *found;
    };
    std::string text = newer(index);
    text += row("command.label.learner", shown_short(text_member(inner("profile"), "name")));
    text += row("command.label.created", moment_or_text(text_member(index, "created")));
    const std::string id = text_member(inner("pathway"), "id");
    const std::string revision = text_member(inner("pathway"), "revision");
    const Pathway* const pathway = shipped_pathway(id, revision);
    text +=
        row("command.label.pathway", person(pathway == nullptr ? "" : in_language(pathway->name, "en"), id));
    text += row("command.label.revision", shown_short(revision));
    text += row("command.label.records", number_member(inner("counts"), "records"));
    text += row("command.label.files", number_member(inner("counts"), "files"));
    text += listed(index, "claims", "command.label.claims", [&](const Json& claim) {
        return at(moment_or_text(text_member(claim, "claimed")),
                  shown_short(node_words(pathway, text_member(claim, "criterion"))));
    });
    if (member(index, "badges") != nullptr)
        text += listed(index, "badges", "command.label.badges", [](const Json& badge) {
            return at(moment_or_text(text_member(badge, "added")),
                      shown_short(text_member(badge, "fileName")));
        });
    text += listed(index, "submissions", "command.label.submissions", [&](const Json& submission) {
        return at(moment_or_text(text_member(submission, "time")),
                  shown_short(node_words(pathway, text_member(submission, "level"))) + ", " +
                      tr("command.sha256", {{"digest", shown_short(text_member(submission, "sha256"))}}));
    });
    return text;
}

} // namespace cairn::cli
