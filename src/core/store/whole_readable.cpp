// What is left of a damaged whole-portfolio file.
#include "core/archive/zip_walk.hpp"
#include "core/store/sealed.hpp"
#include "core/store/whole.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view head_file = "portfolio.json";
constexpr std::string_view document_folder = "document/";
constexpr std::string_view evidence_folder = "files/";

bool of_document(std::string_view name) {
    return name == head_file || name.starts_with(document_folder);
}

std::string_view digest_in(std::string_view name) {
    return name.starts_with(evidence_folder) ? name.substr(evidence_folder.size()) : std::string_view();
}

// The files of the document that are whole, in all no more than a good file may have.
class Collected {
  public:
    void add(std::string_view name, std::string text) {
        if (!name.starts_with(document_folder) || text.size() > max_whole_document - bytes_) return;
        bytes_ += text.size();
        files.emplace(name.substr(document_folder.size()), std::move(text));
    }

    StoredFiles files;

  private:
    std::uint64_t bytes_ = 0;
};

// Every piece that the records name, with its size.
std::map<std::string, std::uint64_t, std::less<>> wanted_evidence(const Document& document) {
    std::map<std::string, std::uint64_t, std::less<>> wanted;
    for (auto& [sha256, size] : named_evidence(document))
        wanted.emplace(std::move(sha256), size);
    return wanted;
}

Result<ReadableWhole> readable_of(StoredFiles files) {
    auto salvaged = salvage(files);
    if (!salvaged) return fail("whole.damaged");
    ReadableWhole readable;
    readable.salvage = *std::move(salvaged);
    readable.files = named_evidence(readable.salvage.portfolio.document).size();
    return readable;
}

Result<ReadableWhole> by_directory(const ByteSource& file, const std::vector<ZipEntry>& entries) {
    Collected document;
    for (const ZipEntry& entry : entries)
        if (of_document(entry.name))
            if (auto text = read_zip_entry(file, entry, sealed_limits.bytes))
                document.add(entry.name, *std::move(text));
    auto readable = readable_of(std::move(document.files));
    if (!readable) return readable;
    const auto wanted = wanted_evidence(readable->salvage.portfolio.document);
    for (const ZipEntry& entry : entries)
        if (const auto found = wanted.find(digest_in(entry.name));
            found != wanted.end() && found->second == entry.size)
            readable->evidence.push_back({found->first, entry});
    return readable;
}

// Without the directory: the document stands at the beginning.
Result<ReadableWhole> by_walking(const ByteSource& file) {
    Collected document;
    std::uint64_t at = 0;
    while (of_document(zip_name_at(file, at))) {
        auto step = step_in_zip(file, at, sealed_limits.bytes);
        if (!step) break;
        if (step->whole) document.add(step->name, std::move(step->text));
        at = step->next;
    }
    auto readable = readable_of(std::move(document.files));
    if (readable) readable->to_go = at;
    return readable;
}

} // namespace

Result<ReadableWhole> read_readable(const ByteSource& file) {
    const auto entries = list_zip(file, whole_limits);
    if (entries) return by_directory(file, *entries);
    if (entries.error().code != "zip.directory" && entries.error().code != "zip.damaged")
        return fail("whole.damaged");
    return by_walking(file);
}

void find_readable_evidence(const ByteSource& file, ReadableWhole& readable) {
    const auto wanted = wanted_evidence(readable.salvage.portfolio.document);
    while (readable.to_go) {
        const std::string name = zip_name_at(file, *readable.to_go);
        const auto found = wanted.find(digest_in(name));
        if (found == wanted.end()) break;
        const auto step = step_over_zip_entry(file, *readable.to_go, found->second);
        if (!step) break;
        readable.evidence.push_back({found->first, {name, found->second, 0}, step->place});
        readable.to_go = step->next;
    }
}

} // namespace cairn
