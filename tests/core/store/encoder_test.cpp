#include "core/store/decoder.hpp"
#include "core/store/encoder.hpp"
#include "support/random_documents.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

using test::Source;

RecordPtr big_record(Source& source, std::size_t bytes) {
    Record record = source.record();
    record.criteria.clear();
    record.fields["text"] = std::string(bytes, 'x');
    return std::make_shared<const Record>(std::move(record));
}

Document big_document(Source& source, std::size_t records, std::size_t bytes) {
    Document document = source.document(0);
    for (std::size_t i = 0; i < records; ++i)
        document.records.push_back(big_record(source, bytes / 2 + source.below(bytes)));
    std::ranges::sort(document.records, {}, [](const RecordPtr& r) { return std::tie(r->created, r->id); });
    return document;
}

const std::string* text_of(const StoredFiles& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

Decoder read_all(const StoredFiles& files) {
    Decoder decoder;
    REQUIRE(decoder.begin(files.at("index.json")).has_value());
    while (!decoder.next().empty())
        REQUIRE(decoder.take(text_of(files, decoder.next())).has_value());
    return decoder;
}

std::vector<ShardEntry> shards_of(const StoredFiles& files) {
    return decode_index(files.at("index.json"))->shards;
}

} // namespace

TEST_CASE("an encoder that has seen the document before gives exactly the files of one that has not") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Source source(seed);
        CAPTURE(seed);
        Document document = big_document(source, 60, 30'000);
        Encoder encoder;
        if (seed % 2 == 1) { // it begins with what was read
            const StoredFiles files = encode_document(document, 3);
            const Decoder decoder = read_all(files);
            document = decoder.so_far().document;
            for (const SeenShard& shard : decoder.seen())
                encoder.remember(shard);
        }
        StoredFiles disk = seed % 2 == 1 ? encode_document(document, 3) : StoredFiles{};
        for (std::uint64_t round = 0; round < 8; ++round) {
            document = source.edited(document);
            if (source.below(4) == 0) document.claims.clear();
            for (const RecordPtr& record : document.records)
                if (source.below(10) == 0)
                    document.claims.push_back(
                        {source.id(), source.id(), record->id, source.instant(), "d", 1});
            Checkpoint checkpoint{round, {}, {}};
            if (source.below(2) == 0 && !document.records.empty())
                checkpoint.last_opened = document.records[source.below(document.records.size())]->id;
            if (source.below(2) == 0) checkpoint.journal = {round + 1, sha256_hex("row")};
            if (source.below(6) == 0) encoder.forget();
            Encoded encoded = encoder.encode(document, checkpoint);
            for (auto& [name, text] : encoded.files)
                disk[name] = text;
            std::erase_if(disk, [&](const auto& file) { return !encoded.names.contains(file.first); });
            CHECK(disk == encode_document(document, checkpoint));
        }
    }
}

