// What holds of saving whatever the disk does: the disk of support/bad_disk.hpp, commands of any kind, and
// crashes at any time.
#include "app/commit.hpp"
#include "app/load.hpp"
#include "core/merge/merge.hpp"
#include "core/store/journal.hpp"
#include "support/bad_disk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const Desk& full_desk() {
    static const Desk desk = [] {
        Desk made = Desk::sample_learner();
        made.meet_level_one();
        made.add_badge("level-1.json");
        made.must(app::TrashRecord{made.record("event.attendance")});
        made.state.history = {};
        made.state.session.save = {};
        made.state.session.pending_badges.clear();
        made.effects.clear();
        return made;
    }();
    return desk;
}

// A person at work on a bad disk, and what has to be true of it.
class Run {
  public:
    explicit Run(unsigned seed) : random(seed), desk(full_desk()) {
        app::Step step{desk.state, {}};
        app::request_save(step);
        desk.state = std::move(step.state);
        desk.effects = std::move(step.effects);
        done.push_back(desk.state.document);
        bad.take(desk);
        answer(false);
    }

    void act() {
        desk.pause_ms = random.below(3) == 0 ? 300 : 8000;
        switch (random.below(16)) {
        case 0:
        case 1:
            desk.ask(app::Undo{});
            break;
        case 2:
            desk.ask(app::Redo{});
            break;
        case 3:
            if (random.below(4) == 0) desk.ask(app::SaveAgain{});
            break;
        case 4:
            if (random.below(4) == 0) desk.tell(app::PageHidden{});
            break;
        default:
            desk.ask(random.command(desk.state));
        }
        note();
        for (const std::uint32_t read : std::exchange(bad.reads, {}))
            desk.tell(app::FileRead{read, random.badge_text()});
        note();
    }

    void world() {
        if (random.below(3) != 0) answer(random.below(4) == 0);
        if (random.below(8) == 0)
            if (const auto waited = bad.time_passes(random)) desk.tell(*waited);
        note();
    }

    // The power is gone; the program starts on what the disk holds.
    void crash() {
        bad.lose_power(random);
        app::State state = bad.disk.load(desk.state.catalog);
        REQUIRE_FALSE(state.session.store_problem);
        REQUIRE(state.document);
        const std::size_t at = find(*state.document);
        REQUIRE_MESSAGE(at < done.size(), "what is there was never there");
        REQUIRE_MESSAGE(at >= acknowledged, "an acknowledged change is lost");
        CHECK_FALSE(state.session.notice);
        CHECK(state.keys == desk.state.keys);
        done.resize(at + 1);
        done.back() = state.document;
        acknowledged = at;
        desk.state = std::move(state);
        desk.effects.clear();
        app::Step first = app::begin_writing(desk.state, desk.stamp());
        desk.state = std::move(first.state);
        desk.effects = std::move(first.effects);
        bad.take(desk);
    }

    // Whatever is owed is written at last.
    void rest() {
        const auto waits = [&] {
            return bad.busy() || desk.save_phase() == app::SavePhase::saving ||
                   desk.save_phase() == app::SavePhase::failed;
        };
        for (int i = 0; i < 1000 && waits(); ++i) {
            if (bad.busy())
                answer(false);
            else if (const auto waited = bad.time_passes(random))
                desk.tell(*waited);
            else
                break;
            note();
        }
        REQUIRE_FALSE(waits());
        CHECK(acknowledged + 1 == done.size());
    }

    RandomCommands random;
    Desk desk;
    BadDisk bad;
    std::vector<app::DocumentPtr> done; // the document after each step, since the beginning
    std::size_t acknowledged = 0;       // the person was told that this one is saved

  private:
    void note() {
        if (desk.state.document != done.back()) done.push_back(desk.state.document);
        bad.take(desk);
    }

    void answer(bool fails) {
        const app::Journal& journal = desk.session().save.journal;
        const app::DocumentPtr under_way = journal.in_row.empty() ? nullptr : journal.in_row.back().after;
        const auto event =
            bad.answer(fails, random.below(2) == 0 ? Error{"store.failed"} : Error{"store.quota"});
        if (!event) return;
        desk.tell(*event);
        if (!fails && under_way) acknowledged = std::max(acknowledged, find(*under_way));
        if (desk.save_phase() == app::SavePhase::saved) {
            CHECK(desk.session().save.journal.owed.empty());
            acknowledged = done.size() - 1;
        }
        note();
    }

