// Every file of tests/data/invalid, as a person meets it on the page: told in words, and nothing changed. The
// command's answers for the same rows: tests/core.
#include "app/load.hpp"
#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string bytes_of_row(const Json& row) {
    if (!row.contains("make")) return sample_file("invalid", row["file"].get<std::string>());
    const std::string piece = row["make"]["repeat"].get<std::string>();
    std::string bytes;
    for (auto times = row["make"]["times"].get<std::size_t>(); times > 0; --times)
        bytes += piece;
    return bytes;
}

std::vector<Json> rows() {
    const Json table = read_json(sample_file("invalid", "rows.json")).value();
    REQUIRE(table.size() >= 15);
    return table;
}

// A whole Level 1 with a badge, by the learner whom the samples are made out to.
Desk busy_learner() {
    Desk desk = Desk::sample_learner();
    desk.meet_level_one();
    desk.add_badge("level-1.json");
    desk.finish_saves();
    desk.effects.clear();
    return desk;
}

} // namespace

TEST_CASE("bad input is told with its file, its place and what to do, and changes nothing") {
    const Desk start = busy_learner();
    for (const Json& row : rows()) {
        if (row["as"] == "portfolio") continue;
        const std::string name = row["file"].get<std::string>();
        CAPTURE(name);
        Desk desk = start;
        const StoredFiles stored = encode_document(desk.document(), desk.state.generation);
        const std::string keys = encode_keys(desk.state.keys);
        const auto document = desk.state.document;

        desk.pick_badge(name, bytes_of_row(row));

        REQUIRE(desk.session().badge_reports.size() == 1);
        const std::optional<Error>& refused = desk.session().badge_reports[0].refused;
        REQUIRE(refused);
        const bool too_large = row["code"] == "json.tooLarge";
        CHECK(refused->code == row[too_large ? "badge" : "code"].get<std::string>());
        REQUIRE(desk.session().notice);
        CHECK(desk.session().notice->problem);
        CHECK(desk.notice().contains(name));
        const std::string place = row["where"].get<std::string>();
        CAPTURE(desk.notice());
        CHECK((place == "$" || desk.notice().contains(place)));
        CHECK((desk.notice().contains("not added") && desk.notice().contains("portfolio is")));
        CHECK((desk.notice().contains("Ask") || desk.notice().contains("ask ") ||
               desk.notice().contains("Settings") || desk.notice().contains("Add ")));
        CHECK_FALSE(desk.notice().contains('{'));
        CHECK_FALSE(desk.notice().contains("[error."));

        CHECK(desk.state.document == document);
        CHECK(encode_document(desk.document(), desk.state.generation) == stored);
        CHECK(encode_keys(desk.state.keys) == keys);
        CHECK(desk.take_commits().empty());
        CHECK(desk.take_effects<app::StoreFile>().empty());
        CHECK(desk.take_effects<app::Download>().empty());
    }
}

TEST_CASE(
    "a stored portfolio of an unknown version is told with its file and what to do, and never written over") {
    for (const Json& row : rows()) {
        if (row["as"] != "portfolio") continue;
        const StoredFiles files{{"index.json", bytes_of_row(row)}};
        Desk desk;
        app::load_stored(desk.state, files);
        REQUIRE(desk.session().store_problem);
        CHECK(desk.session().store_problem->code == row["code"].get<std::string>());
        CHECK_FALSE(desk.state.document);
        const std::string words = app::tr_error(*desk.state.catalog, *desk.session().store_problem);
        CAPTURE(words);
        CHECK(words.contains(row["where"].get<std::string>()));
        CHECK(words.contains("reload the page"));
        CHECK(desk.ask(app::StartEmpty{}) == row["code"].get<std::string>());
        CHECK_FALSE(app::can_edit(desk.state));
        CHECK(desk.effects.empty());
    }
}

TEST_CASE("whatever part of what was stored is damaged, its file is named and no change is taken") {
    Desk whole = busy_learner();
    StoredFiles files = encode_document(whole.document(), 7);
    files.emplace("keys.json", encode_keys(whole.state.keys));
    Desk good;
    app::load_stored(good.state, files);
    CHECK_FALSE(good.session().store_problem);
    REQUIRE(good.state.document);
    CHECK(good.document() == whole.document());
    CHECK(good.state.keys == whole.state.keys);
    CHECK(good.state.generation == 7);
    for (const auto& [name, text] : files) {
        for (const bool is_gone : {true, false}) {
            CAPTURE(name);
            CAPTURE(is_gone);
            StoredFiles damaged = files;
            if (is_gone)
                damaged.erase(name);
            else
                damaged[name][text.size() / 2] ^= 1;
            Desk desk;
            app::load_stored(desk.state, damaged);
            REQUIRE(desk.session().store_problem);
            CHECK(desk.session().store_problem->where == name);
            CHECK(app::tr_error(*desk.state.catalog, *desk.session().store_problem).contains(name));
            CHECK_FALSE(desk.state.document);
            CHECK(desk.ask(app::StartEmpty{}).starts_with("store."));
            CHECK(desk.effects.empty());
        }
    }
}
