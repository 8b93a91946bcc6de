#include "ui/views/badge_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/skill_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

const PathwayNode* parent_of(const PathwayNode& node, const PathwayNode& wanted) {
    for (const PathwayNode& child : node.children) {
        if (&child == &wanted) return &node;
        if (const PathwayNode* found = parent_of(child, wanted)) return found;
    }
    return nullptr;
}

// Groups are read in place: "Explore careers" shows its choice with the three ways in it.
void draw_children(View& view, const PathwayNode& group, int level) {
    Kit& kit = view.kit;
    for (const PathwayNode& child : group.children) {
        if (child.kind == NodeKind::group) {
            kit.space(16);
            kit.heading(level, view.words(child.name), type_title);
            kit.space(4);
            kit.text(view.words(child.description), type_body, Tone::muted);
            draw_children(view, child, std::min(level + 1, 6));
        }
    }
    const bool leaves =
        std::ranges::any_of(group.children, [](const auto& one) { return one.kind == NodeKind::leaf; });
    if (!leaves) return;
    kit.space(12);
    kit.begin_card(group.id, {.padding = 12, .bottom = 6});
    kit.begin_list(view.words(group.name));
    bool first = true;
    for (const PathwayNode& child : group.children) {
        const NodeStatus* status = view.status_of(child);
        if (child.kind != NodeKind::leaf || status == nullptr) continue;
        if (!first) kit.rule();
        first = false;
        node_row(view, *status);
    }
    kit.end_list();
    kit.end_card();
}

std::string proof_words(const View& view, const PathwayNode& leaf) {
    const auto asks = [&](Proof proof) { return std::ranges::contains(leaf.proof, proof); };
    if (leaf.only_others || asks(Proof::issuer_signed)) return view.tr("proof.others");
    if (asks(Proof::self)) return view.tr("proof.self");
    if (asks(Proof::file) && asks(Proof::third_party)) return view.tr("proof.fileOrPerson");
    if (asks(Proof::file)) return view.tr("proof.file");
    if (asks(Proof::third_party)) return view.tr("proof.person");
    return view.tr("proof.reviewer");
}

void attached_record(View& view, const PathwayNode& leaf, const Record& record) {
    Kit& kit = view.kit;
    kit.begin_card(record.id, {.padding = 16});
    kit.begin_list(view.tr("criterion.record"));
    record_row(view, record);
    kit.end_list();
    kit.space(8);
    claim_controls(view, leaf, record);
    kit.end_card();
    kit.space(12);
}

// What the form asks for and the way here tells: which skill badge it is about.
std::map<std::string, Value> begin_with(const View& view, const PathwayNode& leaf, const RecordType& type) {
    const Pathway& pathway = *app::current_pathway(view.state);
    const PathwayLevel* level = level_of(pathway, leaf.id);
    const FieldSpec* field = find_field(type, "badge");
    if (level == nullptr || field == nullptr || find_skill(pathway, level->badge) != level) return {};
    if (!std::ranges::contains(field->options, level->badge, &FieldOption::value)) return {};
    return {{"badge", level->badge}};
}

void draw_leaf(View& view, const PathwayNode& leaf, const NodeStatus& status) {
    Kit& kit = view.kit;
    if (is_badge_leaf(leaf)) return draw_badge_leaf(view, leaf);
    kit.text(proof_words(view, leaf), type_body, Tone::muted);
    if (!leaf.inferred.empty()) {
        kit.space(8);
        kit.text(view.tr("criterion.inferred", {{"what", view.words(leaf.inferred)}}), type_small,
                 Tone::muted);
    }
    if (status.need > 1 && !leaf.only_others) {
        kit.space(8);
        kit.text(view.tr("criterion.several",
                         {{"met", std::to_string(status.met)}, {"need", std::to_string(status.need)}}),
                 type_body, Tone::muted);
    }
    kit.space(20);
    for (const Record* record : status.records)
        attached_record(view, leaf, *record);
    if (!learner_can_supply(leaf)) return;

    const RecordType* type = app::find_record_type(*view.state.catalog, leaf.record_type);
    if (type == nullptr) {
        kit.text(view.tr("criterion.later"), type_body, Tone::muted);
        return;
    }
    kit.space(4);
    const ButtonLook look = status.records.empty() ? ButtonLook::primary : ButtonLook::secondary;
    if (kit.button(view.tr("criterion.add"),
                   {.look = look, .icon = "plus", .disabled = !view.editable(), .full_width = kit.phone()}))
        view.emit(app::CreateRecord{type->id, leaf.id, begin_with(view, leaf, *type)});
    const bool others = std::ranges::any_of(app::live_records(view.state),
                                            [&](const Record* record) { return may_count(leaf, *record); });
    if (others) {
        between_buttons(view);
        if (kit.button(view.tr("criterion.use"),
                       {.icon = "link", .disabled = !view.editable(), .full_width = kit.phone()}))
            view.emit(app::OpenDialog{{app::DialogKind::use_record, leaf.id, {}}});
    }
    kit.space(4);
}

} // namespace

void draw_criterion(View& view) {
    Kit& kit = view.kit;
    const Pathway* pathway = app::current_pathway(view.state);
    const PathwayNode* node = pathway == nullptr ? nullptr : find_node(*pathway, view.state.session.route.id);
    const NodeStatus* status = node == nullptr ? nullptr : view.status_of(*node);
    if (node == nullptr) {
        back_link(view, view.tr("nav.path"), "#/path");
        return page_heading(view, view.tr("criterion.unknown"));
    }
    const PathwayLevel* level = level_of(*pathway, node->id);
    const PathwayNode* parent = level == nullptr ? nullptr : parent_of(level->root, *node);
    const LevelStatus* of = level_status_of(view.progress, *node);
    const bool is_skill = level != nullptr && find_skill(*pathway, level->badge) == level;
    if (is_skill && node == &level->root && of != nullptr) return skill_page(view, *of);
    const app::Screen above =
        is_skill && parent == &level->root ? app::Screen::skill : app::Screen::criterion;
    back_link(view, parent == nullptr ? view.tr("nav.path") : view.words(parent->name),
              parent == nullptr ? "#/path" : app::to_hash({above, parent->id}));
    page_heading(view, view.words(node->name), view.words(node->description));
    if (status != nullptr && node->kind == NodeKind::leaf) {
        kit.chip(state_words(view, *status), state_tone(*status));
        kit.space(16);
        draw_leaf(view, *node, *status);
    } else {
        if (!node->inferred.empty())
            kit.text(view.tr("criterion.inferred", {{"what", view.words(node->inferred)}}), type_small,
                     Tone::muted);
        for (const LevelStatus& one : view.levels)
            if (&one.level->root == node) draw_level_badge(view, one);
        draw_children(view, *node, 2);
    }
}

} // namespace cairn::ui
