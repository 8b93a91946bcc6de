#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/store/codec.hpp"
#include "support/random_documents.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace cairn {

namespace {

using test::Source;

Record big_record(Source& source, std::size_t bytes) {
    Record record = source.record();
    record.fields["text"] = std::string(bytes, 'x');
    return record;
}

std::size_t changed_shards(const StoredFiles& before, const StoredFiles& after) {
    return static_cast<std::size_t>(
        std::ranges::count_if(after, [&](const auto& file) { return !before.contains(file.first); }));
}

// The same with one member of the index changed and the checksum made right again.
StoredFiles with_index(StoredFiles files, const std::function<void(Json&)>& change) {
    Json index = read_json(files.at("index.json")).value();
    index.erase("checksum");
    change(index);
    index["checksum"] = sha256_hex(canonicalize(index));
    files["index.json"] = canonicalize(index);
    return files;
}

} // namespace

TEST_CASE("any document comes back from its stored form as it was") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Source source(seed);
        const Document document = source.document(source.below(30));
        const auto stored = decode_document(encode_document(document, seed));
        CAPTURE(seed);
        REQUIRE(stored.has_value());
        CHECK(stored->generation == seed);
        CHECK(stored->document == document);
    }
    CHECK(decode_document(encode_document(Document{}, 0))->document == Document{});
}

TEST_CASE("the same document gives the same bytes, and fields that hold nothing are not stored") {
    Source source(1);
    Document document = source.document(5);
    CHECK(encode_document(document, 7) == encode_document(document, 7));
    Record record = *document.records.front();
    record.fields["empty"] = std::vector<Row>{};
    record.fields["none"] = std::monostate{};
    record.fields["blank"] = std::string();
    document.records.front() = std::make_shared<const Record>(record);
    record.fields.erase("empty");
    record.fields.erase("none");
    CHECK(*decode_document(encode_document(document, 7))->document.records.front() == record);
}

TEST_CASE("any changed byte of any file is noticed") {
    Source source(2);
    Document document = source.document(6);
    document.badges = {source.badge()};
    const StoredFiles files = encode_document(document, 9);
    for (const auto& [name, text] : files) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            StoredFiles changed = files;
            changed[name][i] = static_cast<char>(text[i] ^ (1 << (i % 8)));
            if (decode_document(changed)) {
                CAPTURE(name);
                CAPTURE(i);
                CHECK_MESSAGE(false, "a changed byte went unnoticed");
            }
        }
        StoredFiles cut = files;
        cut[name].pop_back();
        CHECK_FALSE(decode_document(cut).has_value());
        cut.erase(name);
        CHECK_FALSE(decode_document(cut).has_value());
    }
}

TEST_CASE("shards keep to their size, and an edit rewrites one of them") {
    Source source(3);
    Document document = source.document(0);
    for (int i = 0; i < 400; ++i) {
        document.records.push_back(
            std::make_shared<const Record>(big_record(source, 1000 + source.below(8000))));
    }
    const StoredFiles before = encode_document(document, 1);
    CHECK(before.size() > 8);
    for (const auto& [name, text] : before) {
        if (name.starts_with("shards/")) CHECK(text.size() <= shard_limit);
    }
    Record edited = *document.records[17];
    edited.fields["text"] = std::string("edited");
    document.records[17] = std::make_shared<const Record>(edited);
    CHECK(changed_shards(before, encode_document(document, 2)) == 1);

    document.records.push_back(std::make_shared<const Record>(big_record(source, shard_limit + 1)));
    const StoredFiles grown = encode_document(document, 3);
    const auto too_large = std::ranges::count_if(
        grown, [](const auto& f) { return f.first.starts_with("shards/") && f.second.size() > shard_limit; });
    CHECK(too_large == 1);
    CHECK(decode_document(grown).has_value());
}

