// Input, frames and effects of the program as the page drives it.
#include "support/look.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;
using ui::ActionKind;

namespace {

const std::string title_label = "Title";

struct OpenRecord {
    Desk desk = Desk::started();
    Id id = desk.meeting();
    Headless page{(desk.finish_saves(), desk.state)};

    OpenRecord() { page.visit("#/evidence/" + id); }
    std::string title() const {
        const auto& fields = find_record(*page.state().document, id)->fields;
        return fields.contains("title") ? std::get<std::string>(fields.at("title")) : "";
    }
    std::uint32_t node(Role role, const std::string& name) const {
        const auto found = page.find(role, name);
        REQUIRE_MESSAGE(found.has_value(), name);
        return found->id;
    }
};

} // namespace

TEST_CASE("words typed before the click that leaves the screen are kept") {
    OpenRecord open;
    open.page.act(open.node(Role::text_field, title_label), ActionKind::text, 0, "Typed just before");
    open.page.act(open.node(Role::link, words("nav.path")), ActionKind::activate);
    open.page.program().post(app::Event(app::RouteChanged{{app::Screen::path, ""}}));
    open.page.settle();
    CHECK(open.page.state().session.route.screen == app::Screen::path);
    CHECK(open.title() == "Typed just before");
}

TEST_CASE("words typed before the record goes to the trash are kept") {
    OpenRecord open;
    open.page.act(open.node(Role::text_field, title_label), ActionKind::text, 0, "Typed just before");
    open.page.act(open.node(Role::button, words("record.delete")), ActionKind::activate);
    open.page.settle();
    CHECK(open.title() == "Typed just before");
    CHECK(find_record(*open.page.state().document, open.id)->trashed.has_value());
}

TEST_CASE("undo takes back the words that were typed just before it") {
    OpenRecord open;
    const std::string before = open.title();
    open.page.act(open.node(Role::text_field, title_label), ActionKind::text, 0, "Typed just before");
    const std::string name = words("undo.named", {{"change", words("change.record")}});
    open.page.act(open.node(Role::button, name), ActionKind::activate);
    open.page.settle();
    CHECK(open.title() == before);
    CHECK(open.page.state().history.redoable() != nullptr);
}

TEST_CASE("two presses in one moment are two presses") {
    OpenRecord open;
    const std::uint32_t add = open.node(Role::button, "Add a person");
    open.page.act(add, ActionKind::activate);
    open.page.act(add, ActionKind::activate);
    open.page.settle();
    CHECK(open.desk.rows(open.id, "people").size() == 1);
    const auto& fields = find_record(*open.page.state().document, open.id)->fields;
    CHECK(std::get<std::vector<Row>>(fields.at("people")).size() == 3);
}

TEST_CASE("a button keeps its identity while what it would take back changes") {
    OpenRecord open;
    const auto undo_id = [&] {
        for (const Found& node : open.page.all(Role::button))
            if (node.spoken().starts_with(words("undo.short"))) return node.id;
        return 0U;
    };
    const std::uint32_t before = undo_id();
    REQUIRE(before != 0);
    open.page.press(words("undo.named", {{"change", words("change.record")}}));
    CHECK(undo_id() == before);
    open.page.visit("#/settings");
    open.page.type(words("settings.name"), "A");
    CHECK(undo_id() == before);
}

TEST_CASE("an action on an element that is gone does nothing, now and later") {
    OpenRecord open;
    const std::uint32_t trash = open.node(Role::button, words("record.delete"));
    open.page.visit("#/path");
    open.page.act(trash, ActionKind::activate);
    open.page.settle();
    open.page.visit("#/evidence/" + open.id);
    CHECK_FALSE(find_record(*open.page.state().document, open.id)->trashed);
}

TEST_CASE("an action of a kind that the element does not have does nothing") {
    OpenRecord open;
    const Document before = *open.page.state().document;
    const std::uint32_t field = open.node(Role::text_field, title_label);
    for (const ActionKind kind : {ActionKind::activate, ActionKind::check, ActionKind::choose,
                                  ActionKind::files, ActionKind::cancel}) {
        open.page.act(field, kind, 1, "x");
        open.page.settle();
    }
    CHECK(*open.page.state().document == before);
}

TEST_CASE("while nothing moves nobody asks for a frame, and frames change nothing") {
    OpenRecord open;
    for (const std::string address : {"#/path", "#/evidence", "#/evidence/new", "#/submit", "#/settings",
                                      "#/trash", "#/path/L1.G1.meeting"}) {
        CAPTURE(address);
        open.page.visit(address);
        const std::uint32_t generation = open.page.program().tree().generation();
        for (int i = 0; i < 5; ++i) {
            open.page.frame();
            CHECK(open.page.program().next_frame_ms() < 0);
            CHECK(open.page.program().take_effects().empty());
        }
        CHECK(open.page.program().tree().generation() == generation);
    }
}

TEST_CASE("a stone that fills asks for frames until it is full, and for none under reduced motion") {
    for (const bool reduced : {false, true}) {
        CAPTURE(reduced);
        OpenRecord open;
        open.page.program().post(app::Event(app::MotionChanged{reduced}));
        open.page.visit("#/path");
        open.page.program().post(app::Command(app::ClaimCriterion{open.id, "L1.G1.meeting"}));
        open.page.frame();
        CHECK((open.page.program().next_frame_ms() >= 0) == !reduced);
        const int frames = open.page.settle();
        CHECK((frames > 5) == !reduced);
        CHECK(open.page.program().next_frame_ms() < 0);
    }
}

