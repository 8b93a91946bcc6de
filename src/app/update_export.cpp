#include "app/commit.hpp"
#include "app/recovery.hpp"
#include "core/credentials/bundle.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace cairn::app {
namespace {

BundleWords words_of(const State& state, const Pathway& pathway, const PathwayLevel& level) {
    const std::string& lang = state.document->profile.lang;
    // Whoever gets a file of the sample sees that it is nobody's.
    const std::string mark = state.document->sample ? tr(*state.catalog, "sample.mark") : std::string();
    return {
        .submission_name = mark + tr(*state.catalog, "bundle.name",
                                     {{"pathway", in_language(pathway.name, lang)},
                                      {"level", in_language(level.root.name, lang)}}),
        .claim_name_prefix = mark + tr(*state.catalog, "bundle.claimPrefix"),
        .claim_description = mark + tr(*state.catalog, "bundle.claimDescription"),
    };
}

// A skill badge is handed in as a level is.
const PathwayLevel* level_by_id(const Pathway& pathway, const std::string& id) {
    const PathwayLevel* level = level_of(pathway, id);
    return level != nullptr && level->root.id == id ? level : nullptr;
}

Result<BundleInput> input_for(const State& state, const std::string& level_id) {
    const Pathway* pathway = current_pathway(state);
    if (pathway == nullptr) return fail("pathway.unknown");
    const PathwayLevel* level = level_by_id(*pathway, level_id);
    if (level == nullptr) return fail("level.unknown");
    const LearnerKey* key = active_key(state);
    if (key == nullptr) return fail("key.none");
    BundleInput input;
    input.document = state.document.get();
    input.pathway = pathway;
    input.level = level;
    input.record_types = &state.catalog->record_types;
    input.key = *key;
    input.words = words_of(state, *pathway, *level);
    input.badges = &held_badges(state);
    input.withheld = state.session.withheld;
    if (evaluate_level(*pathway, *level, *state.document, signed_facts(state)).state == LevelState::open)
        return fail("export.notReady");
    return input;
}

// Asks the browser to take the file. The submission is noted once it was handed over.
void hand_over(Step& step, const BundleInput& input, Bundle bundle) {
    Session& session = step.state.session;
    const Submission submission{input.submission_id, input.level->root.uri, input.time, bundle.sha256};
    const std::uint32_t effect = session.next_effect++;
    Download download{.effect = effect,
                      .name = exported_name(step.state, "bundle.json"),
                      .media_type = bundle.media_type,
                      .text = std::move(bundle.json)};
    if (!bundle.files.empty()) {
        download.name = exported_name(step.state, "bundle.zip");
        download.media_type = "application/zip";
        download.modified = submission.time;
        download.entries.push_back({.path = "bundle.json", .text = std::move(download.text)});
        for (const BundleFile& file : bundle.files)
            download.entries.push_back({.path = "files/" + file.sha256, .sha256 = file.sha256});
    }
    session.pending_export = PendingExport{effect,          input.level->root.id, submission.id,
                                           submission.time, submission,           download.name};
    step.effects.emplace_back(std::move(download));
}

// An unchanged portfolio gives the very file that was exported before: same id, same time, same bytes.
bool handed_over_again(Step& step, BundleInput& input) {
    const Submission* last = evaluate_level(*input.pathway, *input.level, *input.document, {}).submission;
    if (last == nullptr) return false;
    input.submission_id = last->id;
    input.time = last->time;
    Result<Bundle> bundle = make_bundle(input);
    if (!bundle || bundle->sha256 != last->sha256) return false;
    hand_over(step, input, *std::move(bundle));
    return true;
}

// What the learner calls the file; the digest where no record names it any more.
std::string name_of_file(const Document& document, const std::string& sha256) {
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            if (file.sha256 == sha256) return file.name;
    return sha256;
}

// About one file, whose digest is the detail.
bool names_file(const Error& error) {
    return error.code == "file.missing" || error.code == "file.damaged";
}

// The export is over; says why nothing was exported.
Step give_up(const State& state, Error error) {
    Step step{state, {}};
    step.state.session.pending_export.reset();
    if (names_file(error)) error.detail = name_of_file(*state.document, error.detail);
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

bool waits_for(const State& state, std::uint32_t effect, bool handed) {
    const std::optional<PendingExport>& pending = state.session.pending_export;
    return pending && pending->effect == effect && pending->handed.has_value() == handed;
}

bool is_there(const Document& document, const std::string& sha256) {
    return std::ranges::contains(named_blobs(document), sha256) ||
           std::ranges::any_of(document.badges,
                               [&](const BadgePtr& badge) { return badge->sha256 == sha256; });
}

} // namespace

Result<Step> update_export(const State& state, const ExportLevel& command, const Stamp& stamp) {
    if (state.session.pending_export) return fail("export.underWay");
    const Result<BundleInput> input = input_for(state, command.level);
    if (!input) return std::unexpected(input.error());

    Step step{state, {}};
    step.state.session.notice.reset();
    const std::uint32_t effect = step.state.session.next_effect++;
    step.state.session.pending_export = PendingExport{effect, command.level, stamp.fresh[0], stamp.now};
    step.effects.emplace_back(ReadBlobs{effect, files_to_inline(*input)});
    return step;
}

Step blobs_read(const State& state, const BlobsRead& event, const Stamp&) {
    Step step{state, {}};
    if (!waits_for(state, event.effect, false)) return step;
    const PendingExport pending = *std::exchange(step.state.session.pending_export, std::nullopt);
    // The portfolio may have changed while its files were read.
    Result<BundleInput> input = input_for(step.state, pending.level);
    if (!input) return refuse(step.state, input.error());
    std::vector<std::string> wanted = files_to_inline(*input);
    if (!std::ranges::all_of(wanted, [&](const auto& sha256) { return event.bytes.contains(sha256); })) {
        step.state.session.pending_export = pending;
        step.state.session.pending_export->effect = step.state.session.next_effect++;
        step.effects.emplace_back(ReadBlobs{step.state.session.pending_export->effect, std::move(wanted)});
        return step;
    }
    for (const std::string& sha256 : wanted)
        if (sha256_hex(event.bytes.at(sha256)) != sha256)
            return give_up(step.state, Error{"file.damaged", "", sha256});
    input->file_bytes = event.bytes;
    if (handed_over_again(step, *input)) return step;

    input->submission_id = pending.submission_id;
    input->time = pending.time;
    Result<Bundle> bundle = make_bundle(*input);
    if (!bundle) return refuse(step.state, bundle.error());
    hand_over(step, *input, *std::move(bundle));
    return step;
}

Result<Step> update_export(const State& state, const SendFile& command, const Stamp&) {
    if (!is_there(*state.document, command.sha256)) return fail("file.unknown");
    Step step{state, {}};
    std::set<std::string>& withheld = step.state.session.withheld;
    if (command.send)
        withheld.erase(command.sha256);
    else
        withheld.insert(command.sha256);
    std::erase_if(withheld, [&](const std::string& sha256) { return !is_there(*state.document, sha256); });
    return step;
}

Step downloaded(const State& state, const Downloaded& event, const Stamp&) {
    if (auto whole = whole_downloaded(state, event)) return *std::move(whole);
    if (auto rescue = recovery_downloaded(state, event)) return *std::move(rescue);
    Step step{state, {}};
    if (!waits_for(state, event.effect, true)) return step;
    const PendingExport pending = *std::exchange(step.state.session.pending_export, std::nullopt);
    if (std::ranges::contains(state.document->submissions, pending.submission_id, &Submission::id)) {
        tell(step, tr(*state.catalog, "submit.sameAgain"));
        return step;
    }
    Document next = *state.document;
    next.submissions.push_back(*pending.handed);
    step.state.document = std::make_shared<const Document>(std::move(next));
    note_fact(step, state.document, "fact", pending.time);
    tell(step, tr(*state.catalog, "submit.exported", {{"file", pending.file_name}}));
    return step;
}

Step download_failed(const State& state, const DownloadFailed& event) {
    if (auto whole = whole_download_failed(state, event)) return *std::move(whole);
    if (auto rescue = recovery_download_failed(state, event)) return *std::move(rescue);
    const Error error =
        names_file(event.error) ? event.error : Error{"download.failed", "", event.error.detail};
    if (waits_for(state, event.effect, true)) return give_up(state, error);
    Step step{state, {}};
    tell(step, tr_error(*state.catalog, error), true);
    return step;
}

Step blobs_failed(const State& state, const BlobsFailed& event) {
    if (!waits_for(state, event.effect, false)) return Step{state, {}};
    if (event.error.code == "store.failed") return give_up(state, Error{"export.unreadable"});
    return give_up(state, event.error);
}

} // namespace cairn::app
