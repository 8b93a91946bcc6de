#include "core/store/whole.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/write.hpp"
#include "core/store/entries.hpp"
#include "core/store/sealed.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace cairn {

namespace {

constexpr std::string_view head_file = "portfolio.json";
constexpr std::string_view head_format = "cairn-whole-portfolio";
constexpr std::string_view document_folder = "document/";
constexpr std::string_view evidence_folder = "files/";
constexpr std::string_view keys_file = "keys.json";
constexpr std::string_view points_folder = "points/";
constexpr std::size_t max_left_out = 1'000'000;

struct Head {
    Instant made;
    std::vector<std::string> left_out;
};

Result<Head> read_head(std::string_view text) {
    const auto json = unseal(text, head_file, head_format);
    if (!json) return std::unexpected(json.error());
    Reading reading(head_file);
    Object root = reading.root(*json);
    Head head;
    head.made = root.instant("made");
    head.left_out = root.texts_or_empty("leftOut", max_left_out);
    for (const std::string& sha256 : head.left_out)
        if (!is_sha256_hex(sha256)) root.fail_at("leftOut", "format.value", sha256);
    root.done();
    return reading.finish(std::move(head));
}

// The entries by what they are for.
struct Sorted {
    const ZipEntry* head = nullptr;
    std::vector<const ZipEntry*> document;
    std::map<std::string, const ZipEntry*, std::less<>> evidence; // by SHA-256
};

Result<Sorted> sort_entries(const std::vector<ZipEntry>& entries) {
    const auto head = std::ranges::find(entries, head_file, &ZipEntry::name);
    if (head == entries.end()) return fail("whole.kind");
    Sorted sorted;
    sorted.head = &*head;
    std::uint64_t bytes = 0;
    for (const ZipEntry& entry : entries) {
        const std::string_view name = entry.name;
        if (name == head_file || name.starts_with(document_folder)) {
            bytes += entry.size;
            if (entry.size > sealed_limits.bytes || bytes > max_whole_document)
                return fail("whole.tooLarge", entry.name, std::to_string(max_whole_document));
            if (name != head_file) sorted.document.push_back(&entry);
        } else if (name.starts_with(evidence_folder) && is_sha256_hex(name.substr(evidence_folder.size()))) {
            sorted.evidence.emplace(name.substr(evidence_folder.size()), &entry);
        } else {
            return fail("whole.extra", entry.name);
        }
    }
    return sorted;
}

bool is_point(std::string_view name) {
    return name.starts_with(points_folder);
}

// Nothing but what an index names: a file more is one that nobody looked at. All of them have been read.
Result<void> check_names(const StoredFiles& files) {
    std::set<std::string> named{"index.json", std::string(keys_file)};
    for (const auto& [name, text] : files) {
        if (name != "index.json" && !is_point(name)) continue;
        named.insert(name);
        const auto index = read_json(text, sealed_limits);
        if (!index) return std::unexpected(index.error());
        for (const char* const list : {"shards", "badges"})
            if (const auto found = index->find(list); found != index->end())
                for (const Json& entry : *found)
                    named.insert(entry.at("file").get_ref<const std::string&>());
    }
    for (const auto& [name, text] : files)
        if (!named.contains(name)) return fail("whole.extra", std::string(document_folder) + name);
    return {};
}

Result<void> take_points(WholePortfolio& whole, const StoredFiles& files) {
    for (const auto& [name, text] : files) {
        if (!is_point(name)) continue;
        auto info = read_point_info(text, name);
        if (!info) return std::unexpected(info.error());
        if (point_file(info->id) != name) return store_damaged(name, "another name");
        auto portfolio = decode_point(files, info->id);
        if (!portfolio) return std::unexpected(portfolio.error());
        whole.points.push_back({*std::move(info), *std::move(portfolio)});
    }
    return {};
}

// The evidence of the document: each piece there, of its size, or left out; and nothing else.
Result<void> take_evidence(WholePortfolio& whole, const Sorted& sorted) {
    std::set<std::string_view> named;
    const std::set<std::string_view> left_out(whole.left_out.begin(), whole.left_out.end());
    std::vector<const Document*> documents{&whole.document};
    for (const WholePoint& point : whole.points)
        documents.push_back(&point.portfolio.document);
    for (const Document* document : documents) {
        for (const RecordPtr& record : document->records) {
            for (const FileRef& file : record->files) {
                const bool first = named.insert(file.sha256).second;
                if (left_out.contains(file.sha256)) continue;
                const auto found = sorted.evidence.find(file.sha256);
                if (found == sorted.evidence.end() || found->second->size != file.size)
                    return fail("whole.missing", file.name);
                if (first) whole.evidence.push_back({file.sha256, *found->second});
            }
        }
    }
    for (const auto& [sha256, entry] : sorted.evidence)
        if (!named.contains(sha256) || left_out.contains(sha256)) return fail("whole.extra", entry->name);
    for (const std::string& sha256 : whole.left_out)
        if (!named.contains(sha256)) return fail("whole.extra", sha256);
    return {};
}

} // namespace

