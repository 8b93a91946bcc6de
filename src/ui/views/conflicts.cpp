#include "app/merging.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/recovery_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

using app::Conflict;

const Value& value_of(const Record& record, const std::string& field) {
    static const Value none;
    const auto found = record.fields.find(field);
    return found == record.fields.end() ? none : found->second;
}

std::string option_words(const View& view, const FieldSpec& field, const std::string& value) {
    const auto option = std::ranges::find(field.options, value, &FieldOption::value);
    return option == field.options.end() ? value : view.words(option->label);
}

std::string text_words(const View& view, const FieldSpec& field, const std::string& text) {
    if (field.kind == FieldKind::date) return app::date_field_text(*view.state.catalog, text);
    if (field.kind == FieldKind::choice) return option_words(view, field, text);
    if (field.kind == FieldKind::criterion) {
        const Pathway* pathway = app::current_pathway(view.state);
        const PathwayNode* leaf = pathway == nullptr ? nullptr : find_node(*pathway, text);
        if (leaf != nullptr) return view.words(leaf->name);
    }
    return text;
}

void append(std::string& words, const std::string& part, std::string_view between) {
    if (part.empty()) return;
    if (!words.empty()) words += between;
    words += part;
}

std::string row_words(const View& view, const FieldSpec& field, const Row& row) {
    std::string words;
    for (const FieldSpec& column : field.columns)
        if (const auto cell = row.find(column.id); cell != row.end())
            append(words, text_words(view, column, cell->second), ", ");
    return words;
}

// What a field says, as people read it.
std::string field_words(const View& view, const FieldSpec& field, const Value& value) {
    std::string words;
    if (const auto* text = std::get_if<std::string>(&value)) return text_words(view, field, *text);
    if (const auto* on = std::get_if<bool>(&value)) return *on ? view.tr("conflicts.yes") : std::string();
    if (const auto* picked = std::get_if<std::vector<std::string>>(&value))
        for (const std::string& one : *picked)
            append(words, option_words(view, field, one), ", ");
    if (const auto* rows = std::get_if<std::vector<Row>>(&value))
        for (const Row& row : *rows)
            append(words, row_words(view, field, row), "\n");
    return words;
}

struct Line {
    std::string label, first, second;
};

std::string file_words(const Record& record) {
    std::string words;
    for (const FileRef& file : record.files)
        append(words, file.name, "\n");
    return words;
}

std::string tag_words(const Record& record) {
    std::string words;
    for (const std::string& tag : record.tags)
        append(words, "#" + tag, " ");
    return words;
}

// Everything that either side says, in the order of the form.
std::vector<Line> lines_of(const View& view, const Conflict& conflict) {
    std::vector<Line> lines;
    const Record& first = *conflict.record;
    const Record& second = *conflict.other;
    if (const RecordType* type = app::find_record_type(*view.state.catalog, first.type))
        for (const FieldSpec& field : type->fields)
            lines.push_back({view.words(field.label), field_words(view, field, value_of(first, field.id)),
                             field_words(view, field, value_of(second, field.id))});
    lines.push_back({view.tr("files.title"), file_words(first), file_words(second)});
    lines.push_back({view.tr("tags.title"), tag_words(first), tag_words(second)});
    std::erase_if(lines, [](const Line& line) { return line.first.empty() && line.second.empty(); });
    return lines;
}

struct SideWords {
    std::string name;   // "First version"
    std::string button; // and what it says for the ear
    std::string spoken;
    app::Side keep = app::Side::this_one;
};

