#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// The same but for the device: a copy elsewhere is another one.
Document on_no_device(Document document) {
    document.device.clear();
    return document;
}

struct World {
    Document document;
    std::vector<LearnerKey> keys;
    std::map<std::string, std::string> blobs;

    friend bool operator==(const World&, const World&) = default;
};

World world_of(const Desk& desk) {
    return {desk.document(), desk.state.keys, desk.blobs};
}

std::string whole_file(Desk& desk) {
    return make_zip(parts_of(export_whole(desk), desk.blobs));
}

} // namespace

TEST_CASE("a whole portfolio opened on an empty device has lost nothing, and exports the same bundle") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    const auto bundle = desk.export_level();
    REQUIRE(bundle);
    const std::string submitted = whole_file(desk);

    Desk empty;
    take_whole(empty, submitted);
    CHECK(on_no_device(empty.document()) == on_no_device(desk.document()));
    CHECK(empty.document().device != desk.document().device);
    CHECK(empty.state.keys == desk.state.keys);
    CHECK(empty.blobs == desk.blobs);
    CHECK(empty.save_phase() == app::SavePhase::saved);
    CHECK_FALSE(empty.session().dialog);
    const auto again = empty.export_level();
    REQUIRE(again);
    CHECK(again->text == bundle->text);
    CHECK(again->entries.size() == bundle->entries.size());
    CHECK(file != submitted);
}

TEST_CASE("the name of the file says that it holds the key, and of which day it is") {
    Desk desk = busy_desk();
    const app::Download download = export_whole(desk);
    CHECK(download.name == "cairn-portfolio-with-key-2026-01-15.zip");
    CHECK(download.media_type == "application/zip");
    CHECK(desk.notice().contains("signing key"));
    const auto has = [&](std::string_view path) {
        return std::ranges::contains(download.entries, path, &app::Download::Entry::path);
    };
    CHECK(has("portfolio.json"));
    CHECK(has("document/index.json"));
    CHECK(has("document/keys.json"));
    for (const auto& [sha256, bytes] : desk.blobs)
        CHECK(has("files/" + sha256));
}

TEST_CASE("evidence that is gone is left out by name, and the rest of the portfolio can be opened") {
    Desk desk = busy_desk();
    const std::string gone = desk.blobs.begin()->first;
    desk.must(app::ExportPortfolio{});
    auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    desk.tell(app::DownloadFailed{downloads[0].effect, {"file.missing", "", gone}});
    downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    CHECK_FALSE(std::ranges::contains(downloads[0].entries, gone, &app::Download::Entry::sha256));
    desk.tell(app::Downloaded{downloads[0].effect});
    CHECK(desk.session().notice->problem);
    desk.blobs.erase(gone);

    Desk empty;
    take_whole(empty, make_zip(parts_of(downloads[0], desk.blobs)));
    CHECK(on_no_device(empty.document()) == on_no_device(desk.document()));
    CHECK(empty.blobs == desk.blobs);
}

TEST_CASE("the file is read in pieces, and its evidence is never in memory") {
    Desk desk = busy_desk();
    const Id record = desk.document().records.front()->id;
    desk.attach_file(record, "film.mp4", std::string(5'000'000, 'f'), "video/mp4");
    desk.finish_saves();
    const std::string file = whole_file(desk);
    Desk empty;
    empty.must(app::ImportPortfolio{{9, "everything.zip"}});
    WholeWorld world(empty);
    world.answer(file);
    empty.must(app::ConfirmImport{});
    world.answer(file);
    CHECK(world.largest_read <= 1024 * 1024);
    CHECK(world.reads > 1);
    CHECK(on_no_device(empty.document()) == on_no_device(desk.document()));
}

TEST_CASE("a file that other software has packed again is the same portfolio") {
    Desk desk = busy_desk();
    Parts parts = parts_of(export_whole(desk), desk.blobs);
    for (ZipPart& part : parts) {
        part.packed = deflate_stored(part.text);
        part.descriptor = true;
    }
    std::ranges::reverse(parts);
    Desk empty;
    take_whole(empty, make_zip(parts));
    CHECK(on_no_device(empty.document()) == on_no_device(desk.document()));
    CHECK(empty.blobs == desk.blobs);
}

TEST_CASE(
    "in place of another portfolio it is one change that is asked about, with nothing of before mixed in") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk other = Desk::started();
    other.attach_file(other.meeting(), "old.txt", "old evidence (sample)");
    other.finish_saves();
    const World before = world_of(other);
    pick_whole(other, file);
    CHECK(world_of(other) == before);
    CHECK(asks_about_import(other));
    other.must(app::CloseDialog{});
    CHECK(world_of(other) == before);
    CHECK(other.ask(app::ConfirmImport{}) == "whole.none");

    const std::uint64_t generation = other.state.generation;
    take_whole(other, file);
    CHECK(on_no_device(other.document()) == on_no_device(desk.document()));
    CHECK(other.state.keys == desk.state.keys);
    CHECK(other.state.generation > generation);
    CHECK(other.ask(app::Undo{}) == "undo.nothing");
    // The evidence of before goes at the next start, not now.
    CHECK(other.blobs.size() == desk.blobs.size() + 1);
}

