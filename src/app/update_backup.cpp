// Everything as one file: how it is put together and handed over, and when it was last.
#include "app/backup.hpp"
#include "app/step.hpp"
#include "app/whole_import.hpp"
#include "app/words.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

std::string file_name_for(const State& state, Instant made, bool sealed) {
    const Instant local{made.ms + state.session.utc_offset_minutes * minute_ms};
    const std::string day = to_rfc3339(local).substr(0, 10);
    return exported_name(state, sealed ? "cairn-portfolio-encrypted-" + day + ".cairn"
                                       : "cairn-portfolio-with-key-" + day + ".zip");
}

// The same file again, without what turned out to be gone.
void hand_over(Step& step) {
    const State& state = step.state;
    PendingWhole& whole = step.state.session.whole;
    const StoredFiles none;
    const StoredFiles& points = whole.points ? *whole.points : none;
    whole.exporting = step.state.session.next_effect++;
    Download download;
    download.effect = whole.exporting;
    download.name = whole.file_name;
    download.media_type = whole.passphrase.empty() ? "application/zip" : "application/octet-stream";
    download.modified = whole.made;
    download.passphrase = whole.passphrase;
    download.backup = true;
    for (WholeEntry& entry :
         encode_whole(*state.document, state.generation, state.keys, whole.made, whole.left_out, points))
        download.entries.push_back({std::move(entry.path), {}, std::move(entry.text)});
    std::set<std::string> seen = whole.left_out;
    const auto add = [&](const std::string& sha256) {
        if (seen.insert(sha256).second) download.entries.push_back({whole_evidence_path(sha256), sha256});
    };
    for (const auto& [sha256, size] : named_evidence(*state.document))
        add(sha256);
    for (const auto& [name, text] : points)
        if (const auto named = evidence_of_point(text, name); name.starts_with("points/") && named)
            for (const std::string& sha256 : *named)
                add(sha256);
    step.effects.emplace_back(std::move(download));
}

// "scan.pdf, notes.txt"
std::string names_of(const Document& document, const std::set<std::string>& left_out) {
    std::string names;
    for (const std::string& sha256 : left_out)
        names += (names.empty() ? "" : ", ") + evidence_name(document, sha256);
    return names;
}

// The export is over, one way or the other.
void end_export(Step& step) {
    PendingWhole& whole = step.state.session.whole;
    whole.exporting = 0;
    whole.done = whole.total = 0;
    whole.passphrase.clear();
    whole.points.reset();
    std::optional<Dialog>& dialog = step.state.session.dialog;
    if (dialog && dialog->kind == DialogKind::export_portfolio) dialog.reset();
}

