#include "core/query/fold.hpp"
#include "core/query/search.hpp"
#include "support/assets.hpp"
#include "support/sample_portfolio.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

Record meeting() {
    Record record;
    record.id = sample_id(1);
    record.type = "meeting.record";
    record.lang = "en";
    record.fields["title"] = std::string("Erstes Gespräch");
    record.fields["topic"] = std::string("career-services");
    record.fields["people"] = std::vector<Row>{{{"name", "Zoë Łukasiewicz"}, {"role", "career-counselor"}}};
    FileRef file;
    file.name = "Bestätigung.pdf";
    file.alt = "A stamped letter";
    record.files = {file};
    record.tags = {"First year"};
    return record;
}

bool found(const Record& record, std::string_view typed) {
    const auto& catalog = *shipped_catalog();
    const RecordType* type = app::find_record_type(catalog, record.type);
    return has_words(search_text(record, type, &catalog.pathways.back(), "en"), search_words(typed));
}

} // namespace

TEST_CASE("letter case and accents do not matter in Latin, Greek and Cyrillic") {
    const std::pair<const char*, const char*> table[] = {
        {"", ""},
        {"Plain ASCII 09 @[`{", "plain ascii 09 @[`{"},
        {"Größe ÄÖÜ Straße", "grosse aou strasse"},
        {"Élève Çà où naïve cœur Œuvre", "eleve ca ou naive coeur oeuvre"},
        {"Łódź Żółw Ćma ęą", "lodz zolw cma ea"},
        {"Příliš žluťoučký kůň", "prilis zlutoucky kun"},
        {"Smørrebrød Æble Åse Ðóra Þór", "smorrebrod aeble ase dora thor"},
        {"İstanbul ışık ğ Ş", "istanbul isik g s"},
        {"Nguyễn Ứng Đặng ơ ư", "nguyen ung dang o u"},
        {"e\u0301 E\u0301 n\u0303", "e e n"},
        {"ΆΛΦΑ Ωμέγα ΐ ς", "αλφα ωμεγα ι σ"},
        {"Ἀθῆναι ᾧ", "αθηναι ω"},
        {"ЁЛКА Йод Їжак Ѓ Ќ Ў Щ", "елка иод іжак г к у щ"},
        {"и\u0306 Й", "и и"},
        {"Ґ Ә Ө Ӯ", "ґ ә ө у"},
        {"reviewer’s ‘x’", "reviewer's 'x'"},
        {"ﬁne ﬂow", "fine flow"},
        {"日本 שלום عمل 🦀 ß", "日本 שלום عمل 🦀 ss"},
    };
    for (const auto& [text, expected] : table) {
        CAPTURE(text);
        CHECK(folded(text) == expected);
        CHECK(folded(folded(text)) == expected);
    }
}

TEST_CASE("bytes that are not UTF-8 are left as they are, and none is read beyond the end") {
    for (const std::string text :
         {"\xC3", "\xE1\xBB", "\x80\x80", "\xF0\x9F\xA6", "\xFF\xFE", "a\xC3z", "\xC0\x80"})
        CHECK(folded(text) == text);
    std::mt19937 engine(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (unsigned length = engine() % 24; length > 0; --length)
            text += static_cast<char>(engine() % 256);
        const std::string once = folded(text);
        CHECK(once.size() <= text.size());
        CHECK(search_words(text).size() <= text.size());
    }
}

TEST_CASE("every word has to be found somewhere in the record, in any order") {
    const Record record = meeting();
    for (const char* typed : {"", "  ", "gesprach", "GESPRÄCH erstes", "zoe lukasiewicz", "Łuka erstes",
                              "bestatigung", "stamped", "first YEAR", "year\tgesp"}) {
        CAPTURE(typed);
        CHECK(found(record, typed));
    }
    for (const char* typed : {"gesprach nobody", "erstesgesprach", "zweites"}) {
        CAPTURE(typed);
        CHECK_FALSE(found(record, typed));
    }
}

TEST_CASE("a record is found by the name of its type, of its criteria and by the words of its choices") {
    const auto& catalog = *shipped_catalog();
    const RecordType& type = *app::find_record_type(catalog, "meeting.record");
    Record record = meeting();
    CHECK(found(record, in_language(type.name, "en")));
    const FieldSpec& topic = *find_field(type, "topic");
    for (const FieldOption& option : topic.options) {
        record.fields["topic"] = option.value;
        CHECK(found(record, in_language(option.label, "en")));
    }
    const PathwayNode& leaf = *find_node(catalog.pathways.back(), "L1.G1.meeting");
    Record bare;
    bare.type = "meeting.record";
    CHECK_FALSE(found(bare, in_language(leaf.name, "en")));
    bare.criteria = {leaf.uri};
    CHECK(found(bare, in_language(leaf.name, "en")));
}

TEST_CASE("a record of a type and a criterion that nobody knows is searched all the same") {
    Record record = meeting();
    record.type = "from.the.future";
    record.criteria = {"urn:uuid:nobody"};
    CHECK(has_words(search_text(record, nullptr, nullptr, "en"), search_words("gesprach letter")));
}

TEST_CASE("how far a record has come follows from what it is attached to and claimed for") {
    SamplePortfolio sample = level_one();
    const Record& claimed = *sample.document.records.front();
    CHECK(record_state(sample.document, &sample.pathway, claimed) == RecordState::claimed);
    CHECK(record_state(sample.document, nullptr, claimed) == RecordState::used);

    Document unclaimed = sample.document;
    unclaimed.claims.clear();
    CHECK(record_state(unclaimed, &sample.pathway, claimed) == RecordState::used);

    Record detached = claimed;
    detached.criteria.clear();
    CHECK(record_state(sample.document, &sample.pathway, detached) == RecordState::draft);

    Record emptied = claimed;
    emptied.fields.clear();
    emptied.files.clear();
    CHECK(record_state(sample.document, &sample.pathway, emptied) == RecordState::used);
}

TEST_CASE("tags are the same whatever their case and accents, and those in the trash are not offered") {
    CHECK(same_tag("Résumé", "resume"));
    CHECK_FALSE(same_tag("resume", "resumes"));
    Document document;
    const auto add = [&](std::vector<std::string> tags, bool trashed) {
        Record record;
        record.tags = std::move(tags);
        if (trashed) record.trashed = Instant{1};
        document.records.push_back(std::make_shared<const Record>(record));
    };
    add({"summer", "Ämter"}, false);
    add({"SUMMER", "band"}, false);
    add({"gone"}, true);
    CHECK(known_tags(document) == std::vector<std::string>{"Ämter", "band", "summer"});
}

TEST_CASE("a query fits all records only if nothing is asked") {
    CHECK(fits_all({}));
    CHECK(fits_all({.text = "  ", .type = {}, .tag = {}}));
    CHECK_FALSE(fits_all({.text = "a", .type = {}, .tag = {}}));
    CHECK_FALSE(fits_all({.text = {}, .type = "meeting.record", .tag = {}}));
    CHECK_FALSE(fits_all({.text = {}, .type = {}, .state = RecordState::draft, .tag = {}}));
    CHECK_FALSE(fits_all({.text = {}, .type = {}, .tag = "x"}));
}
