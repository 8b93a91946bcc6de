#include "app/check_words.hpp"
#include "app/step.hpp"
#include "core/credentials/check_file.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

// What is read of a picked file: enough to say what a large one is. What is kept is smaller (held.hpp).
constexpr std::uint64_t most_read_bytes = 16ULL * 1024 * 1024;

auto pending_of(Session& session, std::uint32_t effect) {
    return std::ranges::find(session.pending_badges, effect, &PendingBadge::effect);
}

auto badge_of(Document& document, const Id& id) {
    return std::ranges::find(document.badges, id, [](const BadgePtr& badge) { return badge->id; });
}

// The stored form names a badge by the beginning of its digest, so that has to be its own.
bool is_held(const Document& document, std::string_view sha256) {
    constexpr std::size_t digits = 16;
    return std::ranges::any_of(document.badges, [&](const BadgePtr& badge) {
        return badge->sha256.substr(0, digits) == sha256.substr(0, digits);
    });
}

// What a file that is no badge carries and names wrongly.
const Fault* content_fault(const CheckReport& report) {
    constexpr std::array codes{std::string_view("fault.swapped"), std::string_view("fault.digest"),
                               std::string_view("fault.zipName")};
    const auto found = std::ranges::find_if(
        report.faults, [&](const Fault& fault) { return std::ranges::contains(codes, fault.code); });
    return found == report.faults.end() ? nullptr : &*found;
}

// Why the file is not kept; nothing: it may be. Of a file that is no badge, its own fault is said first.
std::optional<Error> refusal(const State& state, const CheckedFile& file, std::string_view bytes,
                             Instant now) {
    if (!can_edit(state)) return Error{"store.readOnly"};
    const Fault* const fault = content_fault(file.report);
    if (file.zip) {
        if (file.report.signature == SignatureVerdict::reject) return file.report.reason;
        return fault != nullptr ? *fault : Error{"badge.kind", {}, "zip"};
    }
    const Result<void> may = may_keep(bytes, *state.document, state.keys, now);
    if (!may) return fault != nullptr && may.error().code == "badge.kind" ? *fault : may.error();
    if (is_held(*state.document, file.sha256)) return Error{"badge.twice"};
    return std::nullopt;
}

bool counts(const State& state, const BadgePtr& badge, Instant now) {
    return judge_badge(badge, current_pathway(state), learner_of(*state.document, state.keys), now).earned;
}

// Which file, where in it, and what to do; each once, whatever the words for the error say themselves.
std::string refusal_words(const State& state, const std::string& name, const Error& error) {
    std::string why = reason_words(state.catalog->strings, error);
    if (error.code.starts_with("file.")) return why;
    if (!error.code.starts_with("badge.") && !error.code.starts_with("store."))
        return tr(*state.catalog, "badges.unreadable", {{"name", name}, {"why", why}});
    return tr(*state.catalog, why.contains(error.where) ? "badges.refused" : "badges.refusedAt",
              {{"name", name}, {"where", error.where}, {"why", why}});
}

// One file is told as it is; of several, how many are kept, once the last was read.
void tell_reports(Step& step, bool earned) {
    const State& state = step.state;
    const std::vector<BadgeReport>& reports = state.session.badge_reports;
    if (!state.session.pending_badges.empty() || reports.empty()) return;
    if (reports.size() > 1) {
        const auto kept = std::ranges::count_if(reports, [](const auto& one) { return !one.refused; });
        const bool all = kept == std::ssize(reports);
        return tell(step,
                    tr(*state.catalog, "badges.sum",
                       {{"kept", std::to_string(kept)}, {"all", std::to_string(reports.size())}}),
                    !all);
    }
    const BadgeReport& one = reports.front();
    if (!one.refused)
        return tell(step, tr(*state.catalog, earned ? "badges.addedEarned" : "badges.added",
                             {{"name", one.file_name}}));
    tell(step, refusal_words(state, one.file_name, *one.refused), true);
}

Step refused(const State& state, std::string file_name, CheckReport check, Error why) {
    Step step{state, {}};
    step.state.session.badge_reports.push_back({std::move(file_name), std::move(check), std::move(why), {}});
    tell_reports(step, false);
    return step;
}

} // namespace

