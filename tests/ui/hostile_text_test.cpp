// Words that nobody expects, on every screen that shows them.
#include "core/store/codec.hpp"
#include "support/page_checks.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::vector<std::pair<const char*, std::string>> hostile_texts() {
    std::string tall = "Z";
    for (int i = 0; i < 300; ++i)
        tall += "\u0301";
    std::string every;
    for (int c = 1; c < 0x20; ++c)
        every += static_cast<char>(c);
    return {
        {"right to left", "\u05E4\u05D2\u05D9\u05E9\u05D4 \u05E8\u05D0\u05E9\u05D5\u05E0\u05D4"},
        {"Arabic", "\u0644\u0642\u0627\u0621 \u0645\u0639 \u0627\u0644\u0645\u0631\u0634\u062F"},
        {"direction override", "abc\u202Egpj.exe"},
        {"joined emoji", "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 party"},
        {"stacked marks", tall},
        {"control characters", every},
        {"marks of the seam", "a\x1d"
                              "b\x1e"
                              "c\x1f"
                              "d"},
        {"markup", "<script>alert(1)</script> &amp; {name} %s %n"},
        {"invalid UTF-8", "a\xFF\xFE\xC0\xAF\xED\xA0\x80z"},
        {"half a character", "abc\xF0\x9F"},
        {"one long word", std::string(10'000, 'W')},
        {"many words",
         [] {
             std::string text;
             while (text.size() < 10'000)
                 text += "word ";
             return text;
         }()},
        {"many lines", std::string(500, '\n')},
        {"wide characters",
         [] {
             std::string text;
             for (int i = 0; i < 3000; ++i)
                 text += "\u6F22";
             return text;
         }()},
        {"beyond the plane", "\U0010FFFF\U000F0000\uFFFF\uE000"},
        {"zero width", "\u200B\u200B\uFEFF"},
    };
}

// A portfolio in which every word of a person is `text`; past the limits of the form, as a file might be.
Desk filled_with(const std::string& text) {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.attach_file(id, "x.png", "pixels", "image/png");
    desk.attach_file(id, "x.pdf", "paper", "application/pdf");
    const Id gone = desk.record("event.attendance");
    desk.must(app::TrashRecord{gone});
    desk.finish_saves();
    Document document = desk.document();
    for (RecordPtr& pointer : document.records) {
        Record record = *pointer;
        for (const char* field : {"title", "narrative", "date", "topic", "kind"})
            record.fields[field] = text;
        for (FileRef& file : record.files) {
            file.name = text;
            file.alt = text;
        }
        if (auto* people = std::get_if<std::vector<Row>>(&record.fields["people"]);
            people != nullptr && !people->empty())
            (*people)[0]["name"] = text;
        pointer = std::make_shared<const Record>(record);
    }
    document.profile.name = text;
    desk.state.document = std::make_shared<const Document>(document);
    return desk;
}

bool shows_people_s_words(Role role) {
    return role == Role::text || role == Role::heading || role == Role::link || role == Role::list_item ||
           role == Role::button;
}

} // namespace

TEST_CASE("no words of a person break a screen") {
    for (const auto& [name, text] : hostile_texts()) {
        CAPTURE(name);
        const Desk desk = filled_with(text);
        const Id record = desk.document().records.front()->id;
        for (const float width : {320.0F, 1440.0F}) {
            CAPTURE(width);
            Headless page(desk.state, {width, 700, 1});
            for (const std::string& address :
                 {std::string("#/path"), std::string("#/evidence"), std::string("#/trash"),
                  std::string("#/submit"), std::string("#/settings"), std::string("#/path/L1.G1.meeting"),
                  "#/evidence/" + record}) {
                CAPTURE(address);
                page.visit(address);
                check_page(page, width);
            }
            page.program().post(app::Command(
                app::OpenDialog{{app::DialogKind::delete_record, {}, desk.document().records.back()->id}}));
            page.settle();
            check_page(page, width);
            page.program().post(
                app::Command(app::OpenDialog{{app::DialogKind::use_record, "L1.G2.meeting", {}}}));
            page.settle();
            check_page(page, width);
        }
    }
}

TEST_CASE("words that have to be shaped are left to the browser wherever they are shown") {
    for (const auto& [name, text] : hostile_texts()) {
        if (!ui::needs_browser(text) || text.size() > 300) continue;
        CAPTURE(name);
        const Desk desk = filled_with(text);
        Headless page(desk.state);
        for (const std::string& address :
             {std::string("#/evidence"), std::string("#/trash"), std::string("#/submit"),
              std::string("#/path/L1.G1.meeting"), std::string("#/path/L1.G1"),
              "#/evidence/" + desk.document().records.front()->id}) {
            page.visit(address);
            CAPTURE(address);
            for (const Found& node : page.nodes()) {
                if (!shows_people_s_words(node.role) || node.name.find(text) == node.name.npos) continue;
                CAPTURE(describe(node));
                CHECK(node.is(semantics::painted));
            }
        }
    }
}

TEST_CASE("words that are not UTF-8 are stored as words that are") {
    const Desk desk = filled_with("a\xFF\xC0z");
    const auto stored = decode_document(encode_document(desk.document(), 1));
    REQUIRE(stored);
    const auto again = decode_document(encode_document(stored->document, 1));
    REQUIRE(again);
    CHECK(again->document == stored->document);
}

TEST_CASE("text is broken into lines that fit, at words where there are any") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record");
    const auto heading_height = [&](const std::string& title, float width) {
        desk.set(id, "title", title);
        Headless page(desk.state, {width, 700, 1});
        page.visit("#/evidence/" + id);
        return page.all(Role::heading).front().box.height;
    };
    const float one_line = heading_height("Short", 360);
    CHECK(heading_height("Two words", 360) == one_line);
    CHECK(heading_height("Quite a few words that cannot stand on one line of a phone", 360) >= 2 * one_line);
    CHECK(heading_height(std::string(60, 'W'), 360) >= 2 * one_line);
    CHECK(heading_height("A\nB\nC", 360) == 3 * one_line);
    CHECK(heading_height("Quite a few words that cannot stand on one line of a phone", 1440) <
          heading_height("Quite a few words that cannot stand on one line of a phone", 320));
}