TEST_CASE("scrolling moves the canvas and no element") {
    OpenRecord open;
    const Found main = open.page.all(Role::main)[0];
    const std::uint32_t generation = open.page.program().tree().generation();
    for (const float top : {10.0F, 333.3F, 5000.0F, -20.0F, 0.0F}) {
        open.page.program().scroll(main.id, top);
        open.page.frame();
        open.page.frame();
        CHECK(open.page.program().tree().generation() == generation);
    }
}

TEST_CASE("a content that is longer than its window says how long it is") {
    OpenRecord open;
    open.page.resize(360, 640);
    const Found main = open.page.all(Role::main)[0];
    float bottom = 0;
    const Screen screen(open.page);
    for (const Found& node : screen.nodes)
        if (screen.is_below(node, main.id))
            bottom = std::max(bottom, node.box.y + node.box.height - main.box.y);
    CHECK(bottom > main.box.height);
    CHECK(main.number >= bottom);
    CHECK(main.number < bottom + 200);
}

TEST_CASE("what another tab wrote is shown, with its past in place of this one's") {
    OpenRecord open;
    app::State other = open.desk.state;
    other.history = {};
    Document document = *other.document;
    document.profile.name = "Written elsewhere";
    other.document = std::make_shared<const Document>(document);
    other.history = {};
    open.page.program().reload(other);
    open.page.visit("#/settings");
    CHECK(open.page.find(Role::text_field, words("settings.name"))->value == "Written elsewhere");
    CHECK(open.page.state().history.undoable() == nullptr);
}

TEST_CASE("stored badges count from the first frame, and so do those that another tab wrote") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1.json");
    app::State stored = desk.state;
    stored.held = nullptr;
    Desk other = Desk::sample_learner();
    {
        const Headless page(stored);
        REQUIRE(app::held_badges(page.state()).size() == 1);
        CHECK(app::held_badges(page.state())[0].earned);
    }
    Headless reader(other.state);
    CHECK(app::held_badges(reader.state()).empty());
    reader.program().reload(stored);
    REQUIRE(app::held_badges(reader.state()).size() == 1);
    CHECK(app::held_badges(reader.state())[0].earned);
}

TEST_CASE("a tab that only shows has no control that changes the portfolio") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    const Id trashed = desk.record("event.attendance");
    desk.must(app::TrashRecord{trashed});
    desk.tell(app::WriterChanged{false});
    Headless page(desk.state);
    // To look for something, to take a copy or check one, to become the tab that writes, and how the page
    // looks here change nothing of the portfolio.
    const std::set<std::string> only_look{
        words("settings.plain"),   words("action.search"), words("action.exportAll"),
        words("find.words"),       words("find.type"),     words("find.state"),
        words("newRecord.filter"), words("tabs.edit"),     words("backup.check")};
    for (const std::string address : {"#/path", "#/path/L1.G1.meeting", "#/evidence", "#/evidence/new",
                                      "#/submit", "#/settings", "#/trash"}) {
        CAPTURE(address);
        page.visit(address);
        for (const Found& node : page.nodes())
            if (headless::is_interactive(node.role) && node.role != Role::link &&
                node.role != Role::document && !only_look.contains(node.name)) {
                CAPTURE(describe(node));
                CHECK((node.is(semantics::disabled) || node.is(semantics::read_only)));
            }
    }
    page.visit("#/evidence/" + id);
    CHECK(page.find(Role::text_field, title_label)->is(semantics::disabled));
}

TEST_CASE("what is kept to check with counts again once a locked portfolio was opened") {
    Desk desk = Desk::sample_learner();
    desk.add_badge("level-1.json");
    desk.finish_saves();
    const app::State whole = desk.state;
    app::State locked;
    locked.catalog = whole.catalog;
    Headless page(locked);
    app::State stored = whole;
    stored.notes.trust = {{"issuers.json", campus_list(), desk.now}};
    page.program().reload(stored);
    REQUIRE(page.state().trust);
    CHECK(page.state().session.checking->trust.size() == 1);
    CHECK(app::held_badges(page.state()).at(0).check.state == CheckState::good_as_of);
    // Another tab wrote, and keeps it no longer.
    page.program().reload(whole);
    CHECK(page.state().trust == nullptr);
    CHECK(app::held_badges(page.state()).at(0).check.state == CheckState::issuer_unknown);
}

TEST_CASE("a held badge by P-256 is asked about at the start, and where it was read again") {
    Desk desk = Desk::sample_learner();
    desk.pick_badge("ecdsa-jcs.json", sample_file("tokens", "ecdsa-jcs.json"));
    for (const auto& asked : desk.take_effects<app::AnswerSignatures>())
        desk.tell(app::SignaturesAnswered{asked.effect, {}});
    desk.finish_saves();
    app::State stored = desk.state;
    stored.session.asked.clear();
    CHECK(Headless(stored).state().session.asked.size() == 1);

    app::State empty;
    empty.catalog = stored.catalog;
    Headless page(empty);
    std::size_t questions = 0;
    page.answer_signatures = [&](const std::vector<SignatureQuestion>& asked) {
        questions += asked.size();
        return SignatureAnswers{{id_of(asked.at(0)), true}};
    };
    page.program().reload(stored);
    page.settle();
    CHECK(questions == 1);
    CHECK(app::held_badges(page.state()).at(0).check.signature == SignatureVerdict::valid);
}
