// The lock as the program goes through it: set, opened, left, removed, and forgotten.
#include "app/lock.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string good = "stones by the river";

app::Dialog dialog_about(app::DialogKind kind) {
    app::Dialog dialog;
    dialog.kind = kind;
    return dialog;
}

// One that has asked for a lock; the effect that sets it.
app::ChangeVault asked_for_lock(Desk& desk) {
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::set_lock)});
    desk.must(app::AgreeInDialog{true});
    desk.must(app::SetLock{good, good});
    const auto effects = desk.take_effects<app::ChangeVault>();
    REQUIRE(effects.size() == 1);
    return effects[0];
}

Desk locked_desk() {
    Desk desk;
    desk.state.session.locked = true;
    desk.state.session.vault = true;
    return desk;
}

Desk desk_with_lock() {
    Desk desk = Desk::started();
    desk.tell(app::LockChanged{asked_for_lock(desk).effect, true});
    desk.finish_saves();
    desk.effects.clear();
    return desk;
}

std::uint32_t try_passphrase(Desk& desk, const std::string& passphrase) {
    desk.must(app::Unlock{passphrase});
    const auto effects = desk.take_effects<app::OpenVault>();
    REQUIRE(effects.size() == 1);
    CHECK(effects[0].passphrase == passphrase);
    return effects[0].effect;
}

} // namespace

TEST_CASE(
    "a lock is set only after the person agreed, with a passphrase that is long enough and typed twice") {
    Desk desk = Desk::started();
    CHECK(desk.ask(app::SetLock{good, good}) == "lock.agree");
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::set_lock)});
    CHECK(desk.ask(app::SetLock{good, good}) == "lock.agree");
    desk.must(app::AgreeInDialog{true});
    CHECK(desk.ask(app::SetLock{"seven77", "seven77"}) == "lock.short");
    CHECK(desk.ask(app::SetLock{"żółćżół", "żółćżół"}) == "lock.short"); // seven, in more bytes
    CHECK(desk.ask(app::SetLock{good, good + " "}) == "lock.differs");
    CHECK(desk.ask(app::SetLock{std::string(1025, 'a'), std::string(1025, 'a')}) == "lock.long");
    CHECK(desk.take_effects<app::ChangeVault>().empty());
    desk.must(app::SetLock{good, good});
    CHECK(desk.ask(app::SetLock{good, good}) == "lock.busy");
    const auto effects = desk.take_effects<app::ChangeVault>();
    REQUIRE(effects.size() == 1);
    desk.tell(app::Progressed{effects[0].effect, 30, 100});
    CHECK(desk.session().lock_done == 30);
    CHECK(desk.session().lock_total == 100);
    CHECK_FALSE(desk.session().vault);
    desk.tell(app::LockChanged{effects[0].effect, true});
    CHECK(desk.session().vault);
    CHECK_FALSE(desk.session().dialog);
    CHECK(desk.notice().contains("encrypted"));
    CHECK(desk.state.notes.idle_minutes == app::usual_idle);
    const auto watches = desk.take_effects<app::WatchIdle>();
    REQUIRE_FALSE(watches.empty());
    CHECK(watches.back().ms == app::usual_idle * 60'000);
}

TEST_CASE("where the lock cannot be set, there is none and the person is told") {
    Desk desk = Desk::started();
    desk.tell(app::KeepFailed{asked_for_lock(desk).effect, {"lock.failed"}});
    CHECK_FALSE(desk.session().vault);
    CHECK(desk.session().locking == 0);
    CHECK(desk.notice().contains("as it was before"));
}

TEST_CASE("where some evidence could not be encrypted there is a lock, and the words say what is open") {
    Desk desk = Desk::started();
    desk.tell(app::KeepFailed{asked_for_lock(desk).effect, {"lock.evidence"}});
    CHECK(desk.session().vault);
    CHECK(desk.notice().contains("not all of your evidence"));
}

TEST_CASE("while it is locked nothing can be asked for but what opens it or begins anew") {
    Desk desk = locked_desk();
    CHECK(desk.ask(app::StartEmpty{}) == "lock.locked");
    CHECK(desk.ask(app::OpenSample{}) == "lock.locked");
    CHECK(desk.ask(app::ImportPortfolio{{1, "portfolio.zip"}}) == "lock.locked");
    CHECK(desk.ask(app::ExportPortfolio{}) == "lock.locked");
    CHECK(desk.ask(app::SetName{"Somebody"}) == "lock.locked");
    CHECK(desk.ask(app::OpenDialog{dialog_about(app::DialogKind::export_portfolio)}) == "lock.locked");
    CHECK(desk.ask(app::LockNow{}) == "lock.locked");
    desk.must(app::TypeHere{good});
    desk.must(app::ShowPassphrase{true});
    CHECK(desk.effects.empty());
}

