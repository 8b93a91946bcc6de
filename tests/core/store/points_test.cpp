#include "core/store/points.hpp"
#include "support/golden_portfolio.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

using test::Source;

PointInfo an_info(Source& source) {
    return {source.id(), PointReason::import, "other.zip", source.instant(), 0};
}

} // namespace

TEST_CASE("a restore point comes back with its document, its keys and what it says of itself") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Source source(seed);
        CAPTURE(seed);
        const Document document = source.document(source.below(12));
        PointInfo info = an_info(source);
        info.records = document.records.size();
        const StoredFiles files = encode_point(info, document, test::golden_keys(), 17);
        const std::string file = point_file(info.id);
        REQUIRE(files.contains(file));
        CHECK_FALSE(files.contains("index.json"));
        CHECK(read_point_info(files.at(file), file) == info);
        const auto portfolio = decode_point(files, info.id);
        REQUIRE(portfolio.has_value());
        CHECK(portfolio->document == document);
        CHECK(portfolio->keys == test::golden_keys());
        CHECK(portfolio->generation == 17);

        std::set<std::string> evidence;
        for (const RecordPtr& record : document.records)
            for (const FileRef& one : record->files)
                evidence.insert(one.sha256);
        const auto named = evidence_of_point(files.at(file), file);
        CHECK(std::set<std::string>(named->begin(), named->end()) == evidence);
        auto needs = files_named_by_point(files.at(file), file).value();
        CHECK(needs.size() == files.size() - 1);
        for (const std::string& name : needs)
            CHECK(files.contains(name));
    }
}

TEST_CASE("a restore point shares its shards with the checkpoint of the same records") {
    Source source(2);
    const Document document = source.document(9);
    const StoredFiles stored = encode_document(document, 3);
    const PointInfo info = an_info(source);
    for (const auto& [name, text] : encode_point(info, document, {}, 3))
        if (name != point_file(info.id)) CHECK(stored.at(name) == text);
}

TEST_CASE("a restore point that is damaged, of another id or incomplete is refused") {
    Source source(3);
    const Document document = source.document(4);
    const PointInfo info = an_info(source);
    const std::string file = point_file(info.id);
    const StoredFiles files = encode_point(info, document, {}, 3);
    const std::string& text = files.at(file);
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::string changed = text;
        changed[i] = static_cast<char>(text[i] ^ (1 << (i % 8)));
        CAPTURE(i);
        CHECK_FALSE(read_point_info(changed, file).has_value());
    }
    StoredFiles renamed = files;
    const Id other = source.id();
    renamed[point_file(other)] = text;
    CHECK(decode_point(renamed, other).error() == Error{"store.damaged", point_file(other), "id"});
    CHECK(decode_point({}, info.id).error() == Error{"store.missing", file});
    for (const auto& [name, content] : files) {
        StoredFiles less = files;
        less.erase(name);
        CHECK_FALSE(decode_point(less, info.id).has_value());
    }
    CHECK(read_point_info(encode_document(document, 1).at("index.json"), file).error().code ==
          "store.damaged");
}

} // namespace cairn
