// Finding records: by words, type, state and tag.
#pragma once

#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// How far a record has come.
enum class RecordState {
    any,
    draft,
    used,
    claimed
}; // used: attached to a criterion; claimed: for one at least

// Everything that is given has to fit; an empty query fits all.
struct Query {
    std::string text; // every word of it, in any field, in any order; letter case and accents do not matter
    std::string type; // id of a record type
    RecordState state = RecordState::any;
    std::string tag;
    std::size_t most = 100; // how many are listed at once; to ask for 0 is to begin anew

    friend bool operator==(const Query&, const Query&) = default;
};

// Whether it fits every record.
bool fits_all(const Query& query);

// Never `any`. A claim counts if its record is attached to the criterion and meets it; `pathway` may be
// nullptr.
RecordState record_state(const Document& document, const Pathway* pathway, const Record& record);

// All that is said in a record and of it, folded: title, fields, rows, names and alternative texts of files,
// tags, the names of its type and of the criteria that it is attached to. `type` and `pathway` may be
// nullptr.
std::string search_text(const Record& record, const RecordType* type, const Pathway* pathway,
                        std::string_view lang);

// The words of what somebody typed, folded.
std::vector<std::string> search_words(std::string_view text);
bool has_words(std::string_view search_text, const std::vector<std::string>& words);

// Whether two texts are the same tag.
bool same_tag(std::string_view a, std::string_view b);

// Those of all records outside the trash, each once, in the order of the alphabet.
std::vector<std::string> known_tags(const Document& document);

} // namespace cairn
