#include "app/points.hpp"

#include "app/checking.hpp"
#include "app/commit.hpp"
#include "app/trash.hpp"
#include "core/crypto/hash.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::size_t longest_name = 200; // bytes

std::string trimmed(std::string_view text) {
    const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

PointInfo info_of(const State& state, PointReason reason, std::string name, Instant now, Id id) {
    return {std::move(id), reason, std::move(name), now, state.document->records.size()};
}

std::uint32_t store(Step& step, PointInfo info) {
    const State& state = step.state;
    const std::uint32_t effect = step.state.session.next_effect++;
    step.effects.emplace_back(
        StorePoint{effect, std::move(info), state.document, state.keys, state.generation});
    return effect;
}

void list(Step& step) {
    Points& points = step.state.session.points;
    points.effect = step.state.session.next_effect++;
    step.effects.emplace_back(ListStoredPoints{points.effect});
}

bool waits_for(const State& state, std::uint32_t effect) {
    return effect != 0 && state.session.points.effect == effect;
}

Step read(Step step, const Id& point, bool restoring) {
    Points& points = step.state.session.points;
    points.wanted = point;
    points.restoring = restoring;
    points.effect = step.state.session.next_effect++;
    step.effects.emplace_back(ReadPoint{points.effect, point});
    return step;
}

const PointInfo* find_point(const State& state, const Id& id) {
    const auto& listed = state.session.points.listed;
    if (!listed) return nullptr;
    const auto found = std::ranges::find(*listed, id, &PointInfo::id);
    return found == listed->end() ? nullptr : &*found;
}

PointComparison compare(const State& state, const PointInfo& info,
                        std::shared_ptr<const StoredPortfolio> portfolio) {
    using Kind = PointDifference::Kind;
    const Document& now = *state.document;
    const Document& then = portfolio->document;
    PointComparison made{info,
                         portfolio,
                         {},
                         now.profile != then.profile,
                         false,
                         now.claims != then.claims,
                         now.wall != then.wall};
    made.badges = !std::ranges::equal(now.badges, then.badges, [](const BadgePtr& a, const BadgePtr& b) {
        return a->sha256 == b->sha256 && a->matches == b->matches;
    });
    std::unordered_map<std::string_view, const Record*> before;
    for (const RecordPtr& record : then.records)
        before.emplace(record->id, record.get());
    for (const RecordPtr& record : now.records) {
        const auto found = before.find(record->id);
        if (found == before.end())
            made.records.push_back({Kind::gone, record->id, record_title(state, *record)});
        else if (!same_words(*record, *found->second))
            made.records.push_back({Kind::changed, record->id, record_title(state, *found->second)});
    }
    std::set<std::string_view> present;
    for (const RecordPtr& record : now.records)
        present.insert(record->id);
    for (const RecordPtr& record : then.records)
        if (!present.contains(record->id))
            made.records.push_back({Kind::back, record->id, record_title(state, *record)});
    return made;
}

// Another portfolio was here then: it comes back as a file of everything would bring it.
Step replace(const State& state, const StoredPortfolio& point, const Stamp& stamp) {
    Step step{state, {}};
    keep_point(step, PointReason::restore, {}, stamp);
    step.state.session = fresh_session(step.state.session);
    Document document = point.document;
    document.device = stamp.fresh[1];
    step.state.document = std::make_shared<const Document>(std::move(document));
    step.state.keys = point.keys.empty() ? state.keys : point.keys;
    step.state.history = {};
    read_kept_trust(step.state);
    request_save(step);
    return step;
}

Step restore(const State& state, const StoredPortfolio& point, const Stamp& stamp) {
    Step step{state, {}};
    if (point.document.portfolio != state.document->portfolio) {
        step = replace(state, point, stamp);
    } else {
        keep_point(step, PointReason::restore, {}, stamp);
        std::vector<Effect> first = std::exchange(step.effects, {});
        step = changed(step.state, return_to(*state.document, point.document, stamp.now),
                       "change.pointRestored", stamp);
        step.effects.insert(step.effects.begin(), std::make_move_iterator(first.begin()),
                            std::make_move_iterator(first.end()));
    }
    Session& session = step.state.session;
    ++session.text_revision;
    session.points.compared.reset();
    session.dialog.reset();
    const std::string& theme = step.state.document->profile.theme;
    if (theme != state.document->profile.theme) step.effects.emplace_back(ApplyTheme{theme});
    tell(step, tr(*state.catalog, "points.restored"));
    return step;
}

// It is told once all of them have their answers.
std::optional<Step> owed_failed(const State& state, const KeepFailed& event) {
    Step step{state, {}};
    Points& points = step.state.session.points;
    const auto found =
        std::ranges::find(points.owed, event.effect, [](const OwedPoint& one) { return one.store.effect; });
    if (event.effect == 0 || found == points.owed.end()) return std::nullopt;
    // Another tab writes now: nothing of what the point was for is stored either.
    if (event.error.code == "store.fenced") {
        points.owed.erase(found);
        return step;
    }
    found->failed = true;
    if (points.told || !std::ranges::all_of(points.owed, &OwedPoint::failed)) return step;
    points.told = true;
    const Catalog& catalog = *state.catalog;
    const std::size_t count = points.owed.size();
    const std::string name = point_name(catalog, points.owed.front().store.info);
    tell(step,
         count == 1 ? tr(catalog, "points.notKept", {{"name", name}})
                    : tr(catalog, "points.notKeptMany", {{"count", std::to_string(count)}}),
         true);
    return step;
}

} // namespace

