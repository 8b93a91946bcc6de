#include "app/checking.hpp"
#include "app/lock.hpp"
#include "app/recovery.hpp"
#include "app/step.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/store/whole.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t far_seq =
    1'000'000'000'000; // beyond every row that may lie where nothing can be read

void put(Step& step, Recovery recovery) {
    step.state.session.recovery = std::make_shared<const Recovery>(std::move(recovery));
}

Result<void> check_place(const State& state) {
    if (!state.session.recovery) return fail("recovery.none");
    if (!may_replace(*state.session.recovery)) return std::unexpected(state.session.recovery->why);
    return {};
}

// What begins in place of what was stored. Nothing is written yet.
Step begin_anew(const State& state) {
    Step step;
    step.state.catalog = state.catalog;
    step.state.notes = state.notes;
    step.state.generation = state.generation;
    step.state.session = fresh_session(state.session);
    read_kept_trust(step.state);
    return step;
}

// What came back, and what did not.
std::string words_of(const State& state, const Candidate& candidate, bool new_key) {
    const Catalog& catalog = *state.catalog;
    const Salvage& salvage = *candidate.salvage;
    const int offset = state.session.utc_offset_minutes;
    std::string words =
        tr(catalog, "recovery.back",
           {{"records", tr_count(catalog, "recovery.records", salvage.portfolio.document.records.size())},
            {"day", day_text(catalog, candidate.made, offset)},
            {"time", clock_text(candidate.made, offset)}});
    if (salvage.records_lost > 0)
        words += " " + tr_count(catalog, "recovery.backLost", salvage.records_lost);
    else if (!salvage.whole)
        words += " " + tr(catalog, "recovery.backParts");
    if (new_key) words += " " + tr(catalog, "recovery.newKey");
    return words;
}

// 64 hex digits after `"sha256":"`: the evidence that a shard's text names, whatever else it says.
std::set<std::string> evidence_in(const StoredFiles& files) {
    constexpr std::string_view mark = "\"sha256\":\"";
    constexpr std::size_t digits = 64;
    std::set<std::string> found;
    for (const auto& [name, text] : files) {
        if (!name.starts_with("shards/")) continue;
        for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
            const std::string one = text.substr(at + mark.size(), digits);
            if (one.size() == digits && one.find_first_not_of("0123456789abcdef") == one.npos)
                found.insert(one);
        }
    }
    return found;
}

// The best that can be read, as a file that Cairn opens; where nothing can, the stored files as they are.
std::vector<Download::Entry> entries_of(const Recovery& recovery) {
    std::vector<Download::Entry> entries;
    const Rescue& rescue = recovery.rescue;
    std::set<std::string> evidence;
    if (!recovery.candidates.empty()) {
        const StoredPortfolio& best = recovery.candidates.front().salvage->portfolio;
        for (WholeEntry& entry :
             encode_whole(best.document, best.generation, rescue.keys, rescue.made, rescue.left_out))
            entries.push_back({std::move(entry.path), {}, std::move(entry.text)});
        for (const auto& [sha256, size] : named_evidence(best.document))
            evidence.insert(sha256);
    } else if (recovery.stored) {
        for (const auto& [name, text] : *recovery.stored)
            entries.push_back({"stored/" + name, {}, text});
        evidence = evidence_in(*recovery.stored);
    }
    for (const std::string& sha256 : evidence)
        if (!rescue.left_out.contains(sha256)) entries.push_back({whole_evidence_path(sha256), sha256});
    return entries;
}

void hand_over(Step& step, Recovery recovery) {
    recovery.rescue.effect = step.state.session.next_effect++;
    Download download;
    download.effect = recovery.rescue.effect;
    download.name = recovery.rescue.file_name;
    download.media_type = "application/zip";
    download.entries = entries_of(recovery);
    download.modified = recovery.rescue.made;
    step.effects.emplace_back(std::move(download));
    put(step, std::move(recovery));
}

bool waits_for_rescue(const State& state, std::uint32_t effect) {
    const auto& recovery = state.session.recovery;
    return recovery && effect != 0 && recovery->rescue.effect == effect;
}

} // namespace

Step recovery_event(const State& state, const CopiesRead& event, const Stamp& stamp) {
    const auto& waiting = state.session.recovery;
    Step step{state, {}};
    if (!waiting || event.effect == 0 || waiting->effect != event.effect) return step;
    Recovery recovery = *waiting;
    recovery.effect = 0;
    for (const StoredCopy& copy : event.copies)
        if (copy.place == StoredCopy::Place::stored)
            recovery.stored = std::make_shared<const StoredFiles>(copy.files);
    if (may_replace(recovery)) recovery.candidates = candidates_in(event.copies);
    // Whatever takes the place of what is stored goes on after it.
    State& next = step.state;
    for (const Candidate& candidate : recovery.candidates)
        next.generation = std::max(next.generation, candidate.salvage->portfolio.generation);
    next.session.save = {};
    next.session.save.journal.committed =
        position_after(recovery.stored ? *recovery.stored : StoredFiles{}, stamp.fresh[0]);
    put(step, std::move(recovery));
    return step;
}