TEST_CASE("each wrong passphrase makes the next wait longer, and the right one opens") {
    Desk desk = locked_desk();
    const std::int64_t expected[] = {1000, 2000, 4000, 8000, 16'000, 30'000, 30'000};
    for (const std::int64_t ms : expected) {
        desk.tell(app::KeepFailed{try_passphrase(desk, "wrong one"), {"lock.wrong"}});
        REQUIRE(desk.session().lock_error);
        CHECK(desk.session().lock_error->code == "lock.wrong");
        const auto waits = desk.take_effects<app::Wait>();
        REQUIRE(waits.size() == 1);
        CHECK(waits[0].ms == ms);
        CHECK(desk.ask(app::Unlock{good}) == "lock.busy");
        desk.tell(app::Waited{waits[0].effect});
    }
    const std::uint32_t effect = try_passphrase(desk, good);
    CHECK_FALSE(desk.session().lock_error);
    desk.tell(app::Unlocked{effect + 100}); // nobody asked for that
    CHECK(desk.session().locked);
    desk.tell(app::Unlocked{effect});
    CHECK_FALSE(desk.session().locked);
    CHECK(desk.session().vault);
    CHECK(desk.session().lock_tries == 0);
    CHECK(desk.session().typed_here.empty());
}

TEST_CASE("a damaged lock says so and costs no wait") {
    Desk desk = locked_desk();
    desk.tell(app::KeepFailed{try_passphrase(desk, good), {"lock.damaged"}});
    CHECK(desk.take_effects<app::Wait>().empty());
    CHECK(desk.session().lock_error->code == "lock.damaged");
    try_passphrase(desk, good);
}

TEST_CASE("a page is locked by hand and by itself, but not while words are unsaved") {
    Desk desk = desk_with_lock();
    desk.must(app::LockNow{});
    CHECK(desk.take_effects<app::LockPage>().size() == 1);
    desk.tell(app::IdleEnded{});
    CHECK(desk.take_effects<app::LockPage>().size() == 1);
    desk.state.session.save.phase = app::SavePhase::failed;
    CHECK(desk.ask(app::LockNow{}) == "lock.unsaved");
    desk.tell(app::IdleEnded{});
    CHECK(desk.take_effects<app::LockPage>().empty());
    CHECK(desk.notice().contains("stays open"));
    CHECK(desk.take_effects<app::WatchIdle>().size() == 1);
    Desk without = Desk::started();
    CHECK(without.ask(app::LockNow{}) == "lock.none");
    without.tell(app::IdleEnded{});
    CHECK(without.take_effects<app::LockPage>().empty());
}

TEST_CASE("a page that only shows the portfolio can be locked and unlocked too") {
    Desk desk = desk_with_lock();
    desk.tell(app::WriterChanged{false});
    desk.must(app::LockNow{});
    CHECK(desk.take_effects<app::LockPage>().size() == 1);
    CHECK(desk.ask(app::RemoveLock{good}) == "store.readOnly");
    Desk locked = locked_desk();
    locked.state.session.writer = false;
    try_passphrase(locked, good);
}

TEST_CASE("how long nobody may touch anything is one of a few times, kept beside the portfolio") {
    Desk desk = desk_with_lock();
    for (const int minutes : app::idle_choices) {
        desk.must(app::SetIdle{minutes});
        CHECK(desk.state.notes.idle_minutes == minutes);
        const auto watches = desk.take_effects<app::WatchIdle>();
        REQUIRE(watches.size() == 1);
        CHECK(watches[0].ms == minutes * 60'000);
    }
    CHECK(desk.ask(app::SetIdle{7}) == "lock.idle");
    CHECK(desk.ask(app::SetIdle{-5}) == "lock.idle");
}

TEST_CASE("the lock is removed by its passphrase alone") {
    Desk desk = desk_with_lock();
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::remove_lock)});
    desk.must(app::RemoveLock{"wrong one"});
    auto effects = desk.take_effects<app::ChangeVault>();
    REQUIRE(effects.size() == 1);
    CHECK(effects[0].passphrase.empty());
    CHECK(effects[0].present == "wrong one");
    desk.tell(app::KeepFailed{effects[0].effect, {"lock.wrong"}});
    CHECK(desk.session().lock_error->code == "lock.notPresent");
    CHECK(desk.session().vault);
    CHECK(desk.session().dialog);
    desk.tell(app::Waited{desk.take_effects<app::Wait>().at(0).effect});
    desk.must(app::RemoveLock{good});
    effects = desk.take_effects<app::ChangeVault>();
    REQUIRE(effects.size() == 1);
    desk.tell(app::LockChanged{effects[0].effect, false});
    CHECK_FALSE(desk.session().vault);
    CHECK(desk.take_effects<app::WatchIdle>().back().ms == 0);
    CHECK(desk.ask(app::RemoveLock{good}) == "lock.none");
}