void draw_side(View& view, const Conflict& conflict, const std::vector<Line>& lines, const SideWords& side) {
    Kit& kit = view.kit;
    const bool first = side.keep == app::Side::this_one;
    const Record& record = first ? *conflict.record : *conflict.other;
    kit.begin_card(first ? "first" : "second", {.padding = 18});
    kit.begin_group(side.spoken);
    kit.heading(3, side.name, type_strong);
    kit.text(view.tr("conflicts.changed",
                     {{"day", app::day_text(*view.state.catalog, record.modified,
                                            view.state.session.utc_offset_minutes)},
                      {"time", app::clock_text(record.modified, view.state.session.utc_offset_minutes)}}),
             type_small, Tone::muted);
    kit.space(14);
    std::size_t number = 0;
    for (const Line& line : lines) {
        const std::string& words = first ? line.first : line.second;
        const bool differs = line.first != line.second;
        kit.begin_id(std::to_string(number++));
        kit.text(line.label, type_small, differs ? Tone::ink : Tone::muted);
        if (differs) kit.chip(view.tr("conflicts.differs"), Tone::gold);
        kit.space(2);
        if (words.empty())
            kit.text(view.tr("conflicts.nothing"), type_body, Tone::muted);
        else
            kit.people_s_text(words, type_body, differs ? Tone::ink : Tone::muted);
        kit.space(12);
        kit.end_id();
    }
    if (kit.button(side.button, {.look = ButtonLook::primary,
                                 .name = side.spoken,
                                 .disabled = !view.editable(),
                                 .full_width = kit.phone()}))
        view.emit(app::SettleConflict{conflict.other->id, side.keep});
    kit.end_group();
    kit.end_card();
}

void draw_conflict(View& view, const Conflict& conflict) {
    Kit& kit = view.kit;
    const std::string title = app::record_title(view.state, *conflict.record);
    const std::vector<Line> lines = lines_of(view, conflict);
    kit.begin_id(conflict.other->id);
    kit.heading(2, title, type_title);
    kit.space(12);
    two_columns(
        view, 0.5F,
        [&] {
            draw_side(view, conflict, lines,
                      {view.tr("conflicts.first"), view.tr("conflicts.keepThis"),
                       view.tr("conflicts.keepThisNamed", {{"title", title}}), app::Side::this_one});
        },
        [&] {
            draw_side(view, conflict, lines,
                      {view.tr("conflicts.second"), view.tr("conflicts.keepOther"),
                       view.tr("conflicts.keepOtherNamed", {{"title", title}}), app::Side::other});
        });
    kit.space(14);
    if (kit.button(view.tr("conflicts.keepBoth"),
                   {.name = view.tr("conflicts.keepBothNamed", {{"title", title}}),
                    .disabled = !view.editable(),
                    .full_width = kit.phone()}))
        view.emit(app::SettleConflict{conflict.other->id, app::Side::both});
    kit.space(4);
    kit.text(view.tr("conflicts.bothHint"), type_small, Tone::muted);
    kit.space(36);
    kit.end_id();
}

} // namespace

void draw_conflicts(View& view) {
    const std::vector<Conflict> found = app::conflicts(view.state);
    back_link(view, view.tr("nav.evidence"), "#/evidence");
    page_heading(view, view.tr("conflicts.title"),
                 view.tr(found.empty() ? "conflicts.none" : "conflicts.lead"));
    for (const Conflict& conflict : found)
        draw_conflict(view, conflict);
}

void draw_conflict_banner(View& view) {
    const std::size_t count = app::conflicts(view.state).size();
    if (count == 0) return;
    Kit& kit = view.kit;
    kit.begin_card("conflicts", {.padding = 14});
    kit.row_text({.title = view.count("conflicts.banner", count), .icon = "circle-question-mark"});
    kit.link(view.tr("conflicts.choose"), "#/conflicts", LinkLook::inline_text, "arrow-right");
    kit.end_card();
    kit.space(16);
}

void draw_conflict_of(View& view, const Record& record) {
    if (app::conflict_about(view.state, record.id).other == nullptr) return;
    Kit& kit = view.kit;
    kit.begin_card("conflict", {.padding = 14});
    kit.row_text({.title = view.tr("conflicts.ofThis"), .icon = "circle-question-mark"});
    kit.link(view.tr("conflicts.choose"), "#/conflicts", LinkLook::inline_text, "arrow-right");
    kit.end_card();
    kit.space(16);
}

} // namespace cairn::ui
