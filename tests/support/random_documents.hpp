// Documents, and changes of them, that follow from a number.
#pragma once

#include "core/crypto/hash.hpp"
#include "core/model/document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cairn::test {

class Source {
  public:
    explicit Source(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return random_() % n; }

    Id id() {
        std::array<std::uint8_t, 16> bytes{};
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random_());
        return make_uuid_v4(bytes);
    }

    Instant instant() { return {static_cast<std::int64_t>(random_() % 4'000'000'000'000)}; }

    std::string text() {
        static const char* const parts[] = {"word",       " ",      "\n",   "\"", "\\", "\u00e9",
                                            "\U0001F600", "\uFFFD", "\x01", "/",  "#"};
        std::string out;
        for (std::size_t i = below(12); i > 0; --i)
            out += parts[below(std::size(parts))];
        return out;
    }

    Value value() {
        switch (below(4)) {
        case 0:
            return below(2) == 0;
        case 1:
            return text();
        case 2:
            return std::vector<std::string>{text(), text()};
        default:
            return std::vector<Row>{{{"name", text()}, {"role", text()}}, {{"name", text()}}};
        }
    }

    Record record() {
        Record record;
        record.id = id();
        record.type = "meeting.record";
        record.created = instant();
        record.modified = instant();
        record.device = id();
        record.revision = static_cast<std::uint32_t>(below(1000));
        record.lang = below(2) == 0 ? "en" : "";
        for (std::size_t i = below(6); i > 0; --i)
            record.fields["field" + std::to_string(i)] = value();
        for (std::size_t i = below(3); i > 0; --i) {
            record.files.push_back({id(), sha256_hex(text() + std::to_string(i)), text(), "image/png",
                                    below(1U << 30U), text(), below(2) == 0, instant()});
        }
        for (std::size_t i = below(3); i > 0; --i)
            record.criteria.push_back(id());
        for (std::size_t i = below(3); i > 0; --i)
            record.links.push_back(id());
        for (std::size_t i = below(3); i > 0; --i)
            record.tags.push_back(text());
        if (below(4) == 0) record.trashed = instant();
        for (std::size_t i = below(3); i > 0; --i)
            record.clock[id()] = 1 + static_cast<std::uint32_t>(below(9));
        if (below(8) == 0) record.conflict_of = id();
        return record;
    }

    RecordPtr record_ptr() { return std::make_shared<const Record>(record()); }

    Tombstone tombstone() {
        Tombstone tombstone{id(), instant(), id()};
        if (below(2) == 0) tombstone.version[id()] = 1 + static_cast<std::uint32_t>(below(9));
        return tombstone;
    }

    BadgePtr badge() {
        Badge badge;
        badge.id = id();
        badge.text = "{\"sample\":\"" + std::to_string(random_()) + "\"}" + std::string(below(3), '\n');
        badge.sha256 = sha256_hex(badge.text);
        badge.file_name = text();
        badge.added = instant();
        badge.device = id();
        badge.revision = 1 + static_cast<std::uint32_t>(below(9));
        if (below(2) == 0) badge.matches = "ums.career-prepared.l1";
        return std::make_shared<const Badge>(std::move(badge));
    }

    Document document(std::size_t records) {
        Document document;
        document.portfolio = id();
        document.device = id();
        document.created = instant();
        document.profile = {.name = text(), .theme = "dark"};
        document.pathway = {"ums.career-prepared", "B-nace-2025-06-06"};
        for (std::size_t i = 0; i < records; ++i)
            document.records.push_back(record_ptr());
        std::ranges::sort(document.records, {},
                          [](const RecordPtr& r) { return std::tie(r->created, r->id); });
        for (std::size_t i = below(5); i > 0; --i)
            document.claims.push_back({id(), id(), id(), instant(), id(), 3});
        for (std::size_t i = below(3); i > 0; --i)
            document.submissions.push_back({id(), id(), instant(), sha256_hex(text())});
        for (std::size_t i = below(3); i > 0; --i)
            document.profile.emails.push_back(std::to_string(i) + "@example.org");
        for (std::size_t i = below(4); i > 0; --i)
            document.badges.push_back(badge());
        for (std::size_t i = below(3); i > 0; --i)
            document.tombstones.push_back(tombstone());
        for (std::size_t i = below(3); i > 0; --i)
            document.profile.contacts.push_back({text(), text()});
        if (below(2) == 0) document.wall = {text(), text(), below(2) == 0, text(), {id(), id()}};
        document.sample = below(3) == 0;
        return document;
    }

    // A few changes of any kind, also of the order of things.
    Document edited(Document document) {
        for (std::size_t i = 1 + below(4); i > 0; --i) {
            edit(document.records, [&] { return record_ptr(); });
            edit(document.claims, [&] { return Claim{id(), id(), id(), instant(), id(), 1}; });
            edit(document.badges, [&] { return badge(); });
            edit(document.submissions, [&] { return Submission{id(), id(), instant(), sha256_hex(text())}; });
            edit(document.tombstones, [&] { return tombstone(); });
        }
        for (RecordPtr& record : document.records) {
            if (below(6) != 0) continue;
            Record next = *record;
            next.fields["edited"] = value();
            ++next.revision;
            record = std::make_shared<const Record>(std::move(next));
        }
        if (below(4) == 0) document.profile.name = text();
        if (below(4) == 0) document.wall.items.push_back(id());
        if (below(8) == 0) document.pathway.revision = text();
        if (below(8) == 0) document.device = id();
        if (below(8) == 0) document.created = instant();
        if (below(8) == 0) document.sample = !document.sample;
        return document;
    }

  private:
    template <class T, class Make>
    void edit(std::vector<T>& list, const Make& make) {
        const auto anywhere = [&] {
            return list.begin() + static_cast<std::ptrdiff_t>(below(list.size() + 1));
        };
        switch (below(8)) {
        case 0:
            list.push_back(make());
            return;
        case 1:
            list.insert(anywhere(), make());
            return;
        case 2:
            if (!list.empty()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
            return;
        case 3:
            std::ranges::shuffle(list, random_);
            return;
        case 4:
            if (!list.empty()) std::swap(list.front(), list[below(list.size())]);
            return;
        default:
            return;
        }
    }

    std::mt19937_64 random_;
};

} // namespace cairn::test