Step with_points(const State& state, StoredFiles points) {
    Step step{state, {}};
    std::uint64_t bytes = 0;
    for (const auto& [name, text] : points)
        bytes += text.size();
    // More than the rest leaves room for would make a file that nobody can open.
    if (bytes < max_whole_document / 2)
        step.state.session.whole.points = std::make_shared<const StoredFiles>(std::move(points));
    if (state.document) hand_over(step);
    return step;
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

std::string passphrase_fault(const std::string& passphrase, const std::string& again) {
    if (characters(passphrase) < shortest_passphrase) return "seal.short";
    return passphrase == again ? "" : "seal.differ";
}

bool backup_due(const State& state) {
    const Session& session = state.session;
    if (!state.document || state.document->sample || !session.writer || session.loading) return false;
    const Notes& notes = state.notes;
    const std::int64_t since = (notes.backup ? *notes.backup : state.document->created).ms;
    const bool begun =
        notes.backup || state.document->records.size() >= backup_records || notes.changes >= backup_changes;
    const bool old = notes.changes > 0 && session.now.ms - since >= backup_days * day_ms;
    if (!begun || (!old && notes.changes < backup_changes)) return false;
    return !notes.reminded || session.now.ms - notes.reminded->ms >= remind_days * day_ms;
}

std::string backup_brief(const State& state) {
    const Catalog& catalog = *state.catalog;
    if (!state.notes.backup) return tr(catalog, "backup.briefNever");
    return tr(catalog, "backup.brief",
              {{"day", day_text(catalog, *state.notes.backup, state.session.utc_offset_minutes)}});
}

std::string backup_words(const State& state) {
    const Catalog& catalog = *state.catalog;
    const Notes& notes = state.notes;
    if (!notes.backup) return tr(catalog, "backup.never");
    const std::string day = day_text(catalog, *notes.backup, state.session.utc_offset_minutes);
    const std::string key = notes.changes == 0   ? "backup.last.none"
                            : notes.changes == 1 ? "backup.last.one"
                                                 : "backup.last.other";
    return tr(catalog, key, {{"day", day}, {"count", std::to_string(notes.changes)}});
}

Result<Step> update_whole(const State& state, const ExportPortfolio& command, const Stamp& stamp) {
    if (state.session.whole.exporting != 0) return fail("export.underWay");
    if (state.session.loading) return fail("export.underWay");
    if (!command.passphrase.empty() && characters(command.passphrase) < shortest_passphrase)
        return fail("seal.short");
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    whole.made = stamp.now;
    whole.file_name = file_name_for(state, stamp.now, !command.passphrase.empty());
    whole.left_out.clear();
    whole.passphrase = command.passphrase;
    whole.points.reset();
    whole.done = whole.total = 0;
    if (std::optional<Dialog>& dialog = step.state.session.dialog;
        dialog && dialog->kind == DialogKind::export_portfolio) {
        // Never in the clear because a click was faster than the last word.
        if (dialog->typed != command.passphrase || (!dialog->typed.empty() && dialog->again != dialog->typed))
            return fail("seal.differ");
        dialog->typed.clear();
        dialog->again.clear();
    }
    step.state.session.notice.reset();
    whole.exporting = step.state.session.next_effect++;
    step.effects.emplace_back(ReadPointFiles{whole.exporting});
    return step;
}

Step whole_event(const State& state, const PointFilesRead& event, const Stamp&) {
    if (event.effect == 0 || state.session.whole.exporting != event.effect) return {state, {}};
    return with_points(state, event.files);
}

// Without them rather than not at all.
std::optional<Step> export_points_failed(const State& state, const KeepFailed& event) {
    if (event.effect == 0 || state.session.whole.exporting != event.effect) return std::nullopt;
    return with_points(state, {});
}

Result<Step> update_whole(const State& state, const CancelExport&, const Stamp&) {
    Step step{state, {}};
    if (state.session.whole.exporting != 0)
        step.effects.emplace_back(CancelDownload{state.session.whole.exporting});
    return step;
}

Step whole_event(const State& state, const Progressed& event, const Stamp&) {
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    if (event.effect == 0) return step;
    if (whole.exporting == event.effect) {
        whole.done = event.done;
        whole.total = event.total;
    }
    for (const ImportPtr& one : {whole.import, whole.check}) {
        if (!one || one->effect != event.effect) continue;
        WholeImport import = *one;
        import.done = event.done;
        import.opened = event.total;
        put(step, std::move(import));
    }
    return step;
}

std::optional<Step> whole_downloaded(const State& state, const Downloaded& event) {
    const PendingWhole& whole = state.session.whole;
    if (event.effect == 0 || whole.exporting != event.effect) return std::nullopt;
    Step step{state, {}};
    const bool all = whole.left_out.empty() || !state.document;
    const bool sealed = !whole.passphrase.empty();
    std::string words =
        all ? tr(*state.catalog, sealed ? "whole.exportedSealed" : "whole.exported",
                 {{"file", whole.file_name}})
            : tr(*state.catalog, "whole.exportedWithout",
                 {{"file", whole.file_name}, {"names", names_of(*state.document, whole.left_out)}});
    end_export(step);
    tell(step, std::move(words), !all);
    if (!state.document || state.document->sample) return step;
    Notes& notes = step.state.notes;
    notes.backup = whole.made;
    notes.changes = 0;
    notes.reminded.reset();
    if (state.session.writer) request_save(step);
    return step;
}

std::optional<Step> whole_download_failed(const State& state, const DownloadFailed& event) {
    if (event.effect == 0 || state.session.whole.exporting != event.effect) return std::nullopt;
    Step step{state, {}};
    PendingWhole& whole = step.state.session.whole;
    // One piece of evidence that is gone must not keep the rest from being kept safe.
    const bool gone = event.error.code == "file.missing" || event.error.code == "file.damaged";
    if (gone && state.document && whole.left_out.insert(event.error.detail).second) {
        hand_over(step);
        return step;
    }
    end_export(step);
    if (event.error.code == "effect.cancelled") {
        tell(step, tr(*state.catalog, "whole.stopped"));
        return step;
    }
    const bool known = event.error.code == "export.unreadable" || event.error.code == "export.notWritten" ||
                       event.error.code == "seal.memory";
    tell(step,
         tr_error(*state.catalog, known ? event.error : Error{"download.failed", "", event.error.detail}),
         true);
    return step;
}

Result<Step> update_whole(const State& state, const RemindLater&, const Stamp& stamp) {
    Step step{state, {}};
    step.state.notes.reminded = stamp.now;
    request_save(step);
    return step;
}

} // namespace cairn::app
