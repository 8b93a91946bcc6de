#include "app/wall.hpp"
#include "core/credentials/check.hpp"
#include "core/json/read.hpp"
#include "core/wall/text.hpp"
#include "support/meet.hpp"

#include <doctest/doctest.h>
#include <ranges>

using namespace cairn;
using namespace cairn::test;

namespace {

// A learner with two claims and a badge that counts.
Desk with_choices() {
    Desk desk = badge_learner();
    desk.must(app::SetName{"Sample Learner"});
    desk.add_badge("level-1.json");
    meet(desk, "L1.G1.meeting");
    meet(desk, "L1.G3");
    return desk;
}

std::vector<Id> choices(const Desk& desk) {
    std::vector<Id> ids;
    for (const app::WallChoice& choice : app::wall_choices(desk.state))
        ids.push_back(choice.id);
    return ids;
}

Desk with_wall() {
    Desk desk = with_choices();
    for (const Id& id : choices(desk))
        desk.must(app::ShowOnWall{id, true});
    return desk;
}

const std::vector<Id>& shown(const Desk& desk) {
    return desk.document().wall.items;
}

app::Download exported(Desk& desk) {
    desk.must(app::ExportWall{});
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    return downloads[0];
}

std::vector<std::string> credentials_of(const app::Download& download) {
    std::vector<std::string> texts;
    for (const app::Download::Entry& entry : download.entries)
        if (entry.path.starts_with("credentials/")) texts.push_back(entry.text);
    return texts;
}

std::string everything_in(const app::Download& download) {
    std::string all;
    for (const app::Download::Entry& entry : download.entries)
        all += entry.path + "\n" + entry.text + "\n";
    return all;
}

} // namespace

TEST_CASE("what counts can be shown, and nothing is shown by itself") {
    Desk desk = with_choices();
    const auto all = app::wall_choices(desk.state);
    REQUIRE(all.size() == 3);
    CHECK(all[0].held != nullptr);
    CHECK(all[1].claim.claim != nullptr);
    for (const app::WallChoice& choice : all)
        CHECK_FALSE(choice.shown);
    CHECK(shown(desk).empty());
    CHECK(desk.ask(app::ExportWall{}) == "wall.empty");
}

TEST_CASE("of several with one title each has a name of its own for its controls") {
    Desk desk = with_choices();
    meet(desk, "L1.G3");
    const auto all = app::wall_choices(desk.state);
    REQUIRE(all.size() == 4);
    CHECK(all[1].label == all[1].title);
    CHECK(all[2].title == all[3].title);
    CHECK(all[2].label == all[2].title + " (1)");
    CHECK(all[3].label == all[3].title + " (2)");
}

TEST_CASE("a badge that does not count and a claim that is not there are not shown") {
    Desk desk = with_choices();
    desk.add_badge("level-1-other-id.json");
    const Id other = desk.document().badges.back()->id;
    CHECK(app::wall_choices(desk.state).size() == 3);
    REQUIRE(app::kept_off_wall(desk.state).size() == 1);
    CHECK(app::kept_off_wall(desk.state)[0]->badge->id == other);
    CHECK(desk.ask(app::ShowOnWall{other, true}) == "wall.unknown");
    CHECK(desk.ask(app::ShowOnWall{sample_id(7), true}) == "wall.unknown");
    CHECK(desk.ask(app::MoveOnWall{other, 1}) == "wall.unknown");
    CHECK(shown(desk).empty());
}

