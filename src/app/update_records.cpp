#include "app/step.hpp"
#include "app/trash.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t most_records = 20000;
constexpr std::size_t most_table_rows = 200;
constexpr std::size_t default_text = 2000;       // characters of a one-line field
constexpr std::size_t default_long_text = 20000; // of a long one; more makes screen readers stall

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t longest(const FieldSpec& field) {
    if (field.max_length > 0) return field.max_length;
    return field.kind == FieldKind::long_text ? default_long_text : default_text;
}

bool is_option(const FieldSpec& field, const std::string& value) {
    return std::ranges::find(field.options, value, &FieldOption::value) != field.options.end();
}

bool is_list(FieldKind kind) {
    return kind == FieldKind::people || kind == FieldKind::links || kind == FieldKind::rows;
}

Result<void> check_value(const FieldSpec& field, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return {};
    switch (field.kind) {
    case FieldKind::checkbox:
        if (std::holds_alternative<bool>(value)) return {};
        break;
    case FieldKind::text:
    case FieldKind::long_text:
        if (const auto* text = std::get_if<std::string>(&value)) {
            if (characters(*text) > longest(field)) return fail("text.tooLong");
            return {};
        }
        break;
    case FieldKind::date:
        if (const auto* text = std::get_if<std::string>(&value))
            if (text->empty() || parse_date(*text)) return {};
        break;
    case FieldKind::choice:
        if (const auto* text = std::get_if<std::string>(&value))
            if (text->empty() || is_option(field, *text)) return {};
        break;
    case FieldKind::criterion: // of this pathway or of another one: the portfolio may change it
        if (const auto* text = std::get_if<std::string>(&value))
            if (text->empty() || is_uuid_urn(*text)) return {};
        break;
    case FieldKind::choices:
        if (const auto* picked = std::get_if<std::vector<std::string>>(&value))
            if (std::ranges::all_of(*picked, [&](const auto& one) { return is_option(field, one); }))
                return {};
        break;
    case FieldKind::people:
    case FieldKind::links:
    case FieldKind::rows:
        break; // rows change cell by cell
    }
    return fail("field.wrongKind");
}

// The field's description, or why there is none.
Result<const FieldSpec*> field_of(const State& state, const Record& record, const std::string& id) {
    const RecordType* type = find_record_type(*state.catalog, record.type);
    const FieldSpec* field = type == nullptr ? nullptr : find_field(*type, id);
    if (field == nullptr) return fail("field.unknown");
    return field;
}

Result<std::vector<Row>*> rows_of(const State& state, Record& record, const std::string& id) {
    const Result<const FieldSpec*> field = field_of(state, record, id);
    if (!field) return std::unexpected(field.error());
    if (!is_list((*field)->kind)) return fail("field.wrongKind");
    Value& value = record.fields[id];
    if (!std::holds_alternative<std::vector<Row>>(value)) value = std::vector<Row>{};
    return &std::get<std::vector<Row>>(value);
}

// What the criterion asks for by name and the learner would only repeat: "the topic was career services".
void prefill(Record& record, const RecordType& type, const PathwayNode& leaf) {
    for (const Condition& condition : leaf.where) {
        const FieldSpec* field = find_field(type, condition.field);
        const bool names_one = condition.op == ConditionOp::is && condition.values.size() == 1;
        if (field != nullptr && field->kind == FieldKind::choice && !field->own_word && names_one &&
            is_option(*field, condition.values[0]))
            record.fields[condition.field] = condition.values[0];
    }
    // And what shows the fields that it asks for.
    for (const Condition& condition : leaf.where) {
        const FieldSpec* field = find_field(type, condition.field);
        if (field == nullptr || field->when.field.empty()) continue;
        Value& decides = record.fields[field->when.field];
        if (std::holds_alternative<std::monostate>(decides)) decides = field->when.values.front();
    }
}

Result<void> check_rows(const FieldSpec& field, const Value& value) {
    const auto* rows = std::get_if<std::vector<Row>>(&value);
    if (rows == nullptr) return fail("field.wrongKind");
    if (rows->size() > most_table_rows) return fail("row.tooMany");
    for (const Row& row : *rows) {
        for (const auto& [id, text] : row) {
            const auto column = std::ranges::find(field.columns, id, &FieldSpec::id);
            if (column == field.columns.end()) return fail("field.unknown");
            if (const Result<void> fits = check_value(*column, text); !fits) return fits;
        }
    }
    return {};
}

// What a new record begins with: as if it had been typed.
Result<void> fill(const State& state, Record& record, const CreateRecord& command) {
    for (const auto& [id, value] : command.fields) {
        const Result<const FieldSpec*> field = field_of(state, record, id);
        if (!field) return std::unexpected(field.error());
        const Result<void> fits =
            is_list((*field)->kind) ? check_rows(**field, value) : check_value(**field, value);
        if (!fits) return fits;
        record.fields[id] = value;
    }
    for (const Id& link : command.links) {
        const Record* other = find_record(*state.document, link);
        if (other == nullptr || other->trashed) return fail("record.unknown");
        if (!std::ranges::contains(record.links, link)) record.links.push_back(link);
    }
    return {};
}

} // namespace

