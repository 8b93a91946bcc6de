// The main job without a browser, by roles and names alone.
#include "core/json/read.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace cairn;
using namespace cairn::test;
using ui::ActionKind;

namespace {

const RecordType& type_of(const std::string& id) {
    return *app::find_record_type(*shipped_catalog(), id);
}

std::string label(const LanguageMap& map) {
    return in_language(map, "en");
}

Role role_of(const FieldSpec& field) {
    switch (field.kind) {
    case FieldKind::long_text:
        return Role::text_area;
    case FieldKind::date:
        return Role::date_field;
    case FieldKind::choice:
    case FieldKind::criterion:
        return Role::choice;
    case FieldKind::checkbox:
        return Role::checkbox;
    default:
        return Role::text_field;
    }
}

// A value that the field takes.
std::string sample_for(const FieldSpec& field) {
    if (field.kind == FieldKind::date) return "2026-01-08";
    if (field.kind == FieldKind::choice) return field.options.front().value;
    if (field.kind == FieldKind::criterion)
        return find_node(shipped_catalog()->pathways.back(), "L1.G1.meeting")->uri;
    return "Sample: " + field.id;
}

void enter(Headless& page, const Found& node, const std::string& value) {
    page.act(node.id, node.role == Role::choice ? ActionKind::choose : ActionKind::text, 0, value);
    page.settle();
}

void fill(Headless& page, const FieldSpec& field) {
    CAPTURE(field.id);
    const std::string name = label(field.label);
    if (field.kind == FieldKind::choices) {
        REQUIRE(page.check(label(field.options.front().label), true));
    } else if (!field.columns.empty()) {
        const std::string add = label(field.add_label);
        REQUIRE(page.press(add.empty() ? words("form.addRow") : add));
        const std::string row = words("form.row", {{"field", name}, {"number", "1"}});
        for (const FieldSpec& column : field.columns) {
            CAPTURE(column.id);
            const auto cell = page.find_in(row, role_of(column), label(column.label));
            REQUIRE(cell);
            enter(page, *cell, sample_for(column));
        }
    } else if (field.kind == FieldKind::checkbox) {
        REQUIRE(page.check(name, true));
    } else {
        const auto node = page.find(role_of(field), name);
        REQUIRE(node);
        enter(page, *node, sample_for(field));
    }
}

Value expected(const FieldSpec& field) {
    if (field.kind == FieldKind::checkbox) return true;
    if (field.kind == FieldKind::choices) return std::vector<std::string>{field.options.front().value};
    if (field.columns.empty()) return sample_for(field);
    Row row;
    for (const FieldSpec& column : field.columns)
        row[column.id] = sample_for(column);
    return std::vector<Row>{row};
}

void start(Headless& page) {
    REQUIRE(page.press(words("welcome.startEmpty")));
}

const Record& newest(const Headless& page) {
    return *page.state().document->records.back();
}

} // namespace

TEST_CASE("the first page says what this is and starts a portfolio") {
    Headless page(shipped_catalog());
    CHECK(page.has_text(words("welcome.what")));
    CHECK(page.has_text(words("welcome.where")));
    start(page);
    REQUIRE(page.state().document);
    CHECK(page.commits == 1);
    CHECK(page.addresses.back() == "#/path");
    CHECK(page.find(Role::link, words("nav.evidence")));
}

TEST_CASE("the form of every record type is drawn from its description, and holds what is entered") {
    for (const auto& [id, type] : shipped_catalog()->record_types) {
        CAPTURE(id);
        Headless page(shipped_catalog());
        start(page);
        REQUIRE(page.follow(words("nav.evidence")));
        REQUIRE(page.follow(words("evidence.add")));
        REQUIRE(page.press(words("newRecord.buttonNamed", {{"type", label(type.name)}}) + ", " +
                           label(type.description)));
        REQUIRE(newest(page).type == id);
        std::set<std::string> deciding; // choices that other fields wait for: chosen as those need them
        for (const FieldSpec& field : type.fields) {
            if (!is_shown(field, newest(page))) {
                const FieldSpec& decides = *find_field(type, field.when.field);
                CHECK_FALSE(page.find(role_of(field), label(field.label)));
                const auto node = page.find(Role::choice, label(decides.label));
                REQUIRE(node);
                enter(page, *node, field.when.values.front());
                deciding.insert(decides.id);
            }
            fill(page, field);
        }
        check_page(page, 1440);
        for (const FieldSpec& field : type.fields) {
            CAPTURE(field.id);
            REQUIRE(newest(page).fields.contains(field.id));
            if (deciding.contains(field.id)) continue;
            CHECK(newest(page).fields.at(field.id) == expected(field));
        }
        CHECK(page.state().session.save.phase == app::SavePhase::saved);
        CHECK(*page.disk.load(shipped_catalog()).document == *page.state().document);
    }
}

TEST_CASE("a record type that nobody has thought of is a form like the others") {
    Json pack = asset_pack();
    pack["recordTypes"].push_back(*read_json(R"({
        "format": "cairn-record-type", "version": 1, "id": "garden.work",
        "uri": "urn:uuid:11111111-2222-4333-8444-555555555555", "icon": "file",
        "name": {"en": "Garden work"}, "description": {"en": "What you grew."},
        "titleField": "title", "takesFiles": true, "filesHint": {"en": "Pictures of the beds."},
        "fields": [
            {"id": "title", "kind": "text", "label": {"en": "Bed"}, "required": true},
            {"id": "plants", "kind": "rows", "label": {"en": "Plants"}, "addLabel": {"en": "Add a plant"},
             "columns": [{"id": "name", "kind": "text", "label": {"en": "Plant"}}]}]})"));
    auto catalog = app::parse_catalog(pack);
    REQUIRE_MESSAGE(catalog.has_value(), catalog.error().where, " ", catalog.error().code);
    Headless page(std::make_shared<const app::Catalog>(*std::move(catalog)));
    start(page);
    page.visit("#/evidence/new");
    REQUIRE(page.press(words("newRecord.buttonNamed", {{"type", "Garden work"}}) + ", What you grew."));
    CHECK(page.type("Bed", "Herbs"));
    CHECK(page.press("Add a plant"));
    CHECK(page.type("Plant", "Thyme"));
    CHECK(newest(page).fields.at("plants") == Value(std::vector<Row>{{{"name", "Thyme"}}}));
    CHECK(page.find(Role::heading, "Herbs"));
}

