#include "app/commit.hpp"
#include "app/points.hpp"
#include "app/trash.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 60 * 60 * 1000;

// A desk whose world keeps restore points.
class PointDesk : public Desk {
  public:
    PointDesk() : Desk(Desk::started()) { finish_saves(); }

    void world() {
        for (bool more = true; more;) {
            more = false;
            finish_saves();
            for (const app::StorePoint& store : take_effects<app::StorePoint>()) {
                stored.insert(stored.begin(), store);
                tell(app::PointsChanged{store.effect});
                more = true;
            }
            for (const app::RemovePoint& remove : take_effects<app::RemovePoint>()) {
                std::erase_if(stored, [&](const auto& one) { return one.info.id == remove.point; });
                tell(app::PointsChanged{remove.effect});
                more = true;
            }
            for (const app::ListStoredPoints& list : take_effects<app::ListStoredPoints>()) {
                app::PointsListed listed{list.effect, {}};
                for (const app::StorePoint& point : stored)
                    listed.points.push_back(point.info);
                tell(listed);
                more = true;
            }
            for (const app::ReadPoint& read : take_effects<app::ReadPoint>()) {
                const auto found =
                    std::ranges::find(stored, read.point, [](const auto& one) { return one.info.id; });
                if (found == stored.end())
                    tell(app::KeepFailed{read.effect, {"points.unknown"}});
                else
                    tell(app::PointRead{read.effect, std::make_shared<const StoredPortfolio>(StoredPortfolio{
                                                         *found->document, found->keys, found->generation})});
                more = true;
            }
        }
    }

    Id keep(const char* name) {
        must(app::KeepPoint{name});
        world();
        return stored.front().info.id;
    }

    std::vector<app::StorePoint> stored; // the newest first
};

} // namespace

TEST_CASE("a restore point is kept by name and listed") {
    PointDesk desk;
    desk.meeting();
    desk.keep(" Before the interview ");
    REQUIRE(desk.session().points.listed);
    REQUIRE(desk.session().points.listed->size() == 1);
    const PointInfo& point = desk.session().points.listed->front();
    CHECK(point.name == "Before the interview");
    CHECK(point.reason == PointReason::named);
    CHECK(point.records == 1);
    CHECK(desk.ask(app::KeepPoint{"  "}) == "points.noName");
    CHECK(desk.ask(app::KeepPoint{std::string(201, 'x')}) == "text.tooLong");
}

TEST_CASE("a restore point beside what is here says what a return would change, by titles") {
    PointDesk desk;
    const Id changed = desk.meeting();
    const Id gone = desk.record("event.attendance");
    desk.set(gone, "title", std::string("Fair"));
    const Id point = desk.keep("then");
    desk.must(app::LookAtPoint{point});
    desk.world();
    REQUIRE(desk.session().points.compared);
    CHECK(app::is_same(*desk.session().points.compared));

    desk.set(changed, "title", std::string("Second talk"));
    desk.must(app::TrashRecord{gone});
    desk.must(app::DeleteForever{gone});
    const Id added = desk.meeting();
    desk.must(app::SetName{"Somebody"});
    desk.must(app::LookAtPoint{point});
    desk.world();
    const app::PointComparison& compared = *desk.session().points.compared;
    CHECK(compared.profile);
    CHECK_FALSE(compared.wall);
    using Kind = app::PointDifference::Kind;
    REQUIRE(compared.records.size() == 3);
    for (const app::PointDifference& one : compared.records) {
        if (one.record == changed) CHECK((one.kind == Kind::changed && one.title == "First talk (sample)"));
        if (one.record == gone) CHECK((one.kind == Kind::back && one.title == "Fair"));
        if (one.record == added) CHECK(one.kind == Kind::gone);
    }
    desk.must(app::LookAtPoint{});
    CHECK_FALSE(desk.session().points.compared);
}

TEST_CASE("a return to a restore point is one step, keeps what was here as a point, and leaves the keys") {
    PointDesk desk;
    const Id id = desk.meeting();
    const Document then = desk.document();
    const Id point = desk.keep("then");
    desk.set(id, "title", std::string("Second talk"));
    desk.record("event.attendance");
    const Document before = desk.document();
    const auto keys = desk.state.keys;
    const std::uint32_t revision = desk.find(id).revision;

    desk.must(app::RestorePoint{point});
    desk.world();
    CHECK(words_of(desk.document()) == words_of(then));
    CHECK(desk.find(id).revision > revision);
    CHECK(desk.state.keys == keys);
    REQUIRE(desk.stored.size() == 2);
    CHECK(desk.stored[0].info.reason == PointReason::restore);
    CHECK(*desk.stored[0].document == before);
    CHECK(desk.save_phase() == app::SavePhase::saved);

    desk.must(app::Undo{});
    CHECK(words_of(desk.document()) == words_of(before));
}

