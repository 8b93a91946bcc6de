#include "ui/views/parts.hpp"
#include "ui/views/record_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr std::string_view form_type = "reflection.form";
constexpr std::string_view journal_type = "journal.entry";
constexpr std::size_t preview_bytes = 240;
constexpr float gap = 8;
constexpr float beside = 480; // narrower than this, the state stands below the title

void add_reflections(const PathwayNode& node, std::vector<const PathwayNode*>& leaves) {
    if (node.kind == NodeKind::leaf && node.record_type == form_type) leaves.push_back(&node);
    for (const PathwayNode& child : node.children)
        add_reflections(child, leaves);
}

// The first of the record's longer texts, as words.
std::string preview_of(const RecordType& type, const Record& record) {
    for (const FieldSpec& field : type.fields) {
        const auto found = record.fields.find(field.id);
        if (!field.markdown || found == record.fields.end() || !is_shown(field, record)) continue;
        const auto* text = std::get_if<std::string>(&found->second);
        if (text != nullptr && !text->empty()) return markdown_words(*text, preview_bytes);
    }
    return "";
}

void draw_entry(View& view, const Record& record, const RecordType& type) {
    Kit& kit = view.kit;
    const std::string title = app::record_title(view.state, record);
    const std::string& kind = view.words(type.name);
    const std::string day = app::record_day(view.state, record);
    const Coverage coverage = coverage_of(type, record);
    std::string detail;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) detail += (detail.empty() ? "" : ", ") + part;
    };
    if (title != kind) add(kind);
    add(day);
    if (coverage.of > 0)
        add(view.tr("reflection.coverage",
                    {{"met", std::to_string(coverage.met)}, {"of", std::to_string(coverage.of)}}));
    const std::string state = progress_words(view, record);
    const bool narrow = kit.width() < beside;
    if (narrow) add(state);
    const bool claimed = counts_somewhere(view, record);
    kit.begin_item(record.id);
    kit.row_link(app::to_hash({app::Screen::record, record.id}),
                 {.title = title,
                  .detail = detail,
                  .chip = narrow ? std::string_view() : std::string_view(state),
                  .chip_tone = claimed ? Tone::primary : Tone::muted,
                  .icon = type.icon});
    if (const std::string preview = preview_of(type, record); !preview.empty()) {
        constexpr float beside_icon = 38;
        kit.begin_column(beside_icon, kit.width() - beside_icon - 12);
        kit.people_s_text(preview, type_small, Tone::muted);
        kit.space(kit.end_column() + 10);
    }
    kit.end_item();
}

void draw_beginnings(View& view) {
    Kit& kit = view.kit;
    std::vector<const PathwayNode*> leaves;
    for (const LevelStatus& level : view.levels)
        add_reflections(level.level->root, leaves);
    float left = -1; // of the line under way; below 0: there is none
    const auto begin = [&](std::string_view label, ButtonLook look, std::string_view icon, std::string type,
                           std::string criterion) {
        constexpr float frame = 72; // padding, icon and the gap between
        const float wide =
            kit.phone() ? kit.width() : std::min(kit.width(), kit.text_width(label, type_strong) + frame);
        if (left >= wide + gap) {
            kit.same_line(gap);
            left -= wide + gap;
        } else {
            if (left >= 0) kit.space(gap);
            left = std::max(kit.width() - wide, 0.0F);
        }
        if (kit.button(label, {.look = look,
                               .icon = icon,
                               .id = "begin/" + criterion,
                               .disabled = !view.editable(),
                               .width = wide}))
            view.emit(app::CreateRecord{std::move(type), std::move(criterion)});
    };
    bool first_open = true;
    for (const PathwayNode* leaf : leaves) {
        const NodeStatus* status = view.status_of(*leaf);
        const bool open = status == nullptr || status->leaf == LeafState::empty;
        begin(view.words(leaf->action), open && first_open ? ButtonLook::primary : ButtonLook::secondary,
              "notebook-pen", std::string(form_type), leaf->id);
        if (open) first_open = false;
    }
    begin(view.tr("reflection.journal"), ButtonLook::secondary, "notebook", std::string(journal_type), "");
    kit.space(20);
}

} // namespace

void draw_reflections(View& view) {
    Kit& kit = view.kit;
    page_heading(view, view.tr("nav.reflections"), view.tr("reflection.lead"));
    draw_beginnings(view);
    std::vector<const Record*> entries;
    for (const Record* record : app::live_records(view.state))
        if (record->type == form_type || record->type == journal_type) entries.push_back(record);
    if (entries.empty()) return kit.text(view.tr("reflection.none"), type_body, Tone::muted);
    kit.begin_card("reflections", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("reflection.list"));
    bool first = true;
    for (const Record* record : entries) {
        const RecordType* type = app::find_record_type(*view.state.catalog, record->type);
        if (type == nullptr) continue;
        if (!first) kit.rule();
        first = false;
        draw_entry(view, *record, *type);
    }
    kit.end_list();
    kit.end_card();
}

} // namespace cairn::ui
