#include "app/load.hpp"

#include "app/checking.hpp"
#include "app/commit.hpp"
#include "core/crypto/hash.hpp"
#include "core/merge/merge.hpp"
#include "core/store/journal.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <ranges>
#include <set>
#include <utility>

namespace cairn::app {
namespace {

struct StoredRow {
    JournalRow row;
    std::string sha256;
    std::uint32_t bytes = 0;
};
using Rows = std::map<std::uint64_t, StoredRow>;

constexpr std::string_view journal_folder = "journal/";

struct ReadRows {
    Rows rows;
    bool damaged = false; // one that came after `after`
};

ReadRows read_rows(const StoredFiles& files, std::uint64_t after) {
    ReadRows read;
    for (auto file = files.lower_bound(std::string(journal_folder));
         file != files.end() && file->first.starts_with(journal_folder); ++file) {
        Result<JournalRow> row = decode_row(file->second, file->first);
        if (row && journal_file(row->seq) == file->first) {
            const std::uint64_t seq = row->seq;
            read.rows[seq] = {*std::move(row), sha256_hex(file->second),
                              static_cast<std::uint32_t>(file->second.size())};
        } else if (file->first > journal_file(after)) {
            read.damaged = true;
        }
    }
    return read;
}

// True: it is a step of its own.
bool remember(History& history, const JournalStep& step, const DocumentPtr& before,
              const DocumentPtr& after) {
    HistoryEntry entry{before, after, step.label, step.merge_key, step.at};
    switch (step.kind) {
    case StepKind::change:
        return !history.record(std::move(entry));
    case StepKind::undo:
        history.took_back(entry);
        return true;
    case StepKind::redo:
        history.did_again(entry);
        return true;
    case StepKind::fact:
        break;
    }
    return false;
}

// The rows that led to `position`, the oldest first: the last of them is the one at `position`.
std::vector<const StoredRow*> rows_to(const Rows& rows, JournalPosition position, const Id& portfolio) {
    std::vector<const StoredRow*> found;
    while (found.size() < most_rows) {
        const auto at = rows.find(position.seq);
        if (at == rows.end() || at->second.sha256 != position.sha256 || at->second.row.portfolio != portfolio)
            break;
        found.push_back(&at->second);
        position = {position.seq - 1, at->second.row.previous};
    }
    std::ranges::reverse(found);
    return found;
}

// The history of the rows that led to the document.
void walk_back(State& state, const std::vector<const StoredRow*>& rows) {
    std::vector<std::pair<const JournalStep*, DocumentPtr>> steps; // with the document before each
    DocumentPtr document = state.document;
    for (const StoredRow* row : std::views::reverse(rows))
        for (const JournalStep& step : std::views::reverse(row->row.steps)) {
            document = std::make_shared<const Document>(apply(step.backward, *document));
            steps.emplace_back(&step, document);
        }
    for (std::size_t i = steps.size(); i-- > 0;)
        remember(state.history, *steps[i].first, steps[i].second,
                 i == 0 ? state.document : steps[i - 1].second);
}

bool follows(const State& state, const JournalRow& row) {
    const JournalPosition& last = state.session.save.journal.committed;
    return row.portfolio == state.document->portfolio && row.seq == last.seq + 1 &&
           row.previous == last.sha256;
}

void walk_on(State& state, const StoredRow& stored) {
    Journal& journal = state.session.save.journal;
    for (const JournalStep& step : stored.row.steps) {
        const DocumentPtr before = state.document;
        state.document = std::make_shared<const Document>(apply(step.forward, *before));
        if (remember(state.history, step, before, state.document)) ++state.notes.changes;
    }
    journal.committed = {stored.row.seq, stored.sha256};
    journal.sizes.push_back(stored.bytes);
    journal.tail = state.document;
    ++journal.rows;
}

// What a row holds that does not follow: newer records take the place of theirs, others stand beside.
bool keep_beside(Document& document, const RecordPtr& theirs) {
    const bool deleted = std::ranges::any_of(document.tombstones, [&](const Tombstone& one) {
        return one.id == theirs->id && covers(one, *theirs);
    });
    if (deleted) return false;
    const auto mine =
        std::ranges::find(document.records, theirs->id, [](const RecordPtr& one) { return one->id; });
    if (mine == document.records.end()) {
        document.records.push_back(theirs);
        return true;
    }
    if (same_words(**mine, *theirs)) return false;
    // Other words of the very same version belong to a time that went another way.
    const bool knows_mine = covers(*theirs, **mine);
    const bool is_known = covers(**mine, *theirs);
    if (is_known && !knows_mine) return false;
    if (knows_mine && !is_known) {
        *mine = theirs;
        return true;
    }
    Record other = other_side(*theirs);
    if (find_record(document, other.id) != nullptr ||
        std::ranges::contains(document.tombstones, other.id, &Tombstone::id))
        return false;
    document.records.push_back(std::make_shared<const Record>(std::move(other)));
    return true;
}

void keep_rest(State& state, const Rows& rows) {
    Journal& journal = state.session.save.journal;
    std::map<Id, RecordPtr> last;
    for (auto at = rows.upper_bound(journal.committed.seq); at != rows.end(); ++at) {
        if (at->second.row.portfolio != state.document->portfolio) continue;
        for (const JournalStep& step : at->second.row.steps)
            for (const RecordPtr& record : step.forward.records.put)
                last[record->id] = record;
    }
    Document document = *state.document;
    bool kept = false;
    for (const auto& [id, record] : last)
        kept = keep_beside(document, record) || kept;
    // The next checkpoint comes after all of them, and says all that they said.
    if (!rows.empty() && rows.rbegin()->first > journal.committed.seq) {
        journal.committed.seq = rows.rbegin()->first;
        journal.tail = nullptr;
    }
    if (!kept) return;
    state.document = std::make_shared<const Document>(std::move(document));
    state.session.notice = Notice{true, tr(*state.catalog, "load.keptBeside")};
}

} // namespace

void load_rest(State& state, StoredDocument stored, const StoredFiles& files) {
    const auto keys_file = files.find("keys.json");
    auto keys =
        keys_file == files.end() ? fail("store.missing", "keys.json") : decode_keys(keys_file->second);
    if (!keys) {
        state.session.store_problem = keys.error();
        return;
    }
    state.document = std::make_shared<const Document>(std::move(stored.document));
    state.generation = stored.generation;
    state.keys = *std::move(keys);
    state.history = {};
    state.notes = {};
    if (const auto notes = files.find("notes.json"); notes != files.end())
        if (Result<Notes> read = decode_notes(notes->second)) state.notes = *std::move(read);
    read_kept_trust(state);

    Journal& journal = state.session.save.journal = {};
    journal.committed = stored.journal;
    journal.checkpoint_seq = stored.journal.seq;
    journal.older_form = stored.version == 1;
    journal.tail = state.document;
    const ReadRows read = read_rows(files, stored.journal.seq);
    const std::vector<const StoredRow*> before =
        rows_to(read.rows, stored.journal, state.document->portfolio);
    std::ranges::transform(before, std::back_inserter(journal.sizes), &StoredRow::bytes);
    walk_back(state, before);
    for (auto at = read.rows.upper_bound(stored.journal.seq);
         at != read.rows.end() && follows(state, at->second.row); ++at)
        walk_on(state, at->second);
    if (read.damaged) state.session.notice = Notice{true, tr(*state.catalog, "load.rowDamaged")};
    keep_rest(state, read.rows);
}

void load_stored(State& state, const StoredFiles& files) {
    if (!files.contains("index.json")) {
        if (!files.empty()) state.session.store_problem = Error{"store.missing", "index.json"};
        return;
    }
    Result<StoredDocument> stored = decode_document(files);
    if (!stored) {
        state.session.store_problem = stored.error();
        return;
    }
    load_rest(state, *std::move(stored), files);
}

std::vector<std::string> reachable_blobs(const State& state) {
    std::vector<DocumentPtr> documents = state.history.documents();
    if (state.document) documents.push_back(state.document);
    std::set<const Record*> seen; // documents share most of them
    std::set<std::string> named;
    for (const DocumentPtr& document : documents)
        for (const RecordPtr& record : document->records)
            if (seen.insert(record.get()).second)
                for (const FileRef& file : record->files)
                    named.insert(file.sha256);
    return {named.begin(), named.end()};
}

bool take_row(State& state, std::string_view text) {
    if (!state.document) return false;
    Result<JournalRow> row = decode_row(text, "journal");
    if (!row || !follows(state, *row)) return false;
    walk_on(state, {*std::move(row), sha256_hex(text), static_cast<std::uint32_t>(text.size())});
    return true;
}

} // namespace cairn::app
