#include "ui/views/plan_parts.hpp"

#include "core/pathway/condition.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/skill_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

std::string day_words(const View& view, std::string_view day) {
    return app::date_field_text(*view.state.catalog, day);
}

std::string option_words(const View& view, const Record& record, std::string_view field) {
    const RecordType* type = app::find_record_type(*view.state.catalog, record.type);
    const FieldSpec* spec = type == nullptr ? nullptr : find_field(*type, field);
    if (spec == nullptr) return {};
    const auto option = std::ranges::find(spec->options, field_text(record, field), &FieldOption::value);
    return option == spec->options.end() ? std::string() : view.words(option->label);
}

bool is_over(const Activity& activity) {
    return activity.state == ActivityState::done || activity.state == ActivityState::dropped;
}

// "Training, due on 3 December 2026"
std::string detail_of(const View& view, const Activity& activity) {
    std::string detail = option_words(view, *activity.record, "kind");
    const auto add = [&](const std::string& part) {
        if (!part.empty()) detail += (detail.empty() ? "" : ". ") + part;
    };
    if (!activity.due.empty() && !is_over(activity))
        add(view.tr(is_overdue(view, activity.due) ? "plan.overdue" : "plan.due",
                    {{"date", day_words(view, activity.due)}}));
    if (!activity.in_plan) add(view.tr("plan.notInPlan"));
    return detail;
}

void state_button(View& view, const Activity& activity, std::string_view key, std::string state,
                  const ButtonOptions& look) {
    ButtonOptions options = look;
    const std::string label = view.tr(key);
    const std::string name =
        view.tr("plan.named", {{"do", label}, {"title", app::record_title(view.state, *activity.record)}});
    options.name = name;
    options.disabled = !view.editable();
    if (view.kit.button(label, options))
        view.emit(app::SetField{activity.record->id, "state", std::move(state)});
}

// The record that tells of the activity for this criterion, made from it or attached since.
const Record* record_of(const View& view, const Activity& activity, const PathwayNode& leaf) {
    for (const Record* record : app::live_records(view.state))
        if (std::ranges::contains(record->links, activity.record->id) &&
            std::ranges::contains(record->criteria, leaf.uri))
            return record;
    return nullptr;
}

app::Command record_it(const Activity& activity, const PathwayNode& leaf, const RecordType& type) {
    constexpr std::size_t longest = 100; // bytes: titles may have 120 characters everywhere
    app::CreateRecord create{type.id, leaf.id, {}, {activity.record->id}};
    if (const std::string_view title = field_text(*activity.record, "title");
        !title.empty() && title.size() <= longest)
        create.fields[type.title_field] = std::string(title);
    return create;
}

// What is done may count: as it is, or by a record of what the criterion asks for.
void count_it(View& view, const Activity& activity, const PathwayNode& leaf) {
    Kit& kit = view.kit;
    const Record& own = *activity.record;
    const std::string name = view.words(leaf.name);
    if (std::ranges::contains(own.criteria, leaf.uri)) return claim_controls(view, leaf, own);
    const bool is_itself = leaf.record_type == activity_type;
    if (const Record* made = is_itself ? nullptr : record_of(view, activity, leaf)) {
        kit.begin_list(view.tr("plan.recorded"));
        record_row(view, *made);
        kit.end_list();
        return;
    }
    const RecordType* type = app::find_record_type(*view.state.catalog, leaf.record_type);
    if (type == nullptr || !learner_can_supply(leaf)) return;
    kit.text(view.tr(is_itself ? "plan.mayCount" : "plan.mayRecord", {{"criterion", name}}), type_small,
             Tone::muted);
    kit.space(8);
    const std::string label = view.tr(is_itself ? "plan.attach" : "plan.record");
    const std::string full =
        view.tr("plan.named", {{"do", label}, {"title", app::record_title(view.state, own)}});
    if (!kit.button(label, {.look = ButtonLook::primary,
                            .icon = is_itself ? "link" : "notebook-pen",
                            .name = full,
                            .disabled = !view.editable()}))
        return;
    if (is_itself)
        view.emit(app::AttachRecord{own.id, leaf.id});
    else
        view.emit(record_it(activity, leaf, *type));
}

