#include "core/model/document.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

RecordPtr record_of(std::string id, std::string type) {
    Record record;
    record.id = std::move(id);
    record.type = std::move(type);
    return std::make_shared<const Record>(std::move(record));
}

} // namespace

TEST_CASE("documents are equal by what they hold, not by where it lies") {
    Document a;
    a.records = {record_of("urn:uuid:1", "x")};
    Document b = a;
    b.records = {std::make_shared<const Record>(*a.records[0])};
    CHECK(a == b);
    b.records = {record_of("urn:uuid:1", "y")};
    CHECK_FALSE(a == b);
    b = a;
    b.profile.name = "Name";
    CHECK_FALSE(a == b);
}

TEST_CASE("a record is found by its id") {
    Document document;
    document.records = {record_of("urn:uuid:1", "x")};
    CHECK(find_record(document, "urn:uuid:1") == document.records[0].get());
    CHECK(find_record(document, "urn:uuid:2") == nullptr);
}

} // namespace cairn
