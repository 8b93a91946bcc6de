#include "app/actions.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

// Portfolios that between them enable every action.
std::vector<Desk> desks() {
    std::vector<Desk> all;
    all.push_back(Desk::started());
    Desk ready = Desk::started();
    ready.meet_level_one();
    ready.must(app::ShowOnWall{ready.document().claims.front().id, true});
    ready.must(app::Undo{});
    ready.must(app::Redo{});
    ready.must(app::SetName{"A"});
    ready.must(app::Undo{});
    ready.finish_saves();
    all.push_back(ready);
    Desk sample = Desk::started();
    Document document = sample.document();
    document.sample = true;
    sample.state.document = std::make_shared<const Document>(document);
    all.push_back(sample);
    Desk with_lock = Desk::started();
    with_lock.state.session.vault = true;
    all.push_back(with_lock);
    return all;
}

// The one combination or several of an action, apart.
std::vector<std::string> combinations(std::string_view keys) {
    std::vector<std::string> all(1);
    for (const char c : keys)
        c == ' ' ? void(all.emplace_back()) : void(all.back() += c);
    if (all.back().empty()) all.pop_back();
    return all;
}

} // namespace

TEST_CASE("every action has an id of its own, words and an icon that is drawn") {
    std::set<std::string_view> ids;
    for (const app::Action& action : app::actions()) {
        CAPTURE(action.id);
        CHECK(ids.insert(action.id).second);
        CHECK(shipped_catalog()->strings.contains(std::string(action.label)));
        CHECK(shipped_catalog()->icons.contains(action.icon));
        CHECK(app::find_action(action.id) == &action);
    }
    CHECK(app::find_action("nothing") == nullptr);
}

TEST_CASE("no two actions have the same keys, and all keys are held with Control or Alt") {
    std::set<std::string> taken;
    for (const app::Action& action : app::actions())
        for (const std::string& keys : combinations(action.keys)) {
            CAPTURE(keys);
            CHECK(taken.insert(keys).second);
            CHECK((keys.starts_with("Control+") || keys.starts_with("Alt+")));
            CHECK(app::action_for_keys(keys) == &action);
        }
    CHECK(app::action_for_keys("control+shift+z") == app::find_action("redo"));
    CHECK(app::action_for_keys("control+y") == app::find_action("redo"));
    for (const char* keys : {"", "z", "Control", "Control+Shift+Z Control+Y", "Control+Q"})
        CHECK(app::action_for_keys(keys) == nullptr);
}

TEST_CASE("nothing can be done from the table before a portfolio is started") {
    Desk desk;
    for (const app::Action& action : app::actions())
        CHECK_FALSE(action.enabled(desk.state));
}

TEST_CASE("every action is enabled somewhere, and what is enabled is not refused") {
    std::set<std::string_view> enabled;
    for (const Desk& desk : desks())
        for (const app::Action& action : app::actions()) {
            if (!action.enabled(desk.state)) continue;
            CAPTURE(action.id);
            enabled.insert(action.id);
            Desk run = desk;
            CHECK(run.ask(action.command(run.state)) == "");
        }
    for (const app::Action& action : app::actions()) {
        CAPTURE(action.id);
        CHECK(enabled.contains(action.id));
    }
}

TEST_CASE("what an action changes in the document, one undo takes back and one redo brings again") {
    for (const Desk& desk : desks())
        for (const app::Action& action : app::actions()) {
            if (!action.enabled(desk.state) || action.id == "undo" || action.id == "redo") continue;
            CAPTURE(action.id);
            Desk run = desk;
            const Document before = run.document();
            run.must(action.command(run.state));
            if (run.document() == before) continue;
            const Document after = run.document();
            run.must(app::Undo{});
            CHECK(words_of(run.document()) == words_of(before));
            run.must(app::Redo{});
            CHECK(words_of(run.document()) == words_of(after));
        }
}

TEST_CASE("where another tab writes, only what changes nothing is enabled") {
    for (Desk desk : desks()) {
        desk.tell(app::WriterChanged{false});
        for (const app::Action& action : app::actions()) {
            if (!action.enabled(desk.state) || action.id == "save") continue;
            CAPTURE(action.id);
            CHECK(desk.ask(action.command(desk.state)) == "");
        }
    }
}
