// A portfolio as one file, and from it again.
#include "support/whole.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

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
    give_points(desk);
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
