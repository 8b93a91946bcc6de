#include "core/json/read.hpp"
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string sample_zip() {
    return read_file(assets_folder() / "sample" / "portfolio.zip").value_or("");
}

void open_sample(Desk& desk) {
    desk.must(app::OpenSample{});
    const auto picks = desk.take_effects<app::PickSample>();
    REQUIRE(picks.size() == 1);
    desk.tell(app::SamplePicked{picks[0].effect, {3, "sample.zip"}});
    WholeWorld(desk).answer(sample_zip());
    desk.finish_saves();
}

Desk sample_desk() {
    Desk desk;
    open_sample(desk);
    REQUIRE(desk.state.document);
    return desk;
}

const LevelStatus& level(const std::vector<LevelStatus>& levels, std::string_view id) {
    return *std::ranges::find(levels, id, [](const LevelStatus& one) { return one.level->root.id; });
}

} // namespace

TEST_CASE("the sample opens as a learner half-way, with a key of its own") {
    Desk desk = sample_desk();
    CHECK(desk.document().sample);
    CHECK(desk.state.keys.size() == 1);
    CHECK(app::active_key(desk.state) != nullptr);
    const auto levels = app::level_statuses(desk.state);
    CHECK(level(levels, "L1").state == LevelState::earned);
    CHECK(level(levels, "L2").state == LevelState::open);
    CHECK(level(levels, "L2").nodes.at("L2.2.plan").leaf == LeafState::claimed);
    CHECK(desk.blobs.size() == 4);
    CHECK(desk.document().wall.items.size() == 2);
    Desk other;
    other.stamp(); // other random bytes
    open_sample(other);
    CHECK(other.state.keys.front().did != desk.state.keys.front().did);
}

TEST_CASE("every record of the sample is of a known type, with known fields and choices, and every claim of "
          "it counts") {
    Desk desk = sample_desk();
    for (const RecordPtr& record : desk.document().records) {
        CAPTURE(record->type);
        const RecordType* type = app::find_record_type(*desk.state.catalog, record->type);
        REQUIRE(type != nullptr);
        for (const auto& [id, value] : record->fields) {
            CAPTURE(id);
            const auto field = std::ranges::find(type->fields, id, &FieldSpec::id);
            REQUIRE(field != type->fields.end());
            if (field->kind == FieldKind::choice)
                CHECK(
                    std::ranges::contains(field->options, std::get<std::string>(value), &FieldOption::value));
            if (const auto* rows = std::get_if<std::vector<Row>>(&value))
                for (const Row& row : *rows)
                    for (const auto& [column, text] : row)
                        CHECK(std::ranges::contains(field->columns, column, &FieldSpec::id));
        }
        for (const Id& link : record->links)
            CHECK(find_record(desk.document(), link) != nullptr);
    }
    const auto levels = app::level_statuses(desk.state);
    for (const Claim& claim : desk.document().claims) {
        bool counts = false;
        for (const LevelStatus& one : levels)
            for (const auto& [id, status] : one.nodes)
                counts = counts || (status.node->uri == claim.criterion && status.claim != nullptr &&
                                    status.leaf == LeafState::claimed);
        CAPTURE(claim.criterion);
        CHECK((counts || level(levels, "L1").state == LevelState::earned));
    }
}

TEST_CASE("the sample takes the place of nothing but itself") {
    Desk own = Desk::started();
    CHECK(own.ask(app::OpenSample{}) == "document.exists");
    Desk desk = sample_desk();
    desk.must(app::SetName{"Somebody"});
    open_sample(desk);
    CHECK(desk.document().profile.name != "Somebody");
    CHECK(desk.document().sample);
    desk.must(app::StartEmpty{});
    CHECK_FALSE(desk.document().sample);
    CHECK(desk.document().records.empty());
    CHECK(desk.ask(app::Undo{}) == "undo.nothing");
    CHECK(own.ask(app::StartEmpty{}) == "document.exists");
}

TEST_CASE("a sample that does not arrive, or is no sample, leaves everything as it is") {
    Desk desk;
    desk.must(app::OpenSample{});
    desk.tell(app::WholeFailed{desk.take_effects<app::PickSample>().at(0).effect, {"effect.failed"}});
    CHECK_FALSE(desk.state.document);
    CHECK(desk.notice().contains("sample could not be loaded"));

    Desk owner = busy_desk();
    const std::string somebody_s = make_zip(parts_of(export_whole(owner), owner.blobs));
    desk.must(app::OpenSample{});
    desk.tell(app::SamplePicked{desk.take_effects<app::PickSample>().at(0).effect, {3, "sample.zip"}});
    WholeWorld(desk).answer(somebody_s);
    CHECK_FALSE(desk.state.document);
}

TEST_CASE("every export of the sample says that it is one") {
    Desk desk = sample_desk();
    const auto bundle = desk.export_level();
    REQUIRE(bundle);
    CHECK(bundle->name.starts_with("sample-bundle."));
    const std::string text = bundle->entries.empty() ? bundle->text : bundle->entries.front().text;
    const Json json = read_json(text).value();
    CHECK(json.at("name").get<std::string>().starts_with("SAMPLE: "));
    for (const Json& one : json.at("credentialSubject").at("verifiableCredential")) {
        const auto id = one.at("id").get<std::string>();
        if (!std::ranges::contains(desk.document().claims, id, &Claim::id)) continue;
        CHECK(one.at("name").get<std::string>().starts_with("SAMPLE: "));
        CHECK(one.at("description").get<std::string>().starts_with("SAMPLE: "));
    }
    const app::Download whole = export_whole(desk);
    CHECK(whole.name.starts_with("sample-cairn-portfolio-with-key-"));
    Desk elsewhere;
    take_whole(elsewhere, make_zip(parts_of(whole, desk.blobs)));
    CHECK(elsewhere.document().sample);
    CHECK(elsewhere.state.keys == desk.state.keys);
}
