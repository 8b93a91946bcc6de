#include "app/step.hpp"
#include "app/whole_import.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::string file_name_of(const State& state, Instant made) {
    const Instant local{made.ms + state.session.utc_offset_minutes * minute_ms};
    return exported_name(state, "cairn-portfolio-with-key-" + to_rfc3339(local).substr(0, 10) + ".zip");
}

// The same file again, without what turned out to be gone.
void hand_over(Step& step) {
    const State& state = step.state;
    PendingWhole& whole = step.state.session.whole;
    whole.exporting = step.state.session.next_effect++;
    Download download;
    download.effect = whole.exporting;
    download.name = whole.file_name;
    download.media_type = "application/zip";
    download.modified = whole.made;
    for (WholeEntry& entry :
         encode_whole(*state.document, state.generation, state.keys, whole.made, whole.left_out))
        download.entries.push_back({std::move(entry.path), {}, std::move(entry.text)});
    for (const auto& [sha256, size] : named_evidence(*state.document))
        if (!whole.left_out.contains(sha256))
            download.entries.push_back({whole_evidence_path(sha256), sha256});
    step.effects.emplace_back(std::move(download));
}

// "scan.pdf, notes.txt"
std::string names_of(const Document& document, const std::set<std::string>& sha256) {
    std::string names;
    std::set<std::string> seen;
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            if (sha256.contains(file.sha256) && seen.insert(file.sha256).second)
                names += (names.empty() ? "" : ", ") + file.name;
    return names;
}

} // namespace

bool is_delete_word(const Catalog& catalog, std::string_view typed) {
    const std::string word = tr(catalog, "settings.deleteWord");
    const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!typed.empty() && is_space(typed.front()))
        typed.remove_prefix(1);
    while (!typed.empty() && is_space(typed.back()))
        typed.remove_suffix(1);
    return std::ranges::equal(typed, word, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    });
}

std::string exported_name(const State& state, std::string name) {
    return state.document && state.document->sample ? "sample-" + name : name;
}

Result<Step> update_whole(const State& state, const ExportPortfolio&, const Stamp& stamp) {
    if (state.session.whole.exporting != 0) return fail("export.underWay");
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    whole.made = stamp.now;
    whole.file_name = file_name_of(state, stamp.now);
    whole.left_out.clear();
    std::optional<Dialog>& dialog = step.state.session.dialog;
    if (dialog && dialog->kind == DialogKind::export_portfolio) dialog.reset();
    step.state.session.notice.reset();
    hand_over(step);
    return step;
}

std::optional<Step> whole_downloaded(const State& state, const Downloaded& event) {
    const PendingWhole& whole = state.session.whole;
    if (event.effect == 0 || whole.exporting != event.effect) return std::nullopt;
    Step step{state, {}};
    step.state.session.whole.exporting = 0;
    const bool all = whole.left_out.empty() || !state.document;
    tell(step,
         all ? tr(*state.catalog, "whole.exported", {{"file", whole.file_name}})
             : tr(*state.catalog, "whole.exportedWithout",
                  {{"file", whole.file_name}, {"names", names_of(*state.document, whole.left_out)}}),
         !all);
    return step;
}

std::optional<Step> whole_download_failed(const State& state, const DownloadFailed& event) {
    if (event.effect == 0 || state.session.whole.exporting != event.effect) return std::nullopt;
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    whole.exporting = 0;
    // One piece of evidence that is gone must not keep the rest from being kept safe.
    const bool gone = event.error.code == "file.missing" || event.error.code == "file.damaged";
    if (gone && state.document && whole.left_out.insert(event.error.detail).second) {
        hand_over(step);
        return step;
    }
    const Error error = event.error.code == "export.unreadable"
                            ? event.error
                            : Error{"download.failed", "", event.error.detail};
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

Result<Step> update_whole(const State& state, const MeasureStorage&, const Stamp&) {
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    whole.measured = true;
    whole.measuring = step.state.session.next_effect++;
    step.effects.emplace_back(Measure{whole.measuring});
    return step;
}

Step whole_event(const State& state, const StorageMeasured& event, const Stamp&) {
    Step step{state, {}};
    if (event.effect == 0 || state.session.whole.measuring != event.effect) return step;
    step.state.session.whole.measuring = 0;
    step.state.session.use = event.use;
    return step;
}

Result<Step> update_whole(const State& state, const DeleteEverything& command, const Stamp&) {
    if (!is_delete_word(*state.catalog, command.word)) return fail("erase.word");
    Step step{state, {}};
    stop_import(step);
    Session& session = step.state.session;
    // Nothing that is under way may write again what is removed.
    session.save = {};
    session.pending_files.clear();
    session.pending_badges.clear();
    session.pending_export.reset();
    session.whole.exporting = 0;
    session.notice.reset();
    session.whole.erasing = session.next_effect++;
    step.effects.emplace_back(Erase{session.whole.erasing});
    return step;
}

Step whole_event(const State& state, const Erased& event, const Stamp&) {
    if (event.effect == 0 || state.session.whole.erasing != event.effect) return {state, {}};
    Step step;
    step.state.catalog = state.catalog;
    step.state.session = fresh_session(state.session);
    step.effects.emplace_back(ApplyTheme{Profile{}.theme});
    go_to(step, {Screen::path, ""}, true);
    tell(step, tr(*state.catalog, "welcome.erased"));
    return step;
}

Step whole_event(const State& state, const WholeFailed& event, const Stamp&) {
    if (auto step = import_failed(state, event)) return *std::move(step);
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    if (event.effect == 0) return step;
    if (whole.measuring == event.effect) whole.measuring = 0;
    if (whole.erasing == event.effect) {
        whole.erasing = 0;
        step.state.session.dialog.reset();
        tell(step, tr_error(*state.catalog, Error{"erase.failed"}), true);
        request_save(step); // what is still here is kept as it was
    }
    return step;
}

} // namespace cairn::app
