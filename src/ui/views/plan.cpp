#include "ui/views/parts.hpp"
#include "ui/views/plan_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn::ui {
namespace {

const PathwayNode* first_leaf_of(const PathwayNode& node, std::string_view type) {
    if (node.kind == NodeKind::leaf) return node.record_type == type ? &node : nullptr;
    for (const PathwayNode& child : node.children)
        if (const PathwayNode* found = first_leaf_of(child, type)) return found;
    return nullptr;
}

// The criterion that asks for a plan, the earliest of the path.
const PathwayNode* plan_criterion(const Pathway& pathway) {
    for (const PathwayLevel& level : pathway.levels)
        if (const PathwayNode* found = first_leaf_of(level.root, plan_type)) return found;
    return nullptr;
}

void no_plan(View& view, const PathwayNode* leaf) {
    Kit& kit = view.kit;
    kit.begin_card("start", {.tinted = true});
    section_heading(view, view.tr("plan.none"), view.tr("plan.noneWhy"));
    if (kit.button(view.tr("plan.start"), {.look = ButtonLook::primary,
                                           .icon = "notebook-pen",
                                           .disabled = !view.editable(),
                                           .full_width = kit.phone()}))
        view.emit(app::CreateRecord{std::string(plan_type), leaf == nullptr ? std::string() : leaf->id});
    kit.end_card();
}

void more_plans(View& view, const std::vector<const Record*>& plans) {
    if (plans.size() < 2) return;
    Kit& kit = view.kit;
    kit.space(16);
    kit.heading(2, view.tr("plan.others"), type_title);
    kit.space(8);
    kit.begin_card("plans", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("plan.others"));
    for (std::size_t index = 1; index < plans.size(); ++index) {
        if (index > 1) kit.rule();
        record_row(view, *plans[index]);
    }
    kit.end_list();
    kit.end_card();
}

void draw_activities(View& view) {
    Kit& kit = view.kit;
    constexpr std::array groups{std::pair{ActivityState::doing, std::string_view("plan.doing")},
                                std::pair{ActivityState::planned, std::string_view("plan.planned")},
                                std::pair{ActivityState::done, std::string_view("plan.done")},
                                std::pair{ActivityState::dropped, std::string_view("plan.dropped")}};
    section_heading(view, view.tr("plan.activities"), view.tr("plan.activitiesLead"));
    if (kit.button(view.tr("action.activity"),
                   {.icon = "plus", .disabled = !view.editable(), .full_width = kit.phone()}))
        view.emit(app::CreateRecord{
            std::string(activity_type), "", {{"inPlan", true}, {"state", std::string("planned")}}});
    const std::vector<Activity> all = activities(view.document());
    for (const auto& [state, key] : groups) {
        if (!std::ranges::contains(all, state, &Activity::state)) continue;
        const std::string name = view.tr(key);
        kit.space(20);
        kit.heading(3, name, type_strong);
        kit.space(8);
        kit.begin_list(name);
        for (const Activity& one : all) {
            if (one.state != state) continue;
            kit.begin_item(one.record->id);
            activity_card(view, one);
            kit.end_item();
            kit.space(12);
        }
        kit.end_list();
    }
}

} // namespace

void draw_plan(View& view) {
    const app::Catalog& catalog = *view.state.catalog;
    const RecordType* type = app::find_record_type(catalog, std::string(plan_type));
    page_heading(view, view.tr("nav.plan"), view.tr("plan.lead"));
    if (type == nullptr || app::find_record_type(catalog, std::string(activity_type)) == nullptr)
        return view.kit.text(view.tr("criterion.later"), type_body, Tone::muted);
    std::vector<const Record*> plans = app::live_records(view.state);
    std::erase_if(plans, [](const Record* record) { return record->type != plan_type; });
    const Pathway* pathway = app::current_pathway(view.state);
    const PathwayNode* asked = pathway == nullptr ? nullptr : plan_criterion(*pathway);
    if (plans.empty())
        no_plan(view, asked);
    else
        plan_card(view, *plans.front(), *type, asked);
    more_plans(view, plans);
    view.kit.space(28);
    draw_activities(view);
}

} // namespace cairn::ui
