#include "core/query/search.hpp"

#include "core/pathway/evaluate.hpp"
#include "core/query/fold.hpp"

#include <algorithm>

namespace cairn {
namespace {

// Texts are parted by a line feed, which no word holds: nothing is found across two of them.
class Texts {
  public:
    explicit Texts(std::string_view lang) : lang_(lang) {}

    void add(std::string_view text) {
        all_ += text;
        all_ += '\n';
    }
    void add(const LanguageMap& words) { add(in_language(words, lang_)); }

    // A choice is stored as its value and read as its label.
    void add_value(const FieldSpec* field, const std::string& text) {
        if (field != nullptr) {
            const auto option = std::ranges::find(field->options, text, &FieldOption::value);
            if (option != field->options.end()) return add(option->label);
        }
        add(text);
    }

    void add_rows(const FieldSpec* field, const std::vector<Row>& rows) {
        for (const Row& row : rows)
            for (const auto& [id, text] : row) {
                const FieldSpec* column = nullptr;
                if (field != nullptr) {
                    const auto found = std::ranges::find(field->columns, id, &FieldSpec::id);
                    if (found != field->columns.end()) column = &*found;
                }
                add_value(column, text);
            }
    }

    std::string folded_texts() const { return folded(all_); }

  private:
    std::string_view lang_;
    std::string all_;
};

} // namespace

bool fits_all(const Query& query) {
    return search_words(query.text).empty() && query.type.empty() && query.state == RecordState::any &&
           query.tag.empty();
}

RecordState record_state(const Document& document, const Pathway* pathway, const Record& record) {
    const bool claimed =
        pathway != nullptr && std::ranges::any_of(document.claims, [&](const Claim& claim) {
            if (claim.record != record.id || !std::ranges::contains(record.criteria, claim.criterion))
                return false;
            const PathwayNode* leaf = find_node(*pathway, claim.criterion);
            return leaf != nullptr && missing_for_claim(*leaf, record).empty();
        });
    if (claimed) return RecordState::claimed;
    return record.criteria.empty() ? RecordState::draft : RecordState::used;
}

std::string search_text(const Record& record, const RecordType* type, const Pathway* pathway,
                        std::string_view lang) {
    Texts texts(lang);
    for (const auto& [id, value] : record.fields) {
        const FieldSpec* field = type == nullptr ? nullptr : find_field(*type, id);
        if (const auto* text = std::get_if<std::string>(&value)) texts.add_value(field, *text);
        if (const auto* picked = std::get_if<std::vector<std::string>>(&value))
            for (const std::string& one : *picked)
                texts.add_value(field, one);
        if (const auto* rows = std::get_if<std::vector<Row>>(&value)) texts.add_rows(field, *rows);
    }
    for (const FileRef& file : record.files) {
        texts.add(file.name);
        texts.add(file.alt);
    }
    for (const std::string& tag : record.tags)
        texts.add(tag);
    if (type != nullptr) texts.add(type->name);
    if (pathway != nullptr)
        for (const Id& uri : record.criteria)
            if (const PathwayNode* leaf = find_node(*pathway, uri)) texts.add(leaf->name);
    return texts.folded_texts();
}

std::vector<std::string> search_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded(text) + " ") {
        if (static_cast<unsigned char>(c) > ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

bool has_words(std::string_view search_text, const std::vector<std::string>& words) {
    return std::ranges::all_of(words, [&](const std::string& word) { return search_text.contains(word); });
}

bool same_tag(std::string_view a, std::string_view b) {
    return folded(a) == folded(b);
}

std::vector<std::string> known_tags(const Document& document) {
    std::map<std::string, std::string> tags;
    for (const RecordPtr& record : document.records)
        if (!record->trashed)
            for (const std::string& tag : record->tags)
                tags.emplace(folded(tag), tag);
    std::vector<std::string> known;
    known.reserve(tags.size());
    for (auto& [key, tag] : tags)
        known.push_back(std::move(tag));
    return known;
}

} // namespace cairn
