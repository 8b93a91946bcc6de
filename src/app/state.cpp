#include "app/state.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace cairn::app {
namespace {

const std::string* text_of(const Record& record, const std::string& field) {
    const auto found = record.fields.find(field);
    if (found == record.fields.end()) return nullptr;
    const auto* text = std::get_if<std::string>(&found->second);
    return text != nullptr && !text->empty() ? text : nullptr;
}

std::vector<const Record*> newest_first(const State& state, bool trashed) {
    std::vector<const Record*> records;
    if (!state.document) return records;
    for (const RecordPtr& record : state.document->records | std::views::reverse)
        if (record->trashed.has_value() == trashed) records.push_back(record.get());
    return records;
}

bool same_hour(Instant a, Instant b) {
    constexpr std::int64_t hour = 60 * 60 * 1000;
    return a.ms / hour == b.ms / hour;
}

// Whether a badge that both hold is judged in both as in the other, but for what the edge answered.
bool judged_alike(const State& state, const State& before, Instant now) {
    return before.held && before.document &&
           before.document->profile.emails == state.document->profile.emails &&
           before.document->pathway == state.document->pathway && before.keys == state.keys &&
           before.trust == state.trust && same_hour(before.held_at, now);
}

} // namespace

const Pathway* current_pathway(const State& state) {
    if (!state.document) return nullptr;
    return find_pathway(*state.catalog, state.document->pathway.id, state.document->pathway.revision);
}

const LearnerKey* active_key(const State& state) {
    const auto found = std::ranges::find(state.keys, "active", &LearnerKey::state);
    return found == state.keys.end() ? nullptr : &*found;
}

std::vector<LevelStatus> level_statuses(const State& state) {
    const Pathway* pathway = current_pathway(state);
    if (pathway == nullptr) return {};
    return evaluate(*pathway, *state.document, signed_facts(state));
}

Progress progress(const State& state) {
    const Pathway* pathway = current_pathway(state);
    if (pathway == nullptr) return {};
    return evaluate_all(*pathway, *state.document, signed_facts(state));
}

CheckContext check_context(const State& state, Instant now) {
    return {.at = now, .trust = state.trust.get(), .answers = state.answers.get()};
}

void judge_held(State& state, const State* before, Instant now) {
    if (!state.document || state.document->badges.empty()) {
        state.held = nullptr;
        return;
    }
    const std::vector<BadgePtr>& badges = state.document->badges;
    if (before == nullptr || !judged_alike(state, *before, now)) {
        state.held_at = now;
        state.held = std::make_shared<const HeldBadges>(
            judge_badges(*state.document, current_pathway(state), state.keys, check_context(state, now)));
        return;
    }
    const bool answered = before->answers != state.answers;
    if (!answered && std::ranges::equal(badges, *before->held, {}, {}, &HeldBadge::badge)) return;
    const Learner learner = learner_of(*state.document, state.keys);
    HeldBadges held;
    for (const BadgePtr& badge : badges) {
        const auto known = std::ranges::find(*before->held, badge, &HeldBadge::badge);
        const bool stays = known != before->held->end() && !(answered && !known->check.questions.empty());
        held.push_back(
            stays ? *known : judge_badge(badge, current_pathway(state), learner, check_context(state, now)));
    }
    state.held = std::make_shared<const HeldBadges>(std::move(held));
}

const HeldBadges& held_badges(const State& state) {
    static const HeldBadges none;
    return state.held ? *state.held : none;
}

const HeldBadge* find_held(const State& state, const Id& badge) {
    const HeldBadges& held = held_badges(state);
    const auto found =
        std::ranges::find_if(held, [&](const HeldBadge& one) { return one.badge->id == badge; });
    return found == held.end() ? nullptr : &*found;
}

SignedFacts signed_facts(const State& state) {
    return {.leaves = {}, .levels = {}, .held_badges = earned_badges(held_badges(state))};
}

std::string record_title(const State& state, const Record& record) {
    const RecordType* type = find_record_type(*state.catalog, record.type);
    if (type == nullptr) return record.type;
    if (const std::string* title = text_of(record, type->title_field)) return *title;
    return in_language(type->name, state.document ? state.document->profile.lang : "en");
}

std::string record_day(const State& state, const Record& record) {
    const RecordType* type = find_record_type(*state.catalog, record.type);
    if (type == nullptr) return "";
    const std::string* date = text_of(record, type->start_field);
    return date == nullptr ? "" : date_field_text(*state.catalog, *date);
}

std::vector<const Record*> live_records(const State& state) {
    return newest_first(state, false);
}

std::vector<const Record*> trashed_records(const State& state) {
    return newest_first(state, true);
}

std::vector<std::string> named_blobs(const Document& document) {
    std::vector<std::string> names;
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            names.push_back(file.sha256);
    return names;
}

bool can_edit(const State& state) {
    const Session& session = state.session;
    return state.document != nullptr && session.writer && !session.store_problem && !session.loading;
}

} // namespace cairn::app
