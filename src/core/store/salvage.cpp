#include "core/store/salvage.hpp"

#include "core/crypto/hash.hpp"
#include "core/merge/merge.hpp"
#include "core/store/decoder.hpp"
#include "core/store/index.hpp"
#include "core/store/journal.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace cairn {
namespace {

constexpr std::string_view previous_index = "index.prev.json";
constexpr std::string_view keys_file = "keys.json";

const std::string* text_of(const StoredFiles& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

template <class Use>
void each_in(const StoredFiles& files, std::string_view folder, Use use) {
    for (auto file = files.lower_bound(std::string(folder));
         file != files.end() && file->first.starts_with(folder); ++file)
        use(file->first, file->second);
}

// What stands after `mark` in a text that is no JSON any more.
std::uint64_t number_after(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    std::uint64_t number = 0;
    if (at == text.npos) return number;
    for (const char c : text.substr(at + mark.size())) {
        if (c < '0' || c > '9' || number > largest_exact_integer / 10) break;
        number = number * 10 + static_cast<unsigned>(c - '0');
    }
    return number;
}

// The records of a document by id, while more are put in.
class Records {
  public:
    explicit Records(Document& document) : document_(document) {
        for (const RecordPtr& record : document.records)
            by_id_.emplace(record->id, record);
        for (const Tombstone& tombstone : document.tombstones)
            deleted_.emplace(tombstone.id, &tombstone);
    }

    // A record of unknown age. False: what is here knows of it already.
    bool take(const RecordPtr& record) {
        const auto here = by_id_.find(record->id);
        if (here == by_id_.end()) {
            const auto deleted = deleted_.find(record->id);
            if (deleted != deleted_.end() && covers(*deleted->second, *record)) return false;
            by_id_.emplace(record->id, record);
            return true;
        }
        if (*here->second == *record) return false;
        // Other words of the very same version belong to a time that went another way.
        const bool knows_here = covers(*record, *here->second);
        const bool is_known = covers(*here->second, *record);
        if (is_known && !knows_here) return false;
        if (knows_here && !is_known) {
            here->second = record;
            return true;
        }
        Record other = other_side(*record);
        return by_id_.emplace(other.id, std::make_shared<const Record>(other)).second;
    }

    // Back into the document, in its order.
    void put() {
        document_.records.clear();
        for (auto& [id, record] : by_id_)
            document_.records.push_back(record);
        std::ranges::sort(document_.records, {},
                          [](const RecordPtr& record) { return std::tie(record->created, record->id); });
    }

  private:
    Document& document_;
    std::unordered_map<Id, RecordPtr> by_id_;
    std::unordered_map<Id, const Tombstone*> deleted_;
};

struct Base {
    Document document;
    std::uint64_t generation = 0;
    JournalPosition journal;
    std::set<std::string> named; // files that it names
};

// What an index names, as far as it is there. A shard of which only the digest is wrong still has words.
Base read_base(Index index, const StoredFiles& files, Salvage& salvage) {
    Base base{index.stored.document, index.stored.generation, index.stored.journal, names_of(index)};
    for (BadgeEntry& entry : index.badges) {
        const std::string* text = text_of(files, entry.file);
        if (text == nullptr || sha256_hex(*text) != entry.badge.sha256) {
            salvage.lost.push_back(entry.file);
            continue;
        }
        entry.badge.text = *text;
        base.document.badges.push_back(std::make_shared<const Badge>(std::move(entry.badge)));
    }
    std::set<Id> ids;
    for (const ShardEntry& entry : index.shards) {
        const std::string* text = text_of(files, entry.file);
        const bool same = text != nullptr && sha256_hex(*text) == entry.sha256;
        auto records = text == nullptr ? Result<std::vector<RecordPtr>>{} : decode_shard(*text, entry.file);
        std::uint64_t read = 0;
        if (records)
            for (RecordPtr& record : *records)
                if (ids.insert(record->id).second) {
                    ++read;
                    base.document.records.push_back(std::move(record));
                }
        if (same && read == entry.records) continue;
        salvage.lost.push_back(entry.file);
        salvage.records_lost += entry.records - std::min(entry.records, read);
    }
    Records(base.document).put();
    return base;
}

// Replays the rows that follow from where the base stands. False: some row was not replayed.
bool replay(Base& base, const StoredFiles& files, Salvage& salvage) {
    bool all = true;
    each_in(files, "journal/", [&](const std::string& name, const std::string& text) {
        if (name <= journal_file(base.journal.seq)) return;
        const Result<JournalRow> row = decode_row(text, name);
        const bool follows = row && row->portfolio == base.document.portfolio &&
                             row->seq == base.journal.seq + 1 && row->previous == base.journal.sha256 &&
                             name == journal_file(row->seq);
        if (!row) salvage.lost.push_back(name);
        if (!follows || !all) {
            all = false;
            return;
        }
        for (const JournalStep& step : row->steps)
            base.document = apply(step.forward, base.document);
        base.journal = {row->seq, sha256_hex(text)};
    });
    return all;
}

// Records that lie in shards and rows which the base does not know. False: there were some that it lacked.
bool take_loose(Base& base, const StoredFiles& files, std::uint64_t& found) {
    Records records(base.document);
    const auto take = [&](const RecordPtr& record) {
        if (records.take(record)) ++found;
    };
    each_in(files, "shards/", [&](const std::string& name, const std::string& text) {
        if (base.named.contains(name)) return;
        if (const auto some = decode_shard(text, name))
            for (const RecordPtr& record : *some)
                take(record);
    });
    each_in(files, "journal/", [&](const std::string& name, const std::string& text) {
        if (name <= journal_file(base.journal.seq)) return;
        const auto row = decode_row(text, name);
        if (!row || (!base.document.portfolio.empty() && row->portfolio != base.document.portfolio)) return;
        for (const JournalStep& step : row->steps)
            for (const RecordPtr& record : step.forward.records.put)
                take(record);
    });
    records.put();
    return found == 0;
}

// Where no index can be read: the last restore point, else what rows tell of the rest.
Base without_index(const StoredFiles& files, Salvage& salvage) {
    Base base;
    std::optional<PointInfo> last;
    each_in(files, "points/", [&](const std::string& name, const std::string& text) {
        if (auto info = read_point_info(text, name); info && (!last || last->made < info->made))
            if (decode_point(files, info->id)) last = *std::move(info);
    });
    if (last) {
        StoredPortfolio point = *decode_point(files, last->id);
        base.document = std::move(point.document);
        base.generation = point.generation;
        salvage.portfolio.keys = std::move(point.keys);
        return base;
    }
    each_in(files, "journal/", [&](const std::string& name, const std::string& text) {
        const auto row = decode_row(text, name);
        if (!row || (!base.document.portfolio.empty() && row->portfolio != base.document.portfolio)) return;
        base.document.portfolio = row->portfolio;
        for (const JournalStep& step : row->steps)
            base.document = apply(step.forward, base.document);
        base.journal.seq = row->seq;
    });
    return base;
}

void complete(Document& document) {
    const std::string first = document.records.empty() ? "" : document.records.front()->id;
    if (document.portfolio.empty()) document.portfolio = make_uuid_v8(sha256(bytes_of("portfolio " + first)));
    if (document.device.empty()) document.device = make_uuid_v8(sha256(bytes_of("device " + first)));
    if (document.created == Instant{} && !document.records.empty())
        document.created = document.records.front()->created;
}

void read_keys(const StoredFiles& files, Salvage& salvage) {
    const std::string* text = text_of(files, std::string(keys_file));
    auto keys = text == nullptr ? fail("store.missing", std::string(keys_file)) : decode_keys(*text);
    if (keys) {
        salvage.portfolio.keys = *std::move(keys);
        return;
    }
    salvage.lost.emplace_back(keys_file);
    salvage.whole = false;
}

} // namespace

Result<Salvage> salvage(const StoredFiles& files) {
    Salvage salvage;
    Base base;
    const std::string* newest = text_of(files, std::string(index_file));
    const std::string* previous = text_of(files, std::string(previous_index));
    auto index = newest == nullptr ? fail("store.missing", std::string(index_file)) : decode_index(*newest);
    if (!index && index.error().code == "store.newerVersion") return std::unexpected(index.error());
    std::uint64_t found = 0;
    if (index) {
        base = read_base(*std::move(index), files, salvage);
        salvage.whole = replay(base, files, salvage) && salvage.lost.empty();
        if (!salvage.whole) take_loose(base, files, found);
    } else {
        if (newest != nullptr) salvage.lost.emplace_back(index_file);
        auto before = previous == nullptr ? fail("store.missing", std::string(previous_index))
                                          : decode_index(*previous);
        if (before) {
            // The lost index is missed where it knew more than what follows from the one before.
            const std::size_t lost = salvage.lost.size();
            base = read_base(*std::move(before), files, salvage);
            const bool replayed = replay(base, files, salvage);
            const std::uint64_t seq = newest == nullptr ? 0 : number_after(*newest, R"("journal":{"seq":)");
            const bool reached = seq <= base.journal.seq;
            salvage.whole =
                take_loose(base, files, found) && replayed && reached && salvage.lost.size() == lost;
        } else {
            base = without_index(files, salvage);
            take_loose(base, files, found);
            if (base.document.records.empty()) return fail("store.missing", std::string(index_file));
            complete(base.document);
        }
        if (newest != nullptr)
            base.generation = std::max(base.generation, number_after(*newest, R"("generation":)"));
    }
    salvage.records_lost -= std::min(salvage.records_lost, found);
    salvage.portfolio.document = std::move(base.document);
    salvage.portfolio.generation = base.generation;
    read_keys(files, salvage);
    return salvage;
}

} // namespace cairn
