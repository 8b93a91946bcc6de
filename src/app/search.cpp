#include "app/state.hpp"

#include <algorithm>
#include <ranges>

namespace cairn::app {
namespace {

bool narrowed_alike(const Query& a, const Query& b) {
    return a.text == b.text && a.type == b.type && a.state == b.state && a.tag == b.tag;
}

bool fits(const State& state, const Pathway* pathway, const Query& query,
          const std::vector<std::string>& words, const Record& record) {
    if (record.trashed) return false;
    if (!query.type.empty() && record.type != query.type) return false;
    if (!query.tag.empty() &&
        std::ranges::none_of(record.tags, [&](const auto& tag) { return same_tag(tag, query.tag); }))
        return false;
    if (query.state != RecordState::any && record_state(*state.document, pathway, record) != query.state)
        return false;
    return words.empty() || has_words(search_text(record, find_record_type(*state.catalog, record.type),
                                                  pathway, state.document->profile.lang),
                                      words);
}

std::shared_ptr<const Found> search(const State& state, const Query& query,
                                    std::shared_ptr<const Found> known) {
    if (known && known->document == state.document && narrowed_alike(known->query, query)) return known;
    Found found{state.document, query, {}};
    const Pathway* const pathway = current_pathway(state);
    const std::vector<std::string> words = search_words(query.text);
    for (const RecordPtr& record : state.document->records | std::views::reverse)
        if (fits(state, pathway, query, words, *record)) found.records.push_back(record.get());
    return std::make_shared<const Found>(std::move(found));
}

} // namespace

void search_anew(State& state) {
    const Session& session = state.session;
    const bool listed = state.document && session.route.screen == Screen::evidence;
    state.found = listed ? search(state, session.query, std::move(state.found)) : nullptr;
    const bool asked = state.document && session.dialog && session.dialog->kind == DialogKind::palette &&
                       !search_words(session.dialog->typed).empty();
    state.palette_found = asked ? search(state, {.text = session.dialog->typed, .type = {}, .tag = {}},
                                         std::move(state.palette_found))
                                : nullptr;
}

} // namespace cairn::app
