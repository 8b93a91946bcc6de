#include "app/answers.hpp"
#include "app/badge_picture.hpp"
#include "app/check_words.hpp"
#include "app/step.hpp"
#include "core/credentials/bring.hpp"
#include "core/credentials/held_content.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

// What is read of a picked file: submissions bring their evidence along. What is kept is smaller (held.hpp).
constexpr std::uint64_t most_read_bytes = 64ULL * 1024 * 1024;

// A file whose bytes are waited for.
auto pending_of(Session& session, std::uint32_t effect) {
    return std::ranges::find_if(session.pending_badges, [=](const PendingBadge& pending) {
        return pending.effect == effect && pending.answers.empty();
    });
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

// Why a credential is not kept; nothing: it may be. Of a file that is no badge, its own fault is said first.
std::optional<Error> refusal(const State& state, const Document& document, const CheckReport& report,
                             const std::string& text, Instant now) {
    const Result<void> may = may_keep(text, document, state.keys, check_context(state, now));
    const Fault* const fault = content_fault(report);
    const bool other = report.kind == CredentialKind::clr || (!may && may.error().code == "badge.kind");
    if (!may) return fault != nullptr && other ? *fault : may.error();
    if (is_held(document, sha256_hex(text))) return Error{"badge.twice"};
    return std::nullopt;
}

bool counts(const State& state, const BadgePtr& badge, Instant now) {
    return judge_badge(badge, current_pathway(state), learner_of(*state.document, state.keys),
                       check_context(state, now))
        .earned;
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

// One credential is told as it is; of several, how many are kept, once the last was read.
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

struct Judged {
    Brought brought;
    CheckReport check;
};

Badge badge_of(const State& state, const Judged& judged, Id id, Instant now) {
    Badge badge;
    badge.id = std::move(id);
    badge.sha256 = sha256_hex(judged.brought.text);
    badge.text = judged.brought.text;
    badge.file_name = judged.brought.file_name;
    badge.added = now;
    badge.device = state.document->device;
    return badge;
}

// Everything of one file that may be kept is one step. Each credential has its report.
Step keep_all(const State& state, std::vector<Judged> all, std::vector<NotBrought> refused,
              const Stamp& stamp) {
    Step step{state, {}};
    std::vector<BadgeReport>& reports = step.state.session.badge_reports;
    for (NotBrought& one : refused)
        reports.push_back({std::move(one.name), {}, std::move(one.why), {}});
    Document next = *state.document;
    const std::size_t before = next.badges.size();
    for (Judged& one : all) {
        const std::string& text = one.brought.text;
        if (auto why = refusal(state, next, one.check, text, stamp.now)) {
            reports.push_back({std::move(one.brought.name), std::move(one.check), std::move(why), {}});
            continue;
        }
        // A stamp has an id for one badge only.
        const bool first = next.badges.size() == before;
        Id id = first ? stamp.fresh[0] : make_uuid_v8(sha256(bytes_of(stamp.fresh[0] + sha256_hex(text))));
        next.badges.push_back(std::make_shared<const Badge>(badge_of(state, one, id, stamp.now)));
        reports.push_back({std::move(one.brought.name), std::move(one.check), std::nullopt, std::move(id)});
    }
    if (next.badges.size() == before) {
        tell_reports(step, false);
        return step;
    }
    const BadgePtr last = next.badges.back();
    Step added = changed(step.state, std::move(next), "change.badgeAdded", stamp);
    tell_reports(added, counts(added.state, last, stamp.now));
    return added;
}

// What was pasted is in the field for it as long as nothing of it is kept.
void clear_field(Step& step, const State& before, std::string_view pasted) {
    Session& session = step.state.session;
    if (step.state.document == before.document || session.typed_here != pasted) return;
    session.typed_here.clear();
    ++session.text_revision;
}

// Takes a file in that was read. `patient`: where signatures in it have to be checked elsewhere first, it
// waits for that.
Step take_file(const State& state, const std::string& name, std::string bytes, const Stamp& stamp,
               bool patient) {
    if (!can_edit(state)) return refused(state, name, {}, Error{"store.readOnly"});
    BroughtFile brought = take_apart(bytes, name, learner_of(*state.document, state.keys), stamp.now);
    const CheckContext context = check_context(state, stamp.now);
    std::vector<Judged> all;
    std::vector<SignatureQuestion> open;
    for (Brought& one : brought.found) {
        CheckReport check = check_text(one.text, context);
        open.insert(open.end(), check.questions.begin(), check.questions.end());
        all.push_back({std::move(one), std::move(check)});
    }
    if (patient && !open.empty()) {
        Step waiting{state, {}};
        ask_about(waiting, open, AskedBy::person);
        Session& session = waiting.state.session;
        if (std::set<std::uint32_t> due = answers_due(session, open); !due.empty()) {
            session.pending_badges.push_back({session.next_effect++, name, std::move(bytes), std::move(due)});
            return waiting;
        }
    }
    Step taken = keep_all(state, std::move(all), std::move(brought.refused), stamp);
    clear_field(taken, state, bytes);
    return taken;
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
    const std::string name = std::move(pending->name);
    step.state.session.pending_badges.erase(pending);
    return take_file(step.state, name, event.bytes, stamp, true);
}

// What is still open now stays so: such a badge is kept, and does not count.
Step badges_answered(Step step, const SignaturesAnswered& event, const Stamp& stamp) {
    std::vector<PendingBadge> ready;
    std::vector<PendingBadge> rest;
    for (PendingBadge& file : step.state.session.pending_badges) {
        const bool waited = file.answers.erase(event.effect) > 0;
        (waited && file.answers.empty() ? ready : rest).push_back(std::move(file));
    }
    step.state.session.pending_badges = std::move(rest);
    if (!step.state.document) return step;
    Stamp own = stamp;
    for (const PendingBadge& file : ready) {
        Step taken = take_file(step.state, file.name, file.bytes, own, false);
        std::ranges::move(taken.effects, std::back_inserter(step.effects));
        step.state = std::move(taken.state);
        // An id is for one badge only.
        own.fresh[0] = make_uuid_v8(sha256(bytes_of(own.fresh[0] + sha256_hex(file.bytes))));
    }
    return step;
}

Result<Step> update_badges(const State& state, const PasteBadge& command, const Stamp& stamp) {
    const std::string_view text = command.text;
    if (text.find_first_not_of(" \t\r\n") == text.npos) return fail("badge.nothingPasted");
    State next = state;
    next.session.notice.reset();
    next.session.badge_reports.clear();
    return take_file(next, "pasted" + std::string(held_extension(text)), command.text, stamp, true);
}

std::optional<Step> badge_failed(const State& state, const FileFailed& event) {
    Step step{state, {}};
    const auto pending = pending_of(step.state.session, event.effect);
    if (pending == step.state.session.pending_badges.end()) return std::nullopt;
    std::string name = std::move(pending->name);
    step.state.session.pending_badges.erase(pending);
    // The words for a file of a record speak of another limit.
    Error why = event.error.code == "file.tooLarge"
                    ? Error{"badge.fileTooLarge", {}, std::to_string(most_read_bytes)}
                    : event.error;
    why.where = name;
    return refused(step.state, std::move(name), {}, std::move(why));
}

Result<Step> update_badges(const State& state, const SaveBadgePicture& command, const Stamp&) {
    const HeldBadge* const held = find_held(state, command.badge);
    if (held == nullptr) return fail("badge.unknown");
    Result<std::string> picture = badge_picture(state, *held, command.svg);
    if (!picture) return fail("badge.pictureUnusable", held->badge->file_name, picture.error().code);
    Step step{state, {}};
    step.state.session.notice.reset();
    step.effects.emplace_back(Download{step.state.session.next_effect++,
                                       badge_picture_name(*held, command.svg),
                                       command.svg ? "image/svg+xml" : "image/png", *std::move(picture)});
    return step;
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
    step.effects.emplace_back(Download{step.state.session.next_effect++, (*found)->file_name,
                                       std::string(held_media_type((*found)->text)), (*found)->text});
    return step;
}

} // namespace cairn::app
