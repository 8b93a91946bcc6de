#include "app/step.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t most_files = 50;    // of one record
constexpr std::size_t longest_alt = 2000; // bytes

auto pending_of(Session& session, std::uint32_t effect) {
    return std::ranges::find(session.pending_files, effect, &PendingFile::effect);
}

} // namespace

Result<Step> update_files(const State& state, const AddFiles& command, const Stamp&) {
    const Record* record = find_record(*state.document, command.record);
    if (record == nullptr) return fail("record.unknown");
    const auto& pending = state.session.pending_files;
    const auto on_their_way = std::ranges::count(pending, command.record, &PendingFile::record);
    const std::size_t there = record->files.size() + static_cast<std::size_t>(on_their_way);
    if (there + command.files.size() > most_files) return fail("file.tooMany");
    Step step{state, {}};
    step.state.session.notice.reset();
    for (const PickedFile& file : command.files) {
        const std::uint32_t effect = step.state.session.next_effect++;
        step.state.session.pending_files.push_back({effect, command.record, file.name});
        step.effects.emplace_back(StoreFile{effect, file.handle});
    }
    return step;
}

Step file_stored(const State& state, const FileStored& event, const Stamp& stamp) {
    Step step{state, {}};
    const auto pending = pending_of(step.state.session, event.effect);
    if (pending == step.state.session.pending_files.end()) return step;
    const Id record_id = pending->record;
    step.state.session.pending_files.erase(pending);

    FileRef file = event.file;
    file.id = stamp.fresh[0];
    file.added = stamp.now;
    const Record* record = state.document ? find_record(*state.document, record_id) : nullptr;
    if (record == nullptr) return step;
    if (std::ranges::contains(record->files, file.sha256, &FileRef::sha256)) {
        tell(step, tr(*state.catalog, "files.already", {{"name", file.name}}));
        return step;
    }
    const std::string words =
        tr(*state.catalog, file.cleaned ? "files.addedCleaned" : "files.added", {{"name", file.name}});
    Result<Step> added = change_record(step.state, record_id, stamp, "change.fileAdded", "",
                                       [&](Record& target) -> Result<void> {
                                           target.files.push_back(std::move(file));
                                           return {};
                                       });
    if (!added) return refuse(step.state, added.error());
    tell(*added, words);
    return *std::move(added);
}

Step file_failed(const State& state, const FileFailed& event) {
    Step step{state, {}};
    const auto pending = pending_of(step.state.session, event.effect);
    Error error = event.error;
    if (pending != step.state.session.pending_files.end()) {
        error.where = pending->name;
        // The words for a save that failed speak of changes that are still there; a file is not.
        if (error.code == "store.quota") error = fail("file.noRoom", pending->name).error();
        if (error.code == "store.failed") error = fail("file.notKept", pending->name).error();
        step.state.session.pending_files.erase(pending);
    }
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

Result<Step> update_files(const State& state, const RemoveFile& command, const Stamp& stamp) {
    Result<Step> step = change_record(
        state, command.record, stamp, "change.fileRemoved", "", [&](Record& record) -> Result<void> {
            std::erase_if(record.files, [&](const FileRef& file) { return file.id == command.file; });
            return {};
        });
    if (step) focus_on(*step, "files");
    return step;
}

Result<Step> update_files(const State& state, const SetAlt& command, const Stamp& stamp) {
    if (command.alt.size() > longest_alt) return fail("text.tooLong");
    return change_record(state, command.record, stamp, "change.alt", command.file + "/alt",
                         [&](Record& record) -> Result<void> {
                             const auto file = std::ranges::find(record.files, command.file, &FileRef::id);
                             if (file == record.files.end()) return fail("file.unknown");
                             file->alt = command.alt;
                             return {};
                         });
}

} // namespace cairn::app
