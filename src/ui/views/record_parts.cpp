#include "ui/views/record_parts.hpp"

#include "core/pathway/condition.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr std::size_t many = 8; // records, from which on the dialog has a field to narrow them

std::size_t words_in(const Record& record, const FieldSpec& field) {
    const auto found = record.fields.find(field.id);
    const auto* text = found == record.fields.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? 0 : count_words(*text);
}

bool is_claimed(const View& view, const Record& record, const PathwayNode& leaf) {
    return missing_for_claim(leaf, record).empty() &&
           std::ranges::any_of(view.document().claims, [&](const Claim& claim) {
               return claim.criterion == leaf.uri && claim.record == record.id;
           });
}

void linked_row(View& view, const Record& other) {
    const RecordType* type = app::find_record_type(*view.state.catalog, other.type);
    const std::string title = app::record_title(view.state, other);
    const std::string day = app::record_day(view.state, other);
    std::string detail = type == nullptr || view.words(type->name) == title ? "" : view.words(type->name);
    if (!day.empty()) detail += (detail.empty() ? "" : ", ") + day;
    RowOptions row;
    row.title = title;
    row.detail = detail;
    row.icon = type == nullptr ? std::string_view("file") : std::string_view(type->icon);
    view.kit.row_link(app::to_hash({app::Screen::record, other.id}), row);
}

std::vector<const Record*> linked_records(const View& view, const Record& record) {
    std::vector<const Record*> linked;
    for (const Id& id : record.links)
        if (const Record* other = find_record(view.document(), id); other != nullptr && !other->trashed)
            linked.push_back(other);
    return linked;
}

} // namespace

Home home_of(const Record& record) {
    if (record.type.starts_with("reflection.") || record.type.starts_with("journal."))
        return {"nav.reflections", "#/reflections"};
    if (record.type.starts_with("plan.")) return {"nav.plan", "#/plan"};
    return {"nav.evidence", "#/evidence"};
}

Coverage coverage_of(const RecordType& type, const Record& record) {
    Coverage coverage;
    for (const FieldSpec* field : shown_dimensions(type, record)) {
        ++coverage.of;
        if (is_filled(record, field->id)) ++coverage.met;
    }
    return coverage;
}

std::string progress_words(const View& view, const Record& record, const PathwayNode& leaf) {
    const NodeStatus* status = view.status_of(leaf);
    const bool decided =
        status != nullptr && (status->leaf == LeafState::accepted || status->leaf == LeafState::returned ||
                              status->leaf == LeafState::waived);
    if (decided) return state_words(view, *status);
    if (!is_claimed(view, record, leaf)) return view.tr("state.drafted");
    const bool waits = std::ranges::contains(leaf.proof, Proof::reviewer);
    return view.tr(waits ? "state.claimedWaits" : "state.claimed");
}

std::string progress_words(const View& view, const Record& record) {
    const Pathway* pathway = app::current_pathway(view.state);
    std::string words;
    for (const Id& uri : record.criteria) {
        const PathwayNode* leaf = pathway == nullptr ? nullptr : find_node(*pathway, uri);
        if (leaf == nullptr) continue;
        if (is_claimed(view, record, *leaf)) return progress_words(view, record, *leaf);
        if (words.empty()) words = progress_words(view, record, *leaf);
    }
    return words;
}

