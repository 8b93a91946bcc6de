#include "app/preflight.hpp"
#include "support/meet.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string l1 = "ums.career-prepared.l1";
const std::string l2 = "ums.career-prepared.l2";
const std::string l3 = "ums.career-prepared.l3";

using Ids = std::vector<std::string>;

Ids ids_of(const std::vector<const PathwayNode*>& nodes) {
    Ids ids;
    for (const PathwayNode* node : nodes)
        ids.push_back(node->id);
    return ids;
}

// What of the preflight a test asks for; the pointers of the whole do not outlive the statuses.
template <class Ask>
auto asked(const Desk& desk, const std::string& level_id, Ask ask) {
    const auto statuses = app::level_statuses(desk.state);
    const auto level =
        std::ranges::find(statuses, level_id, [](const LevelStatus& one) { return one.level->root.id; });
    REQUIRE(level != statuses.end());
    return ask(app::preflight(desk.state, *level), *level);
}

struct Row {
    const char* level;
    Ids hold, missing, others;
};

void check_rows(const Desk& desk, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        CAPTURE(row.level);
        asked(desk, row.level, [&](const app::Preflight& preflight, const LevelStatus& level) {
            CHECK(ids_of(preflight.badges_to_hold) == row.hold);
            CHECK(ids_of(preflight.missing) == row.missing);
            CHECK(ids_of(preflight.others) == row.others);
            // What blocks is told, and what is told blocks.
            const bool blocked = !row.hold.empty() || !row.missing.empty();
            CHECK((level.state == LevelState::open) == blocked);
            return 0;
        });
    }
}

const Ids others_of_macro{"M.appraisal", "M.nace.1", "M.nace.2", "M.nace.3", "M.skills", "M.rubrics"};

} // namespace

TEST_CASE("each level says what is missing, which badges it takes, and what only others can give") {
    Desk desk = badge_learner();
    check_rows(desk, {{"L1", {}, {"L1.G1", "L1.G2.self", "L1.G2.explore", "L1.G3"}, {}},
                      {"L2",
                       {"L2.pre"},
                       {"L2.1.training", "L2.1.begun", "L2.2.account", "L2.2.plan", "L2.2.acted",
                        "L2.2.search", "L2.2.opportunities", "L2.2.reflection", "L2.3"},
                       {"L2.2.claimed"}},
                      {"L3",
                       {"L3.pre1", "L3.pre2"},
                       {"L3.1.experience", "L3.3.activity", "L3.3.reflection"},
                       {"L3.1.growth", "L3.2.appraisal"}},
                      {"M",
                       {"M.l1", "M.l2", "M.l3"},
                       {"M.self", "M.plan", "M.acted", "M.goals", "M.experience"},
                       others_of_macro}});
    desk.meet_level_one();
    meet_level(desk, "L2");
    check_rows(desk, {{"L1", {}, {}, {}}, {"L2", {"L2.pre"}, {}, {"L2.2.claimed"}}});
    hold(desk, "level-1.json", l1);
    check_rows(desk, {{"L2", {}, {}, {}},
                      {"L3",
                       {"L3.pre2"},
                       {"L3.1.experience", "L3.3.activity", "L3.3.reflection"},
                       {"L3.1.growth", "L3.2.appraisal"}}});
    hold(desk, "level-1-other-id.json", l2);
    hold(desk, "level-1-dual.json", l3);
    meet_level(desk, "L3");
    meet_level(desk, "M");
    check_rows(desk, {{"L3", {}, {}, {"L3.1.growth", "L3.2.appraisal"}}, {"M", {}, {}, others_of_macro}});
}

