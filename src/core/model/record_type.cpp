#include "core/model/record_type.hpp"

#include "core/model/asset_file.hpp"

#include <algorithm>
#include <set>

namespace cairn {

namespace {

constexpr std::size_t max_type_fields = 100;
constexpr std::size_t max_columns = 20;
constexpr std::size_t max_options = 500;
constexpr std::size_t max_when = 50;
constexpr std::uint64_t max_characters = 100'000;

bool is_list(FieldKind kind) {
    return kind == FieldKind::people || kind == FieldKind::links || kind == FieldKind::rows;
}

bool has_options(FieldKind kind) {
    return kind == FieldKind::choice || kind == FieldKind::choices;
}

bool fits_column(FieldKind kind) {
    return kind == FieldKind::text || kind == FieldKind::long_text || kind == FieldKind::date ||
           kind == FieldKind::choice;
}

// What a field of the form has, and a column has not.
void read_form_part(Object& object, FieldSpec& field) {
    if (object.has("when")) {
        Object when = object.object("when");
        field.when.field = read_name(when, "field");
        field.when.values = when.texts("values", max_when);
        if (field.when.values.empty()) when.fail_at("values", "format.missing", "values");
        when.done();
    }
    const bool is_long = field.kind == FieldKind::long_text;
    field.dimension = object.boolean_or("dimension", false);
    if (field.dimension) field.dimension_name = object.words("dimensionName");
    field.markdown = object.boolean_or("markdown", false);
    if (field.dimension && !is_long) object.fail_at("dimension", "format.value", "true");
    if (field.markdown && !is_long) object.fail_at("markdown", "format.value", "true");
    if (field.kind == FieldKind::choice) field.own_word = object.boolean_or("ownWord", false);
}

FieldSpec read_field(Object object, std::set<std::string>& ids, bool is_column) {
    FieldSpec field;
    field.id = read_new_name(object, "id", ids);
    // A dot parts field and column in conditions.
    if (field.id.contains('.')) object.fail_at("id", "format.value", field.id);
    field.kind = object.one_of<FieldKind>("kind", {{"text", FieldKind::text},
                                                   {"longText", FieldKind::long_text},
                                                   {"date", FieldKind::date},
                                                   {"checkbox", FieldKind::checkbox},
                                                   {"choice", FieldKind::choice},
                                                   {"choices", FieldKind::choices},
                                                   {"criterion", FieldKind::criterion},
                                                   {"people", FieldKind::people},
                                                   {"links", FieldKind::links},
                                                   {"rows", FieldKind::rows}});
    if (is_column && !fits_column(field.kind)) object.fail_at("kind", "format.value", object.text("kind"));
    field.label = object.words("label");
    field.hint = object.words_or_empty("hint");
    field.placeholder = object.words_or_empty("placeholder");
    field.required = object.boolean_or("required", false);
    field.autocomplete = object.text_or("autocomplete", "", 64);
    field.max_length = object.number_or("maxLength", 0, max_characters);

    if (!is_column) read_form_part(object, field);
    if (has_options(field.kind)) {
        std::set<std::string> values;
        object.each("options", max_options, [&](Object option) {
            field.options.push_back({read_new_name(option, "value", values), option.words("label")});
            option.done();
        });
        if (field.options.empty()) object.fail_at("options", "format.missing", "options");
    }
    if (is_list(field.kind)) {
        field.add_label = object.words("addLabel");
        std::set<std::string> column_ids;
        object.each("columns", max_columns, [&](Object column) {
            field.columns.push_back(read_field(std::move(column), column_ids, true));
        });
        const auto need_column = [&](const char* id) {
            if (!column_ids.contains(id)) object.fail_at("columns", "format.missing", id);
        };
        if (field.kind == FieldKind::people) {
            need_column("name");
            need_column("role");
        }
        if (field.kind == FieldKind::links) need_column("url");
        if (field.columns.empty()) object.fail_at("columns", "format.missing", "columns");
    }
    object.done();
    return field;
}

void expect_field(Object& root, const RecordType& type, std::string_view key, std::string_view id,
                  FieldKind kind) {
    if (id.empty()) return;
    const FieldSpec* const field = find_field(type, id);
    if (field == nullptr || field->kind != kind) root.fail_at(key, "format.value", std::string(id));
}

// A field waits for a choice that the form always asks for, and for values that can be chosen.
void expect_when(Object& root, const RecordType& type) {
    for (const FieldSpec& field : type.fields) {
        if (field.when.field.empty()) continue;
        const FieldSpec* const choice = find_field(type, field.when.field);
        if (choice == nullptr || choice->kind != FieldKind::choice || !choice->when.field.empty())
            root.fail_at("fields", "format.value", field.when.field);
        else
            for (const std::string& value : field.when.values)
                if (!std::ranges::contains(choice->options, value, &FieldOption::value))
                    root.fail_at("fields", "format.value", value);
    }
}

} // namespace

const FieldSpec* find_field(const RecordType& type, std::string_view id) {
    const auto found = std::ranges::find(type.fields, id, &FieldSpec::id);
    return found == type.fields.end() ? nullptr : &*found;
}

bool is_shown(const FieldSpec& field, const Record& record) {
    if (field.when.field.empty()) return true;
    const auto found = record.fields.find(field.when.field);
    const auto* const chosen =
        found == record.fields.end() ? nullptr : std::get_if<std::string>(&found->second);
    return chosen != nullptr && std::ranges::contains(field.when.values, *chosen);
}

std::vector<const FieldSpec*> shown_dimensions(const RecordType& type, const Record& record) {
    std::vector<const FieldSpec*> dimensions;
    for (const FieldSpec& field : type.fields)
        if (field.dimension && is_shown(field, record)) dimensions.push_back(&field);
    return dimensions;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

Result<RecordType> parse_record_type(std::string_view json_text, std::string_view file_name) {
    const auto json = read_asset(json_text, file_name);
    if (!json) return std::unexpected(json.error());
    return read_record_type(*json, file_name);
}

Result<RecordType> read_record_type(const Json& json, std::string_view file_name) {
    Reading reading(file_name);
    Object root = reading.root(json);
    expect_format(root, "cairn-record-type", 1);
    RecordType type;
    type.id = read_name(root, "id");
    type.uri = read_uri(root, "uri");
    type.icon = read_name(root, "icon");
    type.name = root.words("name");
    type.description = root.words("description");
    type.takes_files = root.boolean_or("takesFiles", true);
    type.files_hint = root.words_or_empty("filesHint");
    std::set<std::string> ids;
    root.each("fields", max_type_fields,
              [&](Object field) { type.fields.push_back(read_field(std::move(field), ids, false)); });

    type.title_field = root.text("titleField");
    type.start_field = root.text_or("startField", "");
    type.end_field = root.text_or("endField", "");
    if (find_field(type, type.title_field) == nullptr)
        root.fail_at("titleField", "format.value", type.title_field);
    expect_when(root, type);
    expect_field(root, type, "titleField", type.title_field, FieldKind::text);
    expect_field(root, type, "startField", type.start_field, FieldKind::date);
    expect_field(root, type, "endField", type.end_field, FieldKind::date);
    root.done();
    return reading.finish(std::move(type));
}

} // namespace cairn
