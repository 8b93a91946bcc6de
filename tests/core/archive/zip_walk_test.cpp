#include "core/archive/zip_walk.hpp"
#include "support/zip_builder.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

ZipPart part(std::string name, std::string text, bool packed, bool descriptor) {
    ZipPart one;
    one.name = std::move(name);
    one.text = std::move(text);
    if (packed) one.packed = deflate_stored(one.text);
    one.descriptor = descriptor;
    return one;
}

struct Walked {
    std::vector<std::string> names;
    std::vector<std::string> texts; // "" of what is not whole
};

Walked walk(std::string_view bytes, std::size_t most = 1'000'000) {
    const ByteSource file = source_of(bytes_of(bytes));
    Walked walked;
    std::uint64_t at = 0;
    while (!zip_name_at(file, at).empty()) {
        auto step = step_in_zip(file, at, most);
        if (!step) break;
        CHECK(step->next > at);
        walked.names.push_back(step->name);
        walked.texts.push_back(step->whole ? step->text : "");
        at = step->next;
    }
    return walked;
}

} // namespace

TEST_CASE("a ZIP without its directory is read from one local header to the next") {
    const std::string film(200'000, 'f');
    for (const bool packed : {false, true}) {
        for (const bool descriptor : {false, true}) {
            if (packed && descriptor) continue;
            CAPTURE(packed);
            CAPTURE(descriptor);
            const std::string zip =
                make_zip({part("a.json", "{}", packed, descriptor), part("b", "", packed, descriptor),
                          part("film", film, packed, descriptor)});
            const std::string cut = zip.substr(0, zip.size() - 60); // in the directory
            const Walked walked = walk(cut);
            CHECK(walked.names == std::vector<std::string>{"a.json", "b", "film"});
            CHECK(walked.texts == std::vector<std::string>{"{}", "", film});
        }
    }
}

TEST_CASE("bytes that look like the end of an entry do not end it") {
    const std::string inner = make_zip({part("inside", "a file in a file", false, true)});
    const std::string zip =
        make_zip({part("one.zip", inner + "PK\x07\x08" + inner, false, true), part("two", "2", false, true)});
    const Walked walked = walk(zip);
    REQUIRE(walked.names == std::vector<std::string>{"one.zip", "two"});
    CHECK(walked.texts[0] == inner + "PK\x07\x08" + inner);
}

TEST_CASE("an entry that was changed is walked over and is not whole") {
    std::string zip = make_zip({part("a", "first text", false, true), part("b", "second text", false, true)});
    zip[zip.find("first")] ^= 1;
    const Walked walked = walk(zip);
    CHECK(walked.names == std::vector<std::string>{"a", "b"});
    CHECK(walked.texts == std::vector<std::string>{"", "second text"});
}

TEST_CASE("what is cut off, too large or no header at all ends the walk") {
    const std::string zip =
        make_zip({part("a", "first text", false, true), part("b", std::string(5000, 'b'), false, true)});
    for (std::size_t size = 0; size < zip.size(); size += 7) {
        const Walked walked = walk(zip.substr(0, size));
        CHECK(walked.names.size() <= 2);
        for (std::size_t i = 0; i < walked.names.size(); ++i)
            CHECK((walked.texts[i].empty() ||
                   walked.texts[i] == (i == 0 ? "first text" : std::string(5000, 'b'))));
    }
    CHECK(walk(zip, 100).names == std::vector<std::string>{"a"});
    CHECK(walk("PK\x03\x04").names.empty());
    CHECK(walk("").names.empty());
    const std::string outside = make_zip({part("../a", "x", false, false)});
    CHECK(walk(outside).names.empty());
}

TEST_CASE("an entry of known size is stepped over without being read, and only where one can be there") {
    const std::string zip =
        make_zip({part("a", std::string(5000, 'a'), false, true), part("b", "2", false, true)});
    const ByteSource file = source_of(bytes_of(zip));
    const auto step = step_over_zip_entry(file, 0, 5000);
    REQUIRE(step.has_value());
    CHECK(step->place.packed == 5000);
    CHECK(step->text.empty());
    CHECK(zip_name_at(file, step->next) == "b");
    CHECK_FALSE(step_over_zip_entry(file, 0, 4000).has_value());
    CHECK_FALSE(step_over_zip_entry(file, 0, zip.size()).has_value());
    CHECK_FALSE(step_over_zip_entry(file, 1, 5000).has_value());
}
