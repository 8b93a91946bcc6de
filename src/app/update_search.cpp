#include "app/step.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t most_links = 100;  // of one record
constexpr std::size_t most_tags = 20;    // of one record
constexpr std::size_t longest_tag = 160; // bytes: forty characters of any script
constexpr std::size_t longest_typed = 1000;
constexpr std::size_t most_listed = 20000;

// Without control characters, with one blank where there are several, and none around it.
std::string tidy(std::string_view text) {
    std::string tag;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
        if (!blank) tag += c;
        if (blank && !tag.empty() && tag.back() != ' ') tag += ' ';
    }
    if (tag.ends_with(' ')) tag.pop_back();
    return tag;
}

bool is_live(const Document& document, const Id& id) {
    const Record* const record = find_record(document, id);
    return record != nullptr && !record->trashed;
}

} // namespace

Result<Step> update_search(const State& state, const LinkRecord& command, const Stamp& stamp) {
    if (command.record == command.other) return fail("link.self");
    if (!is_live(*state.document, command.other)) return fail("record.unknown");
    return change_record(state, command.record, stamp, "change.linked", "",
                         [&](Record& record) -> Result<void> {
                             if (std::ranges::contains(record.links, command.other)) return {};
                             if (record.links.size() >= most_links) return fail("link.tooMany");
                             record.links.push_back(command.other);
                             return {};
                         });
}

Result<Step> update_search(const State& state, const UnlinkRecord& command, const Stamp& stamp) {
    return change_record(state, command.record, stamp, "change.unlinked", "",
                         [&](Record& record) -> Result<void> {
                             std::erase(record.links, command.other);
                             return {};
                         });
}

Result<Step> update_search(const State& state, const SetTags& command, const Stamp& stamp) {
    std::vector<std::string> tags;
    for (const std::string& text : command.tags) {
        std::string tag = tidy(text);
        if (tag.size() > longest_tag) return fail("tag.tooLong");
        const bool known = std::ranges::any_of(tags, [&](const auto& one) { return same_tag(one, tag); });
        if (!tag.empty() && !known) tags.push_back(std::move(tag));
    }
    if (tags.size() > most_tags) return fail("tag.tooMany");
    Result<Step> step =
        change_record(state, command.record, stamp, "change.tags", "", [&](Record& record) -> Result<void> {
            record.tags = std::move(tags);
            return {};
        });
    if (!step) return step;
    step->state.session.typed_here.clear();
    ++step->state.session.text_revision;
    focus_on(*step, "tag");
    return step;
}

Result<Step> update_search(const State& state, const SetQuery& command, const Stamp&) {
    if (command.query.text.size() > longest_typed) return fail("text.tooLong");
    Step step{state, {}};
    Query& query = step.state.session.query;
    query = command.query;
    query.most = std::min(query.most, most_listed);
    if (query.most == 0) {
        query = {};
        ++step.state.session.text_revision;
        focus_on(step, "query");
    }
    return step;
}

Result<Step> update_search(const State& state, const TypeInDialog& command, const Stamp&) {
    if (command.text.size() > longest_typed) return fail("text.tooLong");
    Step step{state, {}};
    std::optional<Dialog>& dialog = step.state.session.dialog;
    if (!dialog) return step;
    switch (command.field) {
    case DialogField::typed:
        dialog->typed = command.text;
        break;
    case DialogField::again:
        dialog->again = command.text;
        break;
    case DialogField::present:
        dialog->present = command.text;
        break;
    }
    return step;
}

Result<Step> update_search(const State& state, const TypeHere& command, const Stamp&) {
    if (command.text.size() > max_badge_bytes) return fail("text.tooLong"); // one may be pasted
    Step step{state, {}};
    step.state.session.typed_here = command.text;
    return step;
}

} // namespace cairn::app
