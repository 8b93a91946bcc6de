// What holds of every command there is: a new one joins by itself, and does not compile before it is
// described.
#include "core/store/codec.hpp"
#include "support/desk.hpp"
#include "support/every_command.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

// The world answers what commands ask of it.
void answer(Desk& desk, EveryCommand& random) {
    for (const app::ReadFile& read : desk.take_effects<app::ReadFile>())
        desk.tell(app::FileRead{read.effect, random.badge_text()});
    for (const app::StoreFile& store : desk.take_effects<app::StoreFile>())
        desk.tell(app::FileStored{store.effect, Desk::file_of("a.txt", random.text(), "image/png")});
}

// A learner's desk with some of everything.
Desk full_desk() {
    Desk desk = Desk::sample_learner();
    desk.meet_level_one();
    for (const char* name : {"level-1.json", "level-1-other-id.json"})
        desk.add_badge(name);
    const Id gone = desk.record("event.attendance");
    desk.must(app::TrashRecord{gone});
    const Id id = desk.document().records.front()->id;
    desk.must(app::LinkRecord{id, desk.document().records[1]->id});
    desk.must(app::SetTags{id, {"summer"}});
    desk.must(app::AddEmail{"learner@example.org"});
    desk.ask(app::AddContact{});
    for (const Claim& claim : desk.document().claims)
        desk.ask(app::ShowOnWall{claim.id, true});
    return desk;
}

// Commands after which there is another document and none to go back to, or that undo is made of.
bool has_no_undo(const app::Command& command) {
    return std::holds_alternative<app::Undo>(command) || std::holds_alternative<app::Redo>(command) ||
           std::holds_alternative<app::DeleteEverything>(command) ||
           std::holds_alternative<app::ConfirmImport>(command) ||
           std::holds_alternative<app::OpenSample>(command);
}

template <class... Cs>
std::set<std::size_t> indices() {
    return {app::Command(Cs{}).index()...};
}

// Those that change the document by themselves or by what the world answers.
const std::set<std::size_t>& changing() {
    using namespace app;
    static const std::set<std::size_t> all =
        indices<SetName, SetTheme, SetRevision, AddContact, SetContact, RemoveContact, LinkRecord,
                UnlinkRecord, SetTags, ShowOnWall, MoveOnWall, SetWallTitle, SetWallAbout, SetWallAddress,
                SetWallName, CreateRecord, SetField, SetCell, AddRow, RemoveRow, AddEmail, RemoveEmail,
                AddBadges, PasteBadge, MatchBadge, RemoveBadge, AddFiles, RemoveFile, SetAlt, TrashRecord,
                RestoreRecord, DeleteForever, EmptyTrash, AttachRecord, DetachRecord, ClaimCriterion,
                WithdrawClaim>();
    return all;
}

} // namespace

TEST_CASE("a command of every kind is undone to the document before it and redone to the one after it") {
    const Desk desk = full_desk();
    std::set<std::size_t> changed;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        EveryCommand random(seed);
        Desk wandered = desk;
        for (int steps = 20 * (static_cast<int>(seed) - 1); steps > 0; --steps) {
            wandered.ask(random.command(wandered.state));
            answer(wandered, random);
        }
        for (std::size_t kind = 0; kind < EveryCommand::kinds; ++kind)
            for (int attempt = 0; attempt < 12; ++attempt) {
                const app::Command command = random.of_kind(kind, wandered.state);
                REQUIRE(command.index() == kind);
                if (has_no_undo(command)) continue;
                CAPTURE(seed);
                CAPTURE(kind);
                Desk run = wandered;
                const Document before = run.document();
                if (!run.ask(command).empty()) {
                    CHECK(run.document() == before);
                    continue;
                }
                answer(run, random);
                if (run.document() == before) continue;
                changed.insert(kind);
                const Document after = run.document();
                run.must(app::Undo{});
                CHECK(words_of(run.document()) == words_of(before));
                run.must(app::Redo{});
                CHECK(words_of(run.document()) == words_of(after));
            }
    }
    CHECK(changed == changing());
}

TEST_CASE("after any sequence of commands of every kind all is undone, redone, and stored without loss") {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        EveryCommand random(seed);
        Desk run = full_desk();
        run.state.history = {};
        const Document first = run.document();
        for (int i = 0; i < 200; ++i) {
            run.pause_ms = random.below(3) == 0 ? 300 : 8000;
            const app::Command command = random.of_kind(random.below(EveryCommand::kinds), run.state);
            if (has_no_undo(command)) continue;
            run.ask(command);
            answer(run, random);
        }
        const Document last = run.document();
        const auto stored = decode_document(encode_document(last, 1));
        REQUIRE_MESSAGE(stored.has_value(), stored.error().code, " ", stored.error().where);
        CHECK(stored->document == last);
        std::size_t steps = 0;
        while (run.ask(app::Undo{}).empty())
            ++steps;
        CHECK(steps > 20);
        CHECK(words_of(run.document()) == words_of(first));
        for (std::size_t i = 0; i < steps; ++i)
            run.must(app::Redo{});
        CHECK(run.ask(app::Redo{}) == "redo.nothing");
        CHECK(words_of(run.document()) == words_of(last));
    }
}