std::optional<Step> recovery_failed(const State& state, const KeepFailed& event) {
    const auto& waiting = state.session.recovery;
    if (!waiting || event.effect == 0 || waiting->effect != event.effect) return std::nullopt;
    Step step{state, {}};
    step.state.session.save = {};
    step.state.session.save.journal.committed = {far_seq, position_after({}, waiting->why.code).sha256};
    Recovery recovery = *waiting;
    recovery.effect = 0;
    put(step, std::move(recovery));
    return step;
}

Result<Step> update_recovery(const State& state, const TakeCopy& command, const Stamp& stamp) {
    if (const auto may = check_place(state); !may) return std::unexpected(may.error());
    const Recovery& recovery = *state.session.recovery;
    if (command.index >= recovery.candidates.size()) return fail("recovery.none");
    const Candidate& chosen = recovery.candidates[command.index];
    Step step = begin_anew(state);
    Document document = chosen.salvage->portfolio.document;
    // Another device may know changes of this one that are lost here: what is written now is told apart from
    // them.
    document.device = stamp.fresh[0];
    // Where no index was left, nothing says which pathway it followed.
    if (document.pathway.id.empty() && !state.catalog->pathways.empty())
        document.pathway = {state.catalog->pathways.back().id, state.catalog->pathways.back().revision};
    step.state.document = std::make_shared<const Document>(std::move(document));
    step.state.keys = chosen.keys;
    if (chosen.keys.empty()) step.state.keys = {make_learner_key(stamp.seed, stamp.now)};
    request_save(step);
    step.effects.emplace_back(ApplyTheme{step.state.document->profile.theme});
    go_to(step, {Screen::path, ""}, true);
    tell(step, words_of(state, chosen, chosen.keys.empty()), !chosen.salvage->whole || chosen.keys.empty());
    return step;
}

Result<Step> update_recovery(const State& state, const ExportReadable&, const Stamp& stamp) {
    const auto& present = state.session.recovery;
    if (!present || present->effect != 0) return fail("recovery.none");
    if (present->rescue.effect != 0) return fail("export.underWay");
    if (present->candidates.empty() && (!present->stored || present->stored->empty()))
        return fail("recovery.none");
    Recovery recovery = *present;
    Rescue& rescue = recovery.rescue = {};
    rescue.made = stamp.now;
    const Instant local{stamp.now.ms + state.session.utc_offset_minutes * minute_ms};
    rescue.file_name = "cairn-rescued-" + to_rfc3339(local).substr(0, 10) + ".zip";
    if (!recovery.candidates.empty()) {
        // Without a key it could not be opened.
        rescue.keys = recovery.candidates.front().keys;
        if (rescue.keys.empty()) rescue.keys = {make_learner_key(stamp.seed, stamp.now)};
    }
    Step step{state, {}};
    step.state.session.notice.reset();
    hand_over(step, std::move(recovery));
    return step;
}

std::optional<Step> recovery_downloaded(const State& state, const Downloaded& event) {
    if (!waits_for_rescue(state, event.effect)) return std::nullopt;
    Step step{state, {}};
    Recovery recovery = *state.session.recovery;
    recovery.rescue.effect = 0;
    std::string words = tr(*state.catalog, "recovery.exported", {{"file", recovery.rescue.file_name}});
    if (const std::size_t gone = recovery.rescue.left_out.size(); gone > 0)
        words += " " + tr_count(*state.catalog, "recovery.exportedWithout", gone);
    tell(step, std::move(words), !recovery.rescue.left_out.empty());
    put(step, std::move(recovery));
    return step;
}

std::optional<Step> recovery_download_failed(const State& state, const DownloadFailed& event) {
    if (!waits_for_rescue(state, event.effect)) return std::nullopt;
    Step step{state, {}};
    Recovery recovery = *state.session.recovery;
    recovery.rescue.effect = 0;
    // Evidence that is gone must not keep the rest from being kept safe.
    const bool gone = event.error.code == "file.missing" || event.error.code == "file.damaged";
    if (gone && recovery.rescue.left_out.insert(event.error.detail).second) {
        hand_over(step, std::move(recovery));
        return step;
    }
    put(step, std::move(recovery));
    tell(step, tr_error(*state.catalog, Error{"download.failed", "", event.error.detail}), true);
    return step;
}

Result<Step> update_recovery(const State& state, const StartOver& command, const Stamp&) {
    if (state.session.locked) return start_over_locked(state, command);
    if (const auto may = check_place(state); !may) return std::unexpected(may.error());
    if (!is_delete_word(*state.catalog, command.word)) return fail("erase.word");
    Step step = begin_anew(state);
    go_to(step, {Screen::path, ""}, true);
    tell(step, tr(*state.catalog, "recovery.startedOver"));
    return step;
}

} // namespace cairn::app
