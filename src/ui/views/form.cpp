#include "ui/views/form.hpp"

#include "ui/views/record_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr std::size_t text_limit = 2000;
constexpr std::size_t long_text_limit = 20000;

const Value& value_of(const Record& record, const std::string& field) {
    static const Value none;
    const auto found = record.fields.find(field);
    return found == record.fields.end() ? none : found->second;
}

std::string text_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

FieldOptions options_for(const View& view, const FieldSpec& field, const Record& record) {
    FieldOptions options;
    options.hint = view.words(field.hint);
    options.placeholder = view.words(field.placeholder);
    options.autocomplete = field.autocomplete;
    options.lang = record.lang;
    options.required = field.required;
    options.read_only = !view.editable();
    options.revision = view.state.session.text_revision;
    options.rows = field.kind != FieldKind::long_text ? 1 : field.dimension ? 8 : 6;
    options.max_length = field.max_length > 0                 ? field.max_length
                         : field.kind == FieldKind::long_text ? long_text_limit
                                                              : text_limit;
    return options;
}

std::vector<Option> choices_of(const View& view, const FieldSpec& field) {
    std::vector<Option> options{{"", view.tr("form.choose")}};
    for (const FieldOption& option : field.options)
        options.push_back({option.value, view.words(option.label)});
    return options;
}

// A field of one text: the same for a form's field and for a cell of a row.
std::optional<std::string> edit_text(View& view, const FieldSpec& field, const std::string& value,
                                     const FieldOptions& options) {
    const std::string& label = view.words(field.label);
    if (field.kind == FieldKind::date) return view.kit.date_field(label, value, options);
    if (field.kind == FieldKind::choice)
        return view.kit.choice(label, choices_of(view, field), value, options);
    return view.kit.text_field(label, value, options);
}

void edit_rows(View& view, const Record& record, const FieldSpec& field) {
    Kit& kit = view.kit;
    const auto* rows = std::get_if<std::vector<Row>>(&value_of(record, field.id));
    const std::string& label = view.words(field.label);
    kit.begin_group(label);
    kit.heading(2, label, type_strong);
    if (!field.hint.empty()) kit.text(view.words(field.hint), type_small, Tone::muted);
    kit.space(8);
    for (std::size_t index = 0; rows != nullptr && index < rows->size(); ++index) {
        const std::string number = std::to_string(index + 1);
        kit.begin_card(number, {.padding = 16});
        kit.begin_group(view.tr("form.row", {{"field", label}, {"number", number}}));
        for (const FieldSpec& column : field.columns) {
            const auto cell = (*rows)[index].find(column.id);
            const std::string value = cell == (*rows)[index].end() ? std::string() : cell->second;
            if (auto text = edit_text(view, column, value, options_for(view, column, record)))
                view.emit(app::SetCell{record.id, field.id, index, column.id, *std::move(text)});
            kit.space(12);
        }
        if (kit.button(view.tr("form.removeRow"),
                       {.look = ButtonLook::quiet,
                        .icon = "x",
                        .name = view.tr("form.removeRowNamed", {{"field", label}, {"number", number}}),
                        .disabled = !view.editable()}))
            view.emit(app::RemoveRow{record.id, field.id, index});
        kit.end_group();
        kit.end_card();
        kit.space(12);
    }
    const std::string& add = view.words(field.add_label);
    if (kit.button(add.empty() ? view.tr("form.addRow") : add,
                   {.icon = "plus", .focus_key = "add/" + field.id, .disabled = !view.editable()}))
        view.emit(app::AddRow{record.id, field.id});
    kit.end_group();
}