TEST_CASE("after one edit an encoder gives the index and the shard of the record, also right after reading") {
    Source source(3);
    const Document document = big_document(source, 100, 20'000);
    const StoredFiles files = encode_document(document, 1);
    REQUIRE(files.size() > 6);
    const Decoder decoder = read_all(files);
    Encoder encoder;
    for (const SeenShard& shard : decoder.seen())
        encoder.remember(shard);
    for (const BadgePtr& badge : document.badges)
        encoder.remember_badge(badge_file(badge->sha256));
    Document next = decoder.so_far().document;
    Record record = *next.records[40];
    record.fields["title"] = std::string("typed");
    next.records[40] = std::make_shared<const Record>(std::move(record));
    const Encoded once = encoder.encode(next, Checkpoint{2});
    CHECK(once.files.size() == 2);
    CHECK(once.files.contains("index.json"));
    CHECK(once.names.size() == files.size());
    CHECK(encoder.encode(next, Checkpoint{3}).files.size() == 1);
    // What is said twice harms nothing.
    for (const SeenShard& shard : decoder.seen())
        encoder.remember(shard);
    encoder.forget();
    CHECK(encoder.encode(next, Checkpoint{3}).files == encode_document(next, Checkpoint{3}));
}

TEST_CASE("what the first screen needs stands in shards that are read first") {
    Source source(4);
    Document document = big_document(source, 80, 20'000);
    document.claims.clear();
    const auto change = [&](std::size_t i, const std::function<void(Record&)>& what) {
        Record record = *document.records[i];
        record.trashed.reset();
        what(record);
        document.records[i] = std::make_shared<const Record>(std::move(record));
        return document.records[i]->id;
    };
    std::set<Id> wanted;
    wanted.insert(change(3, [](Record& record) { record.criteria = {"urn:criterion"}; }));
    wanted.insert(change(9, [](Record& record) { record.type = "plan.goal"; }));
    wanted.insert(change(20, [](Record&) {}));
    document.claims.push_back({source.id(), "urn:criterion", document.records[20]->id, {}, "d", 1});
    const Id opened = change(50, [](Record&) {});
    const Id thrown_away = change(60, [](Record& record) {
        record.criteria = {"urn:criterion"};
        record.trashed = Instant{1};
    });
    const StoredFiles files = encode_document(document, Checkpoint{1, {}, opened});
    Decoder decoder;
    REQUIRE(decoder.begin(files.at("index.json")).has_value());
    CHECK(decoder.record_count() == 80);
    while (!decoder.front_is_done())
        REQUIRE(decoder.take(text_of(files, decoder.next())).has_value());
    CHECK(decoder.bytes_left() > decoder.bytes() / 2);
    const StoredDocument first = decoder.so_far();
    CHECK(first.document.badges.size() == document.badges.size());
    CHECK(first.document.records.size() < 30);
    for (const Id& id : wanted)
        CHECK(find_record(first.document, id) != nullptr);
    CHECK(find_record(first.document, opened) != nullptr);
    std::size_t alone = 0;
    for (const SeenShard& shard : decoder.seen())
        alone += shard.records.size() == wanted.size() ? 1U : 0U;
    CHECK(alone == 1);
    CHECK(std::ranges::count(shards_of(files), true, &ShardEntry::front) == 2);
    CHECK_FALSE(find_record(document, thrown_away)->criteria.empty());

    while (!decoder.next().empty())
        REQUIRE(decoder.take(text_of(files, decoder.next())).has_value());
    CHECK(decoder.bytes_left() == 0);
    CHECK(decoder.finish()->document == document);
}

TEST_CASE("opening another record moves none between shards") {
    Source source(5);
    const Document document = big_document(source, 60, 20'000);
    const StoredFiles before = encode_document(document, Checkpoint{1, {}, document.records[2]->id});
    StoredFiles after = encode_document(document, Checkpoint{1, {}, document.records[33]->id});
    after["index.json"] = before.at("index.json");
    CHECK(before == after);
}

TEST_CASE("the front keeps to its size, plans and claims before the rest") {
    Source source(6);
    Document document = big_document(source, 100, 20'000);
    document.claims.clear();
    for (std::size_t i = 0; i < document.records.size(); ++i) {
        Record record = *document.records[i];
        record.criteria = {"urn:criterion"};
        record.trashed.reset();
        if (i % 10 == 0) record.type = "plan.goal";
        if (i % 10 == 1) document.claims.push_back({source.id(), "urn:criterion", record.id, {}, "d", 1});
        document.records[i] = std::make_shared<const Record>(std::move(record));
    }
    const StoredFiles files = encode_document(document, 1);
    std::uint64_t bytes = 0;
    for (const ShardEntry& entry : shards_of(files)) {
        CHECK(entry.bytes <= shard_limit);
        if (entry.front) bytes += entry.bytes;
    }
    CHECK(bytes > front_limit / 2);
    CHECK(bytes <= front_limit + 10'000);
    Decoder decoder;
    REQUIRE(decoder.begin(files.at("index.json")).has_value());
    while (!decoder.front_is_done())
        REQUIRE(decoder.take(text_of(files, decoder.next())).has_value());
    const Document first = decoder.so_far().document;
    for (std::size_t i = 0; i < document.records.size(); ++i)
        if (i % 10 < 2) CHECK(find_record(first, document.records[i]->id) != nullptr);
}

TEST_CASE("the place in the journal comes back from the index, and none is written where there is none") {
    Source source(7);
    const Document document = source.document(3);
    const JournalPosition position{42, sha256_hex("row 42")};
    const StoredFiles files = encode_document(document, Checkpoint{9, position});
    const auto stored = decode_document(files);
    CHECK(stored->journal == position);
    CHECK(stored->generation == 9);
    CHECK(stored->version == 2);
    CHECK_FALSE(encode_document(document, 9).at("index.json").contains("journal"));
}

TEST_CASE("a decoder that is asked to finish too early, or misses a file, says so") {
    Source source(8);
    const StoredFiles files = encode_document(big_document(source, 30, 20'000), 1);
    Decoder decoder;
    REQUIRE(decoder.begin(files.at("index.json")).has_value());
    CHECK(decoder.finish().error().code == "store.damaged");
    const std::string file = decoder.next();
    CHECK(decoder.take(nullptr).error() == Error{"store.damaged", file, "missing"});
    CHECK(decoder.begin("{}").error().code == "store.damaged");
    CHECK(files_named_by(files.at("index.json"))->size() == files.size() - 1);
}

} // namespace cairn