TEST_CASE("a point of another portfolio comes back with its own keys, and nothing goes back over it") {
    PointDesk desk;
    desk.meeting();
    const auto keys = desk.state.keys;
    const Document before = desk.document();
    const Id point = desk.keep("mine");
    Desk other = Desk::started();
    other.must(app::SetName{"Another"});
    Document another = other.document();
    another.portfolio = sample_id(777);
    desk.state.document = std::make_shared<const Document>(another);
    desk.state.keys = {make_learner_key(learner_seed, desk.now)};
    desk.must(app::RestorePoint{point});
    desk.world();
    Document here = words_of(desk.document());
    CHECK(here.device != before.device);
    here.device = before.device;
    CHECK(here == words_of(before));
    CHECK(desk.document().portfolio == before.portfolio);
    CHECK(desk.state.keys == keys);
    CHECK(desk.ask(app::Undo{}) == "undo.nothing");
    CHECK(desk.stored[0].document->portfolio == another.portfolio);
    CHECK(desk.save_phase() == app::SavePhase::saved);
}

TEST_CASE("a restore point is removed, and one that is gone is said to be") {
    PointDesk desk;
    const Id point = desk.keep("then");
    desk.must(app::DropPoint{point});
    desk.world();
    CHECK(desk.stored.empty());
    CHECK(desk.session().points.listed->empty());
    CHECK(desk.ask(app::DropPoint{point}) == "points.unknown");
    CHECK(desk.ask(app::LookAtPoint{point}) == "points.unknown");
    CHECK(desk.ask(app::RestorePoint{point}) == "points.unknown");
}

TEST_CASE("the oldest points that nobody named make room, and named ones stay") {
    PointDesk desk;
    desk.keep("mine");
    for (std::size_t i = 0; i < most_points + 5; ++i) {
        app::Step step{desk.state, {}};
        app::keep_point(step, PointReason::import, "file.zip", desk.stamp());
        desk.state = std::move(step.state);
        desk.effects.insert(desk.effects.end(), step.effects.begin(), step.effects.end());
        desk.world();
    }
    CHECK(desk.stored.size() == most_points + 1);
    CHECK(desk.stored.back().info.name == "mine");
    for (std::size_t i = 0; i + 1 < most_points; ++i)
        desk.keep("another");
    CHECK(desk.ask(app::KeepPoint{"one too many"}) == "points.tooMany");
}

TEST_CASE("what fails about restore points is told and leaves nothing under way") {
    PointDesk desk;
    desk.must(app::ListPoints{});
    const auto lists = desk.take_effects<app::ListStoredPoints>();
    desk.tell(app::KeepFailed{lists.at(0).effect, {"store.failed"}});
    CHECK(desk.session().points.effect == 0);
    CHECK(desk.session().notice->problem);
    desk.tell(app::PointRead{lists.at(0).effect, nullptr});
    desk.tell(app::PointsListed{lists.at(0).effect, {}});
    CHECK_FALSE(desk.session().points.listed);
}

TEST_CASE("a restore point before a deletion that cannot be stored is told, and stored after the next save") {
    PointDesk desk;
    for (std::size_t i = 0; i < app::many; ++i)
        desk.must(app::TrashRecord{desk.meeting()});
    desk.world();
    const Document before = desk.document();
    desk.must(app::EmptyTrash{});
    CHECK(desk.document().records.empty());
    auto stores = desk.take_effects<app::StorePoint>();
    REQUIRE(stores.size() == 1);
    desk.tell(app::KeepFailed{stores[0].effect, {"store.quota"}});
    REQUIRE(desk.session().notice);
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice().contains("“Before records were deleted” could not be kept"));
    CHECK(desk.notice().contains("export everything first"));
    // Not all saves help, and it is told once.
    desk.finish_saves();
    stores = desk.take_effects<app::StorePoint>();
    REQUIRE(stores.size() == 1);
    desk.must(app::DismissNotice{});
    desk.tell(app::KeepFailed{stores[0].effect, {"store.quota"}});
    CHECK_FALSE(desk.session().notice);
    CHECK(desk.take_effects<app::StorePoint>().empty());
    desk.meeting();
    desk.world();
    REQUIRE(desk.stored.size() == 1);
    CHECK(*desk.stored[0].document == before);
    CHECK(desk.notice().contains("are kept now"));
    CHECK(desk.session().points.owed.empty());
}