void draw_coverage(View& view, const Record& record, const RecordType& type) {
    Kit& kit = view.kit;
    const std::vector<const FieldSpec*> dimensions = shown_dimensions(type, record);
    if (dimensions.empty()) return;
    const Coverage coverage = coverage_of(type, record);
    kit.begin_card("coverage", {.padding = 16});
    kit.heading(2, view.tr("reflection.covered"), type_title);
    kit.space(4);
    kit.text(view.tr("reflection.coverage",
                     {{"met", std::to_string(coverage.met)}, {"of", std::to_string(coverage.of)}}),
             type_small, Tone::muted);
    kit.space(4);
    kit.begin_list(view.tr("reflection.covered"));
    for (const FieldSpec* field : dimensions) {
        const std::size_t words = words_in(record, *field);
        const std::string detail =
            words == 0 ? view.tr("reflection.notStarted") : view.count("reflection.words", words);
        RowOptions row;
        row.title = view.words(field->dimension_name);
        row.detail = detail;
        row.mark = words == 0 ? Mark::empty : Mark::drafted;
        kit.rule();
        kit.begin_item(field->id);
        kit.row_text(row);
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

void draw_links(View& view, const Record& record) {
    Kit& kit = view.kit;
    const std::vector<const Record*> linked = linked_records(view, record);
    kit.begin_card("links", {.padding = 16});
    kit.heading(2, view.tr("links.backed"), type_title);
    kit.space(4);
    if (linked.empty()) kit.text(view.tr("links.none"), type_small, Tone::muted);
    if (!linked.empty()) {
        kit.begin_list(view.tr("links.backed"));
        for (const Record* other : linked) {
            const std::string title = app::record_title(view.state, *other);
            kit.begin_item(other->id);
            linked_row(view, *other);
            if (kit.button(view.tr("links.remove"), {.look = ButtonLook::quiet,
                                                     .icon = "unlink",
                                                     .name = view.tr("links.removeNamed", {{"title", title}}),
                                                     .disabled = !view.editable()}))
                view.emit(app::UnlinkRecord{record.id, other->id});
            kit.end_item();
        }
        kit.end_list();
    }
    kit.space(12);
    if (kit.button(view.tr("links.add"),
                   {.icon = "link", .focus_key = "links/add", .disabled = !view.editable()}))
        view.emit(app::OpenDialog{{app::DialogKind::link_record, {}, record.id, {}}});
    kit.end_card();

    std::vector<const Record*> mentions;
    for (const Record* other : app::live_records(view.state))
        if (std::ranges::contains(other->links, record.id)) mentions.push_back(other);
    kit.space(16);
    if (mentions.empty()) return;
    kit.begin_card("mentions", {.padding = 16});
    kit.heading(2, view.tr("links.mentioned"), type_title);
    kit.space(4);
    kit.begin_list(view.tr("links.mentioned"));
    for (const Record* other : mentions) {
        kit.begin_item(other->id);
        linked_row(view, *other);
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

void draw_link_dialog(View& view, const app::Dialog& dialog) {
    Kit& kit = view.kit;
    const Record* record = find_record(view.document(), dialog.record);
    if (record == nullptr) return;
    std::vector<const Record*> others;
    for (const Record* other : app::live_records(view.state))
        if (other != record && !std::ranges::contains(record->links, other->id)) others.push_back(other);

    const bool open = kit.begin_dialog(view.tr("links.title"));
    kit.text(view.tr(others.empty() ? "links.nothing" : "links.lead"), type_body, Tone::muted);
    kit.space(12);
    if (others.size() > many) {
        if (auto typed = kit.text_field(view.tr("links.find"), dialog.typed, {.max_length = 100}))
            view.emit(app::TypeInDialog{*std::move(typed)});
        kit.space(12);
    }
    const std::vector<std::string> wanted = search_words(dialog.typed);
    const Pathway* pathway = app::current_pathway(view.state);
    if (!others.empty()) kit.begin_list(view.tr("links.list"));
    for (const Record* other : others) {
        const RecordType* type = app::find_record_type(*view.state.catalog, other->type);
        if (!wanted.empty() && !has_words(search_text(*other, type, pathway, view.lang()), wanted)) continue;
        const std::string title = app::record_title(view.state, *other);
        const std::string day = app::record_day(view.state, *other);
        RowOptions row;
        row.title = title;
        row.detail = day;
        row.icon = type == nullptr ? std::string_view("file") : std::string_view(type->icon);
        kit.begin_item(other->id);
        kit.row_text(row);
        if (kit.button(view.tr("links.link"), {.name = view.tr("links.linkNamed", {{"title", title}})}))
            view.emit(app::LinkRecord{record->id, other->id});
        kit.space(8);
        kit.end_item();
    }
    if (!others.empty()) kit.end_list();
    kit.space(16);
    if (kit.button(view.tr("dialog.close"))) view.emit(app::CloseDialog{});
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
}

} // namespace cairn::ui
