#include "app/recovery.hpp"

#include "core/crypto/ed25519.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t most_points_read = 3; // each is a whole document in memory

bool holds_nothing(const Candidate& candidate) {
    const Document& document = candidate.salvage->portfolio.document;
    return document.records.empty() && document.badges.empty() && document.claims.empty() &&
           document.submissions.empty() && document.profile.name.empty();
}

Instant last_change(const Document& document) {
    Instant last = document.created;
    const auto note = [&](Instant one) { last.ms = std::max(last.ms, one.ms); };
    for (const RecordPtr& record : document.records) {
        note(record->modified);
        if (record->trashed) note(*record->trashed);
    }
    for (const Claim& claim : document.claims)
        note(claim.claimed);
    for (const BadgePtr& badge : document.badges)
        note(badge->added);
    for (const Submission& submission : document.submissions)
        note(submission.time);
    for (const Tombstone& tombstone : document.tombstones)
        note(tombstone.deleted);
    return last;
}

// Keys that hold what their names say, one of them in use.
std::vector<LearnerKey> sound(std::vector<LearnerKey> keys) {
    std::erase_if(keys, [](const LearnerKey& key) { return !seed_of(key); });
    if (!std::ranges::contains(keys, "active", &LearnerKey::state)) keys.clear();
    return keys;
}

Candidate candidate_of(Candidate::Kind kind, Salvage salvage) {
    Candidate candidate;
    candidate.kind = kind;
    candidate.made = last_change(salvage.portfolio.document);
    candidate.keys = sound(salvage.portfolio.keys);
    candidate.salvage = std::make_shared<const Salvage>(std::move(salvage));
    return candidate;
}

void add_points(const StoredFiles& files, std::vector<Candidate>& candidates) {
    std::vector<PointInfo> points;
    for (const auto& [name, text] : files) {
        if (!name.starts_with("points/")) continue;
        if (auto info = read_point_info(text, name); info && name == point_file(info->id))
            points.push_back(*std::move(info));
    }
    std::ranges::sort(points, std::greater{}, [](const PointInfo& point) { return point.made; });
    std::size_t read = 0;
    for (const PointInfo& point : points) {
        if (read == most_points_read) return;
        auto portfolio = decode_point(files, point.id);
        if (!portfolio) continue;
        ++read;
        Salvage salvage;
        salvage.portfolio = *std::move(portfolio);
        salvage.whole = true;
        Candidate candidate = candidate_of(Candidate::Kind::point, std::move(salvage));
        candidate.name = point.name;
        candidate.made = point.made;
        candidates.push_back(std::move(candidate));
    }
}

// A copy that lost its keys has those of another copy of the same portfolio.
void share_keys(std::vector<Candidate>& candidates) {
    for (Candidate& one : candidates) {
        if (!one.keys.empty()) continue;
        const Id& portfolio = one.salvage->portfolio.document.portfolio;
        const auto other = std::ranges::find_if(candidates, [&](const Candidate& candidate) {
            return !candidate.keys.empty() && candidate.salvage->portfolio.document.portfolio == portfolio;
        });
        if (other != candidates.end()) one.keys = other->keys;
    }
}

auto rank(const Candidate& candidate) {
    const Salvage& salvage = *candidate.salvage;
    // A restore point is what somebody once wanted to leave behind.
    return std::tuple{salvage.whole, candidate.kind != Candidate::Kind::point, candidate.made,
                      salvage.portfolio.document.records.size()};
}

} // namespace

std::vector<Candidate> candidates_in(const std::vector<StoredCopy>& copies) {
    std::vector<Candidate> candidates;
    for (const StoredCopy& copy : copies) {
        const bool stored = copy.place == StoredCopy::Place::stored;
        if (auto read = salvage(copy.files))
            candidates.push_back(
                candidate_of(stored ? Candidate::Kind::stored : Candidate::Kind::second, *std::move(read)));
        add_points(copy.files, candidates);
    }
    // An empty one is offered only where nothing ever was in it, and nothing else is there.
    const bool all_empty = std::ranges::all_of(candidates, holds_nothing);
    std::erase_if(candidates, [&](const Candidate& one) {
        return holds_nothing(one) && (!all_empty || !one.salvage->whole);
    });
    share_keys(candidates);
    std::ranges::stable_sort(candidates, std::greater{}, rank);
    std::vector<Candidate> once;
    for (Candidate& one : candidates)
        if (std::ranges::none_of(once, [&](const Candidate& other) {
                return other.salvage->portfolio.document == one.salvage->portfolio.document;
            }))
            once.push_back(std::move(one));
    return once;
}

bool may_replace(const Recovery& recovery) {
    return recovery.why.code != "store.newerVersion";
}

JournalPosition position_after(const StoredFiles& files, const Id& fresh) {
    constexpr std::string_view folder = "journal/";
    std::uint64_t last = 0;
    for (const auto& [name, text] : files) {
        if (!name.starts_with(folder)) continue;
        std::uint64_t seq = 0;
        for (const char c : name.substr(folder.size()))
            if (c >= '0' && c <= '9' && seq < (1ULL << 49U)) seq = seq * 10 + static_cast<unsigned>(c - '0');
        if (name == journal_file(seq)) last = std::max(last, seq);
    }
    return {last, sha256_hex("anew " + fresh)};
}

void begin_recovery(Step& step) {
    Session& session = step.state.session;
    session.recovery = nullptr;
    if (!session.store_problem || session.locked) return;
    Recovery recovery;
    recovery.why = *session.store_problem;
    recovery.effect = session.next_effect++;
    step.effects.emplace_back(ReadCopies{recovery.effect});
    session.recovery = std::make_shared<const Recovery>(std::move(recovery));
}

} // namespace cairn::app