TEST_CASE("after a save failed too, a restore point that is still not stored is told again") {
    PointDesk desk;
    app::Step step{desk.state, {}};
    app::keep_point(step, PointReason::restore, {}, desk.stamp());
    desk.state = std::move(step.state);
    desk.tell(app::KeepFailed{std::get<app::StorePoint>(step.effects.at(0)).effect, {"store.quota"}});
    CHECK(desk.notice().contains("“Before a return to a restore point” could not be kept"));
    desk.meeting();
    for (const std::uint32_t commit : desk.take_commits())
        desk.tell(app::SaveFailed{commit, {"store.quota"}});
    CHECK(desk.notice().contains("not saved"));
    desk.must(app::SaveAgain{});
    desk.finish_saves();
    const auto stores = desk.take_effects<app::StorePoint>();
    REQUIRE(stores.size() == 1);
    desk.tell(app::KeepFailed{stores[0].effect, {"store.quota"}});
    CHECK(desk.notice().contains("could not be kept"));
}

TEST_CASE("several restore points that cannot be stored are told as one, and those of a tab that was "
          "replaced not") {
    PointDesk desk;
    const auto keep = [&] {
        app::Step step{desk.state, {}};
        app::keep_point(step, PointReason::import, "file.zip", desk.stamp());
        desk.state = std::move(step.state);
        return std::get<app::StorePoint>(step.effects.at(0)).effect;
    };
    const std::uint32_t one = keep();
    const std::uint32_t other = keep();
    desk.tell(app::KeepFailed{one, {"store.failed"}});
    CHECK_FALSE(desk.session().notice);
    desk.tell(app::KeepFailed{other, {"store.failed"}});
    CHECK(desk.notice().starts_with("2 restore points could not be kept"));
    desk.state.session.points = {};
    desk.must(app::DismissNotice{});
    desk.tell(app::KeepFailed{keep(), {"store.fenced"}});
    CHECK_FALSE(desk.session().notice);
    CHECK(desk.session().points.owed.empty());
}

TEST_CASE("the trash is emptied in one step that can be undone, after a point where there is much") {
    PointDesk desk;
    for (std::size_t count : {app::many - 1, app::many}) {
        CAPTURE(count);
        desk.stored.clear();
        for (std::size_t i = 0; i < count; ++i)
            desk.must(app::TrashRecord{desk.meeting()});
        const Document before = desk.document();
        desk.must(app::EmptyTrash{});
        desk.world();
        CHECK(desk.document().records.empty());
        CHECK(desk.stored.size() == (count < app::many ? 0 : 1));
        desk.must(app::Undo{});
        CHECK(words_of(desk.document()) == words_of(before));
        desk.must(app::Redo{});
        desk.world();
    }
    CHECK(desk.ask(app::EmptyTrash{}) == "trash.empty");
}

TEST_CASE("what lies in the trash for thirty days goes when the program starts, after a restore point") {
    PointDesk desk;
    const Id old = desk.meeting();
    desk.must(app::TrashRecord{old});
    desk.now.ms += 29 * day_ms;
    const Id young = desk.meeting();
    desk.must(app::TrashRecord{young});
    desk.world();
    app::Step early = app::begin_writing(desk.state, desk.stamp());
    CHECK(find_record(*early.state.document, old) != nullptr);
    CHECK(early.effects.empty());

    desk.now.ms += day_ms;
    app::Step step = app::begin_writing(desk.state, desk.stamp());
    CHECK(find_record(*step.state.document, old) == nullptr);
    CHECK(find_record(*step.state.document, young) != nullptr);
    CHECK(std::ranges::contains(step.state.document->tombstones, old, &Tombstone::id));
    desk.state = std::move(step.state);
    desk.effects = std::move(step.effects);
    desk.world();
    REQUIRE(desk.stored.size() == 1);
    CHECK(find_record(*desk.stored[0].document, old) != nullptr);
    // A fact: undo takes back the last thing that the person did, and this stays.
    desk.must(app::Undo{});
    CHECK(find_record(desk.document(), old) == nullptr);
    CHECK_FALSE(desk.find(young).trashed);
}

TEST_CASE("a portfolio of the older form is stored anew at once, after a restore point of it") {
    PointDesk desk;
    desk.meeting();
    desk.world();
    desk.state.session.save.journal.older_form = true;
    app::Step step = app::begin_writing(desk.state, desk.stamp());
    REQUIRE(step.effects.size() == 2);
    CHECK(std::get<app::StorePoint>(step.effects[0]).info.reason == PointReason::migration);
    CHECK(std::holds_alternative<app::Save>(step.effects[1]));
    CHECK_FALSE(step.state.session.save.journal.older_form);
    desk.state = step.state;
    desk.tell(app::KeepFailed{std::get<app::StorePoint>(step.effects[0]).effect, {"store.quota"}});
    CHECK(desk.notice().contains("“Before a newer version of Cairn” could not be kept"));
}
