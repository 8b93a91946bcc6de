#include "platform/headless/disk.hpp"

#include "app/load.hpp"
#include "core/store/journal.hpp"

#include <utility>

namespace cairn::headless {

void Disk::commit(const app::AppendRow& row) {
    files_[journal_file(row.seq)] = row.text;
}

void Disk::commit(const app::Save& save) {
    StoredFiles next =
        encode_document(*save.document, {save.generation, save.journal, save.notes.last_opened});
    next["keys.json"] = encode_keys(save.keys);
    next["notes.json"] = encode_notes(save.notes);
    for (auto& [name, text] : files_) {
        if (name == "index.json") next["index.prev.json"] = text;
        const bool row = name.starts_with("journal/") && name >= journal_file(save.rows_from);
        if (row || name.starts_with("shards/") || name.starts_with("badges/")) next.emplace(name, text);
    }
    files_ = std::move(next);
}

app::State Disk::load(app::CatalogPtr catalog) const {
    app::State state;
    state.catalog = std::move(catalog);
    app::load_stored(state, files_);
    return state;
}

} // namespace cairn::headless
