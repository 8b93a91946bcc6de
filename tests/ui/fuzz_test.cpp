// A person who presses, types and drops anything anywhere.
#include "core/store/codec.hpp"
#include "support/page_checks.hpp"
#include "support/random_commands.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;
using ui::ActionKind;

namespace {

constexpr int steps = 2500; // a portfolio

void random_action(Headless& page, RandomCommands& random) {
    const std::vector<Found> nodes = page.nodes();
    const Found& node = random.one_of(nodes);
    const auto kind = static_cast<ActionKind>(random.below(8));
    if (random.below(8) == 0)
        return page.act(random.below(5) == 0 ? random.below(1000) : node.id, kind, random.below(3),
                        random.text());
    switch (node.role) {
    case Role::text_field:
    case Role::text_area:
    case Role::date_field:
        return page.act(node.id, ActionKind::text, 0, random.text());
    case Role::choice: {
        const auto [first, last] = node.extras.equal_range("option");
        std::vector<std::string> values{random.text()};
        for (auto one = first; one != last; ++one)
            values.push_back(one->second.substr(0, one->second.find('\x1d')));
        return page.act(node.id, ActionKind::choose, 0, random.one_of(values));
    }
    case Role::checkbox:
        return page.act(node.id, ActionKind::check, random.below(2));
    case Role::file_drop:
        return page.act(node.id, ActionKind::files, 0,
                        random.one_of<std::string>({"", "[]", "{", "[{\"handle\":1,\"name\":\"a.txt\"}]",
                                                    "[{\"handle\":-1,\"name\":7}]", "[null]"}));
    case Role::dialog:
        return page.act(node.id, ActionKind::cancel);
    case Role::link:
        page.act(node.id, ActionKind::activate);
        if (node.value.starts_with("#"))
            page.program().post(app::Event(app::RouteChanged{app::parse_route(node.value)}));
        return;
    default:
        return page.act(node.id, ActionKind::activate);
    }
}

void check_document(const Headless& page) {
    if (!page.state().document) return;
    const auto stored = decode_document(encode_document(*page.state().document, 1));
    REQUIRE_MESSAGE(stored.has_value(), stored.error().code, " ", stored.error().where);
    REQUIRE(stored->document == *page.state().document);
}

} // namespace

TEST_CASE("whatever a person does, nothing breaks and the portfolio can be stored") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        RandomCommands random(seed);
        Desk desk;
        if (seed != 1) desk = Desk::started();
        if (seed == 3) {
            desk = Desk::sample_learner();
            desk.meet_level_one();
            for (const char* name : {"level-1.json", "level-1-other-id.json", "level-1-rdfc-only.json"})
                desk.add_badge(name);
        }
        desk.finish_saves();
        float width = 1440;
        Headless page(desk.state);
        page.blobs = desk.blobs;
        for (int step = 0; step < steps; ++step) {
            CAPTURE(step);
            for (unsigned more = random.below(3) + 1; more > 0; --more)
                random_action(page, random);
            switch (random.below(60)) {
            case 0:
                width = random.one_of<float>({320, 360, 768, 1440});
                page.resize(width, 700);
                break;
            case 1:
                page.save_error = random.below(2) == 0 ? std::optional<Error>{} : Error{"store.quota"};
                break;
            case 2:
                page.program().post(app::Event(app::ThemeChanged{random.below(2) == 0}));
                break;
            case 3:
                page.program().post(app::Command(app::Undo{}));
                break;
            case 4:
                page.program().post(app::Command(app::Redo{}));
                break;
            case 5:
                page.visit("#/" +
                           random.one_of<std::string>({"path", "evidence", "evidence/new", "submit", "badges",
                                                       "settings", "trash", "path/L1", "x"}));
                break;
            case 6:
                page.program().post(app::Event(app::WriterChanged{random.below(3) != 0}));
                break;
            case 7:
            case 8:
                page.files["badge.json"] = {random.badge_text(), "application/json"};
                page.visit("#/badges");
                page.drop(words("badges.add"), {"badge.json"});
                break;
            default:
                break;
            }
            page.settle();
            const auto faults = faults_of(page, width);
            REQUIRE_MESSAGE(faults.empty(), faults.front());
            if (step % 50 == 0) check_document(page);
        }
        check_document(page);
    }
}