    std::size_t find(const Document& document) const {
        for (std::size_t i = done.size(); i-- > 0;)
            if (*done[i] == document) return i;
        return done.size();
    }
};

} // namespace

TEST_CASE("whatever the disk does and whenever the power goes, no acknowledged change is lost") {
    for (unsigned seed = 1; seed <= rounds(40); ++seed) {
        CAPTURE(seed);
        Run run(seed);
        for (int i = 0; i < 90; ++i) {
            run.act();
            run.world();
            if (run.random.below(18) == 0) run.crash();
        }
        run.rest();
        run.crash();
        CHECK(run.done.size() > 2);
    }
}

TEST_CASE("all is undone to the beginning and redone to the end, also over starts of the program") {
    std::size_t all = 0;
    for (unsigned seed = 1; seed <= rounds(12); ++seed) {
        CAPTURE(seed);
        Run run(seed + 1000);
        const Document first = *run.done.front();
        for (int i = 0; i < 120; ++i) {
            run.act();
            run.world();
            if (run.random.below(15) == 0) run.crash();
        }
        run.rest();
        run.crash();
        const Document last = run.desk.document();
        std::size_t steps = 0;
        for (; run.desk.ask(app::Undo{}).empty(); ++steps)
            run.world();
        all += steps;
        CHECK(words_of(run.desk.document()) == words_of(first));
        run.rest();
        run.crash();
        for (std::size_t i = 0; i < steps; ++i) {
            CAPTURE(i);
            REQUIRE(run.desk.ask(app::Redo{}) == "");
        }
        CHECK(words_of(run.desk.document()) == words_of(last));
    }
    CHECK(all > 100);
}

TEST_CASE("revisions only ever count on, whatever is undone and redone") {
    for (unsigned seed = 1; seed <= rounds(6); ++seed) {
        CAPTURE(seed);
        Run run(seed + 2000);
        std::map<Id, RecordPtr> seen;
        for (int i = 0; i < 80; ++i) {
            run.act();
            run.world();
            for (const RecordPtr& record : run.desk.document().records) {
                RecordPtr& before = seen[record->id];
                if (before && *before != *record) {
                    CHECK(record->revision > before->revision);
                    CHECK(covers(*record, *before));
                }
                before = record;
            }
        }
    }
}

TEST_CASE("with the newest index gone, the one before it and the rows hold the same") {
    unsigned compared = 0;
    for (unsigned seed = 1; seed <= rounds(10); ++seed) {
        CAPTURE(seed);
        Run run(seed + 3000);
        for (int i = 0; i < 60; ++i) {
            run.act();
            run.world();
            if (run.random.below(6) == 0) run.desk.tell(app::PageHidden{});
            StoredFiles files = run.bad.disk.files();
            if (!files.contains("index.prev.json")) continue;
            files["index.json"] = files["index.prev.json"];
            app::State state;
            state.catalog = run.desk.state.catalog;
            app::load_stored(state, files);
            REQUIRE(state.document);
            CHECK(*state.document == *run.bad.disk.load(state.catalog).document);
            ++compared;
        }
    }
    CHECK(compared > 50);
}

TEST_CASE("what cannot be read is written over by nothing") {
    Run run(1);
    for (const char* damaged : {"index.json", "keys.json"}) {
        CAPTURE(damaged);
        headless::Disk disk = run.bad.disk;
        disk.files()[damaged] += " ";
        Desk desk;
        desk.state = disk.load(desk.state.catalog);
        REQUIRE(desk.session().store_problem);
        for (int i = 0; i < 60; ++i) {
            if (!desk.state.document) {
                desk.ask(app::StartEmpty{});
                desk.ask(app::SaveAgain{});
            }
            desk.tell(app::PageHidden{});
            desk.tell(app::WriterChanged{true});
        }
        CHECK(desk.take_commits().empty());
    }
}

TEST_CASE("while the records are still being read nothing is written") {
    Run run(2);
    Desk desk = run.desk;
    desk.effects.clear();
    desk.state.session.loading = true;
    desk.tell(app::PageHidden{});
    app::Step step{desk.state, {}};
    app::request_save(step);
    CHECK(step.effects.empty());
    CHECK(desk.take_commits().empty());
}