Result<Step> update_badges(const State& state, const AddBadges& command, const Stamp&) {
    if (command.files.size() > max_badges) return fail("badge.tooMany");
    Step step{state, {}};
    if (command.files.empty()) return step;
    Session& session = step.state.session;
    session.notice.reset();
    session.badge_reports.clear();
    for (const PickedFile& file : command.files) {
        const std::uint32_t effect = session.next_effect++;
        session.pending_badges.push_back({effect, file.name});
        step.effects.emplace_back(ReadFile{effect, file.handle, most_read_bytes});
    }
    return step;
}

Step file_read(const State& state, const FileRead& event, const Stamp& stamp) {
    Step step{state, {}};
    const auto pending = pending_of(step.state.session, event.effect);
    if (pending == step.state.session.pending_badges.end() || !state.document) return step;
    std::string name = std::move(pending->name);
    step.state.session.pending_badges.erase(pending);

    const CheckedFile file = check_file(source_of(bytes_of(event.bytes)), {.at = stamp.now});
    if (auto why = refusal(step.state, file, event.bytes, stamp.now))
        return refused(step.state, std::move(name), file.report, *std::move(why));

    const Id id = stamp.fresh[0];
    Badge kept;
    kept.id = id;
    kept.sha256 = sha256_hex(event.bytes);
    kept.text = event.bytes;
    kept.file_name = name;
    kept.added = stamp.now;
    kept.device = state.document->device;
    const auto badge = std::make_shared<const Badge>(std::move(kept));
    step.state.session.badge_reports.push_back({std::move(name), file.report, std::nullopt, id});
    Document next = *state.document;
    next.badges.push_back(badge);
    Step added = changed(step.state, std::move(next), "change.badgeAdded", stamp);
    tell_reports(added, counts(added.state, badge, stamp.now));
    return added;
}

std::optional<Step> badge_failed(const State& state, const FileFailed& event) {
    Step step{state, {}};
    const auto pending = pending_of(step.state.session, event.effect);
    if (pending == step.state.session.pending_badges.end()) return std::nullopt;
    std::string name = std::move(pending->name);
    step.state.session.pending_badges.erase(pending);
    // The words for a file of a record speak of another limit.
    Error why = event.error.code == "file.tooLarge"
                    ? Error{"badge.tooLarge", {}, std::to_string(max_badge_bytes)}
                    : event.error;
    why.where = name;
    return refused(step.state, std::move(name), {}, std::move(why));
}

Result<Step> update_badges(const State& state, const MatchBadge& command, const Stamp& stamp) {
    const Pathway* pathway = current_pathway(state);
    if (pathway == nullptr) return fail("pathway.unknown");
    if (!command.matches.empty() &&
        !std::ranges::contains(pathway_badges(*pathway), command.matches, &PathwayBadge::id))
        return fail("badge.match");
    Document next = *state.document;
    const auto found = badge_of(next, command.badge);
    if (found == next.badges.end()) return fail("badge.unknown");
    if ((*found)->matches == command.matches) return Step{state, {}};
    Badge badge = **found;
    badge.matches = command.matches;
    badge.device = next.device;
    ++badge.revision;
    *found = std::make_shared<const Badge>(std::move(badge));
    return changed(state, std::move(next), "change.badgeMatched", stamp);
}

Result<Step> update_badges(const State& state, const RemoveBadge& command, const Stamp& stamp) {
    Document next = *state.document;
    const auto found = badge_of(next, command.badge);
    if (found == next.badges.end()) return fail("badge.unknown");
    const Badge& badge = **found; // which the state holds too
    next.badges.erase(found);
    std::erase(next.wall.items, command.badge);
    next.tombstones.push_back({command.badge, stamp.now, next.device, {{badge.device, badge.revision}}});
    Step step = changed(state, std::move(next), "change.badgeRemoved", stamp);
    focus_on(step, "add-badges");
    tell(step, tr(*state.catalog, "badges.removed", {{"name", badge.file_name}}));
    return step;
}

Result<Step> update_badges(const State& state, const SaveBadgeFile& command, const Stamp&) {
    const auto found = std::ranges::find(state.document->badges, command.badge,
                                         [](const BadgePtr& badge) { return badge->id; });
    if (found == state.document->badges.end()) return fail("badge.unknown");
    Step step{state, {}};
    step.state.session.notice.reset();
    step.effects.emplace_back(
        Download{step.state.session.next_effect++, (*found)->file_name, "application/vc", (*found)->text});
    return step;
}

} // namespace cairn::app