TEST_CASE("showing, hiding and moving are steps that can be undone") {
    Desk desk = with_choices();
    const std::vector<Id> ids = choices(desk);
    std::vector<Document> states{desk.document()};
    const auto step = [&](const app::Command& command) {
        desk.must(command);
        states.push_back(desk.document());
    };
    for (const Id& id : ids)
        step(app::ShowOnWall{id, true});
    CHECK(shown(desk) == ids);
    step(app::MoveOnWall{ids[2], -1});
    CHECK(shown(desk) == std::vector<Id>{ids[0], ids[2], ids[1]});
    step(app::MoveOnWall{ids[0], 1});
    CHECK(shown(desk) == std::vector<Id>{ids[2], ids[0], ids[1]});
    step(app::ShowOnWall{ids[0], false});
    CHECK(shown(desk) == std::vector<Id>{ids[2], ids[1]});
    step(app::SetWallName{false});
    for (const Document& before : states | std::views::reverse | std::views::drop(1)) {
        desk.must(app::Undo{});
        CHECK(words_of(desk.document()) == words_of(before));
    }
    for (const Document& after : states | std::views::drop(1)) {
        desk.must(app::Redo{});
        CHECK(words_of(desk.document()) == words_of(after));
    }
}

TEST_CASE("nothing moves beyond the ends, and asking for what is so changes nothing") {
    Desk desk = with_wall();
    const std::vector<Id> ids = shown(desk);
    desk.must(app::MoveOnWall{ids.front(), -1});
    desk.must(app::MoveOnWall{ids.back(), 1});
    desk.must(app::ShowOnWall{ids[1], true});
    CHECK(shown(desk) == ids);
    desk.must(app::MoveOnWall{ids.front(), 1'000'000'000});
    CHECK(shown(desk).back() == ids.front());
    desk.must(app::MoveOnWall{ids.front(), -1'000'000'000});
    CHECK(shown(desk) == ids);
}

TEST_CASE("typing a title, the words about oneself and an address is one step each") {
    Desk desk = with_choices();
    desk.pause_ms = 100;
    const Document before = desk.document();
    for (const char* text : {"M", "My", "My wall"})
        desk.must(app::SetWallTitle{text});
    for (const char* text : {"I", "I am"})
        desk.must(app::SetWallAbout{text});
    for (const char* text : {"h", "https://example.org/"})
        desk.must(app::SetWallAddress{text});
    desk.must(app::Undo{});
    CHECK(desk.document().wall.address.empty());
    CHECK(desk.document().wall.about == "I am");
    desk.must(app::Undo{});
    CHECK(desk.document().wall.about.empty());
    desk.must(app::Undo{});
    CHECK(words_of(desk.document()) == words_of(before));
    CHECK(desk.ask(app::SetWallTitle{std::string(5000, 'x')}) == "text.tooLong");
    CHECK(desk.ask(app::SetWallAbout{std::string(50'000, 'x')}) == "text.tooLong");
    CHECK(desk.ask(app::SetWallAddress{std::string(5000, 'x')}) == "text.tooLong");
}

TEST_CASE("an address that could not be one is kept as typed and refused where it would be used") {
    Desk desk = with_wall();
    for (const char* address : {"javascript:alert(1)", "http://example.org/", "example.org"}) {
        CAPTURE(address);
        desk.must(app::SetWallAddress{address});
        CHECK(desk.document().wall.address == address);
        CHECK(app::wall_address_fails(desk.document().wall));
        CHECK(desk.ask(app::ExportWall{}) == "wall.address");
        CHECK(desk.take_effects<app::Download>().empty());
    }
    desk.must(app::SetWallAddress{"https://example.org/me/"});
    CHECK(everything_in(exported(desk)).contains("https://example.org/me/badges/cairn.svg"));
}

TEST_CASE("what is removed leaves the wall in the same step, and undo brings both back") {
    Desk desk = with_wall();
    const std::vector<Id> ids = shown(desk);
    desk.must(app::RemoveBadge{ids[0]});
    CHECK(shown(desk) == std::vector<Id>{ids[1], ids[2]});
    const auto claim = std::ranges::find(desk.document().claims, ids[1], &Claim::id);
    REQUIRE(claim != desk.document().claims.end());
    const std::string leaf = find_node(*app::current_pathway(desk.state), claim->criterion)->id;
    desk.must(app::WithdrawClaim{leaf, claim->record});
    CHECK(shown(desk) == std::vector<Id>{ids[2]});
    desk.must(app::Undo{});
    desk.must(app::Undo{});
    CHECK(shown(desk) == ids);
    CHECK(app::wall_choices(desk.state).size() == 3);
}

TEST_CASE("a claim whose record is in the trash is not on the page, and comes back with it") {
    Desk desk = with_wall();
    const Id record = desk.document().records.front()->id;
    const std::size_t before = credentials_of(exported(desk)).size();
    desk.must(app::TrashRecord{record});
    CHECK(credentials_of(exported(desk)).size() == before - 1);
    desk.must(app::RestoreRecord{record});
    CHECK(credentials_of(exported(desk)).size() == before);
}

TEST_CASE("each file of an exported wall is checked as the check of any file would") {
    Desk desk = with_wall();
    const app::Download download = exported(desk);
    CHECK(download.name == "wall.zip");
    CHECK(download.media_type == "application/zip");
    const std::vector<std::string> credentials = credentials_of(download);
    REQUIRE(credentials.size() == 3);
    CHECK(credentials[0] == desk.document().badges[0]->text);
    std::string all;
    for (const std::string& text : credentials) {
        const CheckReport report = check_text(text, {.at = desk.now});
        CAPTURE(text);
        CHECK(report.kind == CredentialKind::achievement);
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.state == CheckState::issuer_unknown);
        CHECK(report.faults.empty());
        all += (all.empty() ? "" : ",\n") + text;
    }
    write_artifact("native-bundle-wall.json", "[" + all + "]\n");
}

TEST_CASE("the same wall is the same files, and its time follows from what it shows") {
    Desk desk = with_wall();
    const app::Download first = exported(desk);
    const app::Download second = exported(desk);
    CHECK(first.modified == second.modified);
    CHECK(everything_in(first) == everything_in(second));
    CHECK(first.modified.ms > 0);
}

TEST_CASE("nothing of a record but its title and dates leaves with a claim") {
    Desk desk = badge_learner();
    const Id record = desk.meeting();
    desk.set(record, "narrative", std::string("PRIVATE-WORDS"));
    desk.attach_file(record, "PRIVATE-FILE.txt", "PRIVATE-BYTES");
    desk.must(app::ClaimCriterion{record, "L1.G1.meeting"});
    desk.must(app::ShowOnWall{choices(desk).front(), true});
    const std::string all = everything_in(exported(desk));
    CHECK(all.contains("First talk (sample)"));
    for (const char* secret :
         {"PRIVATE", "A. Sample", "digestMultibase", "career-counselor", "record.json"}) {
        CAPTURE(secret);
        CHECK_FALSE(all.contains(secret));
    }
    CHECK_FALSE(all.contains(desk.find(record).files[0].sha256));
    CHECK_FALSE(all.contains(record));
}

TEST_CASE("the name is in it only where the learner shows it") {
    Desk desk = with_wall();
    desk.must(app::RemoveBadge{shown(desk)[0]});
    CHECK(everything_in(exported(desk)).contains("Sample Learner"));
    desk.must(app::SetWallName{false});
    CHECK_FALSE(everything_in(exported(desk)).contains("Sample Learner"));
}

TEST_CASE("the wall of the sample says so in its title, above everything, and in each claim") {
    Desk desk = with_wall();
    desk.must(app::SetWallTitle{"Mine"});
    Document sample = desk.document();
    sample.sample = true;
    desk.state.document = std::make_shared<const Document>(std::move(sample));
    const app::Download download = exported(desk);
    const std::string mark = app::tr(*desk.state.catalog, "sample.mark");
    CHECK(download.name != "wall.zip");
    const std::string& page = download.entries[0].text;
    CHECK(page.contains("<title>" + mark + "Mine</title>"));
    CHECK(page.contains("og:title\" content=\"" + mark + "Mine\""));
    CHECK(page.contains("class=\"sample\""));
    for (const std::string& text : credentials_of(download) | std::views::drop(1)) {
        const Json claim = read_json(text).value();
        CHECK(claim["name"].get<std::string>().starts_with(mark));
        CHECK(claim["description"].get<std::string>().starts_with(mark));
    }
}