TEST_CASE("a criterion leads to a record, the record to a claim, the claim to the stone") {
    Headless page(shipped_catalog());
    start(page);
    page.visit("#/path/L1.G1.meeting");
    REQUIRE(page.press(words("criterion.add")));
    CHECK(page.has_text(words("claim.notYet")));
    const RecordType& meeting = type_of("meeting.record");
    REQUIRE(page.type(label(find_field(meeting, "title")->label), "My first talk"));
    REQUIRE(page.press(label(find_field(meeting, "people")->add_label)));
    const FieldSpec& people = *find_field(meeting, "people");
    REQUIRE(page.type(label(people.columns[0].label), "A. Sample"));
    for (const FieldOption& option : people.columns[1].options)
        if (option.value == "career-counselor")
            REQUIRE(page.choose(label(people.columns[1].label), label(option.label)));
    if (!page.find(Role::button, words("claim.buttonNamed", {{"criterion", "Career services talk"}}))) {
        const FieldSpec& topic = *find_field(meeting, "topic");
        REQUIRE(page.choose(label(topic.label), label(topic.options.front().label)));
    }
    REQUIRE(page.press(words("claim.buttonNamed", {{"criterion", "Career services talk"}})));
    CHECK(page.state().document->claims.size() == 1);
    CHECK(page.announcements.back().text.find("Career services talk") != std::string::npos);
    CHECK(page.find(Role::button, words("claim.withdrawNamed", {{"criterion", "Career services talk"}})));

    page.visit("#/path");
    const auto levels = page.all(Role::progress);
    REQUIRE_FALSE(levels.empty());
    CHECK(levels[0].number == 1);
    check_page(page, 1440);
}

TEST_CASE("a level that is met is exported, and the file is handed over") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    desk.finish_saves();
    Headless page(desk.state, {360, 640, 1});
    page.blobs = desk.blobs;
    page.visit("#/submit");
    REQUIRE(page.press(words("submit.export")));
    REQUIRE(page.downloads.size() == 1);
    CHECK(page.downloads[0].name == "bundle.json");
    CHECK(page.state().document->submissions.size() == 1);
    REQUIRE(page.press(words("submit.export")));
    REQUIRE(page.downloads.size() == 2);
    CHECK(page.downloads[0].text == page.downloads[1].text);
    check_page(page, 360);
}

TEST_CASE("what is missing is said where one would export") {
    Headless page(shipped_catalog());
    start(page);
    page.visit("#/submit");
    CHECK(page.find(Role::heading, words("submit.missing")));
    CHECK_FALSE(page.find(Role::button, words("submit.export")));
}

TEST_CASE("files are dropped, described, shown and removed") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.finish_saves();
    Headless page(desk.state);
    page.files = {{"me.jpg", {"pixels", "image/jpeg", true}}, {"notes.txt", {"words", "text/plain"}}};
    page.visit("#/evidence/" + id);
    REQUIRE(page.drop(words("files.add"), {"me.jpg", "notes.txt", "gone.txt"}));
    REQUIRE(newest(page).files.size() == 2);
    CHECK(page.all(Role::image).size() == 1);
    CHECK(page.all(Role::text_preview).size() == 1);
    CHECK(page.announcements.back().text.find("gone.txt") != std::string::npos);
    REQUIRE(page.type(words("files.alt"), "Me beside a stand"));
    CHECK(newest(page).files[0].alt == "Me beside a stand");
    CHECK(page.all(Role::image)[0].extra("alt") == "Me beside a stand");
    REQUIRE(page.press(words("files.removeNamed", {{"name", "notes.txt"}})));
    CHECK(newest(page).files.size() == 1);
}

TEST_CASE("the trash is a way back, and deletion for good asks first") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    Headless page(desk.state);
    page.visit("#/evidence/" + id);
    REQUIRE(page.press(words("record.delete")));
    page.visit("#/trash");
    const std::string title = "First talk (sample)";
    REQUIRE(page.press(words("trash.deleteNamed", {{"title", title}})));
    REQUIRE(page.all(Role::dialog).size() == 1);
    REQUIRE(page.press(words("dialog.keep")));
    CHECK(page.state().document->records.size() == 1);
    REQUIRE(page.press(words("trash.restoreNamed", {{"title", title}})));
    CHECK(app::live_records(page.state()).size() == 1);
}

TEST_CASE("a failed save is shown with a way to try again") {
    Headless page(shipped_catalog());
    start(page);
    page.save_error = Error{"store.quota"};
    page.visit("#/settings");
    REQUIRE(page.type(words("settings.name"), "A. Sample"));
    CHECK(page.has_text(words("save.failed")));
    page.save_error.reset();
    REQUIRE(page.press(words("save.again")));
    CHECK(page.state().session.save.phase == app::SavePhase::saved);
    CHECK_FALSE(page.find(Role::button, words("save.again")));
    CHECK(page.disk.load(shipped_catalog()).document->profile.name == "A. Sample");
}
