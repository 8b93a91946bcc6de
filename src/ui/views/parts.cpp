#include "ui/views/parts.hpp"

#include "app/actions.hpp"

#include <algorithm>

namespace cairn::ui {

const NodeStatus* View::status_of(const PathwayNode& node) const {
    const LevelStatus* level = level_status_of(progress, node);
    return level == nullptr ? nullptr : &level->nodes.find(node.id)->second;
}

bool may_count(const PathwayNode& leaf, const Record& record) {
    const bool fits = leaf.record_type == record.type || leaf.or_approved;
    return fits && learner_can_supply(leaf) && !std::ranges::contains(record.criteria, leaf.uri);
}

namespace {

// Of a badge that is held: it was awarded, no reviewer accepted it.
bool is_held(const NodeStatus& status) {
    return status.node->kind == NodeKind::leaf && is_badge_leaf(*status.node) &&
           status.leaf == LeafState::accepted;
}

} // namespace

std::string level_title(const View& view, const PathwayLevel& level) {
    const std::string& theme = view.words(level.theme);
    return theme.empty() ? view.words(level.root.name) : view.words(level.root.name) + ", " + theme;
}

Mark mark_of(const NodeStatus& status) {
    if (is_held(status)) return Mark::earned;
    if (status.node->kind == NodeKind::group) {
        if (status.group == GroupState::accepted) return Mark::accepted;
        if (status.group == GroupState::claimed) return Mark::claimed;
        return status.met > 0 || !status.records.empty() ? Mark::drafted : Mark::empty;
    }
    switch (status.leaf) {
    case LeafState::empty:
        return Mark::empty;
    case LeafState::drafted:
        return Mark::drafted;
    case LeafState::claimed:
        return Mark::claimed;
    case LeafState::accepted:
    case LeafState::waived:
        return Mark::accepted;
    case LeafState::returned:
        return Mark::returned;
    }
    return Mark::empty;
}

std::string state_words(const View& view, const NodeStatus& status) {
    if (is_held(status)) return view.tr("state.held");
    if (status.node->kind == NodeKind::group) {
        if (status.group == GroupState::accepted) return view.tr("state.accepted");
        if (status.group == GroupState::claimed) return view.tr("state.claimed");
        return view.tr(status.met > 0 ? "state.begun" : "state.open");
    }
    switch (status.leaf) {
    case LeafState::empty:
        return view.tr(status.waits_for_others ? "state.waitsForOthers" : "state.open");
    case LeafState::drafted:
        return view.tr("state.drafted");
    case LeafState::claimed:
        return view.tr("state.claimed");
    case LeafState::accepted:
        return view.tr("state.accepted");
    case LeafState::waived:
        return view.tr("state.waived");
    case LeafState::returned:
        return view.tr("state.returned");
    }
    return "";
}

Tone state_tone(const NodeStatus& status) {
    switch (mark_of(status)) {
    case Mark::claimed:
        return Tone::primary;
    case Mark::accepted:
        return Tone::moss;
    case Mark::returned:
        return Tone::rust;
    case Mark::earned:
        return Tone::gold;
    default:
        return Tone::muted;
    }
}

std::string node_detail(const View& view, const NodeStatus& status) {
    if (status.node->kind == NodeKind::group) {
        if (status.node->all)
            return view.tr("node.all",
                           {{"met", std::to_string(status.met)}, {"need", std::to_string(status.need)}});
        return view.tr("node.choice", {{"need", std::to_string(status.need)},
                                       {"of", std::to_string(status.node->children.size())}});
    }
    if (is_held(status)) return view.tr("node.held");
    if (status.node->kind == NodeKind::leaf && is_badge_leaf(*status.node)) return view.tr("node.badge");
    if (status.waits_for_others) return view.tr("node.others");
    if (status.records.empty()) return view.tr("node.nothing");
    std::string detail = app::record_title(view.state, *status.records.front());
    const std::string day = app::record_day(view.state, *status.records.front());
    if (!day.empty()) detail += ", " + day;
    if (status.records.size() > 1) detail += " " + view.count("node.more", status.records.size() - 1);
    if (status.waits_for_reviewer) detail += "; " + view.tr("node.waitsForReviewer");
    return detail;
}

void page_heading(View& view, std::string_view title, std::string_view lead) {
    view.kit.heading(1, title, view.kit.phone() ? type_page_title_phone : type_page_title, "heading");
    view.kit.space(4);
    if (!lead.empty()) view.kit.text(lead, type_body, Tone::muted);
    view.kit.space(20);
}

void section_heading(View& view, std::string_view title, std::string_view lead) {
    Kit& kit = view.kit;
    kit.heading(2, title, type_title);
    if (!lead.empty()) {
        kit.space(4);
        kit.text(lead, type_body, Tone::muted);
    }
    kit.space(12);
}

void back_link(View& view, std::string_view label, std::string_view href) {
    view.kit.link(label, href, LinkLook::inline_text, "arrow-left");
    view.kit.space(8);
}

void action_button(View& view, std::string_view id, ButtonOptions options) {
    const app::Action& action = *app::find_action(id);
    options.icon = action.icon;
    options.shortcut = action.keys;
    options.disabled = !action.enabled(view.state);
    if (view.kit.button(view.tr(action.label), options)) view.emit(action.command(view.state));
}

void between_buttons(View& view) {
    if (view.kit.phone())
        view.kit.space(8);
    else
        view.kit.same_line(12);
}

void node_row(View& view, const NodeStatus& status, std::string_view detail) {
    view.kit.begin_item(status.node->id);
    const std::string usual = detail.empty() ? node_detail(view, status) : std::string();
    if (detail.empty()) detail = usual;
    const std::string state = state_words(view, status);
    view.kit.row_link(app::to_hash({app::Screen::criterion, status.node->id}),
                      {.title = view.words(status.node->name),
                       .detail = detail,
                       .chip = state,
                       .chip_tone = state_tone(status),
                       .mark = mark_of(status)});
    view.kit.end_item();
}

std::string record_detail(const View& view, const Record& record) {
    const RecordType* type = app::find_record_type(*view.state.catalog, record.type);
    std::string detail;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) detail += (detail.empty() ? "" : ", ") + part;
    };
    // A record without a title is called by its type; once is enough.
    if (type != nullptr && view.words(type->name) != app::record_title(view.state, record))
        add(view.words(type->name));
    add(app::record_day(view.state, record));
    if (!record.files.empty()) add(view.count("files.count", record.files.size()));
    for (const std::string& tag : record.tags)
        add("#" + tag);
    return detail;
}

