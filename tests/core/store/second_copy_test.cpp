// The second copy of what is stored: read as far as it can be.
#include "core/store/second_copy.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a second copy gives its files back by name") {
    const StoredFiles files = unpack_copy(
        make_zip({{"index.json", "index"}, {"journal/1.json", "row"}, {"shards/0.json", "records"}}));
    CHECK(files ==
          StoredFiles{{"index.json", "index"}, {"journal/1.json", "row"}, {"shards/0.json", "records"}});
}

TEST_CASE("a file of a second copy that is damaged is left out, and the others are read") {
    const StoredFiles files =
        unpack_copy(make_zip({{"index.json", "index"}, {.name = "keys.json", .text = "keys", .crc = 1}}));
    CHECK(files == StoredFiles{{"index.json", "index"}});
}

TEST_CASE("a second copy that is no ZIP, or leads outside, or unpacks to far too much, gives nothing") {
    const std::string zip = make_zip({{"index.json", "index"}});
    CHECK(unpack_copy("").empty());
    CHECK(unpack_copy(zip.substr(0, zip.size() / 2)).empty());
    CHECK(unpack_copy(make_zip({{"../index.json", "index"}})).empty());
    CHECK(unpack_copy(make_zip({{.name = "index.json",
                                 .text = run_text(1),
                                 .packed = deflate_run(1),
                                 .size = largest_copy_file + 1}}))
              .empty());
}