TEST_CASE("another passphrase is set by the present one alone, and a wrong one costs the wait of unlocking") {
    Desk desk = desk_with_lock();
    const std::string next = "another river";
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::set_lock)});
    desk.must(app::AgreeInDialog{true});
    desk.must(app::TypeInDialog{"wrong one", app::DialogField::present});
    desk.must(app::TypeInDialog{next, app::DialogField::again});
    CHECK(desk.session().dialog->present == "wrong one");
    CHECK(desk.session().dialog->again == next);
    CHECK(desk.ask(app::SetLock{next, next}) == "lock.noPresent");
    for (const std::int64_t ms : {1000, 2000}) {
        desk.must(app::SetLock{next, next, "wrong one"});
        const auto effects = desk.take_effects<app::ChangeVault>();
        REQUIRE(effects.size() == 1);
        CHECK(effects[0].passphrase == next);
        CHECK(effects[0].present == "wrong one");
        desk.tell(app::KeepFailed{effects[0].effect, {"lock.wrong"}});
        REQUIRE(desk.session().lock_error);
        CHECK(desk.session().lock_error->code == "lock.notPresent");
        CHECK(desk.session().dialog);
        const auto waits = desk.take_effects<app::Wait>();
        REQUIRE(waits.size() == 1);
        CHECK(waits[0].ms == ms);
        CHECK(desk.session().lock_wait == ms);
        CHECK(desk.ask(app::SetLock{next, next, good}) == "lock.busy");
        desk.tell(app::Waited{waits[0].effect});
        CHECK(desk.session().lock_wait == 0);
    }
    desk.must(app::CloseDialog{});
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::set_lock)});
    CHECK_FALSE(desk.session().lock_error);
    desk.must(app::AgreeInDialog{true});
    desk.must(app::SetLock{next, next, good});
    desk.tell(app::LockChanged{desk.take_effects<app::ChangeVault>().at(0).effect, true});
    CHECK(desk.notice().contains("new passphrase counts"));
    CHECK_FALSE(desk.session().dialog);
    CHECK(desk.session().lock_tries == 0);
}

TEST_CASE("how many wrong passphrases there were is noted with the time alone, and the right one clears it") {
    Desk desk = locked_desk();
    for (std::uint32_t count = 1; count <= 3; ++count) {
        desk.tell(app::KeepFailed{try_passphrase(desk, "wrong one"), {"lock.wrong"}});
        const auto noted = desk.take_effects<app::NoteTries>();
        REQUIRE(noted.size() == 1);
        CHECK(noted[0].count == count);
        CHECK(noted[0].at == desk.now);
        desk.tell(app::Waited{desk.take_effects<app::Wait>().at(0).effect});
    }
    desk.tell(app::Unlocked{try_passphrase(desk, good)});
    const auto cleared = desk.take_effects<app::NoteTries>();
    REQUIRE(cleared.size() == 1);
    CHECK(cleared[0].count == 0);
}

TEST_CASE("what was noted of wrong passphrases makes the next start wait for what is left of it") {
    const auto start = [](std::uint32_t count, std::int64_t ago) {
        Desk desk = locked_desk();
        desk.pause_ms = 0;
        desk.tell(app::TriesNoted{count, {desk.now.ms - ago}});
        return desk;
    };
    Desk desk = start(5, 10'000);
    auto waits = desk.take_effects<app::Wait>();
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].ms == 6000);
    CHECK(desk.ask(app::Unlock{good}) == "lock.busy");
    desk.tell(app::Waited{waits[0].effect});
    // The count goes on where it was.
    desk.tell(app::KeepFailed{try_passphrase(desk, "wrong one"), {"lock.wrong"}});
    CHECK(desk.take_effects<app::Wait>().at(0).ms == 30'000);
    // Another tab unlocked meanwhile.
    desk.tell(app::TriesNoted{});
    CHECK(desk.session().lock_tries == 0);

    CHECK(start(5, 16'000).take_effects<app::Wait>().empty());
    CHECK(start(0, 0).take_effects<app::Wait>().empty());
    // The clock was set back by years, and the count is as large as it can be.
    waits = start(UINT32_MAX, -std::int64_t{100'000} * 24 * 3'600'000).take_effects<app::Wait>();
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].ms == 30'000);
    // Where there is no lock there is nothing to wait for.
    Desk without = Desk::started();
    without.tell(app::TriesNoted{5, without.now});
    CHECK(without.take_effects<app::Wait>().empty());
    CHECK(without.session().locking == 0);
}

TEST_CASE("waiting for the next try keeps nobody from locking the page") {
    Desk desk = desk_with_lock();
    desk.tell(app::TriesNoted{5, desk.now});
    CHECK(desk.session().lock_wait > 0);
    desk.must(app::LockNow{});
    CHECK(desk.take_effects<app::LockPage>().size() == 1);
    desk.tell(app::IdleEnded{});
    CHECK(desk.take_effects<app::LockPage>().size() == 1);
}

TEST_CASE("without the passphrase one can only delete everything, by the word") {
    Desk desk = locked_desk();
    desk.must(app::OpenDialog{dialog_about(app::DialogKind::start_over)});
    CHECK(desk.ask(app::StartOver{"yes"}) == "erase.word");
    CHECK(desk.take_effects<app::Erase>().empty());
    desk.must(app::StartOver{"delete"});
    const auto erases = desk.take_effects<app::Erase>();
    REQUIRE(erases.size() == 1);
    desk.tell(app::Erased{erases[0].effect});
    CHECK_FALSE(desk.session().locked);
    CHECK_FALSE(desk.session().vault);
    desk.must(app::StartEmpty{});
}