void record_row(View& view, const Record& record) {
    const RecordType* type = app::find_record_type(*view.state.catalog, record.type);
    const std::string title = app::record_title(view.state, record);
    const std::string detail = record_detail(view, record);
    const bool claimed = counts_somewhere(view, record);
    const std::string chip = claimed                   ? view.tr("state.claimed")
                             : record.criteria.empty() ? ""
                                                       : view.tr("state.drafted");
    view.kit.begin_item(record.id);
    view.kit.row_link(app::to_hash({app::Screen::record, record.id}),
                      {.title = title,
                       .detail = detail,
                       .chip = chip,
                       .chip_tone = claimed ? Tone::primary : Tone::muted,
                       .icon = type == nullptr ? "file" : std::string_view(type->icon)});
    view.kit.end_item();
}

std::string missing_words(const View& view, const Missing& missing) {
    switch (missing.kind) {
    case Missing::Kind::condition:
        return view.words(missing.condition->missing);
    case Missing::Kind::file:
        return view.tr("missing.file");
    case Missing::Kind::third_party:
        return view.tr("missing.thirdParty");
    case Missing::Kind::file_or_third_party:
        return view.tr("missing.fileOrThirdParty");
    case Missing::Kind::approver:
        return view.tr("missing.approver");
    case Missing::Kind::wrong_type:
        return view.tr("missing.wrongType");
    case Missing::Kind::required_field:
        return view.tr("missing.field");
    }
    return "";
}

void missing_list(View& view, const std::vector<Missing>& missing) {
    view.kit.begin_list(view.tr("claim.missing"));
    std::size_t number = 0;
    for (const Missing& one : missing) {
        view.kit.begin_item(std::to_string(number++));
        view.kit.row_text({.title = missing_words(view, one), .icon = "circle-dashed"});
        view.kit.end_item();
    }
    view.kit.end_list();
}

std::string why_not_yet(const View& view, const NodeStatus& status) {
    if (status.node->kind == NodeKind::group) {
        for (const PathwayNode& child : status.node->children) {
            const NodeStatus* one = view.status_of(child);
            if (one != nullptr && one->leaf == LeafState::drafted) return why_not_yet(view, *one);
        }
        return view.words(status.node->action);
    }
    if (status.records.empty()) return view.words(status.node->action);
    const std::vector<Missing> missing = missing_for_claim(*status.node, *status.records.front());
    std::string words = app::record_title(view.state, *status.records.front()) + ":";
    if (missing.empty()) return words + " " + view.tr("missing.claim");
    for (const Missing& one : missing)
        words += " " + missing_words(view, one);
    return words;
}

namespace {

void withdraw_button(View& view, const PathwayNode& leaf, const Record& record) {
    view.kit.space(8);
    if (view.kit.button(view.tr("claim.withdraw"),
                        {.look = ButtonLook::quiet,
                         .name = view.tr("claim.withdrawNamed", {{"criterion", view.words(leaf.name)}}),
                         .id = "claim/" + leaf.id,
                         .disabled = !view.editable()}))
        view.emit(app::WithdrawClaim{leaf.id, record.id});
}

} // namespace

bool counts_somewhere(const View& view, const Record& record) {
    return record_state(view.document(), app::current_pathway(view.state), record) == RecordState::claimed;
}

void claim_controls(View& view, const PathwayNode& leaf, const Record& record) {
    Kit& kit = view.kit;
    const bool claimed = std::ranges::any_of(view.document().claims, [&](const Claim& claim) {
        return claim.criterion == leaf.uri && claim.record == record.id;
    });
    const std::vector<Missing> missing = missing_for_claim(leaf, record);
    if (!missing.empty()) {
        kit.text(view.tr(claimed ? "claim.noLonger" : "claim.notYet"), type_small,
                 claimed ? Tone::rust : Tone::muted);
        missing_list(view, missing);
        if (claimed) withdraw_button(view, leaf, record);
        return;
    }
    if (claimed) {
        kit.text(view.tr("claim.claimed"), type_small, Tone::primary);
        withdraw_button(view, leaf, record);
        return;
    }
    kit.text(view.tr("claim.ready"), type_small, Tone::muted);
    kit.space(8);
    if (kit.button(view.tr("claim.button"),
                   {.look = ButtonLook::primary,
                    .icon = "check",
                    .name = view.tr("claim.buttonNamed", {{"criterion", view.words(leaf.name)}}),
                    .id = "claim/" + leaf.id,
                    .disabled = !view.editable()}))
        view.emit(app::ClaimCriterion{record.id, leaf.id});
}

} // namespace cairn::ui