TEST_CASE("what is damaged, foreign, newer or too large is refused, and nothing changes") {
    Desk desk = busy_desk();
    const Parts whole = parts_of(export_whole(desk), desk.blobs);
    const std::string some_file = "files/" + desk.blobs.begin()->first;
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
        {"a newer file", with("portfolio.json",
                              [](ZipPart& part) {
                                  part.text = resealed(part.text, [](Json& json) { json["version"] = 2; });
                              })},
        {"a newer portfolio", with("document/index.json",
                                   [](ZipPart& part) {
                                       part.text =
                                           resealed(part.text, [](Json& json) { json["version"] = 2; });
                                   })},
        {"another format", with("portfolio.json",
                                [](ZipPart& part) {
                                    part.text =
                                        resealed(part.text, [](Json& json) { json["format"] = "other"; });
                                })},
        {"more in the head",
         with("portfolio.json",
              [](ZipPart& part) { part.text = resealed(part.text, [](Json& json) { json["more"] = 1; }); })},
        {"a key that is no key", with("document/keys.json",
                                      [](ZipPart& part) {
                                          part.text = resealed(part.text, [](Json& json) {
                                              json["keys"][0]["secretKeyMultibase"] = "z123";
                                          });
                                      })},
        {"no key at all", with("document/keys.json",
                               [](ZipPart& part) {
                                   part.text =
                                       resealed(part.text, [](Json& json) { json["keys"] = Json::array(); });
                               })},
        {"an unknown pathway", with("document/index.json",
                                    [](ZipPart& part) {
                                        part.text = resealed(
                                            part.text, [](Json& json) { json["pathway"]["revision"] = "Z"; });
                                    })},
        {"something beside it",
         [](Parts parts) {
             parts.push_back(zip_part("note.txt", "hello"));
             return make_zip(parts);
         }},
        {"a file more in the document",
         [](Parts parts) {
             parts.push_back(zip_part("document/shards/0123456789abcdef.json", "{}"));
             return make_zip(parts);
         }},
        {"evidence that nothing names",
         [](Parts parts) {
             parts.push_back(zip_part("files/" + sha256_hex("more"), "more"));
             return make_zip(parts);
         }},
        {"a name that leads outside",
         [](Parts parts) {
             parts.push_back(zip_part("../outside", "x"));
             return make_zip(parts);
         }},
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
            if (asks_about_import(target)) {
                // What only its digest tells shows when it is kept.
                target.must(app::ConfirmImport{});
                WholeWorld(target).answer(file);
            }
            CHECK_FALSE(asks_about_import(target));
            CHECK(target.state.document == document);
            CHECK(target.state.keys == keys);
            CHECK(target.blobs.empty());
            CHECK(target.take_effects<app::Save>().empty());
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
        WholeWorld(target).answer(file);
        CHECK(world_of(target) == before);
        CHECK(target.session().notice->problem);
        CHECK_FALSE(asks_about_import(target));
    }
}

