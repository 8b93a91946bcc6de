// The baked pictures of others: each with what it carries, or why nothing is taken out of it.
#include "core/baking/baking.hpp"
#include "core/credentials/held_content.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace cairn;
using namespace cairn::test;

namespace {

struct Published {
    const char* file;
    const char* error; // "": it carries one
    BakedAs as = BakedAs::open_badge_3;
    BakedForm form = BakedForm::json;
    CredentialKind kind = CredentialKind::achievement;
};

constexpr Published published[] = {
    {"baked/ok-ob3-json.png", ""},
    {"baked/ok-ob3-jwt.png", "", BakedAs::open_badge_3, BakedForm::jws},
    {"baked/ok-clr-json.png", "", BakedAs::clr, BakedForm::json, CredentialKind::clr},
    {"baked/ok-after-idat.png", ""},
    {"baked/ok-legacy-text-url.png", "", BakedAs::open_badge_2, BakedForm::address},
    {"baked/bad-compressed.png", ""}, // the standards forbid it to the writer; a reader loses nothing
    {"baked/bad-two-chunks.png", ""}, // the first one counts
    {"baked/bad-crc.png", "baking.crc"},
    {"baked/concentricsky-baked_heart.png", "", BakedAs::open_badge_2, BakedForm::json,
     CredentialKind::badge_2},
    {"baked/concentricsky-public_domain_heart.png", "baking.none"},
    {"baked/mozilla-unbaked.png", "baking.none"},
    {"baked/ok-ob3-json.svg", ""},
    {"baked/ok-ob3-jwt.svg", "", BakedAs::open_badge_3, BakedForm::jws},
    {"baked/ok-clr-json.svg", "", BakedAs::clr, BakedForm::json, CredentialKind::clr},
    {"baked/bad-wrong-namespace.svg", "baking.none"},
    {"baked/concentricsky-baked_example.svg", "", BakedAs::open_badge_2, BakedForm::json,
     CredentialKind::other},
    {"baked/mozilla-baked.svg", "", BakedAs::open_badge_2, BakedForm::json, CredentialKind::other},
    {"baked/mozilla-unbaked.svg", "baking.none"},
    {"ob30-1edtech/simple-json.png", ""},
    {"ob30-1edtech/simple-json.svg", ""},
    {"ob30-1edtech/simple-jwt.svg", "", BakedAs::open_badge_3, BakedForm::jws},
    {"ob20-1edtech/simple-badge.png", "", BakedAs::open_badge_2, BakedForm::json, CredentialKind::badge_2},
};

} // namespace

TEST_CASE("of every published baked picture comes out what it carries") {
    const auto folder = standards_folder();
    if (folder.empty()) CAIRN_SKIP("the published pictures are not here");
    for (const Published& row : published) {
        CAPTURE(row.file);
        const auto picture = read_file(folder / row.file);
        REQUIRE(picture.has_value());
        const auto baked = unbake(*picture);
        if (*row.error != '\0') {
            CHECK((baked ? std::string() : baked.error().code) == row.error);
            continue;
        }
        REQUIRE(baked.has_value());
        CHECK(baked->as == row.as);
        CHECK(baked->form == row.form);
        if (row.form == BakedForm::address) continue;
        const auto content = held_content(baked->text);
        REQUIRE(content.has_value());
        if (row.kind != CredentialKind::other) CHECK(content->kind == row.kind);
        // Baked again, by Cairn, it is what it was.
        for (const char* into : {"baked/mozilla-unbaked.png", "baked/mozilla-unbaked.svg"}) {
            const auto again = bake(*read_file(folder / into), baked->text, baked->as);
            REQUIRE(again.has_value());
            CHECK(unbake(*again)->text == baked->text);
            CHECK(unbake(*again)->as == baked->as);
        }
    }
}

TEST_CASE("no picture of the folder of baked ones is left out") {
    const auto folder = standards_folder();
    if (folder.empty()) CAIRN_SKIP("the published pictures are not here");
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "baked")) {
        const std::string name = "baked/" + entry.path().filename().string();
        CAPTURE(name);
        bool listed = false;
        for (const Published& row : published)
            listed = listed || name == row.file;
        CHECK(listed);
        ++count;
    }
    CHECK(count > 10);
}
