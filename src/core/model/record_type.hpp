// Record types as data: what a record of that type asks for. Forms are drawn from this description alone.
#pragma once

#include "base/result.hpp"
#include "core/json/json.hpp"
#include "core/model/document.hpp"
#include "core/model/text.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

enum class FieldKind { text, long_text, date, checkbox, choice, choices, criterion, people, links, rows };

struct FieldOption {
    std::string value;
    LanguageMap label;
};

// What a field waits for: the choice field `field` having one of the values. Without a field: for nothing.
struct FieldWhen {
    std::string field;
    std::vector<std::string> values;
};

// A column of a `rows`, `people` or `links` field; also the shape of a single field.
struct FieldSpec {
    std::string id;
    FieldKind kind = FieldKind::text;
    LanguageMap label;
    LanguageMap hint;        // may be empty
    LanguageMap placeholder; // may be empty
    LanguageMap add_label;   // for lists: the button that adds a row ("Add a person")
    bool required = false;
    FieldWhen when;                   // else it is neither shown nor asked for nor counted
    bool dimension = false;           // one question of a reflection
    LanguageMap dimension_name;       // its short name: "Skill development"
    bool markdown = false;            // long_text: what is typed is Markdown
    bool own_word = false;            // choice: only the learner may say it, so no criterion fills it in
    std::vector<FieldOption> options; // choice, choices
    std::vector<FieldSpec> columns;   // people, links, rows: text, long_text, date or choice each
    std::string autocomplete;         // HTML autocomplete token or ""
    std::size_t max_length = 0;       // characters; 0: the kind's default
};

struct RecordType {
    std::string id;  // "meeting.record"
    std::string uri; // urn:uuid
    std::string icon;
    LanguageMap name;        // "Meeting"
    LanguageMap description; // one sentence
    std::string title_field; // the field that names a record in lists
    std::string start_field; // a date field, or ""
    std::string end_field;   // a date field, or ""
    bool takes_files = true;
    LanguageMap files_hint;
    std::vector<FieldSpec> fields;
};

const FieldSpec* find_field(const RecordType& type, std::string_view id);

// Whether the form shows the field: what its `when` waits for is so.
bool is_shown(const FieldSpec& field, const Record& record);

// The dimensions that the form shows, in its order.
std::vector<const FieldSpec*> shown_dimensions(const RecordType& type, const Record& record);

// Words of a field's text, as people count them.
std::size_t count_words(std::string_view text);

// Reads one assets/record-types file (docs/pathway-format.md). Errors: json.*, format.*; `where` is file name
// and JSON path.
Result<RecordType> parse_record_type(std::string_view json_text, std::string_view file_name);
Result<RecordType> read_record_type(const Json& json, std::string_view file_name);

// The same for JSON that was parsed. A template, because a Json can be made from text as well.
Result<RecordType> parse_record_type(const std::same_as<Json> auto& json, std::string_view file_name) {
    return read_record_type(json, file_name);
}

} // namespace cairn