Result<Step> update_records(const State& state, const CreateRecord& command, const Stamp& stamp) {
    const RecordType* type = find_record_type(*state.catalog, command.type);
    if (type == nullptr) return fail("recordType.unknown");
    if (state.document->records.size() >= most_records) return fail("record.tooMany");

    Record record;
    record.id = stamp.fresh[0];
    record.type = type->id;
    record.created = record.modified = stamp.now;
    record.device = state.document->device;
    record.lang = state.document->profile.lang;
    const Pathway* pathway = current_pathway(state);
    const PathwayNode* leaf = pathway == nullptr ? nullptr : find_node(*pathway, command.criterion);
    if (leaf != nullptr && leaf->kind == NodeKind::leaf) {
        record.criteria.push_back(leaf->uri);
        prefill(record, *type, *leaf);
    }
    if (const Result<void> fits = fill(state, record, command); !fits) return std::unexpected(fits.error());

    Document next = *state.document;
    const Id id = record.id;
    next.records.push_back(std::make_shared<const Record>(std::move(record)));
    Step step = changed(state, std::move(next), "change.recordAdded", stamp);
    go_to(step, {Screen::record, id});
    return step;
}

Result<Step> update_records(const State& state, const SetField& command, const Stamp& stamp) {
    return change_record(state, command.record, stamp, "change.record", command.record + "/" + command.field,
                         [&](Record& record) -> Result<void> {
                             const Result<const FieldSpec*> field = field_of(state, record, command.field);
                             if (!field) return std::unexpected(field.error());
                             if (const Result<void> fits = check_value(**field, command.value); !fits)
                                 return fits;
                             record.fields[command.field] = command.value;
                             return {};
                         });
}

Result<Step> update_records(const State& state, const SetCell& command, const Stamp& stamp) {
    const std::string merge =
        command.record + "/" + command.field + "/" + std::to_string(command.row) + "/" + command.column;
    return change_record(
        state, command.record, stamp, "change.record", merge, [&](Record& record) -> Result<void> {
            const Result<const FieldSpec*> field = field_of(state, record, command.field);
            if (!field) return std::unexpected(field.error());
            const auto column = std::ranges::find((*field)->columns, command.column, &FieldSpec::id);
            if (column == (*field)->columns.end()) return fail("field.unknown");
            if (const Result<void> fits = check_value(*column, command.text); !fits) return fits;
            const Result<std::vector<Row>*> rows = rows_of(state, record, command.field);
            if (!rows) return std::unexpected(rows.error());
            if (command.row >= (*rows)->size()) return fail("field.unknown");
            (**rows)[command.row][command.column] = command.text;
            return {};
        });
}

Result<Step> update_records(const State& state, const AddRow& command, const Stamp& stamp) {
    return change_record(state, command.record, stamp, "change.record", "",
                         [&](Record& record) -> Result<void> {
                             const Result<std::vector<Row>*> rows = rows_of(state, record, command.field);
                             if (!rows) return std::unexpected(rows.error());
                             if ((*rows)->size() >= most_table_rows) return fail("row.tooMany");
                             (*rows)->emplace_back();
                             return {};
                         });
}

Result<Step> update_records(const State& state, const RemoveRow& command, const Stamp& stamp) {
    Result<Step> step = change_record(
        state, command.record, stamp, "change.rowRemoved", "", [&](Record& record) -> Result<void> {
            const Result<std::vector<Row>*> rows = rows_of(state, record, command.field);
            if (!rows) return std::unexpected(rows.error());
            if (command.row >= (*rows)->size()) return fail("field.unknown");
            (*rows)->erase((*rows)->begin() + static_cast<std::ptrdiff_t>(command.row));
            return {};
        });
    if (step) focus_on(*step, "add/" + command.field);
    return step;
}

Result<Step> update_records(const State& state, const TrashRecord& command, const Stamp& stamp) {
    Result<Step> step = change_record(state, command.record, stamp, "change.recordTrashed", "",
                                      [&](Record& record) -> Result<void> {
                                          if (record.trashed) return fail("record.unknown");
                                          record.trashed = stamp.now;
                                          return {};
                                      });
    if (!step) return step;
    go_to(*step, {Screen::evidence, ""});
    tell(*step, tr(*state.catalog, "trash.moved"));
    return step;
}

Result<Step> update_records(const State& state, const RestoreRecord& command, const Stamp& stamp) {
    return change_record(state, command.record, stamp, "change.recordRestored", "",
                         [&](Record& record) -> Result<void> {
                             record.trashed.reset();
                             return {};
                         });
}

Result<Step> update_records(const State& state, const DeleteForever& command, const Stamp& stamp) {
    const Record* record = find_record(*state.document, command.record);
    if (record == nullptr || !record->trashed) return fail("record.unknown");
    Document next = without_records(*state.document, {command.record}, stamp.now);
    Step step = changed(state, std::move(next), "change.recordDeleted", stamp);
    step.state.session.dialog.reset();
    return step;
}

} // namespace cairn::app