std::string whole_evidence_path(const std::string& sha256) {
    return std::string(evidence_folder) + sha256;
}

std::vector<std::pair<std::string, std::uint64_t>> named_evidence(const Document& document) {
    std::vector<std::pair<std::string, std::uint64_t>> named;
    std::set<std::string_view> seen;
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            if (seen.insert(file.sha256).second) named.emplace_back(file.sha256, file.size);
    return named;
}

std::vector<WholeEntry> encode_whole(const Document& document, std::uint64_t generation,
                                     const std::vector<LearnerKey>& keys, Instant made,
                                     const std::set<std::string>& left_out, const StoredFiles& points) {
    Json head =
        json_object({{"format", head_format}, {"version", sealed_version}, {"made", to_rfc3339_exact(made)}});
    if (!left_out.empty()) head["leftOut"] = left_out;
    std::vector<WholeEntry> entries{{std::string(head_file), seal(std::move(head))}};
    StoredFiles files = encode_document(document, generation);
    files.emplace(keys_file, encode_keys(keys));
    // What a point and the document both name has the same bytes: the names are digests.
    files.insert(points.begin(), points.end());
    for (auto& [name, text] : files)
        entries.push_back({std::string(document_folder) + name, std::move(text)});
    return entries;
}

Result<WholePortfolio> read_whole(const ByteSource& file) {
    const auto entries = list_zip(file, whole_limits);
    if (!entries) return std::unexpected(entries.error());
    const auto sorted = sort_entries(*entries);
    if (!sorted) return std::unexpected(sorted.error());
    const auto text_of_entry = [&](const ZipEntry& entry) {
        return read_zip_entry(file, entry, sealed_limits.bytes);
    };
    const auto head_text = text_of_entry(*sorted->head);
    if (!head_text) return std::unexpected(head_text.error());
    auto head = read_head(*head_text);
    if (!head) return std::unexpected(head.error());

    StoredFiles files;
    for (const ZipEntry* entry : sorted->document) {
        auto text = text_of_entry(*entry);
        if (!text) return std::unexpected(text.error());
        files.emplace(entry->name.substr(document_folder.size()), *std::move(text));
    }
    auto stored = decode_document(files);
    if (!stored) return std::unexpected(stored.error());
    WholePortfolio whole;
    whole.document = std::move(stored->document);
    whole.generation = stored->generation;
    whole.made = head->made;
    whole.left_out = std::move(head->left_out);
    if (const auto keys = files.find(std::string(keys_file)); keys != files.end()) {
        auto read = decode_keys(keys->second);
        if (!read) return std::unexpected(read.error());
        whole.keys = *std::move(read);
    } else if (!whole.document.sample) {
        return fail("store.missing", std::string(document_folder) + std::string(keys_file));
    }
    if (const auto points = take_points(whole, files); !points) return std::unexpected(points.error());
    if (const auto names = check_names(files); !names) return std::unexpected(names.error());
    if (const auto evidence = take_evidence(whole, *sorted); !evidence)
        return std::unexpected(evidence.error());
    return whole;
}

} // namespace cairn