TEST_CASE("a file that is cut off anywhere is refused") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    for (std::size_t part = 0; part < 24; ++part) {
        Desk target;
        pick_whole(target, file.substr(0, file.size() * part / 24));
        CAPTURE(part);
        CHECK_FALSE(asks_about_import(target));
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
        if (asks_about_import(target)) {
            target.must(app::ConfirmImport{});
            WholeWorld(target).answer(flipped);
        }
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

TEST_CASE("leaving the dialog stops an import that is under way") {
    Desk desk = busy_desk();
    const std::string file = whole_file(desk);
    Desk target = Desk::started();
    const World before = world_of(target);
    pick_whole(target, file);
    target.must(app::ConfirmImport{});
    const auto stores = target.take_effects<app::StoreRange>();
    const auto reads = target.take_effects<app::ReadRange>();
    REQUIRE(stores.size() + reads.size() == 1);
    SUBCASE("by its button") {
        target.must(app::CloseDialog{});
    }
    SUBCASE("by the browser's") {
        target.tell(app::RouteChanged{{app::Screen::evidence, ""}});
    }
    CHECK(target.take_effects<app::EndImport>().size() == 1);
    const std::uint32_t late = stores.empty() ? reads[0].effect : stores[0].effect;
    target.tell(app::RangeStored{late});
    CHECK(world_of(target) == before);
    CHECK_FALSE(target.session().whole.import);
}

TEST_CASE("a tab that only shows opens no file") {
    Desk target = Desk::started();
    target.state.session.writer = false;
    CHECK(target.ask(app::ImportPortfolio{{9, "everything.zip"}}) == "store.readOnly");
    CHECK(target.ask(app::DeleteEverything{"delete"}) == "store.readOnly");
    CHECK(target.ask(app::ExportPortfolio{}) == "");
}

TEST_CASE("everything is deleted by the word, and the program is as on a new device") {
    Desk desk = busy_desk();
    CHECK(desk.ask(app::DeleteEverything{"yes"}) == "erase.word");
    CHECK(desk.take_effects<app::Erase>().empty());
    desk.must(app::DeleteEverything{" Delete "});
    const auto erases = desk.take_effects<app::Erase>();
    REQUIRE(erases.size() == 1);
    CHECK(desk.ask(app::SetName{"Somebody"}) == "erase.underWay");
    CHECK(desk.ask(app::Undo{}) == "erase.underWay");
    desk.tell(app::Erased{erases[0].effect});
    CHECK_FALSE(desk.state.document);
    CHECK(desk.state.keys.empty());
    CHECK(desk.state.history.undoable() == nullptr);
    CHECK(desk.take_effects<app::Save>().empty());
    CHECK(desk.notice().contains("Everything is deleted"));
    desk.must(app::StartEmpty{});
    CHECK(desk.document().records.empty());
}

TEST_CASE("a save that was under way writes nothing after everything is deleted") {
    Desk desk = Desk::started();
    desk.must(app::SetName{"Sample"});
    const auto saves = desk.take_effects<app::Save>();
    REQUIRE(saves.size() == 1);
    desk.must(app::SetName{"Sample Learner"});
    desk.must(app::DeleteEverything{"delete"});
    const auto erases = desk.take_effects<app::Erase>();
    desk.tell(app::Saved{saves[0].effect});
    CHECK(desk.take_effects<app::Save>().empty());
    desk.tell(app::Erased{erases.at(0).effect});
    CHECK(desk.take_effects<app::Save>().empty());
}

TEST_CASE("where deleting fails the portfolio is still there, is saved again, and the person is told") {
    Desk desk = busy_desk();
    const World before = world_of(desk);
    desk.must(app::DeleteEverything{"delete"});
    const auto erases = desk.take_effects<app::Erase>();
    desk.tell(app::WholeFailed{erases.at(0).effect, {"store.failed"}});
    CHECK(world_of(desk) == before);
    CHECK(desk.notice().contains("still here"));
    CHECK(desk.finish_saves() == 1);
    CHECK(desk.ask(app::SetName{"Sample Learner again"}) == "");
}

TEST_CASE("what the portfolio takes up is measured when it is asked for") {
    Desk desk = Desk::started();
    desk.must(app::MeasureStorage{});
    const auto asked = desk.take_effects<app::Measure>();
    REQUIRE(asked.size() == 1);
    desk.tell(app::StorageMeasured{asked[0].effect, {1234, 5678, 2}});
    REQUIRE(desk.session().use);
    CHECK(desk.session().use->evidence == 5678);
    desk.must(app::MeasureStorage{});
    desk.tell(app::WholeFailed{desk.take_effects<app::Measure>().at(0).effect, {"store.failed"}});
    CHECK(desk.session().use);
    CHECK(desk.notice().empty());
}

TEST_CASE("contacts are added, changed and removed, each step undone as one") {
    Desk desk = Desk::started();
    desk.must(app::AddContact{});
    desk.must(app::SetContact{0, {"Website", "https://learner.example"}});
    desk.must(app::AddContact{});
    CHECK(desk.document().profile.contacts.size() == 2);
    desk.must(app::RemoveContact{0});
    CHECK(desk.document().profile.contacts == std::vector<Contact>{{}});
    desk.must(app::Undo{});
    CHECK(desk.document().profile.contacts.front().value == "https://learner.example");
    CHECK(desk.ask(app::SetContact{7, {}}) == "contact.unknown");
    CHECK(desk.ask(app::RemoveContact{7}) == "contact.unknown");
    CHECK(desk.ask(app::SetContact{0, {std::string(3000, 'x'), ""}}) == "text.tooLong");
    while (desk.document().profile.contacts.size() < 20)
        desk.must(app::AddContact{});
    CHECK(desk.ask(app::AddContact{}) == "contact.tooMany");
}

TEST_CASE("a portfolio begins with the revision that was chosen, else with the newest") {
    Desk newest;
    newest.must(app::StartEmpty{});
    CHECK(newest.document().pathway.revision == "B-nace-2025-06-06");
    Desk chosen;
    chosen.must(app::SetRevision{"A-edl"});
    chosen.must(app::StartEmpty{});
    CHECK(chosen.document().pathway.revision == "A-edl");
    Desk given;
    given.must(app::StartEmpty{"A-edl"});
    CHECK(given.document().pathway.revision == "A-edl");
    Desk wrong;
    CHECK(wrong.ask(app::SetRevision{"C"}) == "pathway.unknown");
    CHECK(wrong.ask(app::StartEmpty{"C"}) == "pathway.unknown");
}