bool is_same(const PointComparison& comparison) {
    return comparison.records.empty() && !comparison.profile && !comparison.badges && !comparison.claims &&
           !comparison.wall;
}

void keep_point(Step& step, PointReason reason, std::string name, const Stamp& stamp) {
    if (!step.state.document) return;
    Id id = make_uuid_v8(sha256(bytes_of("point " + stamp.fresh[0])));
    const State& state = step.state;
    owe_point(step, {0, info_of(state, reason, std::move(name), stamp.now, std::move(id)), state.document,
                     state.keys, state.generation});
}

void owe_point(Step& step, StorePoint point) {
    Points& points = step.state.session.points;
    point.effect = step.state.session.next_effect++;
    step.effects.emplace_back(point);
    points.owed.push_back({std::move(point)});
    points.told = false;
}

void store_owed_points(Step& step) {
    if (!may_write(step.state)) return;
    for (OwedPoint& owed : step.state.session.points.owed) {
        if (!std::exchange(owed.failed, false)) continue;
        owed.store.effect = step.state.session.next_effect++;
        step.effects.emplace_back(owed.store);
    }
}

std::string point_name(const Catalog& catalog, const PointInfo& point) {
    switch (point.reason) {
    case PointReason::named:
        return point.name;
    case PointReason::import:
        return point.name.empty() ? tr(catalog, "points.import")
                                  : tr(catalog, "points.importOf", {{"name", point.name}});
    case PointReason::migration:
        return tr(catalog, "points.migration");
    case PointReason::deletion:
        return tr(catalog, "points.deletion");
    case PointReason::restore:
        return tr(catalog, "points.beforeRestore");
    }
    return {};
}

Result<Step> update_points(const State& state, const ListPoints&, const Stamp&) {
    Step step{state, {}};
    list(step);
    return step;
}

Result<Step> update_points(const State& state, const KeepPoint& command, const Stamp& stamp) {
    if (command.name.size() > longest_name) return fail("text.tooLong");
    const std::string name = trimmed(command.name);
    if (name.empty()) return fail("points.noName");
    const auto& listed = state.session.points.listed;
    if (listed && std::ranges::count(*listed, PointReason::named, &PointInfo::reason) >=
                      static_cast<std::ptrdiff_t>(most_points))
        return fail("points.tooMany");
    Step step{state, {}};
    step.state.session.notice.reset();
    step.state.session.dialog.reset();
    step.state.session.points.effect =
        store(step, info_of(state, PointReason::named, name, stamp.now, stamp.fresh[0]));
    return step;
}