TEST_CASE("a badge is a file of its own, with exactly the bytes that were received") {
    Source source(8);
    Document document = source.document(1);
    document.badges = {source.badge(), source.badge()};
    const StoredFiles files = encode_document(document, 1);
    std::size_t found = 0;
    for (const auto& [name, bytes] : files) {
        if (!name.starts_with("badges/")) continue;
        ++found;
        CHECK(name == "badges/" + sha256_hex(bytes).substr(0, 16) + ".json");
        CHECK((bytes == document.badges[0]->text || bytes == document.badges[1]->text));
    }
    CHECK(found == 2);
    CHECK_FALSE(files.at("index.json").contains(R"("sample":")"));
    CHECK(decode_document(files)->document.badges[1]->text == document.badges[1]->text);
}

TEST_CASE("a badge file that is missing or differs is named, and nothing is read without it") {
    Source source(9);
    Document document = source.document(1);
    document.badges = {source.badge()};
    const StoredFiles files = encode_document(document, 1);
    const std::string name = "badges/" + document.badges[0]->sha256.substr(0, 16) + ".json";
    StoredFiles missing = files;
    missing.erase(name);
    CHECK(decode_document(missing).error() == Error{"store.damaged", name, "missing"});
    StoredFiles changed = files;
    changed[name].back() = ' ';
    CHECK(decode_document(changed).error() == Error{"store.damaged", name, "checksum"});
    StoredFiles longer = files;
    longer[name] += ' ';
    CHECK(decode_document(longer).error() == Error{"store.damaged", name, "checksum"});
}

TEST_CASE("an index of before there were badges and e-mail addresses is read, and written as it was") {
    Source source(10);
    Document document = source.document(3);
    document.badges.clear();
    document.profile.emails.clear();
    const StoredFiles files = encode_document(document, 1);
    const Json index = read_json(files.at("index.json")).value();
    CHECK_FALSE(index.contains("badges"));
    CHECK_FALSE(index["profile"].contains("emails"));
    const auto stored = decode_document(files);
    REQUIRE(stored);
    CHECK(encode_document(stored->document, 1) == files);
}

TEST_CASE("what is empty is not stored: an index of before there were links, tags, contacts and a wall stays "
          "as it is") {
    Source source(11);
    Document document = source.document(0);
    Record record = source.record();
    record.links.clear();
    record.tags.clear();
    document.records = {std::make_shared<const Record>(record)};
    document.profile.contacts.clear();
    document.wall = {};
    document.sample = false;
    const StoredFiles files = encode_document(document, 1);
    const Json index = read_json(files.at("index.json")).value();
    CHECK_FALSE(index.contains("wall"));
    CHECK_FALSE(index.contains("sample"));
    CHECK_FALSE(index["profile"].contains("contacts"));
    for (const auto& [name, text] : files) {
        CHECK_FALSE(text.contains("\"links\""));
        CHECK_FALSE(text.contains("\"tags\""));
    }
    CHECK(encode_document(decode_document(files)->document, 1) == files);
}

TEST_CASE("records with the same id end in a refusal, not in a loop") {
    Source source(4);
    Document document = source.document(0);
    const auto record = std::make_shared<const Record>(big_record(source, 200'000));
    document.records = {record, record, record};
    CHECK(decode_document(encode_document(document, 1)).error().code == "store.damaged");
}

TEST_CASE("a newer version is refused as such, whatever else it holds") {
    Source source(5);
    const StoredFiles files = encode_document(source.document(2), 1);
    const StoredFiles newer = with_index(files, [](Json& index) {
        index["version"] = 3;
        index["unheardOf"] = true;
    });
    CHECK(decode_document(newer).error() == Error{"store.newerVersion", "index.json", "3"});
    CHECK(decode_document({{"index.json", R"({"format":"cairn-portfolio","version":7})"}}).error().code ==
          "store.newerVersion");
    CHECK(decode_keys(R"({"format":"cairn-keys","version":2,"keys":[]})").error().code ==
          "store.newerVersion");
}

TEST_CASE("an index is not trusted even where its checksum is right") {
    Source source(6);
    Document document = source.document(4);
    document.badges = {source.badge()};
    const StoredFiles files = encode_document(document, 1);
    CHECK(decode_document({}).error() == Error{"store.missing", "index.json"});
    struct Row {
        std::string name;
        std::function<void(Json&)> change;
        const char* code;
    };
    const Row table[] = {
        {"another format", [](Json& i) { i["format"] = "other"; }, "store.damaged"},
        {"version zero", [](Json& i) { i["version"] = 0; }, "store.damaged"},
        {"an unknown member", [](Json& i) { i["more"] = 1; }, "format.unknown"},
        {"a missing member", [](Json& i) { i.erase("profile"); }, "format.missing"},
        {"a wrong type", [](Json& i) { i["claims"] = 5; }, "format.type"},
        {"a path outside", [](Json& i) { i["shards"][0]["file"] = "../secret.json"; }, "format.value"},
        {"a digest that is none", [](Json& i) { i["shards"][0]["sha256"] = "x"; }, "format.value"},
        {"a shard named twice", [](Json& i) { i["shards"].push_back(i["shards"][0]); }, "store.damaged"},
        {"a shard left out", [](Json& i) { i["shards"] = Json::array(); }, "store.damaged"},
        {"another count", [](Json& i) { i["counts"]["records"] = 5; }, "store.damaged"},
        {"a badge's path outside", [](Json& i) { i["badges"][0]["file"] = "../x.json"; }, "format.value"},
        {"another badge's file", [](Json& i) { i["badges"][0]["sha256"] = sha256_hex("x"); }, "format.value"},
        {"a badge's size", [](Json& i) { i["badges"][0]["bytes"] = 3; }, "store.damaged"},
        {"a badge named twice", [](Json& i) { i["badges"].push_back(i["badges"][0]); }, "store.damaged"},
        {"a badge that is no object", [](Json& i) { i["badges"][0] = "x"; }, "format.type"},
        {"unknown words of a badge", [](Json& i) { i["badges"][0]["more"] = 1; }, "format.unknown"},
        {"an address that is no text", [](Json& i) { i["profile"]["emails"] = {5}; }, "format.type"},
        {"a contact that is a text", [](Json& i) { i["profile"]["contacts"] = {"x"}; }, "format.type"},
        {"more words of a contact",
         [](Json& i) { i["profile"]["contacts"] = {{{"label", "a"}, {"value", "b"}, {"more", "c"}}}; },
         "format.unknown"},
        {"half a wall", [](Json& i) { i["wall"] = {{"title", "a"}}; }, "format.missing"},
        {"a wall of numbers", [](Json& i) { i["wall"]["items"] = {1}; }, "format.type"},
        {"a sample that is a text", [](Json& i) { i["sample"] = "yes"; }, "format.type"},
        {"a front that is a text", [](Json& i) { i["shards"][0]["front"] = "yes"; }, "format.type"},
        {"half a place in the journal", [](Json& i) { i["journal"] = {{"seq", 4}}; }, "format.missing"},
        {"a journal's digest that is none", [](Json& i) { i["journal"] = {{"seq", 4}, {"sha256", "x"}}; },
         "format.value"},
        {"what came with version 2 in version 1",
         [](Json& i) {
             i["version"] = 1;
             i["journal"] = {{"seq", 4}, {"sha256", sha256_hex("x")}};
         },
         "format.unknown"},
        {"a shard too long", [](Json& i) { i["shards"][0]["bytes"] = 1e15; }, "format.value"},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        const auto stored = decode_document(with_index(files, row.change));
        REQUIRE_FALSE(stored.has_value());
        CHECK(stored.error().code == row.code);
    }
}

TEST_CASE("keys come back as they were, from a file of their own") {
    const std::vector<LearnerKey> keys = {{"did:key:z6Mk1", "z3u2a", {1768478400123}, "retired"},
                                          {"did:key:z6Mk2", "z3u2b", {1768478400456}, "active"}};
    const std::string text = encode_keys(keys);
    CHECK(decode_keys(text) == keys);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(decode_keys(changed).has_value());
    }
    const Document document = Source(7).document(3);
    for (const auto& [name, file] : encode_document(document, 1))
        CHECK_FALSE(file.contains("secretKey"));
}

} // namespace cairn