// What it may count for and the proof to keep, a line each.
void purpose(View& view, const Activity& activity, const PathwayNode* leaf) {
    Kit& kit = view.kit;
    if (leaf != nullptr && activity.state != ActivityState::done)
        kit.text(view.tr("plan.serves", {{"criterion", view.words(leaf->name)}}), type_small, Tone::muted);
    else if (leaf == nullptr && !activity.serves.empty())
        kit.text(criterion_elsewhere(view, Id(activity.serves)), type_small, Tone::muted);
    const std::string_view proof = field_text(*activity.record, "proofToKeep");
    if (proof.empty() || activity.state == ActivityState::dropped) return;
    kit.people_s_text(view.tr("plan.proof", {{"proof", proof}}), type_small, Tone::muted);
}

void claim_card(View& view, const PathwayNode& leaf, const NodeStatus& status, const Record& record) {
    Kit& kit = view.kit;
    kit.space(12);
    kit.begin_card(leaf.id, {.padding = 16});
    kit.begin_list(view.tr("record.serves"));
    node_row(view, status);
    kit.end_list();
    kit.space(8);
    claim_controls(view, leaf, record);
    kit.end_card();
}

} // namespace

bool is_overdue(const View& view, std::string_view day) {
    const app::Session& session = view.state.session;
    const Instant local{session.now.ms + std::int64_t{session.utc_offset_minutes} * 60'000};
    return parse_date(day).has_value() && day < std::string_view(to_rfc3339(local)).substr(0, 10);
}

void activity_card(View& view, const Activity& activity) {
    Kit& kit = view.kit;
    const Record& record = *activity.record;
    const Pathway* pathway = app::current_pathway(view.state);
    const PathwayNode* leaf =
        pathway == nullptr || activity.serves.empty() ? nullptr : find_node(*pathway, activity.serves);
    const std::string title = app::record_title(view.state, record);
    const std::string detail = detail_of(view, activity);
    kit.begin_card(record.id, {.padding = 16});
    kit.row_link(app::to_hash({app::Screen::record, record.id}),
                 {.title = title, .detail = detail, .icon = "list-checks"});
    kit.begin_column(8, kit.width() - 16);
    purpose(view, activity, leaf);
    kit.space(8);
    switch (activity.state) {
    case ActivityState::planned:
        state_button(view, activity, "plan.markDoing", "doing", {});
        kit.same_line(8);
        state_button(view, activity, "plan.markDone", "done", {.look = ButtonLook::quiet, .icon = "check"});
        break;
    case ActivityState::doing:
        state_button(view, activity, "plan.markDone", "done", {.icon = "check"});
        break;
    case ActivityState::done:
        if (leaf != nullptr) count_it(view, activity, *leaf);
        break;
    case ActivityState::dropped:
        state_button(view, activity, "plan.markPlanned", "planned", {.look = ButtonLook::quiet});
        break;
    }
    kit.space(kit.end_column());
    kit.end_card();
}

void plan_card(View& view, const Record& plan, const RecordType& type, const PathwayNode* asked) {
    Kit& kit = view.kit;
    const std::string href = app::to_hash({app::Screen::record, plan.id});
    kit.begin_card(plan.id, {.bottom = 14});
    kit.heading(2, app::record_title(view.state, plan), type_title);
    kit.space(8);
    kit.begin_list(view.tr("plan.sections"));
    for (const FieldSpec& field : type.fields) {
        if (field.kind != FieldKind::rows) continue;
        const auto value = plan.fields.find(field.id);
        const auto* rows =
            value == plan.fields.end() ? nullptr : std::get_if<std::vector<Row>>(&value->second);
        const bool is_begun = is_filled(plan, field.id);
        const std::string detail =
            is_begun ? view.count("plan.entries", rows == nullptr ? 1 : rows->size()) : view.tr("plan.empty");
        kit.begin_item(field.id);
        kit.row_link(href, {.title = view.words(field.label),
                            .detail = detail,
                            .mark = is_begun ? Mark::drafted : Mark::empty});
        kit.end_item();
        kit.rule();
    }
    kit.end_list();
    kit.space(12);
    kit.link(view.tr("plan.open"), href, LinkLook::secondary_button, "notebook-pen");
    kit.end_card();

    const Pathway* pathway = app::current_pathway(view.state);
    std::vector<const PathwayNode*> leaves;
    for (const Id& uri : plan.criteria)
        if (const PathwayNode* leaf = pathway == nullptr ? nullptr : find_node(*pathway, uri))
            leaves.push_back(leaf);
    if (leaves.empty() && asked != nullptr) leaves.push_back(asked);
    for (const PathwayNode* leaf : leaves)
        if (const NodeStatus* status = view.status_of(*leaf)) claim_card(view, *leaf, *status, plan);
}

} // namespace cairn::ui
