// Meets goals of the pathway: a record of the leaf's type, filled as its conditions ask, with a file and a
// person who can confirm it, and claimed. Forms of the later levels do not exist yet, so the records are put
// into the document as another version would have stored them.
#pragma once

#include "support/desk.hpp"

#include <memory>

namespace cairn::test {

inline void fill_for(Record& record, const Condition& condition) {
    const auto dot = condition.field.find('.');
    const std::string id = condition.field.substr(0, dot);
    const std::string value = condition.values.empty() ? "sample" : condition.values.front();
    const bool listed = dot != std::string::npos || condition.op == ConditionOp::min;
    if (!listed) {
        if (value == "true")
            record.fields[id] = true;
        else
            record.fields[id] = value;
        return;
    }
    Row row;
    for (const std::string& column : condition.each)
        row[column] = "sample";
    if (dot != std::string::npos) row[condition.field.substr(dot + 1)] = value;
    if (row.empty()) row["name"] = "sample";
    auto& value_of = record.fields[id];
    if (!std::holds_alternative<std::vector<Row>>(value_of)) value_of = std::vector<Row>();
    auto& rows = std::get<std::vector<Row>>(value_of);
    while (rows.size() < condition.count)
        rows.emplace_back();
    for (Row& one : rows)
        one.insert(row.begin(), row.end());
}

inline Id meet(Desk& desk, const std::string& leaf_id) {
    const PathwayNode* leaf = find_node(*app::current_pathway(desk.state), leaf_id);
    REQUIRE_MESSAGE(leaf != nullptr, leaf_id);
    const app::Stamp stamp = desk.stamp();
    auto record = std::make_shared<Record>();
    record->id = stamp.fresh[0];
    record->type = leaf->record_type;
    record->created = record->modified = stamp.now;
    record->device = desk.document().device;
    record->lang = "en";
    record->criteria = {leaf->uri};
    for (const Condition& condition : leaf->where)
        fill_for(*record, condition);
    if (std::ranges::contains(leaf->proof, Proof::file)) {
        const std::string content = "What shows " + leaf_id;
        FileRef file = Desk::file_of(leaf_id + ".txt", content);
        file.id = stamp.fresh[1];
        record->files.push_back(file);
        desk.blobs[file.sha256] = content;
    } else if (std::ranges::contains(leaf->proof, Proof::third_party)) {
        fill_for(*record, {.field = "people",
                           .op = ConditionOp::min,
                           .values = {},
                           .each = {"name", "role"},
                           .count = 1,
                           .missing = {}});
    }
    REQUIRE_MESSAGE(missing_for_claim(*leaf, *record).empty(), leaf_id);
    Document next = desk.document();
    next.claims.push_back({stamp.fresh[2], leaf->uri, record->id, stamp.now, next.device, 1});
    next.records.push_back(std::move(record));
    desk.state.document = std::make_shared<const Document>(std::move(next));
    return desk.document().records.back()->id;
}

// Everything that a learner can supply for a level.
inline void meet_level(Desk& desk, const std::string& level_id) {
    const auto statuses = app::level_statuses(desk.state);
    const auto level =
        std::ranges::find(statuses, level_id, [](const LevelStatus& one) { return one.level->root.id; });
    REQUIRE(level != statuses.end());
    for (const PathwayNode* goal : goals_of(*level->level)) {
        if (goal->kind == NodeKind::leaf && (is_badge_leaf(*goal) || goal->only_others)) continue;
        meet(desk, goal->kind == NodeKind::leaf ? goal->id : goal->children.front().id);
    }
}

// The learner whom the sample badges are made out to.
inline Desk badge_learner() {
    Desk desk = Desk::started();
    desk.state.keys = {make_learner_key(Seed{}, desk.now)};
    return desk;
}

// A held badge that the learner says is `badge`.
inline Id hold(Desk& desk, const std::string& file, const std::string& badge) {
    desk.add_badge(file);
    REQUIRE(!desk.document().badges.empty());
    const Id id = desk.document().badges.back()->id;
    desk.must(app::MatchBadge{id, badge});
    return id;
}

} // namespace cairn::test
