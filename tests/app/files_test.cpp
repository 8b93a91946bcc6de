#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a picked file is pending until it is stored, and then part of the record") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.finish_saves();
    desk.must(app::AddFiles{id, {{7, "notes.txt"}}});
    const auto stores = desk.take_effects<app::StoreFile>();
    REQUIRE(stores.size() == 1);
    CHECK(stores[0].handle == 7);
    REQUIRE(desk.session().pending_files.size() == 1);
    CHECK(desk.session().pending_files[0].name == "notes.txt");
    CHECK(desk.find(id).files.empty());
    CHECK(desk.take_commits().empty());

    desk.tell(app::FileStored{stores[0].effect, Desk::file_of("notes.txt", "words")});
    CHECK(desk.session().pending_files.empty());
    REQUIRE(desk.find(id).files.size() == 1);
    CHECK(desk.find(id).files[0].sha256 == sha256_hex("words"));
    CHECK(is_uuid_urn(desk.find(id).files[0].id));
    CHECK(desk.take_commits().size() == 1);
    CHECK(desk.notice().find("notes.txt") != std::string::npos);
}

TEST_CASE("a photo that was cleaned says so") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::AddFiles{id, {{1, "me.jpg"}}});
    FileRef photo = Desk::file_of("me.jpg", "pixels", "image/jpeg");
    photo.cleaned = true;
    desk.tell(app::FileStored{desk.take_effects<app::StoreFile>()[0].effect, photo});
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "files.addedCleaned", {{"name", "me.jpg"}}));
    CHECK(desk.find(id).files[0].cleaned);
}

TEST_CASE("several files are stored one by one, whatever the order of the answers") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::AddFiles{id, {{1, "a"}, {2, "b"}, {3, "c"}}});
    const auto stores = desk.take_effects<app::StoreFile>();
    REQUIRE(stores.size() == 3);
    desk.tell(app::FileStored{stores[2].effect, Desk::file_of("c", "C")});
    desk.tell(app::FileFailed{stores[0].effect, {"file.unreadable"}});
    desk.tell(app::FileStored{stores[1].effect, Desk::file_of("b", "B")});
    REQUIRE(desk.find(id).files.size() == 2);
    CHECK(desk.find(id).files[0].name == "c");
    CHECK(desk.find(id).files[1].name == "b");
    CHECK(desk.session().pending_files.empty());
}

TEST_CASE("the same bytes twice are one file of a record, and the person is told") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.attach_file(id, "a.txt", "same");
    desk.attach_file(id, "b.txt", "same");
    CHECK(desk.find(id).files.size() == 1);
    CHECK(desk.notice() == app::tr(*desk.state.catalog, "files.already", {{"name", "b.txt"}}));
}

TEST_CASE("a file that could not be stored is named, and nothing else changes") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::AddFiles{id, {{1, "film.mov"}}});
    const Document before = desk.document();
    desk.tell(app::FileFailed{desk.take_effects<app::StoreFile>()[0].effect, {"file.tooLarge"}});
    CHECK(desk.document() == before);
    CHECK(desk.session().pending_files.empty());
    REQUIRE(desk.session().notice);
    CHECK(desk.session().notice->problem);
    CHECK(desk.notice().find("film.mov") != std::string::npos);
}

TEST_CASE("answers that nobody waits for change nothing") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.attach_file(id, "a", "A");
    const Document before = desk.document();
    desk.tell(app::FileStored{4711, Desk::file_of("b", "B")});
    desk.tell(app::BlobsRead{4712, {}});
    desk.tell(app::Downloaded{4713});
    CHECK(desk.document() == before);
}

TEST_CASE("a file whose record was deleted meanwhile is forgotten") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::AddFiles{id, {{1, "a"}}});
    const auto store = desk.take_effects<app::StoreFile>()[0];
    desk.must(app::TrashRecord{id});
    desk.must(app::DeleteForever{id});
    const Document before = desk.document();
    desk.tell(app::FileStored{store.effect, Desk::file_of("a", "A")});
    CHECK(desk.document() == before);
    CHECK(desk.session().pending_files.empty());
}

TEST_CASE("a record takes fifty files, those on their way counted") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    std::vector<app::PickedFile> many(50, app::PickedFile{1, "x"});
    std::vector<app::PickedFile> more(51, app::PickedFile{1, "x"});
    CHECK(desk.ask(app::AddFiles{id, more}) == "file.tooMany");
    CHECK(desk.ask(app::AddFiles{id, many}) == "");
    CHECK(desk.ask(app::AddFiles{id, {{1, "y"}}}) == "file.tooMany");
    CHECK(desk.take_effects<app::StoreFile>().size() == 50);
}

TEST_CASE("a file is removed from its record, and undo brings it back") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.attach_file(id, "a", "A");
    desk.attach_file(id, "b", "B");
    const Id file = desk.find(id).files[0].id;
    desk.must(app::RemoveFile{id, file});
    REQUIRE(desk.find(id).files.size() == 1);
    CHECK(desk.find(id).files[0].name == "b");
    desk.must(app::Undo{});
    CHECK(desk.find(id).files.size() == 2);
}

TEST_CASE("a picture gets words, as many as fit") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.attach_file(id, "a.png", "A", "image/png");
    const Id file = desk.find(id).files[0].id;
    desk.must(app::SetAlt{id, file, "A table with two chairs"});
    CHECK(desk.find(id).files[0].alt == "A table with two chairs");
    CHECK(desk.ask(app::SetAlt{id, file, std::string(100'000, 'x')}) == "text.tooLong");
    CHECK(desk.ask(app::SetAlt{id, sample_id(1), "x"}) == "file.unknown");
}

TEST_CASE("a file for which there is no room is told as not added, not as a change that waits") {
    for (const auto& [code, words] :
         {std::pair{"store.quota", "error.file.noRoom"}, {"store.failed", "error.file.notKept"}}) {
        Desk desk = Desk::started();
        const Id id = desk.meeting();
        desk.must(app::AddFiles{id, {{1, "film.mov"}}});
        desk.tell(app::FileFailed{desk.take_effects<app::StoreFile>()[0].effect, {code}});
        CHECK(desk.notice() == app::tr(*desk.state.catalog, words, {{"where", "film.mov"}}));
        CHECK(desk.session().pending_files.empty());
        CHECK(desk.find(id).files.empty());
    }
}