void edit_choices(View& view, const Record& record, const FieldSpec& field) {
    Kit& kit = view.kit;
    const auto* picked = std::get_if<std::vector<std::string>>(&value_of(record, field.id));
    const std::string& label = view.words(field.label);
    kit.begin_group(label);
    kit.heading(2, label, type_strong);
    if (!field.hint.empty()) kit.text(view.words(field.hint), type_small, Tone::muted);
    for (const FieldOption& option : field.options) {
        const bool chosen = picked != nullptr && std::ranges::contains(*picked, option.value);
        const auto now = kit.checkbox(view.words(option.label), chosen, {.read_only = !view.editable()});
        if (!now) continue;
        std::vector<std::string> next = picked == nullptr ? std::vector<std::string>{} : *picked;
        std::erase(next, option.value);
        if (*now) next.push_back(option.value);
        view.emit(app::SetField{record.id, field.id, std::move(next)});
    }
    kit.end_group();
}

void add_leaves(const View& view, const std::string& level, const PathwayNode& node,
                std::vector<Option>& options) {
    for (const PathwayNode& child : node.children) {
        if (child.kind == NodeKind::group)
            add_leaves(view, level, child, options);
        else if (learner_can_supply(child))
            options.push_back({child.uri, level + ": " + view.words(child.name)});
    }
}

// The leaves that the learner can supply, by uri.
std::vector<Option> criteria_of(const View& view, const std::string& chosen) {
    std::vector<Option> options{{"", view.tr("form.choose")}};
    for (const auto* const part : {&view.progress.levels, &view.progress.skills})
        for (const LevelStatus& level : *part)
            add_leaves(view, view.words(level.level->root.name), level.level->root, options);
    if (!std::ranges::contains(options, chosen, &Option::value))
        options.push_back({chosen, view.tr("form.otherCriterion")});
    return options;
}

// How it reads, as soon as that is another thing than what was typed.
void draw_preview(View& view, const FieldSpec& field, const std::string& text) {
    const std::vector<MarkdownBlock> blocks = parse_markdown(text);
    if (!has_marks(blocks)) return;
    Kit& kit = view.kit;
    const std::string name = view.tr("markdown.preview", {{"field", view.words(field.label)}});
    kit.space(8);
    kit.begin_card("preview", {.padding = 16});
    kit.begin_group(name);
    kit.text(view.tr("markdown.reads"), type_small, Tone::muted);
    kit.space(6);
    draw_markdown(view, blocks);
    kit.end_group();
    kit.end_card();
}

void edit_field(View& view, const Record& record, const FieldSpec& field) {
    const Value& value = value_of(record, field.id);
    switch (field.kind) {
    case FieldKind::checkbox: {
        const bool* checked = std::get_if<bool>(&value);
        const auto now = view.kit.checkbox(view.words(field.label), checked != nullptr && *checked,
                                           options_for(view, field, record));
        if (now) view.emit(app::SetField{record.id, field.id, *now});
        return;
    }
    case FieldKind::criterion: {
        const std::string chosen = text_of(value);
        if (auto uri = view.kit.choice(view.words(field.label), criteria_of(view, chosen), chosen,
                                       options_for(view, field, record)))
            view.emit(app::SetField{record.id, field.id, *std::move(uri)});
        return;
    }
    case FieldKind::choices:
        return edit_choices(view, record, field);
    case FieldKind::people:
    case FieldKind::links:
    case FieldKind::rows:
        return edit_rows(view, record, field);
    case FieldKind::text:
    case FieldKind::long_text:
    case FieldKind::date:
    case FieldKind::choice:
        if (auto text = edit_text(view, field, text_of(value), options_for(view, field, record)))
            view.emit(app::SetField{record.id, field.id, *std::move(text)});
        if (field.markdown) draw_preview(view, field, text_of(value));
        return;
    }
}

} // namespace

void draw_form(View& view, const Record& record, const RecordType& type) {
    bool first = true;
    bool told = false; // that Markdown may be written: once, where it first may
    for (const FieldSpec& field : type.fields) {
        if (!is_shown(field, record)) continue;
        if (!first) view.kit.space(20);
        first = false;
        view.kit.begin_id(field.id);
        edit_field(view, record, field);
        view.kit.end_id();
        if (!field.markdown || told) continue;
        told = true;
        view.kit.space(6);
        view.kit.text(view.tr("markdown.how"), type_small, Tone::muted);
    }
}

} // namespace cairn::ui
