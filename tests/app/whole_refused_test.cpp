// Portfolio files that are not taken in: what is refused, when, and that nothing changes by it.
#include "app/whole_import.hpp"
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("what is damaged, foreign, newer or too large is refused, and nothing changes") {
    Desk desk = busy_desk();
    const Parts whole = parts_of(export_whole(desk), desk.blobs);
    struct Case {
        const char* name;
        std::function<std::string(Parts)> make;
    };
    const auto with = [](std::string_view beginning, std::function<void(ZipPart&)> change) {
        return [beginning, change](Parts parts) {
            change(part_of(parts, beginning));
            return make_zip(parts);
        };
    };
    const auto with_json = [&](std::string_view beginning, std::function<void(Json&)> change) {
        return with(beginning, [change](ZipPart& part) { part.text = resealed(part.text, change); });
    };
    const auto with_more = [](const std::string& name, const std::string& text) {
        return [part = zip_part(name, text)](Parts parts) {
            parts.push_back(part);
            return make_zip(parts);
        };
    };
    const auto without = [](std::string_view beginning) {
        return [beginning](Parts parts) {
            std::erase_if(parts, [&](const ZipPart& part) { return part.name.starts_with(beginning); });
            return make_zip(parts);
        };
    };
    const auto flip = [](ZipPart& part) {
        part.crc = plain_crc32(part.text);
        part.text[part.text.size() / 2] ^= 1;
    };
    const auto flip_unnoticed = [](ZipPart& part) { part.text[part.text.size() / 2] ^= 1; };
    const Case table[] = {
        {"no ZIP", [](const Parts&) { return std::string("A letter to nobody."); }},
        {"nothing at all", [](const Parts&) { return std::string(); }},
        {"an empty ZIP", [](const Parts&) { return make_zip({}); }},
        {"somebody else's ZIP", [](const Parts&) { return make_zip({zip_part("a.txt", "a")}); }},
        {"a submission", [](const Parts&) { return make_zip({zip_part("bundle.json", "{}")}); }},
        {"no head", without("portfolio.json")},
        {"no index", without("document/index.json")},
        {"no keys", without("document/keys.json")},
        {"no records", without("document/shards/")},
        {"no badge", without("document/badges/")},
        {"a missing piece of evidence", without("files/")},
        {"a flipped bit in the head", with("portfolio.json", flip_unnoticed)},
        {"a flipped bit in the index", with("document/index.json", flip)},
        {"a flipped bit in the index, its checksum made right", with("document/index.json", flip_unnoticed)},
        {"a flipped bit in the keys", with("document/keys.json", flip_unnoticed)},
        {"a flipped bit in the records", with("document/shards/", flip_unnoticed)},
        {"a flipped bit in a badge", with("document/badges/", flip_unnoticed)},
        {"evidence that is longer", with("files/", [](ZipPart& part) { part.text += "x"; })},
        {"a newer file", with_json("portfolio.json", [](Json& json) { json["version"] = 2; })},
        {"a newer portfolio", with_json("document/index.json", [](Json& json) { json["version"] = 3; })},
        {"another format", with_json("portfolio.json", [](Json& json) { json["format"] = "other"; })},
        {"more in the head", with_json("portfolio.json", [](Json& json) { json["more"] = 1; })},
        {"a key that is no key",
         with_json("document/keys.json", [](Json& json) { json["keys"][0]["secretKeyMultibase"] = "z123"; })},
        {"no key at all", with_json("document/keys.json", [](Json& json) { json["keys"] = Json::array(); })},
        {"an unknown pathway",
         with_json("document/index.json", [](Json& json) { json["pathway"]["revision"] = "Z"; })},
        {"something beside it", with_more("note.txt", "hello")},
        {"a file more in the document", with_more("document/shards/0123456789abcdef.json", "{}")},
        {"evidence that nothing names", with_more("files/" + sha256_hex("more"), "more")},
        {"a name that leads outside", with_more("../outside", "x")},
        {"a name twice",
         [](Parts parts) {
             parts.push_back(parts.back());
             return make_zip(parts);
         }},
        {"evidence that unpacks to more than it says",
         with("files/", [](ZipPart& part) { part.packed = deflate_run(20'000); })},
        {"a bomb in the index", with("document/index.json",
                                     [](ZipPart& part) {
                                         part.packed = deflate_run(50'000);
                                         part.text = run_text(50'000);
                                     })},
        {"a document of gigabytes", with("document/index.json",
                                         [](ZipPart& part) {
                                             part.size = 3'000'000'000;
                                             part.packed = "x";
                                         })},
    };
    for (const bool empty : {true, false}) {
        for (const Case& one : table) {
            CAPTURE(one.name);
            CAPTURE(empty);
            Desk target = empty ? Desk() : Desk::started();
            const auto document = target.state.document;
            const auto keys = target.state.keys;
            const std::string file = one.make(whole);
            pick_whole(target, file);
            WholeWorld world(target);
            if (asks_about_import(target) && !target.session().whole.import->readable) {
                // What only its digest tells shows when it is kept.
                target.must(app::ConfirmImport{});
                world.answer(file);
            }
            // What can be read of it is offered, and taken by nobody who does not say so.
            if (asks_about_import(target)) {
                REQUIRE(target.session().whole.import->readable);
                target.must(app::CloseDialog{});
                world.answer(file);
            }
            CHECK(target.state.document == document);
            CHECK(target.state.keys == keys);
            CHECK(target.blobs.empty());
            CHECK(target.take_commits().empty());
            REQUIRE(target.session().notice);
            CHECK(target.session().notice->problem);
            CHECK(target.notice().contains("everything.zip was not opened, and nothing here has changed."));
            CHECK_FALSE(target.notice().contains('{'));
            CHECK_FALSE(target.session().whole.import);
        }
    }
}

TEST_CASE(
    "evidence that was swapped or changed shows when it is kept, and what was kept before it goes again") {
    Desk desk = busy_desk();
    const Id record = desk.document().records.front()->id;
    desk.attach_file(record, "one.txt", "one (sample)");
    desk.attach_file(record, "two.txt", "two (sample)");
    desk.finish_saves();
    const Parts whole = parts_of(export_whole(desk), desk.blobs);
    const std::string one = "files/" + sha256_hex("one (sample)");
    const std::string two = "files/" + sha256_hex("two (sample)");
    Parts swapped = whole;
    std::swap(part_of(swapped, one).text, part_of(swapped, two).text);
    Parts flipped = whole;
    part_of(flipped, two).text[0] ^= 1;
    for (const Parts& parts : {swapped, flipped}) {
        Desk target = Desk::started();
        const World before = world_of(target);
        const std::string file = make_zip(parts);
        pick_whole(target, file);
        REQUIRE(asks_about_import(target));
        target.must(app::ConfirmImport{});
        WholeWorld world(target);
        world.answer(file);
        CHECK(target.document() == before.document);
        CHECK(target.session().notice->problem);
        target.must(app::CloseDialog{});
        world.answer(file);
        CHECK(world_of(target) == before);
    }
}

TEST_CASE("a file that is cut off anywhere is refused") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    for (std::size_t part = 0; part < 24; ++part) {
        Desk target;
        pick_whole(target, file.substr(0, file.size() * part / 24));
        CAPTURE(part);
        CHECK(asks_about_import(target) == (target.session().whole.import != nullptr));
        if (target.session().whole.import) CHECK(target.session().whole.import->readable);
        CHECK(target.session().notice->problem);
        CHECK_FALSE(target.state.document);
    }
}

TEST_CASE("flipped bits are refused, or change nothing that counts") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    std::size_t refused = 0;
    for (std::size_t at = 0; at < file.size(); at += 1 + file.size() / 300) {
        std::string flipped = file;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
        Desk target;
        pick_whole(target, flipped);
        WholeWorld world(target);
        if (asks_about_import(target) && !target.session().whole.import->readable) {
            target.must(app::ConfirmImport{});
            world.answer(flipped);
        }
        // What can be read is offered.
        if (asks_about_import(target)) target.must(app::CloseDialog{});
        world.answer(flipped);
        CAPTURE(at);
        if (target.state.document) {
            // A time or a flag of an entry, which nothing reads.
            CHECK(on_no_device(target.document()) == on_no_device(desk.document()));
            CHECK(target.blobs == desk.blobs);
        } else {
            ++refused;
            CHECK(target.blobs.empty());
        }
    }
    CHECK(refused > 200);
}

TEST_CASE("a file that changes while it is read is refused") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk target;
    target.must(app::ImportPortfolio{{9, "everything.zip"}});
    auto reads = target.take_effects<app::ReadRange>();
    REQUIRE(reads.size() == 1);
    SUBCASE("it got longer") {
        target.tell(app::RangeRead{reads[0].effect, file.substr(0, reads[0].size), file.size()});
        reads = target.take_effects<app::ReadRange>();
        if (!reads.empty())
            target.tell(app::RangeRead{reads[0].effect, file.substr(reads[0].offset, reads[0].size),
                                       file.size() + 1});
        else
            target.tell(app::RangeRead{0, "", 0});
    }
    SUBCASE("less came than was asked for") {
        target.tell(app::RangeRead{reads[0].effect, file.substr(0, 10), file.size()});
        CHECK(target.notice().contains("was not opened"));
        CHECK_FALSE(target.session().whole.import);
    }
    SUBCASE("it is gone") {
        target.tell(app::WholeFailed{reads[0].effect, {"file.unreadable"}});
        CHECK(target.notice().contains("Choose it again"));
    }
    CHECK_FALSE(target.state.document);
}

TEST_CASE("where there is no room for all of it nothing changes, and what was kept goes again") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk target = Desk::started();
    const World before = world_of(target);
    pick_whole(target, file);
    target.must(app::ConfirmImport{});
    WholeWorld world(target);
    world.stores_until_full = 1;
    world.answer(file);
    CHECK(world_of(target) == before);
    CHECK(target.notice().contains("no room"));
}