Result<Step> update_points(const State& state, const LookAtPoint& command, const Stamp&) {
    Step step{state, {}};
    step.state.session.points.compared.reset();
    if (command.point.empty()) return step;
    if (find_point(state, command.point) == nullptr) return fail("points.unknown");
    return read(std::move(step), command.point, false);
}

Result<Step> update_points(const State& state, const RestorePoint& command, const Stamp& stamp) {
    const auto& compared = state.session.points.compared;
    if (compared && compared->info.id == command.point) return restore(state, *compared->portfolio, stamp);
    if (find_point(state, command.point) == nullptr) return fail("points.unknown");
    return read({state, {}}, command.point, true);
}

Result<Step> update_points(const State& state, const DropPoint& command, const Stamp&) {
    if (find_point(state, command.point) == nullptr) return fail("points.unknown");
    Step step{state, {}};
    Points& points = step.state.session.points;
    if (points.compared && points.compared->info.id == command.point) points.compared.reset();
    points.effect = step.state.session.next_effect++;
    step.effects.emplace_back(RemovePoint{points.effect, command.point});
    return step;
}

Result<Step> update_points(const State& state, const EmptyTrash&, const Stamp& stamp) {
    std::vector<Id> gone;
    for (const RecordPtr& record : state.document->records)
        if (record->trashed) gone.push_back(record->id);
    if (gone.empty()) return fail("trash.empty");
    Step before{state, {}};
    if (gone.size() >= many) keep_point(before, PointReason::deletion, {}, stamp);
    Step step = changed(before.state, without_records(*state.document, gone, stamp.now),
                        "change.trashEmptied", stamp);
    step.effects.insert(step.effects.begin(), before.effects.begin(), before.effects.end());
    step.state.session.dialog.reset();
    return step;
}

Step points_event(const State& state, const PointsListed& event, const Stamp&) {
    Step step{state, {}};
    if (!waits_for(state, event.effect)) return step;
    Points& points = step.state.session.points;
    points.effect = 0;
    points.listed = event.points;
    if (!state.session.writer) return step;
    // The oldest of those that nobody named make room.
    std::size_t automatic = 0;
    std::erase_if(*points.listed, [&](const PointInfo& point) {
        if (point.reason == PointReason::named || ++automatic <= most_points) return false;
        step.effects.emplace_back(RemovePoint{step.state.session.next_effect++, point.id});
        return true;
    });
    return step;
}

Step points_event(const State& state, const PointRead& event, const Stamp& stamp) {
    Step step{state, {}};
    if (!waits_for(state, event.effect)) return step;
    Points& points = step.state.session.points;
    points.effect = 0;
    const Id wanted = std::exchange(points.wanted, {});
    const bool restoring = std::exchange(points.restoring, false);
    const PointInfo* info = find_point(state, wanted);
    if (!state.document || !event.portfolio || info == nullptr) return step;
    if (restoring && state.session.writer) return restore(step.state, *event.portfolio, stamp);
    points.compared = std::make_shared<const PointComparison>(compare(state, *info, event.portfolio));
    focus_on(step, "point-compared");
    return step;
}

Step points_event(const State& state, const PointsChanged& event, const Stamp&) {
    Step step{state, {}};
    Points& points = step.state.session.points;
    const bool owed = std::erase_if(points.owed, [&](const OwedPoint& one) {
                          return one.store.effect == event.effect;
                      }) > 0;
    if (owed && points.owed.empty() && std::exchange(points.told, false))
        tell(step, tr(*state.catalog, "points.keptAfterAll"));
    const bool waited = waits_for(state, event.effect);
    const bool reading = !state.session.points.wanted.empty();
    if (waited || (!reading && state.session.writer)) list(step);
    return step;
}

std::optional<Step> points_failed(const State& state, const KeepFailed& event) {
    if (auto step = owed_failed(state, event)) return step;
    if (!waits_for(state, event.effect)) return std::nullopt;
    Step step{state, {}};
    Points& points = step.state.session.points;
    points.effect = 0;
    points.wanted.clear();
    points.restoring = false;
    tell(step, tr_error(*state.catalog, event.error), true);
    return step;
}

} // namespace cairn::app
