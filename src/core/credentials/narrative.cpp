#include "core/credentials/narrative.hpp"

#include <algorithm>

namespace cairn {

namespace {

const Value* value_of(const Record& record, const std::string& field) {
    const auto found = record.fields.find(field);
    return found == record.fields.end() ? nullptr : &found->second;
}

std::string label_of(const FieldSpec& spec, const std::string& value, std::string_view lang) {
    const auto option = std::ranges::find(spec.options, value, &FieldOption::value);
    if (option == spec.options.end()) return value;
    const std::string& label = in_language(option->label, lang);
    return label.empty() ? value : label;
}

// A line feed would end the list item or the label that the text stands in.
std::string in_one_line(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string row_line(const FieldSpec& spec, const Row& row, std::string_view lang) {
    std::string line;
    for (const FieldSpec& column : spec.columns) {
        const auto cell = row.find(column.id);
        if (cell == row.end() || cell->second.empty()) continue;
        if (!line.empty()) line += ", ";
        line += in_one_line(label_of(column, cell->second, lang));
    }
    return line;
}

void append_paragraph(std::string& out, const std::string& paragraph) {
    if (!out.empty()) out += "\n\n";
    out += paragraph;
}

std::string list_of(const std::string& label, const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) {
        if (!line.empty()) out += "\n- " + line;
    }
    return out.empty() ? out : "**" + label + "**\n" + out;
}

std::string paragraph_of(const FieldSpec& spec, const Value& value, std::string_view lang) {
    const std::string& label = in_language(spec.label, lang);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "- [x] " + label : std::string();
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (text->empty()) return {};
        if (spec.kind == FieldKind::long_text) return "**" + label + "**\n\n" + *text;
        return "**" + label + "**: " + in_one_line(label_of(spec, *text, lang));
    }
    std::vector<std::string> lines;
    if (const auto* choices = std::get_if<std::vector<std::string>>(&value)) {
        for (const std::string& choice : *choices)
            lines.push_back(in_one_line(label_of(spec, choice, lang)));
    }
    if (const auto* rows = std::get_if<std::vector<Row>>(&value)) {
        for (const Row& row : *rows)
            lines.push_back(row_line(spec, row, lang));
    }
    return list_of(label, lines);
}

} // namespace

std::string record_title(const RecordType& type, const Record& record, std::string_view lang) {
    const Value* const title = value_of(record, type.title_field);
    const auto* const text = title == nullptr ? nullptr : std::get_if<std::string>(title);
    return text != nullptr && !text->empty() ? in_one_line(*text) : in_language(type.name, lang);
}

std::string record_narrative(const RecordType& type, const Record& record, std::string_view lang) {
    std::string out;
    for (const FieldSpec& spec : type.fields) {
        const Value* const value = value_of(record, spec.id);
        if (value == nullptr || spec.id == type.title_field || !is_shown(spec, record)) continue;
        // The criterion in mind is a note to oneself; the claim names the one that counts.
        if (spec.kind == FieldKind::criterion) continue;
        if (const std::string paragraph = paragraph_of(spec, *value, lang); !paragraph.empty()) {
            append_paragraph(out, paragraph);
        }
    }
    return out;
}

} // namespace cairn