TEST_CASE("every level that is ready is exported, with its claims and the badges that are held") {
    Desk desk = badge_learner();
    hold(desk, "level-1.json", l1);
    hold(desk, "level-1-other-id.json", l2);
    hold(desk, "level-1-older-context.json", l3);
    desk.meet_level_one();
    for (const char* level : {"L2", "L3", "M"})
        meet_level(desk, level);
    for (const std::string level : {"L1", "L2", "L3", "M"}) {
        CAPTURE(level);
        const auto download = desk.export_level(level);
        REQUIRE(download);
        const Json bundle = read_json(download->text).value();
        const std::size_t claims =
            asked(desk, level, [](const app::Preflight& preflight, const LevelStatus&) {
                CHECK(preflight.badges.size() == 3);
                CHECK(preflight.plan.beside.size() == 1);
                return preflight.plan.claims.size();
            });
        CHECK(claims > 0);
        REQUIRE(bundle["verifiableCredential"].size() == 2);
        const Json& collection = bundle["verifiableCredential"][0];
        CHECK(collection["credentialSubject"]["verifiableCredential"].size() == claims + 2);
        CHECK(check_json(bundle, {desk.now}).signature == SignatureVerdict::valid);
        const PathwayNode* root = find_node(*app::current_pathway(desk.state), level);
        CHECK(desk.document().submissions.back().level == root->uri);
    }
    CHECK(desk.document().submissions.size() == 4);
}

TEST_CASE("a learner is told what could still be given to what travels, and it blocks nothing") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    const auto hints = [&] {
        return asked(desk, "L1", [](const app::Preflight& preflight, const LevelStatus&) {
            return std::pair(preflight.hints, preflight.unnamed);
        });
    };
    CHECK(hints().second);
    desk.must(app::SetName{"Sample learner"});
    CHECK_FALSE(hints().second);

    const Record& pictured = *std::ranges::find_if(desk.document().records, [](const RecordPtr& record) {
                                  return std::ranges::contains(record->files, "stand.jpg", &FileRef::name);
                              })->get();
    const Id id = pictured.id;
    const auto of_record = [&]() -> app::RecordHint {
        for (const app::RecordHint& hint : hints().first)
            if (hint.record->id == id) return hint;
        return {};
    };
    CHECK(of_record().undescribed == Ids{"stand.jpg"});
    const auto picture = *std::ranges::find(desk.find(id).files, "stand.jpg", &FileRef::name);
    desk.must(app::SendFile{picture.sha256, false});
    CHECK(of_record().undescribed.empty());
    desk.must(app::SendFile{picture.sha256, true});
    desk.must(app::SetAlt{id, picture.id, "Two chairs"});
    CHECK(of_record().undescribed.empty());

    desk.set(id, "title", std::string());
    CHECK(of_record().empty_fields == Ids{"title"});
    desk.set(id, "title", std::string("Career fair (sample)"));
    CHECK(of_record().empty_fields.empty());
}

TEST_CASE("a learner is told which claims nothing backs any more when files are kept back") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    const auto unbacked = [&] {
        return asked(desk, "L1", [](const app::Preflight& preflight, const LevelStatus&) {
            return std::pair(ids_of(preflight.unbacked), preflight.plan.left_out);
        });
    };
    CHECK(unbacked() == std::pair(Ids{}, Ids{}));
    std::map<std::string, std::string> hashes;
    for (const RecordPtr& record : desk.document().records)
        for (const FileRef& file : record->files)
            hashes[file.name] = file.sha256;
    desk.must(app::SendFile{hashes.at("attendance.txt"), false});
    CHECK(unbacked() == std::pair(Ids{}, Ids{"attendance.txt"}));
    desk.must(app::SendFile{hashes.at("stand.jpg"), false});
    desk.must(app::SendFile{hashes.at("screenshot.png"), false});
    CHECK(unbacked() ==
          std::pair(Ids{"L1.G1.event", "L1.G3"}, Ids{"attendance.txt", "stand.jpg", "screenshot.png"}));
    CHECK(desk.export_level().has_value());
}

TEST_CASE("claims that wait for a reviewer are named before they are sent") {
    Desk desk = badge_learner();
    hold(desk, "level-1.json", l1);
    meet_level(desk, "L2");
    asked(desk, "L2", [](const app::Preflight& preflight, const LevelStatus&) {
        CHECK(ids_of(preflight.reviewed) == Ids{"L2.2.plan", "L2.2.reflection"});
        return 0;
    });
}
