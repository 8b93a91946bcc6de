#include "core/json/read.hpp"
#include "core/jsonld/to_rdf.hpp"
#include "core/rdf/canonical.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <map>
#include <set>

namespace cairn {

namespace {

using test::read_file;

// What the page does not do, each with its reason. The names are those of the suite.
const std::map<std::string, std::string> left_out{
    {"#te077", "expandContext: an option of the interface, not of a document"},
};

bool is_for_1_0(const Json& test) {
    const Json option = test.value("option", Json::object());
    return option.value("specVersion", "") == "json-ld-1.0" ||
           option.value("processingMode", "") == "json-ld-1.0";
}

struct Suite {
    std::filesystem::path folder;
    std::string base;
    std::map<std::string, Json, std::less<>> loaded;

    const Json* load(std::string_view address) {
        if (!address.starts_with(base)) return nullptr;
        const auto found = loaded.find(address);
        if (found != loaded.end()) return &found->second;
        const auto text = read_file(folder / address.substr(base.size()));
        if (!text) return nullptr;
        auto json = read_json(*text);
        return json ? &loaded.emplace(address, *std::move(json)).first->second : nullptr;
    }

    Result<Dataset> run(const Json& test) {
        const std::string input = test.at("input").get<std::string>();
        const auto text = read_file(folder / input);
        REQUIRE_MESSAGE(text.has_value(), input);
        const auto json = read_json(*text);
        REQUIRE_MESSAGE(json.has_value(), input);
        const Json option = test.value("option", Json::object());
        ToRdfOptions options;
        options.base = option.value("base", base + input);
        options.safe = false;
        options.contexts = [this](std::string_view address) { return load(address); };
        const std::string direction = option.value("rdfDirection", "");
        if (direction == "i18n-datatype") options.direction = TextDirection::datatype;
        if (direction == "compound-literal") options.direction = TextDirection::compound;
        return to_rdf(*json, options);
    }
};

std::string canonical_or_why(const Result<Dataset>& dataset) {
    if (!dataset) return dataset.error().code + " " + dataset.error().where + " " + dataset.error().detail;
    const auto text = canonical_nquads(*dataset);
    return text ? *text : text.error().code;
}

} // namespace

TEST_CASE("the toRdf tests of the JSON-LD suite come out as published") {
    const auto folder = test::standards_folder() / "json-ld-toRdf";
    const auto manifest_text = read_file(folder / "manifest.json");
    if (!manifest_text) CAIRN_SKIP("the standards are not beside the repository");
    const auto manifest = read_json(*manifest_text);
    REQUIRE(manifest.has_value());
    Suite suite{folder, manifest->at("baseIri").get<std::string>(), {}};
    int done = 0;
    int older = 0;
    for (const Json& test : manifest->at("sequence")) {
        const auto id = test.at("@id").get<std::string>();
        if (is_for_1_0(test)) {
            ++older;
            continue;
        }
        if (left_out.contains(id)) continue;
        ++done;
        CAPTURE(id);
        CAPTURE(test.at("name").get<std::string>());
        const Result<Dataset> found = suite.run(test);
        if (test.contains("expectErrorCode")) {
            const auto expected = test.at("expectErrorCode").get<std::string>();
            CHECK_MESSAGE(!found.has_value(), expected);
            if (found) continue;
            if (expected == "loading remote context failed")
                CHECK(found.error().code == "jsonld.contextUnknown");
            else
                CHECK(found.error().detail == expected);
        } else if (test.contains("expect")) {
            const auto expected = read_file(folder / test.at("expect").get<std::string>());
            REQUIRE(expected.has_value());
            const auto dataset = parse_nquads(*expected);
            CHECK(canonical_or_why(found) == canonical_or_why(dataset));
        } else {
            CHECK_MESSAGE(found.has_value(), canonical_or_why(found));
        }
    }
    CHECK(done > 280);
    MESSAGE(done, " tests; ", older, " of JSON-LD 1.0 and ", left_out.size(), " left out");
}

} // namespace cairn
